"""A funnel: the bands, who is inside, who is outside and named, and what colour and shape say."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.funnel import funnel
from dashboard.charts.labels import Labels
from dashboard.theme import BLUE, INK, ORANGE

WORDS = {word: word for word in ("base", "inside", "good", "bad", "plain", "near", "far")}
LABELS = Labels("Posts filled", "Source: release x", "Funnel plot.", "DEMO", "Q2 2011", "%", WORDS)
CENTRE = {"value": 80.0, "text": "together 80.0%"}
COLUMNS = ("name", "base", "value", "place", "tone", "text")
ROWS = [
    ("", 10.0, 80.0, "inside", "inside", "Siming 80.0% 8/10"),
    ("", 50.0, 84.0, "inside", "inside", "Huli 84.0% 42/50"),
    ("Haicang", 60.0, 40.0, "very_low", "bad", "Haicang 40.0% 24/60"),
    ("Jimei", 40.0, 92.5, "high", "good", "Jimei 92.5% 37/40"),
    ("Tong'an", 100.0, 97.0, "very_high", "plain", "Tong'an 97.0% 97/100"),
]
CURVE = pl.DataFrame(
    {
        "base": [8.0, 50.0, 108.0],
        "low": [50.0, 68.0, 72.0],
        "high": [100.0, 91.0, 87.0],
        "very_low": [30.0, 60.0, 67.0],
        "very_high": [100.0, 95.0, 91.0],
    }
)


@pytest.fixture
def figure() -> go.Figure:
    return funnel(pl.DataFrame(ROWS, schema=list(COLUMNS), orient="row"), CURVE, LABELS, CENTRE)


def traces(figure: go.Figure) -> dict[str, Any]:
    return {trace.name: trace for trace in figure.data}


def test_plotly_knows_every_property(figure: go.Figure) -> None:
    go.Figure(figure.to_dict())


def test_the_wide_band_lies_behind_the_narrow_one_and_marks_on_top(figure: go.Figure) -> None:
    names = [trace.name for trace in figure.data]
    assert names == ["far", "near", "together 80.0%", "inside", "good", "bad", "plain"]


def test_a_band_goes_up_one_edge_and_back_along_the_other(figure: go.Figure) -> None:
    near = traces(figure)["near"]
    assert list(near.x) == [8, 50, 108, 108, 50, 8]
    assert list(near.y) == [100, 91, 87, 72, 68, 50]


def test_worse_is_orange_better_is_blue_and_neither_is_ink_each_with_its_shape(figure: go.Figure) -> None:
    drawn = {
        name: (traces(figure)[name].marker.color, list(traces(figure)[name].marker.symbol))
        for name in WORDS
        if name in traces(figure) and name not in ("near", "far")
    }
    assert drawn["bad"] == (ORANGE, ["triangle-down"])
    assert drawn["good"] == (BLUE, ["triangle-up-open"])
    assert drawn["plain"] == (INK, ["triangle-up"])
    assert drawn["inside"][1] == ["circle", "circle"]


def test_those_outside_are_named_beside_their_mark_and_no_others(figure: go.Figure) -> None:
    named = {note.text: (note.x, note.y, note.ay > 0) for note in figure.layout.annotations if note.name == "unit"}
    assert named == {
        "Haicang": (60.0, 40.0, True),
        "Jimei": (40.0, 92.5, False),
        "Tong'an": (100.0, 97.0, False),
    }


def test_names_of_neighbours_stand_at_different_heights(figure: go.Figure) -> None:
    heights = [note.ay for note in figure.layout.annotations if note.name == "unit"]
    assert len(set(heights)) == len(heights)


def test_all_units_together_are_a_line_across(figure: go.Figure) -> None:
    assert list(traces(figure)["together 80.0%"].y) == [80.0, 80.0]


def test_everything_drawn_lies_inside_the_picture(figure: go.Figure) -> None:
    low, high = figure.layout.yaxis.range
    assert low < 30.0
    assert high > 100.0
    assert figure.layout.xaxis.range[1] >= 108.0
    assert list(figure.layout.yaxis.ticktext)[-1] == "100%"


def test_one_percentage_is_written_where_both_limits_run_together() -> None:
    curve = CURVE.with_columns(very_high=pl.col("high"))
    drawn = funnel(pl.DataFrame(ROWS, schema=list(COLUMNS), orient="row"), curve, LABELS, CENTRE)
    assert {n.name for n in drawn.layout.annotations} >= {"very_high", "low", "very_low"}
    assert "high" not in {n.name for n in drawn.layout.annotations}


def test_source_watermark_and_alternative_text_go_with_the_picture(figure: go.Figure) -> None:
    notes = {note.name: note.text for note in figure.layout.annotations}
    assert (notes["source"], notes["watermark"]) == ("Source: release x", "DEMO")
    assert figure.layout.meta == {"title": "Posts filled", "subtitle": "Q2 2011", "alt": "Funnel plot."}


def test_a_rate_has_no_percent_signs() -> None:
    plain = Labels("t", "s", "a", unit="per 10,000", words=WORDS)
    drawn = funnel(pl.DataFrame(ROWS[:2], schema=list(COLUMNS), orient="row"), CURVE, plain, CENTRE)
    assert drawn.layout.yaxis.ticktext is None


def test_it_looks_as_it_did(looks_like, figure: go.Figure) -> None:
    looks_like("funnel", figure)
