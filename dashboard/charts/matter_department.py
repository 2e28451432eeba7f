"""Matter × department matrix: which matters come with money, which do not, which money has no task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
from dashboard.charts.rows import NOTE, width_of
from dashboard.theme import BLUE, GREY, INK, MUTED, ORANGE, ORANGE_TEXT, PALE_BLUE, PANEL, PAPER, axis, layout

ROW, HEAD, FOOT = 27, 40, 40
UPRIGHT = 46  # a wider department name is written slanting
ASIDE = -0.34


class Mark(NamedTuple):
    """How one answer is drawn; shape and fill say it without colour."""

    symbol: str
    fill: str
    outline: str


MARKS = {
    "funded": Mark("circle", BLUE, BLUE),
    "part": Mark("circle", PALE_BLUE, BLUE),
    "nil_cost": Mark("square", PAPER, BLUE),
    "unfunded": Mark("diamond", ORANGE, ORANGE_TEXT),
    "no_task": Mark("triangle-up", PAPER, INK),
    "not_reported": Mark("x-thin", GREY, GREY),
}


def matter_department(frame: pl.DataFrame, labels: Labels) -> Chart:
    """One row per matter, one column per department, a mark where it entrusts or pays for the matter.

    Columns: matter (row name), department (column name), state (a key of `MARKS`; no_task stands to the
    left so that it may share a cell), text (x of y districts, empty for one district), said (the cell in
    words). Rows in the order of matters, `position` the column's place. Words: one per state.
    """
    rows = frame.unique("matter", keep="first", maintain_order=True)["matter"].to_list()
    columns = frame.unique("position", keep="first").sort("position").select("position", "department")
    names = [_upright(name) for name in columns["department"]]
    widest = width_of([line for name in names for line in name.split("<br>")])
    slanted = widest > UPRIGHT
    head = HEAD + (int(widest * 0.7) + 20 if slanted else 56)
    traces = [_marks(frame.filter(state=state), state, labels) for state in MARKS]
    look = layout(
        ROW * len(rows) + head + FOOT,
        margin={"l": 8, "r": 8, "t": head, "b": FOOT},
        showlegend=True,
        legend=legend(),
        xaxis=_department_axis(columns["position"], names, slanted=slanted),
        yaxis=axis(
            categoryorder="array",
            categoryarray=rows,
            range=[len(rows) - 0.5, -0.5],
            tickfont={"size": 13, "color": INK},
            dtick=1,
            gridcolor=PANEL,
        ),
        annotations=_shares(frame),
    )
    return drawn(traces, look, labels, Given("matters", frame))


def _marks(cells: pl.DataFrame, state: str, labels: Labels) -> Spec:
    mark = MARKS[state]
    aside = ASIDE if state == "no_task" else 0.0
    return scatter(
        x=(cells["position"] + aside).to_list(),
        y=cells["matter"].to_list(),
        mode="markers",
        name=labels.words[state],
        marker={
            "symbol": mark.symbol,
            "size": 13,
            "color": mark.fill,
            "line": {"width": 1.8, "color": mark.outline},
        },
        customdata=cells["said"].to_list(),
        hovertemplate="<b>%{y}</b><br>%{customdata}",
        showlegend=True,
    )


def _upright(name: str) -> str:
    """A Chinese name in lines of three characters, so that it can stand over its column; others as they are."""
    is_chinese = all(character >= "\u2e80" for character in name)
    return "<br>".join(name[at : at + 3] for at in range(0, len(name), 3)) if is_chinese else name


def _department_axis(position: pl.Series, names: Sequence[str], *, slanted: bool) -> Spec:
    return axis(
        tickvals=position.to_list(),
        ticktext=list(names),
        tickangle=-40 if slanted else 0,
        tickfont={"size": 12.5, "color": MUTED},
        side="top",
        range=[min(position, default=0) - 0.7, max(position, default=0) + 0.8],
        gridcolor=PANEL,
        automargin=False,
    )


def _shares(frame: pl.DataFrame) -> list[Spec]:
    """In how many of the districts that list the matter it is funded, beside the mark."""
    place = NOTE | {"name": "share", "xanchor": "left", "xshift": 10}
    spoken = frame.filter(pl.col("text") != "", pl.col("state") != "no_task")
    return [
        place
        | {
            "x": x,
            "y": matter,
            "text": text,
            "font": {"size": 12, "color": ORANGE_TEXT if state == "unfunded" else MUTED},
        }
        for x, matter, text, state in spoken.select("position", "matter", "text", "state").rows()
    ]
