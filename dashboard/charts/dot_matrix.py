"""Dot matrix: x of y as y marks, done filled, not done hollow, not reported crossed, row by row of things counted."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
from dashboard.charts.legends import legend_room
from dashboard.charts.rows import NOTE
from dashboard.theme import BLUE, GREY, INK, PAPER, axis, layout

ACROSS, PITCH, TITLE, FOOT = 20, 17, 28, 46
# As far apart across as down, at the left of a wide page.
SQUARE = {"scaleanchor": "y", "scaleratio": PITCH, "constrain": "domain", "constraintoward": "left"}
MOST = 400  # marks in one matrix; beyond, a share says it better


class Mark(NamedTuple):
    """How one answer is drawn: fill and cross say it without colour."""

    symbol: str
    fill: str
    outline: str


MARKS = {
    "yes": Mark("circle", BLUE, BLUE),
    "no": Mark("circle", PAPER, INK),
    "missing": Mark("circle-x-open", GREY, GREY),
}


def dot_matrix(frame: pl.DataFrame, labels: Labels) -> Chart:
    """One block of marks per thing counted, blocks as given.

    Columns: name, text (x of y, as read), yes, no, missing (counts of units; not applicable ones are not drawn).
    Raises `ValueError` above `MOST` marks in a block. Words: yes, no, missing.
    """
    blocks = frame.with_columns(total=pl.sum_horizontal("yes", "no", "missing"))
    if (largest := max(blocks["total"], default=0)) > MOST:
        raise ValueError(f"{largest} marks in one block; at most {MOST} can be told apart")
    tall = [TITLE + PITCH * max(1, -(-total // ACROSS)) for total in blocks["total"]]
    tops = [sum(tall[:step]) for step in range(len(tall))]
    traces = [_marks(blocks, tops, kind, labels) for kind in MARKS]
    head = legend_room([trace["name"] for trace in traces])
    look = layout(
        sum(tall) + head + FOOT,
        margin={"l": 8, "r": 8, "t": head, "b": FOOT},
        showlegend=True,
        legend=legend(),
        xaxis=axis(range=[-0.5, ACROSS - 0.5], visible=False, **SQUARE),
        yaxis=axis(range=[sum(tall), 0], visible=False),
        annotations=[_title(top, *row) for top, row in zip(tops, blocks.select("name", "text").rows(), strict=True)],
    )
    return drawn(traces, look, labels, Given("dot_matrix", frame))


def _marks(blocks: pl.DataFrame, tops: list[int], kind: str, labels: Labels) -> Spec:
    """The marks of one answer in all blocks; yes comes first, missing last."""
    before = {"yes": [], "no": ["yes"], "missing": ["yes", "no"]}[kind]
    x: list[int] = []
    y: list[int] = []
    for top, row in zip(tops, blocks.rows(named=True), strict=True):
        start = sum(row[one] for one in before)
        for place in range(start, start + row[kind]):
            x.append(place % ACROSS)
            y.append(top + TITLE + PITCH * (place // ACROSS) + PITCH // 2)
    mark = MARKS[kind]
    return scatter(
        x=x,
        y=y,
        mode="markers",
        name=labels.words[kind],
        marker={
            "symbol": mark.symbol,
            "size": 11,
            "color": mark.fill,
            "line": {"color": mark.outline, "width": 1.5},
        },
        hoverinfo="skip",
        showlegend=True,
    )


def _title(top: int, name: str, text: str) -> Spec:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": top + TITLE - 4, "yanchor": "bottom"}
    return NOTE | place | {"name": "block", "text": f"<b>{name}</b>   {text}", "font": {"size": 13.5, "color": INK}}
