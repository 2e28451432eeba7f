"""Lorenz and concentration curves: share of people along, share of what they have up, the diagonal of equality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
from dashboard.charts.legends import legend_room
from dashboard.charts.rows import NOTE, axis_title
from dashboard.theme import BLUE, INK, MUTED, PAPER, axis, layout

Row = Mapping[str, Any]
SIDE, FOOT, FAR_RIGHT = 360, 92, 55
# The first curve and the one it is compared with: line and dash, so that grey is enough.
LOOKS = (
    {"color": BLUE, "width": 3, "dash": "solid"},
    {"color": MUTED, "width": 2, "dash": "dash"},
)
TICKS = {"tickvals": [0, 25, 50, 75, 100], "ticktext": ["0", "25%", "50%", "75%", "100%"]}


def share_curves(frame: pl.DataFrame, labels: Labels, readings: Sequence[Row] = ()) -> Chart:
    """The curves. Columns: curve (its name with the index printed), people, amount (shares, 0–100), in rising order.

    One or two curves, the first in front. People are ordered by what they have (Lorenz) or by rank (concentration);
    the curve then may lie above the diagonal. `readings` are points to read off: x, y, text. Words: people, amount
    (what the axes are), equal.
    """
    curves = [part for _, part in frame.group_by("curve", maintain_order=True)]
    if len(curves) > len(LOOKS):
        raise ValueError(f"{len(curves)} curves; two can be told apart")
    traces = [_curve(part, LOOKS[at], labels) for at, part in enumerate(curves)][::-1]
    traces.append(_equal(labels))
    if readings:
        traces.append(_points(readings))
    head = legend_room([trace["name"] for trace in traces if trace.get("showlegend", True)])
    square = {"scaleanchor": "x", "scaleratio": 1, "constrain": "domain"}
    across = axis_title(labels.words["people"])
    look = layout(
        SIDE + head + FOOT,
        margin={"l": 8, "r": 24, "t": head, "b": FOOT},
        showlegend=True,
        legend=legend() | {"traceorder": "reversed"},
        xaxis=axis(range=[0, 100], constrain="domain", constraintoward="left", title=across, tickangle=0, **TICKS),
        yaxis=axis(range=[0, 100], title=axis_title(labels.words["amount"]), **TICKS, **square),
        annotations=[_said(one) for one in readings],
    )
    return drawn(traces, look, labels, Given("curves", frame, readings))


def share_at(curve: pl.DataFrame, people: float) -> float:
    """The share of the amount that the first `people` per cent hold, read off a curve by straight lines between points.

    Columns: people, amount, in rising order from 0 to 100.
    """
    x, y = curve["people"].to_list(), curve["amount"].to_list()
    for left, right, low, high in zip(x, x[1:], y, y[1:], strict=False):
        if left <= people <= right:
            return float(high) if right == left else float(low + (high - low) * (people - left) / (right - left))
    raise ValueError(f"{people} is not between {x[0]} and {x[-1]}")


def _curve(part: pl.DataFrame, line: Spec, labels: Labels) -> Spec:
    words = labels.words
    return scatter(
        x=part["people"].round(2).to_list(),
        y=part["amount"].round(2).to_list(),
        mode="lines",
        name=part["curve"][0],
        line=line,
        hovertemplate=f"{words['people']} %{{x:.1f}}%<br>{words['amount']} %{{y:.1f}}%<extra></extra>",
        showlegend=True,
    )


def _equal(labels: Labels) -> Spec:
    line = {"color": INK, "width": 1.2, "dash": "dot"}
    return scatter(x=[0, 100], y=[0, 100], mode="lines", name=labels.words["equal"], line=line, hoverinfo="skip")


def _points(readings: Sequence[Row]) -> Spec:
    """The points read off, each with a thin line down to the people it speaks of."""
    return scatter(
        x=[x for one in readings for x in (one["x"], one["x"], None)],
        y=[y for one in readings for y in (0, one["y"], None)],
        mode="lines+markers",
        name="readings",
        line={"color": INK, "width": 1},
        marker={"size": [0, 9, 0] * len(readings), "color": PAPER, "line": {"color": INK, "width": 2}},
        hoverinfo="skip",
        showlegend=False,
    )


def _said(one: Row) -> Spec:
    """What a point says, at the foot of its line: no curve runs low down there."""
    side = {"xanchor": "left", "xshift": 8} if one["x"] <= FAR_RIGHT else {"xanchor": "right", "xshift": -8}
    place = {"x": one["x"], "y": 0, "yanchor": "bottom", "yshift": 8, "align": "left"}
    return NOTE | place | side | {"name": "reading", "text": one["text"], "font": {"size": 13, "color": INK}}
