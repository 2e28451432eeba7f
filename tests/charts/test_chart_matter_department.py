"""The matter × department matrix: who entrusts what, and whether money came with it."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.labels import Labels
from dashboard.charts.matter_department import MARKS, matter_department

LABELS = Labels("Whose matters?", "the source", "in words", "DEMO", words={state: f"[{state}]" for state in MARKS})
ROWS = [
    ("E01 Allowance", "民政局", 0, "funded", "6/6", "all"),
    ("E02 Pensions", "劳动保障局", 1, "part", "2/6", "some"),
    ("E02 Pensions", "劳动保障局", 1, "no_task", "", "one pays without a task"),
    ("E03 Petitions", "信访局", 2, "unfunded", "0/6", "none"),
    ("E04 Census", "民政局", 0, "nil_cost", "6/6", "certified"),
    ("E05 Health", "劳动保障局", 1, "not_reported", "", "silent"),
]


def cells(rows: list[tuple[Any, ...]] = ROWS) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["matter", "department", "position", "state", "text", "said"], orient="row")


def named(figure: go.Figure, state: str) -> Any:
    return next(trace for trace in figure.data if trace.name == f"[{state}]")


def test_matters_are_rows_in_their_order_the_first_on_top() -> None:
    axis = matter_department(cells(), LABELS).layout.yaxis
    assert list(axis.categoryarray) == ["E01 Allowance", "E02 Pensions", "E03 Petitions", "E04 Census", "E05 Health"]
    assert axis.range[0] > axis.range[1]


def test_departments_are_columns_in_their_order() -> None:
    axis = matter_department(cells(), LABELS).layout.xaxis
    assert list(axis.tickvals) == [0, 1, 2]
    assert [name.replace("<br>", "") for name in axis.ticktext] == ["民政局", "劳动保障局", "信访局"]


def test_each_answer_has_a_shape_or_fill_of_its_own() -> None:
    figure = matter_department(cells(), LABELS)
    looks = [(named(figure, state).marker.symbol, named(figure, state).marker.color) for state in MARKS]
    assert len(set(looks)) == len(MARKS)


def test_a_mark_stands_where_matter_and_department_cross() -> None:
    unfunded = named(matter_department(cells(), LABELS), "unfunded")
    assert (list(unfunded.x), list(unfunded.y)) == ([2], ["E03 Petitions"])


def test_money_without_a_task_stands_beside_the_mark_of_the_same_cell() -> None:
    figure = matter_department(cells(), LABELS)
    task, extra = named(figure, "part"), named(figure, "no_task")
    assert task.y == extra.y
    assert extra.x[0] < task.x[0]


def test_how_many_districts_is_written_beside_the_mark_only_where_given() -> None:
    figure = matter_department(cells(), LABELS)
    assert [note.text for note in figure.layout.annotations if note.name == "share"] == ["6/6", "2/6", "0/6", "6/6"]
    alone = matter_department(cells([(*row[:4], "", row[5]) for row in ROWS]), LABELS)
    assert [note for note in alone.layout.annotations if note.name == "share"] == []


def test_chinese_names_stand_upright_and_long_latin_ones_slant() -> None:
    assert matter_department(cells(), LABELS).layout.xaxis.tickangle == 0
    latin = cells([(row[0], "Labour and Social Security", *row[2:]) for row in ROWS])
    assert matter_department(latin, LABELS).layout.xaxis.tickangle < 0


def test_the_figure_takes_its_source_watermark_and_alternative_text_along() -> None:
    figure = matter_department(cells(), LABELS)
    notes = {note.name: note.text for note in figure.layout.annotations}
    assert (notes["source"], notes["watermark"]) == ("the source", "DEMO")
    assert figure.layout.meta["alt"] == "in words"


def test_plotly_knows_every_property_of_the_figure() -> None:
    go.Figure(matter_department(cells(), LABELS).to_dict())
