"""The site × milestone matrix: rows and columns as they come, one shape per state, days past plan as a plain fact."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.labels import Labels
from dashboard.charts.milestones import MARKS, milestone_matrix

STATES = (*MARKS, "not_reported")
WORDS = {state: f"[{state}]" for state in STATES} | {"late": "late", "planned": "planned", "done": "done"}
LABELS = Labels("Which steps?", "the source", "in words", "DEMO", words=WORDS)
COLUMNS = (("whole", "M01"), ("assets", "M03"), ("assets", "M04"), ("whole", "M12"))
SITES = (("a", "North", "Siming"), ("b", "South", "Siming"), ("c", "East", "Huli"))


def cells(**states: str) -> pl.DataFrame:
    """Three sites × four milestones, not started but for `site_milestone` given; `late_…` says days."""
    rows: list[dict[str, Any]] = [
        {"site_code": code, "site": name, "district": district, "strand": strand, "milestone": milestone}
        | {"short": f"short {milestone}", "state": states.get(f"{code}_{milestone}", "not_started")}
        | {"days_late": int(states[f"late_{code}_{milestone}"]) if f"late_{code}_{milestone}" in states else None}
        | {"planned": "1 May", "done": "—"}
        for code, name, district in SITES
        for strand, milestone in COLUMNS
    ]
    return pl.DataFrame(rows, schema_overrides={"days_late": pl.Int64})


def named(figure: go.Figure, name: str) -> Any:
    return next(trace for trace in figure.data if trace.name == name)


def test_sites_are_rows_in_the_order_given_with_the_district_before_its_first() -> None:
    axis = milestone_matrix(cells(), LABELS).layout.yaxis
    assert list(axis.ticktext) == ["<b>Siming</b>  North", "South", "<b>Huli</b>  East"]
    assert axis.range[0] > axis.range[1]


def test_milestones_are_columns_grouped_by_strand_with_a_gap_between() -> None:
    figure = milestone_matrix(cells(), LABELS)
    axis = figure.layout.xaxis
    assert [text.split("<br>")[0] for text in axis.ticktext] == ["M01", "M03", "M04", "M12"]
    steps = [right - left for left, right in zip(axis.tickvals, axis.tickvals[1:], strict=False)]
    assert steps == pytest.approx([steps[0], 1, steps[0]])
    assert steps[0] > 1
    headings = [note.text for note in figure.layout.annotations if note.name == "strand"]
    assert headings == ["<b>whole</b>", "<b>assets</b>", "<b>whole</b>"]


def test_each_state_has_its_own_shape() -> None:
    figure = milestone_matrix(cells(), LABELS)
    shapes = [named(figure, f"[{state}]").marker.symbol for state in MARKS]
    assert len(set(shapes)) == len(MARKS)


def test_a_step_stands_where_its_site_and_milestone_cross() -> None:
    figure = milestone_matrix(cells(b_M04="verified"), LABELS)
    verified, x, y = named(figure, "[verified]"), figure.layout.xaxis.tickvals, figure.layout.yaxis.tickvals
    assert list(verified.x) == [x[2]]
    assert abs(verified.y[0] - y[1]) < 0.5


def test_a_step_not_reported_is_hatched_and_is_no_mark() -> None:
    figure = milestone_matrix(cells(c_M12="not_reported"), LABELS)
    missing = named(figure, "[not_reported]")
    assert missing.type == "bar"
    assert missing.marker.pattern.shape == "/"
    assert len(missing.x) == 1
    assert sum(len(named(figure, f"[{state}]").x) for state in MARKS) == 11


def test_days_past_the_plan_are_written_in_ink_not_in_a_warning_colour() -> None:
    figure = milestone_matrix(cells(a_M03="in_progress", late_a_M03="120"), LABELS)
    late = named(figure, "late")
    assert list(late.text) == ["+120"]
    assert late.textfont.color == figure.layout.font.color


def test_the_figure_takes_its_source_watermark_and_alternative_text_along() -> None:
    figure = milestone_matrix(cells(), LABELS)
    notes = {note.name: note.text for note in figure.layout.annotations}
    assert (notes["source"], notes["watermark"]) == ("the source", "DEMO")
    assert figure.layout.meta["alt"] == "in words"


def test_traces_hold_lists_that_a_person_can_read() -> None:
    assert "bdata" not in milestone_matrix(cells(), LABELS).to_json()


def test_plotly_knows_every_property_of_the_figure() -> None:
    go.Figure(milestone_matrix(cells(a_M03="in_progress", late_a_M03="120", c_M12="not_reported"), LABELS).to_dict())


def test_it_looks_as_it_did(looks_like) -> None:
    looks_like(
        "milestones",
        milestone_matrix(cells(a_M01="verified", b_M03="in_progress", late_b_M03="90", c_M04="not_reported"), LABELS),
    )
