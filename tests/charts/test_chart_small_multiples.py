"""Small multiples: own line in colour, the others in grey, one scale; a gap stays a gap."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.labels import Labels
from dashboard.charts.small_multiples import MOST, scale_of, small_multiples
from dashboard.theme import BLUE, ORANGE, PAPER

LABELS = Labels(
    "Trend", "the source", "in words", "DEMO", unit="%", words={"missing": "not reported", "span": "Q1 to Q3"}
)
ROWS = [
    ("Siming", "met", "96.0%", "Q1", 92.0, "reported"),
    ("Siming", "met", "96.0%", "Q2", 94.0, "partial"),
    ("Siming", "met", "96.0%", "Q3", 96.0, "reported"),
    ("Huli", "below", "▼ 71.0%", "Q1", 70.0, "reported"),
    ("Huli", "below", "▼ 71.0%", "Q2", None, "missing"),
    ("Huli", "below", "▼ 71.0%", "Q3", 71.0, "reported"),
]


def figure(rows: Any = ROWS) -> go.Figure:
    return small_multiples(
        pl.DataFrame(rows, schema=["unit", "verdict", "text", "period", "value", "status"], orient="row"), LABELS
    )


def own(drawn: go.Figure, unit: str) -> Any:
    return next(trace for trace in drawn.data if trace.name == unit)


def test_each_unit_has_its_panel_with_its_value_of_now() -> None:
    heads = [note.text for note in figure().layout.annotations if note.name == "panel"]
    assert heads == ["<b>Siming</b> 96.0%", "<b>Huli</b> <b>▼ 71.0%</b>"]
    assert (own(figure(), "Siming").xaxis, own(figure(), "Huli").xaxis) == ("x", "x2")


def test_the_others_are_behind_it_in_grey() -> None:
    behind = [trace for trace in figure().data if trace.name == "others"]
    assert [list(trace.y) for trace in behind] == [[70.0, None, 71.0, None], [92.0, 94.0, 96.0, None]]
    assert figure().data[0].name == "others"


def test_below_is_orange_and_a_diamond() -> None:
    met, below = own(figure(), "Siming"), own(figure(), "Huli")
    assert (met.line.color, met.marker.symbol) == (BLUE, "circle")
    assert (below.line.color, below.marker.symbol) == (ORANGE, "diamond")


def test_a_missing_period_breaks_the_line_and_is_a_cross() -> None:
    line = own(figure(), "Huli")
    assert (list(line.y), line.connectgaps) == ([70.0, None, 71.0], False)
    assert list(own(figure(), "not reported").x) == ["Q2"]


def test_a_partial_period_is_a_hollow_dot() -> None:
    marker = own(figure(), "Siming").marker
    assert list(marker.color) == [BLUE, PAPER, BLUE]
    assert list(marker.size) == [0, 6, 7]


def test_all_panels_have_one_scale_which_is_said_below() -> None:
    layout = figure().layout
    assert layout.yaxis.range == layout.yaxis2.range
    assert "Q1 to Q3" in [note.text for note in layout.annotations]


def test_the_scale_is_round_and_holds_every_value() -> None:
    assert scale_of(pl.Series([71.0, None, 96.0]), "%") == (60.0, 100.0)
    assert scale_of(pl.Series([3.0, 12.0]), "") == (0.0, pytest.approx(13.2))
    assert scale_of(pl.Series([None], dtype=pl.Float64), "%") == (0.0, 10.0)


def test_one_unit_alone_has_nothing_behind_it() -> None:
    assert [trace.name for trace in figure(ROWS[:3]).data] == ["Siming"]


def test_too_many_units_are_refused() -> None:
    with pytest.raises(ValueError, match="cloud"):
        figure([(f"u{at}", "met", "1", "Q1", 1.0, "reported") for at in range(MOST + 1)])


def test_the_figure_is_the_same_each_time_known_to_plotly_and_light() -> None:
    rows = [(f"u{u}", "met", "1%", f"{q}", 90.0 + q, "reported") for u in range(6) for q in range(10)]
    text = figure(rows).to_json()
    assert text == figure(rows).to_json()
    go.Figure(figure(rows).to_dict())
    assert "bdata" not in text
    assert len(text) < 3_000 + 12_000 + 16 * 6 * len(rows)


def test_it_looks_as_it_did(looks_like) -> None:
    looks_like("small_multiples", figure())
