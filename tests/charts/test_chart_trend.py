"""Over time: panels, gaps and incomplete periods."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.labels import Labels
from dashboard.charts.trend import trend
from dashboard.theme import BLUE, ORANGE, PAPER

LABELS = Labels("Posts filled", "s", "a", "DEMO", unit="%", words={"missing": "missing", "partial": "partial"})
TARGET = {"value": 95.0, "yardstick": "proposal"}
PERIODS = ("Q4 2010", "Q1 2011", "Q2 2011")
VALUES = {
    "City": ("below", [(80.0, "reported"), (82.0, "partial"), (90.0, "reported")]),
    "Huli": ("met", [(90.0, "reported"), (None, "missing"), (96.0, "reported")]),
    "Jimei": ("few", [(None, "few"), (None, "few"), (None, "few")]),
}


@pytest.fixture
def figure() -> go.Figure:
    rows = [
        (unit, verdict, "90.0%", period, value, status)
        for unit, (verdict, line) in VALUES.items()
        for period, (value, status) in zip(PERIODS, line, strict=True)
    ]
    schema = {"unit": pl.String, "verdict": pl.String, "text": pl.String, "period": pl.String}
    frame = pl.DataFrame(rows, schema=schema | {"value": pl.Float64, "status": pl.String}, orient="row")
    return trend(frame, LABELS, [TARGET])


def line_of(figure: go.Figure, unit: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == unit)


def test_plotly_knows_every_property(figure: go.Figure) -> None:
    go.Figure(figure.to_dict())


def test_the_first_unit_is_large_and_stands_grey_behind_the_others(figure: go.Figure) -> None:
    assert list(figure.layout.xaxis.domain) == [0.0, 1.0]
    behind = [trace for trace in figure.data if trace.name == "behind"]
    assert [trace.xaxis for trace in behind] == ["x2", "x3"]
    assert all(list(trace.y) == [80.0, 82.0, 90.0] for trace in behind)


def test_panels_do_not_overlap(figure: go.Figure) -> None:
    large, small = figure.layout.yaxis.domain, figure.layout.yaxis2.domain
    assert small[1] < large[0]


def test_a_missing_period_breaks_the_line_and_is_marked(figure: go.Figure) -> None:
    line = line_of(figure, "Huli")
    assert (list(line.y), line.connectgaps) == ([90.0, None, 96.0], False)
    crosses = [trace for trace in figure.data if trace.name == "missing"]
    assert [list(trace.x) for trace in crosses] == [["Q1 2011"]]


def test_too_few_to_show_is_not_marked_as_missing(figure: go.Figure) -> None:
    assert [trace.xaxis for trace in figure.data if trace.name == "missing"] == ["x2"]


def test_an_incomplete_period_has_a_hollow_dot(figure: go.Figure) -> None:
    assert list(line_of(figure, "City").marker.color) == [ORANGE, PAPER, ORANGE]
    assert line_of(figure, "Huli").line.color == BLUE


def test_each_panel_names_its_unit_and_shows_the_yardstick(figure: go.Figure) -> None:
    heads = [note.text for note in figure.layout.annotations if note.name == "panel"]
    assert [head.split("<")[1] for head in heads] == ["b>City", "b>Huli", "b>Jimei"]
    assert [(shape.y0, shape.yref) for shape in figure.layout.shapes] == [(95.0, "y"), (95.0, "y2"), (95.0, "y3")]


def test_it_looks_as_it_did(looks_like, figure: go.Figure) -> None:
    looks_like("trend", figure)
