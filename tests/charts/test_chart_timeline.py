"""The timeline of one community: events in order, planned ones hollow, those without a day put nowhere in time."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.labels import Labels
from dashboard.charts.timeline import SYMBOLS, timeline
from dashboard.theme import BLUE, PAPER

LABELS = Labels(
    "Events", "the source", "in words", "DEMO", words={"planned": "planned", "undated": "no day", "as_of": "as of"}
)
KINDS = {"vote": "Decision", "party": "Organisation"}
SCHEMA = {
    "on": pl.Date,
    "until": pl.Date,
    "kind": pl.String,
    "is_done": pl.Boolean,
    "title": pl.String,
    "text": pl.String,
}
EVENTS = [
    (date(2010, 9, 3), None, "vote", True, "Assembly agrees", "3 Sept 2010"),
    (date(2010, 10, 8), date(2010, 12, 20), "vote", True, "Assets counted", "8 Oct to 20 Dec"),
    (date(2011, 9, 30), None, "party", False, "Election", "planned 30 Sept 2011"),
    (None, None, "party", True, "Branch", "day not reported"),
]


def figure(events: Any = EVENTS, kinds: dict[str, str] = KINDS) -> go.Figure:
    return timeline(pl.DataFrame(events, schema=SCHEMA, orient="row"), kinds, date(2011, 6, 30), LABELS)


def named(drawn: go.Figure, name: str) -> Any:
    return next(trace for trace in drawn.data if trace.name == name)


def test_every_event_is_said_above_its_mark_in_the_order_given() -> None:
    heads = [note.text for note in figure().layout.annotations if note.name == "head"]
    assert heads == [f"<b>{title}</b>  {text}" for *_, title, text in EVENTS]


def test_each_kind_has_a_shape_and_a_word() -> None:
    vote, party = named(figure(), "Decision"), named(figure(), "Organisation")
    assert vote.marker.symbol != party.marker.symbol
    assert list(vote.x) == ["2010-09-03", "2010-10-08"]


def test_done_is_filled_and_planned_is_hollow() -> None:
    assert list(named(figure(), "Decision").marker.color) == [BLUE, BLUE]
    assert list(named(figure(), "Organisation").marker.color) == [PAPER]


def test_what_lasted_is_a_bar() -> None:
    assert list(named(figure(), "lasting").x) == ["2010-10-08", "2010-12-20", None]


def test_an_event_without_a_day_is_hatched_and_has_no_mark() -> None:
    hatched = named(figure(), "no day")
    assert (hatched.type, hatched.marker.pattern.shape, len(hatched.y)) == ("bar", "/", 1)
    assert "no day" not in [trace.name for trace in figure(EVENTS[:3]).data]


def test_the_as_of_day_is_a_line_and_within_the_picture() -> None:
    (line,) = figure(EVENTS[:2]).layout.shapes
    assert line.x0 == "2011-06-30"
    assert figure(EVENTS[:2]).layout.xaxis.range[1] > "2011-06-30"


def test_no_event_or_none_with_a_day_is_still_a_picture() -> None:
    go.Figure(figure(EVENTS[3:]).to_dict())
    go.Figure(figure([]).to_dict())


def test_too_many_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="told apart"):
        figure(kinds={str(at): "k" for at in range(len(SYMBOLS) + 1)})


def test_the_figure_is_the_same_each_time_known_to_plotly_and_light() -> None:
    many = EVENTS[:1] * 100
    assert figure(many).to_json() == figure(many).to_json()
    go.Figure(figure().to_dict())
    assert "bdata" not in figure(many).to_json()
    assert len(figure(many).to_json()) < 4_000 + 400 * len(many)
