"""Stage timeline: per pilot site the days planned, the days reached, and how long it has stood since."""

from __future__ import annotations

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
from dashboard.charts.rows import NOTE, group_rules, named_rows, placed, width_of
from dashboard.theme import BLUE, GREY, INK, MUTED, RULE, axis, layout

ROW, HEAD, FOOT = 44, 90, 60
PLANNED, REACHED = -0.2, 0.2
MARKS = {
    "planned": ("circle-open", MUTED, 8),
    "overdue": ("circle-x-open", INK, 9),
    "verified": ("circle", BLUE, 11),
    "to_verify": ("circle-open-dot", BLUE, 11),
}


def stage_timeline(frame: pl.DataFrame, labels: Labels) -> Chart:
    """Two lanes per pilot site: hollow = planned, filled = reached; the bar is the time since the last step.

    Columns: site_code, site, district, milestone, short, state, planned_on, done_on, days_late (null: done
    or within its plan), and, the same in all rows of a site, last_on (latest verified day, null: none yet),
    as_of, is_stalled, note (said at the right end). Rows sorted as drawn; a slanted line ties a plan to the
    day it was reached. Words: planned, overdue, verified, to_verify, standing, stalled, as_of.
    """
    steps = placed(frame, "site_code")
    sites = steps.unique("site_code", keep="first", maintain_order=True)
    traces = [
        _standing(sites.filter(is_stalled=False), RULE, labels.words["standing"]),
        _standing(sites.filter(is_stalled=True), GREY, labels.words["stalled"]),
        _ties(steps),
        _days(steps.filter(pl.col("days_late").is_null()), "planned_on", PLANNED, "planned", labels),
        _days(steps.drop_nulls("days_late"), "planned_on", PLANNED, "overdue", labels),
        _days(steps.filter(state="verified"), "done_on", REACHED, "verified", labels),
        _days(steps.filter(state="to_verify"), "done_on", REACHED, "to_verify", labels),
    ]
    look = layout(
        ROW * len(sites) + HEAD + FOOT,
        margin={"l": 8, "r": width_of(sites["note"].to_list()) + 16, "t": HEAD, "b": FOOT},
        showlegend=True,
        legend=legend(),
        xaxis=axis(type="date", side="top", dtick="M6", tickformat="%Y-%m", showline=False, automargin=False),
        yaxis=named_rows(sites, "site", "district"),
        annotations=[*_notes(sites), *_as_of(sites, labels)],
        shapes=group_rules(sites, "district") + _as_of_line(sites),
    )
    return drawn(traces, look, labels, Given("stages", frame))


def _days(steps: pl.DataFrame, column: str, lane: float, kind: str, labels: Labels) -> Spec:
    seen = steps.drop_nulls(column)
    symbol, colour, size = MARKS[kind]
    return scatter(
        x=[day.isoformat() for day in seen[column]],
        y=(seen["y"] + lane).to_list(),
        mode="markers",
        name=labels.words[kind],
        marker={"symbol": symbol, "color": colour, "size": size, "line": {"width": 1.5, "color": colour}},
        customdata=[list(row) for row in seen.select("site", "milestone", "short").rows()],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} %{customdata[2]}<br>%{x}",
        showlegend=True,
    )


def _standing(sites: pl.DataFrame, colour: str, name: str) -> Spec:
    """The time from the last verified step to the as-of day."""
    since = sites.drop_nulls("last_on").select("last_on", "as_of", "y").rows()
    return scatter(
        x=[x for last, now, _ in since for x in (last.isoformat(), now.isoformat(), None)],
        y=[end for *_, y in since for end in (y + REACHED, y + REACHED, None)],
        mode="lines",
        name=name,
        line={"color": colour, "width": 8},
        hoverinfo="skip",
        showlegend=True,
    )


def _ties(steps: pl.DataFrame) -> Spec:
    pairs = steps.drop_nulls(["planned_on", "done_on"]).select("planned_on", "done_on", "y").rows()
    return scatter(
        x=[x for planned, done, _ in pairs for x in (planned.isoformat(), done.isoformat(), None)],
        y=[end for *_, y in pairs for end in (y + PLANNED, y + REACHED, None)],
        mode="lines",
        name="ties",
        line={"color": GREY, "width": 1},
        hoverinfo="skip",
        showlegend=False,
    )


def _notes(sites: pl.DataFrame) -> list[Spec]:
    place = NOTE | {"name": "note", "xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "align": "left"}
    return [
        place
        | {
            "y": y,
            "text": f"<b>{note}</b>" if stalled else note,
            "font": {"size": 13, "color": INK if stalled else MUTED},
        }
        for y, note, stalled in sites.select("y", "note", "is_stalled").rows()
    ]


def _as_of(sites: pl.DataFrame, labels: Labels) -> list[Spec]:
    place = NOTE | {
        "name": "as_of",
        "yref": "paper",
        "y": 0,
        "yanchor": "top",
        "xanchor": "right",
        "text": labels.words["as_of"],
    }
    return [place | {"x": day.isoformat(), "font": {"size": 12, "color": INK}} for day in sites["as_of"][:1]]


def _as_of_line(sites: pl.DataFrame) -> list[Spec]:
    line = {
        "type": "line",
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": INK, "width": 1, "dash": "dot"},
    }
    return [line | {"x0": day.isoformat(), "x1": day.isoformat()} for day in sites["as_of"][:1]]
