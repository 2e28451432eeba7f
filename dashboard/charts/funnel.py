"""A funnel: units by size and value, and how far chance alone could move a unit of each size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
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


def funnel(frame: pl.DataFrame, curve: pl.DataFrame, labels: Labels, centre: Row) -> Chart:
    """The funnel. `frame` columns: name (empty: not written beside the mark), base, value, place, tone, text.

    `place` is inside, low, very_low, high or very_high; `tone` is inside, good, bad or plain. `curve` columns: base,
    low, high, very_low, very_high, by rising base. `centre` is the line of all units together: value and text.
    Words: base, inside, good, bad, plain, near, far.
    """
    rows, width = frame.to_dicts(), float(max(frame["base"].max() or 1.0, curve["base"].max() or 1.0))  # type: ignore[arg-type]
    traces = [*_bands(curve, labels), _line(centre, width), *(_marks(rows, tone, labels) for tone in TONES)]
    suffix = "%" if labels.unit == "%" else ""
    steps = range(0, 101, 20) if suffix else ()
    ticks = {"tickvals": list(steps), "ticktext": [f"{step}%" for step in steps]} if suffix else {}
    look = layout(
        HEIGHT,
        margin={"l": 8, "r": RIGHT, "t": HEAD, "b": FOOT},
        showlegend=True,
        legend=legend(),
        xaxis=axis(title=axis_title(labels.words["base"]), range=[0, width * 1.02], nticks=7),
        yaxis=axis(range=_range(frame, curve), nticks=6, **ticks),
        annotations=[*_ends(curve), *_names(rows)],
    )
    given = Given("funnel", frame, (curve, centre))
    return drawn([trace for trace in traces if trace is not None], look, labels, given)


def _range(frame: pl.DataFrame, curve: pl.DataFrame) -> list[float]:
    """Everything drawn, with room for the names beyond the marks."""
    low = min([*frame["value"], *curve["very_low"]])
    high = max([*frame["value"], *curve["very_high"]])
    room, named = (high - low) * 0.06 or 1.0, frame.filter(pl.col("name") != "")["place"].to_list()
    above = 4 * room if any(place.endswith("high") for place in named) else room
    below = 4 * room if any(place.endswith("low") for place in named) else room
    return [low - below, high + above]


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


def _marks(rows: Sequence[Row], tone: str, labels: Labels) -> Spec | None:
    seen = [row for row in rows if row["tone"] == tone]
    if not seen:
        return None
    colour = TONES[tone][0]
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
        mode="markers",
        name=labels.words[tone],
        marker=marker,
        customdata=[row["text"] for row in seen],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _line(centre: Row, width: float) -> Spec:
    """All units together, named in the legend so that the name covers no mark."""
    line = {"color": INK, "width": 1.4}
    ends = {"x": [0, width * 1.02], "y": [centre["value"]] * 2, "mode": "lines"}
    return scatter(name=centre["text"], line=line, hoverinfo="skip", **ends)


def _names(rows: Sequence[Row]) -> list[Spec]:
    """The names given, on thin lines of four lengths so that neighbours do not cover each other: high ones above."""
    named = sorted((row for row in rows if row["name"]), key=lambda row: (row["place"], row["base"]))
    made: list[Spec] = []
    for step, row in enumerate(named):
        away = 20 + 16 * (step % 4)
        made.append(
            {
                "name": "unit",
                "text": row["name"],
                "x": row["base"],
                "y": row["value"],
                "ax": 0,
                "ay": -away if row["place"].endswith("high") else away,
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": MUTED,
                "standoff": 6,
                "font": {"size": 12.5, "color": TONES[row["tone"]][1]},
            }
        )
    return made


def _ends(curve: pl.DataFrame) -> list[Spec]:
    """95 % and 99.8 % where the edges leave the picture; one of them where both run together."""
    last = curve.row(-1, named=True)
    note = {"showarrow": False, "x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "yanchor": "middle"}
    close = 0.05 * (max(curve["very_high"]) - min(curve["very_low"]))
    said = [("very_high", "99.8%"), ("very_low", "99.8%")]
    said += [(near, "95%") for near in ("high", "low") if abs(last[near] - last[f"very_{near}"]) > close]
    font = {"size": 11, "color": MUTED}
    return [{"name": edge, "text": text, "y": last[edge], "font": font, **note} for edge, text in said]
