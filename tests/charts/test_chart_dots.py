"""Units compared: what stands where, what is missing, and what colour and shape say."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.dots import dots
from dashboard.charts.labels import Labels, with_title
from dashboard.theme import BLUE, ORANGE

WORDS = {word: word for word in ("met", "below", "plain", "previous", "interval", "missing")}
LABELS = Labels("Posts filled", "Source: release x", "Dot chart.", "DEMO", "Q2 2011", "%", WORDS)
TARGET = {"value": 95.0, "text": "proposed level of 95%", "yardstick": "proposal"}
CURRENT = {"value": 98.0, "text": "today's standard of 98%", "yardstick": "current"}
COLUMNS = ("name", "verdict", "value", "lower", "upper", "previous", "text")
ROWS = [
    ("Siming", "met", 96.0, 90.0, 99.0, 95.0, "96.0%  48/50"),
    ("Haicang", "below", 80.0, 70.0, 88.0, 81.0, "80.0%  40/50"),
    ("Huli", "missing", None, None, None, 70.0, "not reported"),
    ("Jimei", "few", None, None, None, None, "3 of 4"),
    ("Tong'an", "not_applicable", None, None, None, None, "n/a"),
]


@pytest.fixture
def figure() -> go.Figure:
    frame = pl.DataFrame(ROWS, schema=list(COLUMNS), orient="row", infer_schema_length=None)
    return dots(frame, LABELS, [TARGET, CURRENT])


def traces(figure: go.Figure) -> dict[str, Any]:
    return {trace.name: trace for trace in figure.data}


def test_plotly_knows_every_property(figure: go.Figure) -> None:
    go.Figure(figure.to_dict())


def test_units_stand_in_the_order_given_from_the_top(figure: go.Figure) -> None:
    axis = figure.layout.yaxis
    assert list(axis.categoryarray) == [row[0] for row in ROWS]
    assert axis.range[0] > axis.range[1]


def test_below_is_orange_and_a_diamond_and_met_is_blue_and_a_circle(figure: go.Figure) -> None:
    met, below = traces(figure)["met"], traces(figure)["below"]
    assert (met.marker.color, met.marker.symbol, list(met.y)) == (BLUE, "circle", ["Siming"])
    assert (below.marker.color, below.marker.symbol, list(below.y)) == (ORANGE, "diamond", ["Haicang"])


def test_the_interval_is_drawn_behind_the_dot(figure: go.Figure) -> None:
    drawn = [trace for trace in figure.data if trace.name == "interval"]
    assert [list(trace.x) for trace in drawn] == [[90.0, 99.0, None], [70.0, 88.0, None]]


def test_missing_is_hatched_and_has_no_dot(figure: go.Figure) -> None:
    missing = traces(figure)["missing"]
    assert (missing.type, list(missing.y)) == ("bar", ["Huli"])
    assert missing.marker.pattern.shape == "/"
    assert all("Huli" not in list(trace.y) for trace in figure.data if trace.name != "missing")


def test_few_and_not_applicable_are_said_and_not_drawn(figure: go.Figure) -> None:
    said = {note.y: note.text for note in figure.layout.annotations if note.name == "value"}
    assert (said["Jimei"], said["Tong'an"]) == ("3 of 4", "n/a")
    assert all({"Jimei", "Tong'an"}.isdisjoint(trace.y) for trace in figure.data)


def test_the_judged_yardstick_is_dashed_and_todays_is_dotted_and_apart(figure: go.Figure) -> None:
    lines = {shape.name: (shape.x0, shape.line.dash) for shape in figure.layout.shapes}
    assert lines == {"proposal": (95.0, "dash"), "current": (98.0, "dot")}
    assert [n.text for n in figure.layout.annotations if n.name == "norm"] == [TARGET["text"], CURRENT["text"]]


def test_the_axis_carries_the_unit(figure: go.Figure) -> None:
    assert figure.layout.xaxis.ticksuffix == "%"


def test_source_watermark_and_alternative_text_go_with_the_picture(figure: go.Figure) -> None:
    notes = {note.name: note.text for note in figure.layout.annotations}
    assert (notes["source"], notes["watermark"]) == ("Source: release x", "DEMO")
    assert figure.layout.meta == {"title": "Posts filled", "subtitle": "Q2 2011", "alt": "Dot chart."}


def test_real_data_has_no_watermark() -> None:
    frame = pl.DataFrame(ROWS[:1], schema=list(COLUMNS), orient="row")
    plain = dots(frame, Labels("t", "s", "a", unit="%", words=WORDS))
    assert "watermark" not in {note.name for note in plain.layout.annotations}


def test_alone_the_figure_can_bear_its_title(figure: go.Figure) -> None:
    alone = with_title(figure)
    assert alone.layout.title.text == "Posts filled"
    assert alone.layout.margin.t > figure.layout.margin.t


def test_all_missing_is_still_a_picture() -> None:
    frame = pl.DataFrame(ROWS[2:3], schema=list(COLUMNS), orient="row")
    assert [trace.name for trace in dots(frame, LABELS).data] == ["missing"]


def test_it_looks_as_it_did(looks_like, figure: go.Figure) -> None:
    looks_like("dots", figure)


def test_a_mark_that_moves_or_changes_sides_is_seen_in_the_picture(apart, figure: go.Figure) -> None:
    moved, judged = list(ROWS), list(ROWS)
    moved[1] = ("Haicang", "below", 83.0, 70.0, 88.0, 81.0, "80.0%  40/50")
    judged[1] = ("Haicang", "met", *ROWS[1][2:])
    for rows in (moved, judged):
        frame = pl.DataFrame(rows, schema=list(COLUMNS), orient="row", infer_schema_length=None)
        assert apart(figure, dots(frame, LABELS, [TARGET, CURRENT])) > 4
    assert apart(figure, figure) == 0
