"""A funnel: units by size and value, and how far chance alone could move a unit of each size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Labels, Spec, drawn, scatter
from dashboard.charts.rows import axis_title
from dashboard.theme import BLUE, BLUES, INK, MUTED, ORANGE, ORANGE_TEXT, PANEL, PAPER, RULE, axis, layout

Row = Mapping[str, Any]
HEIGHT, HEAD, FOOT, RIGHT = 470, 46, 88, 52
NEAR, FAR = "rgba(163,190,221,0.34)", PANEL
# Where a unit lies → marker symbol and whether it is filled; a shape for each side, so that colour is never alone.
SYMBOLS = {
    "inside": "circle",
    "high": "triangle-up-open",
    "very_high": "triangle-up",
    "low": "triangle-down-open",
    "very_low": "triangle-down",
}
# What being there means → colour of mark and of name.
TONES = {"inside": (BLUES[1], INK), "good": (BLUE, BLUE), "bad": (ORANGE, ORANGE_TEXT), "plain": (INK, INK)}


def funnel(frame: pl.DataFrame, curve: pl.DataFrame, labels: Labels, centre: Row) -> go.Figure:
    """The funnel. `frame` columns: name (empty: not written beside the mark), base, value, place, tone, text.

    `place` is inside, low, very_low, high or very_high; `tone` is inside, good, bad or plain. `curve` columns: base,
    low, high, very_low, very_high, by rising base. `centre` is the line of all units together: value and text.
    Words: base, inside, good, bad, plain, near, far.
    """
    rows, width = frame.to_dicts(), float(max(frame["base"].max() or 1.0, curve["base"].max() or 1.0))  # type: ignore[arg-type]
    traces = [*_bands(curve, labels), *(_marks(rows, tone, labels, width) for tone in TONES)]
    suffix = "%" if labels.unit == "%" else ""
    look = layout(
        HEIGHT,
        margin={"l": 8, "r": RIGHT, "t": HEAD, "b": FOOT},
        showlegend=True,
        legend=legend(),
        xaxis=axis(title=axis_title(labels.words["base"]), range=[0, width * 1.02], nticks=7),
        yaxis=axis(range=_range(frame, curve, labels.unit), ticksuffix=suffix, nticks=6),
        shapes=[_line(centre)],
        annotations=[_named(centre), *_ends(curve, labels)],
    )
    return drawn([trace for trace in traces if trace is not None], look, labels)


def _range(frame: pl.DataFrame, curve: pl.DataFrame, unit: str) -> list[float]:
    low = min([*frame["value"], *curve["very_low"]])
    high = max([*frame["value"], *curve["very_high"]])
    room = (high - low) * 0.06 or 1.0
    return [max(low - room, -2.0), min(high + room, 103.0) if unit == "%" else high + room]


def _bands(curve: pl.DataFrame, labels: Labels) -> list[Spec]:
    """The wide band behind the narrow one, each with its two edges."""
    made = []
    for low, high, fill, dash, word in (
        ("very_low", "very_high", FAR, "solid", "far"),
        ("low", "high", NEAR, "dot", "near"),
    ):
        x, back = curve["base"].to_list(), curve["base"].to_list()[::-1]
        made.append(
            scatter(
                x=[*x, *back],
                y=[*curve[high].to_list(), *curve[low].to_list()[::-1]],
                mode="lines",
                name=labels.words[word],
                fill="toself",
                fillcolor=fill,
                line={"color": MUTED if dash == "dot" else RULE, "width": 1.2, "dash": dash},
                hoverinfo="skip",
            )
        )
    return made


def _marks(rows: Sequence[Row], tone: str, labels: Labels, width: float) -> Spec | None:
    seen = [row for row in rows if row["tone"] == tone]
    if not seen:
        return None
    colour, ink = TONES[tone]
    marker = {
        "symbol": [SYMBOLS[row["place"]] for row in seen],
        "size": [9 if row["place"] == "inside" else 12 for row in seen],
        "color": colour,
        "opacity": 0.8 if tone == "inside" else 1,
        "line": {"color": PAPER if tone == "inside" else colour, "width": 1 if tone == "inside" else 2},
    }
    return scatter(
        x=[row["base"] for row in seen],
        y=[row["value"] for row in seen],
        mode="markers+text",
        name=labels.words[tone],
        marker=marker,
        text=[row["name"] for row in seen],
        textposition=["middle left" if row["base"] > 0.72 * width else "middle right" for row in seen],
        textfont={"size": 12.5, "color": ink},
        customdata=[row["text"] for row in seen],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _line(centre: Row) -> Spec:
    edges = {"x0": 0, "x1": 1, "xref": "paper", "y0": centre["value"], "y1": centre["value"]}
    return {"name": "centre", "type": "line", "layer": "below", "line": {"color": INK, "width": 1.4}, **edges}


def _named(centre: Row) -> Spec:
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 6, "y": centre["value"], "yanchor": "bottom"}
    return {"name": "centre", "text": centre["text"], "showarrow": False, "font": {"size": 12.5, "color": INK}} | place


def _ends(curve: pl.DataFrame, labels: Labels) -> list[Spec]:
    """95 % and 99.8 % where the upper and lower edges leave the picture; the narrow band's only where there is room."""
    last = curve.row(-1, named=True)
    note = {"showarrow": False, "x": 1, "xref": "paper", "xanchor": "left", "xshift": 4}
    said = (
        ("very_high", "99.8%", "bottom"),
        ("high", "95%", "top"),
        ("low", "95%", "bottom"),
        ("very_low", "99.8%", "top"),
    )
    font = {"size": 11, "color": MUTED}
    return [
        {"name": edge, "text": text, "y": last[edge], "yanchor": anchor, "font": font, **note}
        for edge, text, anchor in said
        if labels.words
    ]
