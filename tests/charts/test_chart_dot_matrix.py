"""Dot matrix: a mark per unit, what is missing told from what is not done."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.dot_matrix import ACROSS, MARKS, MOST, dot_matrix
from dashboard.charts.labels import Labels

WORDS = {"yes": "done", "no": "not done", "missing": "not reported"}
LABELS = Labels("Matrix", "the source", "in words", "DEMO", words=WORDS)


def blocks(*rows: tuple[str, int, int, int]) -> go.Figure:
    frame = pl.DataFrame(rows, schema=["name", "yes", "no", "missing"], orient="row")
    return dot_matrix(frame.with_columns(text=pl.lit("x of y")), LABELS)


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
