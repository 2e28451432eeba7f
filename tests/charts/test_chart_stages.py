"""The stage timeline: plan above, reality below, how long a site has stood, and never a verdict on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.labels import Labels
from dashboard.charts.stages import stage_timeline
from dashboard.theme import ORANGE, ORANGE_TEXT

WORDS = dict.fromkeys(("planned", "overdue", "verified", "to_verify", "standing", "stalled"), "") | {"as_of": "30 June"}
LABELS = Labels("Plan and reality", "the source", "in words", "DEMO", words={k: v or k for k, v in WORDS.items()})
AS_OF = date(2012, 6, 30)


def step(site: str, milestone: str, state: str, planned: date | None, done: date | None, **more: Any) -> dict[str, Any]:
    return {
        "site_code": site,
        "site": f"Site {site}",
        "district": "Siming",
        "milestone": milestone,
        "short": milestone,
        "state": state,
        "planned_on": planned,
        "done_on": done,
        "days_late": None,
        "last_on": date(2012, 1, 10) if site == "a" else None,
        "as_of": AS_OF,
        "is_stalled": site == "a",
        "note": f"note {site}",
    } | more


def steps() -> pl.DataFrame:
    """Site a: one step done, one overdue; site b: one not yet verified, one planned for later, one undated."""
    rows = [
        step("a", "M01", "verified", date(2011, 12, 1), date(2012, 1, 10)),
        step("a", "M02", "in_progress", date(2012, 2, 1), None, days_late=150),
        step("b", "M01", "to_verify", date(2012, 5, 1), date(2012, 4, 20)),
        step("b", "M02", "not_started", date(2012, 9, 1), None),
        step("b", "M03", "not_reported", None, None),
    ]
    return pl.DataFrame(rows, schema_overrides={"days_late": pl.Int64, "last_on": pl.Date})


def named(figure: go.Figure, name: str) -> Any:
    return next(trace for trace in figure.data if trace.name == name)


def test_plans_are_above_and_reached_days_below_the_middle_of_the_row() -> None:
    figure = stage_timeline(steps(), LABELS)
    rows = figure.layout.yaxis.tickvals
    assert named(figure, "verified").y[0] > rows[0] > named(figure, "overdue").y[0]


def test_a_plan_whose_day_has_passed_has_a_mark_of_its_own() -> None:
    figure = stage_timeline(steps(), LABELS)
    assert list(named(figure, "overdue").x) == ["2012-02-01"]
    assert list(named(figure, "planned").x) == ["2011-12-01", "2012-05-01", "2012-09-01"]
    assert named(figure, "overdue").marker.symbol != named(figure, "planned").marker.symbol


def test_done_and_verified_differ_in_shape_from_done_and_not_verified() -> None:
    figure = stage_timeline(steps(), LABELS)
    assert list(named(figure, "verified").x) == ["2012-01-10"]
    assert list(named(figure, "to_verify").x) == ["2012-04-20"]
    assert named(figure, "verified").marker.symbol != named(figure, "to_verify").marker.symbol


def test_a_line_ties_each_plan_to_the_day_it_was_reached() -> None:
    ties = named(stage_timeline(steps(), LABELS), "ties")
    assert list(ties.x) == ["2011-12-01", "2012-01-10", None, "2012-05-01", "2012-04-20", None]


def test_the_bar_runs_from_the_last_step_to_the_as_of_day() -> None:
    figure = stage_timeline(steps(), LABELS)
    assert list(named(figure, "stalled").x) == ["2012-01-10", "2012-06-30", None]
    assert list(named(figure, "standing").x) == []


def test_a_stall_is_flagged_in_grey_and_bold_never_as_bad() -> None:
    figure = stage_timeline(steps(), LABELS)
    notes = [note.text for note in figure.layout.annotations if note.name == "note"]
    assert notes == ["<b>note a</b>", "note b"]
    assert ORANGE not in figure.to_json()
    assert ORANGE_TEXT not in figure.to_json()


def test_the_as_of_day_is_a_line_with_its_date() -> None:
    figure = stage_timeline(steps(), LABELS)
    assert "2012-06-30" in [shape.x0 for shape in figure.layout.shapes]
    assert "30 June" in [note.text for note in figure.layout.annotations if note.name == "as_of"]


def test_the_figure_takes_its_source_and_watermark_along() -> None:
    notes = {note.name: note.text for note in stage_timeline(steps(), LABELS).layout.annotations}
    assert (notes["source"], notes["watermark"]) == ("the source", "DEMO")


def test_plotly_knows_every_property_of_the_figure() -> None:
    go.Figure(stage_timeline(steps(), LABELS).to_dict())


def test_it_looks_as_it_did(looks_like) -> None:
    looks_like("stages", stage_timeline(steps(), LABELS))
