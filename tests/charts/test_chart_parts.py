"""Parts of a whole: order, shares and missing units."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.bars import parts
from dashboard.charts.labels import Labels
from dashboard.theme import BLUES

ROWS = [
    ("City", "35 or under", 60.0, "60%", "6"),
    ("City", "over 35", 40.0, "40%", "4"),
    ("Huli", "35 or under", None, "", ""),
    ("Huli", "over 35", None, "", ""),
]
SCHEMA = {"name": pl.String, "part": pl.String, "share": pl.Float64, "text": pl.String, "count": pl.String}


@pytest.fixture
def figure() -> go.Figure:
    labels = Labels("Ages", "s", "a", "DEMO", words={"missing": "missing"})
    return parts(pl.DataFrame(ROWS, schema=SCHEMA, orient="row"), labels)


def test_plotly_knows_every_property(figure: go.Figure) -> None:
    go.Figure(figure.to_dict())


def test_parts_go_from_dark_to_light_in_their_order(figure: go.Figure) -> None:
    assert [trace.name for trace in figure.data[:2]] == ["35 or under", "over 35"]
    assert [trace.marker.color for trace in figure.data[:2]] == list(BLUES[:2])
    assert figure.layout.barmode == "stack"


def test_a_bar_shows_its_share_and_keeps_its_count(figure: go.Figure) -> None:
    young = figure.data[0]
    assert (list(young.x), list(young.text), list(young.customdata)) == ([60.0], ["60%"], ["6"])


def test_a_unit_without_reports_is_hatched_over_the_whole_width(figure: go.Figure) -> None:
    missing = figure.data[2]
    assert (list(missing.y), list(missing.x), missing.marker.pattern.shape) == (["Huli"], [100], "/")
