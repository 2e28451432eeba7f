"""Small multiples: one small panel per unit with its own line in colour, all others behind it in grey, one scale."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
from dashboard.charts.rows import NOTE, under
from dashboard.theme import BLUE, GREY, INK, MUTED, ORANGE, ORANGE_TEXT, PAPER, axis, layout

ACROSS, TALL, GAP, HEAD, FOOT = 3, 96, 42, 30, 64
AISLE = 0.05  # between two panels, as a share of the width
MOST = 12  # more grey lines than these are a cloud
PALE, FAINT = "#C2CBD7", "#E6EBF2"


def small_multiples(frame: pl.DataFrame, labels: Labels) -> Chart:
    """The panels. Columns: unit, verdict (met, below or plain), text, period (in words), value, status.

    Rows in panel and time order, every unit with the same periods. A period without value breaks the line and is
    marked by a cross at the foot; one with only part of the reports has a hollow dot. Raises `ValueError` above
    `MOST` units. Words: missing, span (first and last period and the ends of the scale, see `scale_of`).
    """
    panels = [part for _, part in frame.group_by("unit", maintain_order=True)]
    if len(panels) > MOST:
        raise ValueError(f"{len(panels)} units; at most {MOST} lines can be told from a cloud")
    count = max(1, math.ceil(len(panels) / ACROSS))
    height = TALL * count + GAP * (count - 1)
    scale = scale_of(frame["value"], labels.unit)
    look = layout(
        height + HEAD + FOOT,
        margin={"l": 8, "r": 8, "t": HEAD, "b": FOOT},
        annotations=[under(labels.words["span"], 8)],
    )
    traces: list[Spec] = []
    for step, panel in enumerate(panels):
        x, y = (f"{letter}{step + 1 if step else ''}" for letter in "xy")
        others = [part for part in panels if part is not panel]
        traces += [{**trace, "xaxis": x, "yaxis": y} for trace in (*_behind(others), *_own(panel, labels, scale[0]))]
        across, up = _place(step, height)
        look["annotations"].append(_head(panel.row(0, named=True), x, y))
        look[x.replace("x", "xaxis")] = _time_axis(panel["period"].to_list()) | {"domain": across, "anchor": y}
        look[y.replace("y", "yaxis")] = _value_axis(scale) | {"domain": up, "anchor": x}
    return drawn(traces, look, labels, Given("trend", frame))


def _place(step: int, height: int) -> tuple[list[float], list[float]]:
    """Where a panel stands, in shares of the plot."""
    row, column = divmod(step, ACROSS)
    width = (1 - AISLE * (ACROSS - 1)) / ACROSS
    left, top = column * (width + AISLE), height - (TALL + GAP) * row
    return [left, min(1.0, left + width)], [max(0.0, (top - TALL) / height), top / height]


def scale_of(values: pl.Series, unit: str) -> tuple[float, float]:
    """The one scale of all panels, round for percentages: lowest and highest, for the line that says it."""
    seen = values.drop_nulls().to_list()
    low, high = min(seen, default=0.0), max(seen, default=1.0)
    if unit == "%":
        return max(0.0, math.floor((low - 2) / 10) * 10.0), min(100.0, math.ceil(high / 10) * 10.0) or 10.0
    return min(0.0, low), high * 1.1 or 1.0


def _time_axis(periods: list[str]) -> dict[str, Any]:
    """Periods at equal distances without names: first and last are said under the panels."""
    order = {"type": "category", "categoryorder": "array", "categoryarray": periods}
    edge = 0.15
    ends = {"tickvals": [], "range": [-edge, len(periods) - 1 + edge]}
    return axis(**order, **ends, automargin=False, showgrid=False, linecolor=GREY)


def _value_axis(scale: tuple[float, float]) -> dict[str, Any]:
    """Lines at the two ends of the scale and half way, without figures: the ends are said under the panels."""
    low, high = scale
    room = (high - low) * 0.06
    lines = {"tickvals": [low, (low + high) / 2, high], "showticklabels": False, "gridcolor": FAINT}
    return axis(range=[low - room, high + 3 * room], automargin=False, **lines)


def _behind(others: list[pl.DataFrame]) -> list[Spec]:
    """All other units as one grey trace with gaps."""
    x = [one for part in others for one in (*part["period"], None)]
    y = [one for part in others for one in (*part["value"], None)]
    line = {"color": PALE, "width": 1}
    return [scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", name="others", connectgaps=False)] if x else []


def _own(panel: pl.DataFrame, labels: Labels, floor: float) -> list[Spec]:
    is_below = panel["verdict"][0] == "below"
    colour = ORANGE if is_below else BLUE
    hollow = [status == "partial" for status in panel["status"]]
    last = [0] * (len(panel) - 1) + [7]
    line = scatter(
        x=panel["period"].to_list(),
        y=panel["value"].to_list(),
        mode="lines+markers",
        name=panel["unit"][0],
        connectgaps=False,
        line={"color": colour, "width": 2.2},
        marker={
            "size": [max(size, 6 * part) for size, part in zip(last, hollow, strict=True)],
            "symbol": "diamond" if is_below else "circle",
            "color": [PAPER if part else colour for part in hollow],
            "opacity": 1,
            "line": {"color": colour, "width": 1.4},
        },
        hovertemplate="%{x} %{y:.1f}" + labels.unit + "<extra>" + panel["unit"][0] + "</extra>",
    )
    gaps = panel.filter(status="missing")["period"].to_list()
    cross = {"symbol": "x-thin", "size": 7, "line": {"color": MUTED, "width": 1.5}}
    place = {"x": gaps, "y": [floor] * len(gaps), "mode": "markers", "cliponaxis": False}
    word = labels.words["missing"]
    return [line, scatter(**place, marker=cross, name=word, hovertemplate="%{x} " + word)] if gaps else [line]


def _head(row: dict[str, Any], x: str, y: str) -> Spec:
    """The unit and its value of now, above its panel; below the norm it is bold and has its mark in the text."""
    is_below = row["verdict"] == "below"
    said = f"<b>{row['text']}</b>" if is_below else row["text"]
    place = {"xref": f"{x} domain", "yref": f"{y} domain", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    font = {"size": 12.5, "color": ORANGE_TEXT if is_below else INK}
    return NOTE | place | {"name": "panel", "text": f"<b>{row['unit']}</b> {said}", "font": font}
