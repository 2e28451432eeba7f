"""Delay strip: one mark per payment, by how many days after its due day it was paid, or has waited."""

from __future__ import annotations

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
from dashboard.charts.rows import NOTE, axis_title, headed_rows, placed, row_heads
from dashboard.theme import BLUE, INK, axis, layout

ROW, HEAD, FOOT = 66, 92, 96
AT, SPREAD = 0.1, 0.52
MARKS = {"paid": ("circle", BLUE, 0.4), "open": ("diamond-open", INK, 0.8)}


def delay_strip(frame: pl.DataFrame, labels: Labels) -> Chart:
    """One strip per unit; filled = paid that many days after (before) the due day, hollow = unpaid so far.

    Columns: unit, days (negative: early), is_paid, lane (−0.5 to 0.5, keeps marks apart, means nothing), said
    (what the payment is for), and, the same in all rows of a unit, median (of the paid, null: too few) and text
    (said above the strip). Rows in the order of units. Words: paid, open, median, due_day.
    """
    lines = placed(frame, "unit")
    units = lines.unique("unit", keep="first", maintain_order=True)
    marks = [_marks(lines.filter(is_paid=kind == "paid"), kind, labels) for kind in MARKS]
    traces = [*marks, _medians(units.drop_nulls("median"), labels)]
    look = layout(
        ROW * len(units) + HEAD + FOOT,
        margin={"l": 12, "r": 12, "t": HEAD, "b": FOOT},
        showlegend=True,
        legend=legend(),
        xaxis=axis(title=axis_title(labels.unit)),
        yaxis=headed_rows(len(units)),
        annotations=[*row_heads(units), _due_day(labels)],
        shapes=[_due_line()],
    )
    return drawn(traces, look, labels, Given("delay", lines))


def _marks(lines: pl.DataFrame, kind: str, labels: Labels) -> Spec:
    symbol, colour, opacity = MARKS[kind]
    outline = {"width": 1, "color": colour}
    return scatter(
        x=lines["days"].to_list(),
        y=(lines["y"] + AT + lines["lane"] * SPREAD).round(3).to_list(),
        mode="markers",
        name=labels.words[kind],
        marker={"symbol": symbol, "size": 7, "color": colour, "opacity": opacity, "line": outline},
        customdata=lines["said"].to_list(),
        hovertemplate="%{customdata}<br>%{x}",
        showlegend=True,
    )


def _medians(units: pl.DataFrame, labels: Labels) -> Spec:
    ends = units.select("median", "y").rows()
    return scatter(
        x=[x for middle, _ in ends for x in (middle, middle, None)],
        y=[end for _, y in ends for end in (y + AT - 0.34, y + AT + 0.34, None)],
        mode="lines",
        name=labels.words["median"],
        line={"color": INK, "width": 2.5},
        hoverinfo="skip",
        showlegend=True,
    )


def _due_day(labels: Labels) -> Spec:
    place = {"name": "due_day", "x": 0, "yref": "paper", "y": 1, "yanchor": "bottom"}
    return NOTE | place | {"text": labels.words["due_day"]}


def _due_line() -> Spec:
    dots = {"color": INK, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": dots}
