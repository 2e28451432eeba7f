"""Heat matrix and dot matrix: a cell per pair, a mark per unit, what is missing told from what is not done."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.dot_matrix import ACROSS, MARKS, MOST, dot_matrix
from dashboard.charts.heat import heat_matrix
from dashboard.charts.labels import Labels
from dashboard.charts.shades import judged, with_absent

WORDS = {"counted": "{word} ({n})", "yes": "done", "no": "not done", "missing": "not reported"}
LABELS = Labels("Matrix", "the source", "in words", "DEMO", words=WORDS)
SHADES = with_absent(judged(90, 5, "%").shades, {"missing": "Not reported"})
CELLS = [
    ("Siming", "island", "staff", "norm 90%", "met", "91.0"),
    ("Siming", "island", "money", "", "short", "88.0"),
    ("Huli", "island", "staff", "norm 90%", "missing", "—"),
    ("Haicang", "mainland", "money", "", "far_short", "70.0"),
]


def heat(rows: Any = CELLS) -> go.Figure:
    frame = pl.DataFrame(rows, schema=["unit", "group", "item", "note", "shade", "text"], orient="row")
    return heat_matrix(frame, SHADES, LABELS)


def blocks(*rows: tuple[str, int, int, int]) -> go.Figure:
    frame = pl.DataFrame(rows, schema=["name", "yes", "no", "missing"], orient="row")
    return dot_matrix(frame.with_columns(text=pl.lit("x of y")), LABELS)


def test_units_are_rows_items_are_columns_in_the_order_given() -> None:
    figure = heat()
    assert list(figure.layout.yaxis.ticktext) == ["<b>island</b>  Siming", "Huli", "<b>mainland</b>  Haicang"]
    heads = {note.x: note.text for note in figure.layout.annotations if note.name == "item"}
    assert heads[0].startswith("staff<br>")
    assert "norm 90%" in heads[0]
    assert heads[1] == "money"


def test_each_cell_has_its_number_its_mark_and_its_place() -> None:
    cells = {
        text: (x, round(base + height / 2, 2))
        for trace in heat().data
        for text, x, base, height in zip(trace.text, trace.x, trace.base, trace.y, strict=False)
    }
    assert cells == {"91.0": (0.0, 0.0), "▼88.0": (1.0, 0.0), "—": (0.0, 1.0), "▼70.0": (1.0, 2.0)}


def test_a_missing_cell_is_hatched_and_counted_and_no_row_is_no_cell() -> None:
    hatched = [trace for trace in heat().data if trace.marker.pattern.shape == "/"]
    assert [(trace.name, list(trace.y)) for trace in hatched] == [("Not reported (1)", [0.94])]


def test_a_long_chinese_heading_is_broken_shorter_where_columns_are_many() -> None:
    wide = heat([("a", "", f"工作站配备率{at}", "", "met", "1") for at in range(3)])
    narrow = heat([("a", "", f"工作站配备率{at}", "", "met", "1") for at in range(7)])
    assert next(note.text for note in wide.layout.annotations if note.name == "item") == "工作站配备率<br>0"
    assert next(note.text for note in narrow.layout.annotations if note.name == "item") == "工作站<br>配备率<br>0"


def test_the_heat_matrix_is_light_and_the_same_each_time() -> None:
    many = [(f"u{u}", "", f"E{item:02}", "", "met", "91.0") for u in range(12) for item in range(32)]
    text = heat(many).to_json()
    assert text == heat(many).to_json()
    assert "bdata" not in text
    assert len(text) < 9_000 + 90 * len(many)
    go.Figure(heat().to_dict())


def test_there_is_one_mark_per_unit_done_first_missing_last() -> None:
    figure = blocks(("Tong'an", 3, 2, 1))
    assert [(trace.name, list(trace.x)) for trace in figure.data] == [
        ("done", [0, 1, 2]),
        ("not done", [3, 4]),
        ("not reported", [5]),
    ]


def test_a_row_is_full_before_the_next_begins_and_blocks_do_not_touch() -> None:
    figure = blocks(("a", ACROSS + 1, 0, 0), ("b", 1, 0, 0))
    first, second, third = figure.data[0].y[0], figure.data[0].y[ACROSS], figure.data[0].y[ACROSS + 1]
    assert first < second < third
    assert third - second > second - first


def test_answers_differ_without_colour() -> None:
    assert len({(mark.symbol, mark.fill == mark.outline) for mark in MARKS.values()}) == 3


def test_none_of_none_is_a_heading_without_marks() -> None:
    figure = blocks(("a", 0, 0, 0))
    assert all(not trace.x for trace in figure.data)
    assert "<b>a</b>   x of y" in [note.text for note in figure.layout.annotations]


def test_too_many_marks_are_refused() -> None:
    with pytest.raises(ValueError, match="told apart"):
        blocks(("a", MOST, 1, 0))


def test_the_dot_matrix_is_light_and_known_to_plotly() -> None:
    figure = blocks(("a", 200, 100, 100))
    go.Figure(figure.to_dict())
    assert "bdata" not in figure.to_json()
    assert len(figure.to_json()) < 4_000 + 10 * 400
