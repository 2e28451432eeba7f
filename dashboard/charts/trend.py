"""Over time: the chosen unit large, the units below it as small multiples against it; gaps stay gaps."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
from dashboard.theme import BLUE, GREY, INK, MUTED, ORANGE, ORANGE_TEXT, PAPER, axis, layout

Row = Mapping[str, Any]
COLUMNS, LARGE, SMALL, GAP, HEAD, FOOT = 2, 150, 84, 44, 26, 56
NAMES = 16  # the second line of the names of the periods, under the large panel
YEAR = re.compile(r"^(\d+\D)(?=\D)")  # a year that leads a period's name and its own line


def trend(frame: pl.DataFrame, labels: Labels, lines: Sequence[Row] = ()) -> Chart:
    """The panels. Columns: unit, verdict, text, period (in words), value, status; rows in panel and time order.

    The first unit is the large panel and the grey line of the others. A period without value breaks the line and is
    marked by a cross on the axis; one with only part of the reports has a hollow dot. `lines` are yardsticks with
    `value` and `yardstick`. Words: missing, partial.
    """
    panels = [part for _, part in frame.group_by("unit", maintain_order=True)]
    rows = 1 + math.ceil(max(0, len(panels) - 1) / COLUMNS)
    height = LARGE + NAMES + (SMALL + GAP) * (rows - 1)
    scale = _scale(frame["value"].to_list(), lines, labels.unit)
    traces: list[Spec] = []
    look = layout(height + HEAD + FOOT, margin={"l": 8, "r": 8, "t": HEAD, "b": FOOT}, shapes=[], annotations=[])
    for number, panel in enumerate(panels):
        x, y = (f"{letter}{number + 1 if number else ''}" for letter in "xy")
        if number:
            traces.append({**_behind(panels[0]), "xaxis": x, "yaxis": y})
        mine = _traces(panel, labels, is_large=not number, floor=scale[0])
        traces += [{**trace, "xaxis": x, "yaxis": y} for trace in mine]
        look["shapes"] += [_line(line, x, y) for line in lines]
        look["annotations"].append(_head(panel.row(0, named=True), x, y, is_large=not number))
        across, up = _place(number, height)
        times = _time_axis(panel["period"].to_list(), is_large=not number)
        look[x.replace("x", "xaxis")] = {**times, "domain": across, "anchor": y}
        values = _value_axis(scale, labels.unit, is_large=not number)
        look[y.replace("y", "yaxis")] = {**values, "domain": up, "anchor": x}
    return drawn(traces, look, labels, Given("trend", frame, lines))


def _place(number: int, height: int) -> tuple[list[float], list[float]]:
    """Where a panel stands, in shares of the plot: the first over the whole width, the others two in a row below."""
    if not number:
        return [0.0, 1.0], [1 - LARGE / height, 1.0]
    row, column = divmod(number - 1, COLUMNS)
    top = height - LARGE - NAMES - (SMALL + GAP) * row - GAP
    width = (1 - 0.05) / COLUMNS
    left = column * (width + 0.05)
    return [left, left + width], [max(0.0, (top - SMALL) / height), top / height]


def _scale(values: Sequence[float | None], lines: Sequence[Row], unit: str) -> tuple[float, float]:
    shown = [v for v in values if v is not None] + [line["value"] for line in lines]
    if unit == "%":
        low = max(0.0, math.floor((min(shown, default=0.0) - 2) / 20) * 20.0)
        return (low or -4.0, 104.0)
    return (min(0.0, min(shown, default=0.0)), max(shown, default=1.0) * 1.1)


def _time_axis(periods: list[str], *, is_large: bool) -> dict[str, Any]:
    every = max(1, math.ceil(len(periods) / 4))
    order = {"type": "category", "categoryorder": "array", "categoryarray": periods}
    shown = periods[::every]
    ticks = {"tickmode": "array", "tickvals": shown, "ticktext": [YEAR.sub(r"\1<br>", one) for one in shown]}
    return axis(**order, **ticks, tickangle=0, showticklabels=is_large, automargin=False, showgrid=False)


def _value_axis(scale: tuple[float, float], unit: str, *, is_large: bool) -> dict[str, Any]:
    suffix = "%" if unit == "%" else ""
    return axis(range=list(scale), nticks=4, showticklabels=is_large, automargin=is_large, ticksuffix=suffix)


def _behind(panel: pl.DataFrame) -> Spec:
    line = {"color": GREY, "width": 1.2}
    x, y = panel["period"].to_list(), panel["value"].to_list()
    return scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", name="behind")


def _traces(panel: pl.DataFrame, labels: Labels, *, is_large: bool, floor: float) -> list[Spec]:
    """The unit's line, and its missing periods as crosses on the axis."""
    unit, is_below = panel["unit"][0], panel["verdict"][0] == "below"
    periods, values = panel["period"].to_list(), panel["value"].to_list()
    colour = ORANGE if is_below else BLUE
    partial = [status == "partial" for status in panel["status"].to_list()]
    line = scatter(
        x=periods,
        y=values,
        mode="lines+markers",
        name=unit,
        connectgaps=False,
        line={"color": colour, "width": 2.4 if is_large else 2},
        marker={
            "size": 7 if is_large else 5,
            "symbol": "diamond" if is_below else "circle",
            "color": [PAPER if hollow else colour for hollow in partial],
            "line": {"color": colour, "width": 1.3},
        },
        customdata=[labels.words["partial"] if hollow else "" for hollow in partial],
        hovertemplate="%{x} %{y:.1f}" + labels.unit + " %{customdata}<extra>" + unit + "</extra>",
    )
    gaps = panel.filter(pl.col("status") == "missing")["period"].to_list()
    return [line, _crosses(gaps, floor, labels.words["missing"], unit)] if gaps else [line]


def _crosses(periods: list[str], floor: float, word: str, unit: str) -> Spec:
    return scatter(
        x=periods,
        y=[floor] * len(periods),
        mode="markers",
        name=word,
        cliponaxis=False,
        marker={"symbol": "x-thin", "size": 8, "line": {"color": MUTED, "width": 1.6}},
        hovertemplate="%{x} " + word + "<extra>" + unit + "</extra>",
    )


def _line(line: Row, x: str, y: str) -> Spec:
    is_judged = line["yardstick"] != "current"
    look = {"color": INK if is_judged else MUTED, "width": 1.1, "dash": "dash" if is_judged else "dot"}
    place = {"xref": f"{x} domain", "yref": y, "x0": 0, "x1": 1, "y0": line["value"], "y1": line["value"]}
    return {"name": line["yardstick"], "type": "line", "line": look, **place}


def _head(row: Row, x: str, y: str, *, is_large: bool) -> Spec:
    return {
        "name": "panel",
        "text": f"<b>{row['unit']}</b>  {row['text']}",
        "xref": f"{x} domain",
        "yref": f"{y} domain",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 14 if is_large else 13, "color": ORANGE_TEXT if row["verdict"] == "below" else INK},
    }
