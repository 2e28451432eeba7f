"""Site × milestone matrix: where each pilot site stands on its milestones, and what is past its plan."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, bar, drawn, scatter
from dashboard.charts.rows import HATCH, NOTE, group_rules, named_rows, placed
from dashboard.theme import BLUE, GREY, INK, MUTED, PALE_BLUE, axis, layout

ROW, HEAD, FOOT = 42, 108, 56
STRAND_GAP = 0.3
MARK_RISE, DAYS_DROP = 0.12, 0.25


class Mark(NamedTuple):
    """How one state is drawn: the shape says it as well as the colour, so that it can be read in grey."""

    symbol: str
    colour: str
    size: int
    outline: str


MARKS = {
    "verified": Mark("circle", BLUE, 16, BLUE),
    "to_verify": Mark("circle-open-dot", BLUE, 16, BLUE),
    "in_progress": Mark("diamond", PALE_BLUE, 13, BLUE),
    "not_started": Mark("circle-open", GREY, 10, GREY),
    "not_applicable": Mark("line-ew-open", MUTED, 12, MUTED),
}


def milestone_matrix(frame: pl.DataFrame, labels: Labels) -> Chart:
    """One row of marks per pilot site, one column per milestone, columns grouped by strand.

    Columns: site_code, site, district, strand, milestone, short (the milestone's short name), state (a key
    of `MARKS` or not_reported), days_late (null: within its plan), planned, done (dates in words). Rows
    sorted as drawn. Words: one per state, late, planned, done.
    """
    cells = placed(_in_columns(frame), "site_code")
    sites = cells.unique("site_code", keep="first", maintain_order=True)
    marks = [_marks(cells.filter(state=state), state, labels) for state in MARKS]
    traces = [*marks, _missing(cells.filter(state="not_reported"), labels), _late(cells, labels)]
    look = layout(
        ROW * len(sites) + HEAD + FOOT,
        margin={"l": 8, "r": 8, "t": HEAD, "b": FOOT},
        showlegend=True,
        legend=legend(),
        xaxis=_milestone_axis(cells),
        yaxis=named_rows(sites, "site", "district"),
        annotations=_strand_headings(cells),
        shapes=group_rules(sites, "district") + _strand_lines(cells),
    )
    return drawn(traces, look, labels, Given("milestones", frame))


def _in_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the column `x` of each cell; a strand begins a little apart from the one before."""
    columns = frame.unique("milestone", keep="first", maintain_order=True).select(
        "milestone", x=pl.int_range(pl.len()) + STRAND_GAP * pl.col("strand").rle_id()
    )
    return frame.join(columns, on="milestone", how="left", maintain_order="left")


def _marks(cells: pl.DataFrame, state: str, labels: Labels) -> Spec:
    mark = MARKS[state]
    return scatter(
        x=cells["x"].to_list(),
        y=(cells["y"] - MARK_RISE).round(2).to_list(),
        mode="markers",
        name=labels.words[state],
        marker={
            "symbol": mark.symbol,
            "color": mark.colour,
            "size": mark.size,
            "line": {"width": 2, "color": mark.outline},
        },
        showlegend=True,
        **_hover(cells, labels),
    )


def _missing(cells: pl.DataFrame, labels: Labels) -> Spec:
    """Hatched cells: a step the site has not reported is seen as a hole, never as a step not begun."""
    return bar(
        x=cells["x"].to_list(),
        base=(cells["y"] - 0.34).to_list(),
        y=[0.68] * len(cells),
        width=0.8,
        name=labels.words["not_reported"],
        marker=HATCH,
        showlegend=True,
        **_hover(cells, labels),
    )


def _late(cells: pl.DataFrame, labels: Labels) -> Spec:
    """Days past the plan, in plain ink under the mark: a fact, not a verdict."""
    late = cells.drop_nulls("days_late")
    font = {"color": INK, "size": 12.5, "weight": 600}
    words = {"mode": "text", "textfont": font, "hoverinfo": "skip", "name": labels.words["late"]}
    days = [f"+{days}" for days in late["days_late"]]
    under = (late["y"] + DAYS_DROP).round(2).to_list()
    return scatter(x=late["x"].to_list(), y=under, text=days, showlegend=False, **words)


def _hover(cells: pl.DataFrame, labels: Labels) -> Spec:
    said = cells.select("site", "milestone", "short", "planned", "done").rows()
    return {
        "customdata": [list(row) for row in said],
        "hovertemplate": (
            "<b>%{customdata[0]}</b><br>%{customdata[1]} %{customdata[2]}<br>"
            f"{labels.words['planned']} %{{customdata[3]}}<br>{labels.words['done']} %{{customdata[4]}}"
        ),
    }


def _milestone_axis(cells: pl.DataFrame) -> Spec:
    columns = cells.unique("milestone", keep="first", maintain_order=True)
    names = columns.select("milestone", "short").rows()
    return axis(
        tickvals=columns["x"].to_list(),
        ticktext=[f"{code}<br>{short}" for code, short in names],
        tickangle=0,
        side="top",
        range=[-0.6, max(columns["x"], default=0) + 0.6],
        showgrid=False,
        showline=False,
        automargin=False,
    )


def _strands(cells: pl.DataFrame) -> list[tuple[str, float, float]]:
    columns = cells.unique("milestone", keep="first", maintain_order=True)
    spans = columns.group_by("strand", pl.col("strand").rle_id().alias("run"), maintain_order=True)
    return spans.agg(left=pl.min("x"), right=pl.max("x")).select("strand", "left", "right").rows()


def _strand_headings(cells: pl.DataFrame) -> list[Spec]:
    place = NOTE | {"name": "strand", "yref": "paper", "y": 1, "yshift": 54}
    return [place | {"text": f"<b>{strand}</b>", "x": (left + right) / 2} for strand, left, right in _strands(cells)]


def _strand_lines(cells: pl.DataFrame) -> list[Spec]:
    line = {"type": "line", "yref": "paper", "y0": 1, "y1": 1, "line": {"color": MUTED, "width": 1.5}}
    return [line | {"x0": left - 0.42, "x1": right + 0.42} for _, left, right in _strands(cells)]
