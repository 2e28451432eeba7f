"""Units compared: one row each as given, a dot with its interval, last period's ring, the yardsticks as lines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.charts.labels import Chart, Given, Labels, Spec, bar, drawn, scatter
from dashboard.theme import (
    GREY,
    INK,
    MUTED,
    ORANGE_TEXT,
    PALE_BLUE,
    PALE_ORANGE,
    PAPER,
    VERDICT,
    axis,
    layout,
)

Row = Mapping[str, Any]
ROW_HEIGHT, DENSE_ROW, HEAD, FOOT = 46, 30, 58, 62
MANY = 12  # more rows than these stand closer together


def dots(frame: pl.DataFrame, labels: Labels, lines: Sequence[Row] = ()) -> Chart:
    """The comparison. Columns: name, verdict, value, lower, upper, previous, text.

    `verdict` is met, below, plain, few (x of y, no dot), missing (hatched row) or not_applicable; `text` stands at
    the right of the row. `lines` are yardsticks with `value`, `text` and `yardstick`. Words: met, below, plain,
    previous, interval, missing.
    """
    rows = frame.to_dicts()
    low, high = _range(rows, lines, labels.unit)
    traces = [_hatched(rows, labels, low, high), *_intervals(rows, labels), _previous(rows, labels)]
    traces += _points(rows, labels)
    names = [row["name"] for row in rows]
    suffix = "%" if labels.unit == "%" else ""
    look = layout(
        len(rows) * (ROW_HEIGHT if len(rows) <= MANY else DENSE_ROW) + HEAD + FOOT,
        margin={"l": 8, "r": _text_width(rows), "t": HEAD, "b": FOOT},
        barmode="overlay",
        showlegend=True,
        legend=legend(),
        xaxis=axis(range=[low, high], ticksuffix=suffix, nticks=5, tickangle=0, automargin=False),
        yaxis=axis(
            type="category",
            categoryorder="array",
            categoryarray=names,
            range=[len(rows) - 0.5, -0.5],
            tickfont={"size": 14, "color": INK},
        ),
        shapes=[_line(line) for line in lines],
        annotations=[*map(_said, rows), *(_named(line, step) for step, line in enumerate(lines))],
    )
    return drawn([trace for trace in traces if trace is not None], look, labels, Given("dots", frame, lines))


def _range(rows: Sequence[Row], lines: Sequence[Row], unit: str) -> tuple[float, float]:
    keys = ("value", "lower", "upper", "previous")
    shown = [row[key] for row in rows if row["verdict"] != "few" for key in keys if row[key] is not None]
    shown += [line["value"] for line in lines]
    if not shown:
        return (0.0, 100.0 if unit == "%" else 1.0)
    if unit == "%":
        return (max(0.0, math.floor((min(shown) - 2) / 10) * 10.0), min(102.0, math.ceil(max(shown) / 10) * 10.0 + 2))
    return (min(0.0, min(shown) * 1.05), max(shown) * 1.08 or 1.0)


def legend() -> dict[str, Any]:
    """A quiet legend above the plot that does not switch traces off."""
    place = {"orientation": "h", "x": 0, "xanchor": "left", "xref": "container"}
    place |= {"y": 1, "yanchor": "top", "yref": "container"}
    return place | {"itemclick": False, "itemdoubleclick": False, "font": {"size": 12.5, "color": MUTED}}


def _text_width(rows: Sequence[Row]) -> int:
    widest = max((sum(7.6 if ord(c) < 0x2E80 else 13.6 for c in row["text"]) for row in rows), default=40)
    return int(widest) + 14


def _intervals(rows: Sequence[Row], labels: Labels) -> list[Spec]:
    drawn: list[Spec] = []
    for verdict, colour in (("met", PALE_BLUE), ("plain", PALE_BLUE), ("below", PALE_ORANGE)):
        x: list[float | None] = []
        y: list[str | None] = []
        for row in rows:
            if row["verdict"] == verdict and row["lower"] is not None:
                x += [row["lower"], row["upper"], None]
                y += [row["name"], row["name"], None]
        if x:
            line = {"color": colour, "width": 7}
            words = {"name": labels.words["interval"], "showlegend": not drawn, "hoverinfo": "skip"}
            drawn.append(scatter(x=x, y=y, mode="lines", line=line, opacity=0.75, **words))
    return drawn


def _previous(rows: Sequence[Row], labels: Labels) -> Spec | None:
    seen = [row for row in rows if row["previous"] is not None and row["verdict"] not in ("few", "missing")]
    if not seen:
        return None
    return scatter(
        x=[row["previous"] for row in seen],
        y=[row["name"] for row in seen],
        mode="markers",
        name=labels.words["previous"],
        marker={"symbol": "circle", "size": 9, "color": PAPER, "line": {"color": MUTED, "width": 1.4}},
        hovertemplate="%{y} %{x:.1f}<extra>" + labels.words["previous"] + "</extra>",
    )


def _points(rows: Sequence[Row], labels: Labels) -> list[Spec]:
    drawn = []
    for verdict in ("met", "below", "plain"):
        seen = [row for row in rows if row["verdict"] == verdict]
        if not seen:
            continue
        colour, symbol = VERDICT[verdict]
        drawn.append(
            scatter(
                x=[row["value"] for row in seen],
                y=[row["name"] for row in seen],
                mode="markers",
                name=labels.words[verdict],
                marker={"symbol": symbol, "size": 13, "color": colour, "line": {"color": PAPER, "width": 1.5}},
                customdata=[row["text"] for row in seen],
                hovertemplate="%{y} %{customdata}<extra></extra>",
            )
        )
    return drawn


def _hatched(rows: Sequence[Row], labels: Labels, low: float, high: float) -> Spec | None:
    absent = [row for row in rows if row["verdict"] == "missing"]
    if not absent:
        return None
    return bar(
        x=[high - low] * len(absent),
        base=[low] * len(absent),
        y=[row["name"] for row in absent],
        orientation="h",
        width=0.5,
        name=labels.words["missing"],
        marker={"color": PAPER, "pattern": {"shape": "/", "fgcolor": GREY, "size": 7, "solidity": 0.15}},
        hovertemplate="%{y} " + labels.words["missing"] + "<extra></extra>",
    )


def _said(row: Row) -> Spec:
    is_below = row["verdict"] == "below"
    return {
        "name": "value",
        "text": f"<b>{row['text']}</b>" if is_below else row["text"],
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 8,
        "y": row["name"],
        "showarrow": False,
        "font": {"size": 13.5, "color": ORANGE_TEXT if is_below else MUTED if row["value"] is None else INK},
    }


def _line(line: Row) -> Spec:
    is_judged = line["yardstick"] != "current"
    return {
        "name": line["yardstick"],
        "type": "line",
        "x0": line["value"],
        "x1": line["value"],
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "above" if is_judged else "below",
        "line": {"color": INK if is_judged else MUTED, "width": 1.4, "dash": "dash" if is_judged else "dot"},
    }


def _named(line: Row, step: int) -> Spec:
    return {
        "name": "norm",
        "text": line["text"],
        "x": line["value"],
        "y": 1,
        "yref": "paper",
        "xanchor": "right",
        "yanchor": "bottom",
        "yshift": 15 * step,
        "showarrow": False,
        "font": {"size": 12, "color": INK if line["yardstick"] != "current" else MUTED},
    }
