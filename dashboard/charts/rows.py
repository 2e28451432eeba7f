"""What charts with one row per named thing share: group names, rules between groups, hatching."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import polars as pl

from dashboard.theme import GREY, INK, MUTED, PAPER, RULE, axis

HATCH = {
    "color": PAPER,
    "line": {"color": GREY, "width": 1},
    "pattern": {"shape": "/", "fgcolor": GREY, "size": 6, "solidity": 0.2},
}
# A word with the blanks behind it, or a Chinese character with the closing marks behind it.
_PARTS = re.compile(r"[\u2e80-\uffff][，。、：；？！）”]*|[^\s\u2e80-\uffff]+\s*|\s+")
NOTE = {"showarrow": False, "font": {"size": 13, "color": MUTED}}


def placed(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """The frame with the height `y` of each row's thing: 0, 1, 2 … in the order in which `key` appears."""
    places = frame.select(pl.col(key).unique(maintain_order=True)).with_row_index("y")
    return frame.join(places, on=key, how="left", maintain_order="left").with_columns(pl.col("y").cast(pl.Float64))


def named_rows(things: pl.DataFrame, name: str, group: str) -> dict[str, Any]:
    """The axis of rows, first row on top; the group's name in bold before its first member."""
    opens = (things[group] != things[group].shift(1)).fill_null(value=True)
    lines = zip(opens, things[group], things[name], strict=True)
    return axis(
        tickvals=things["y"].to_list(),
        ticktext=[f"<b>{of}</b>  {one}" if first and of else one for first, of, one in lines],
        tickfont={"size": 13, "color": INK},
        range=[len(things) - 0.4, -0.6],
        showgrid=False,
    )


def group_rules(things: pl.DataFrame, group: str) -> list[dict[str, Any]]:
    """A thin rule between one group of rows and the next."""
    opens = (things[group] != things[group].shift(1)).fill_null(value=False)
    rule = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "layer": "below",
        "line": {"color": RULE, "width": 1},
    }
    return [rule | {"y0": y - 0.5, "y1": y - 0.5} for y in things.filter(opens)["y"]]


def headed_rows(count: int) -> dict[str, Any]:
    """The axis of rows whose names stand above them, first row on top, a thin rule between two rows."""
    edges = [row - 0.5 for row in range(count + 1)]
    return axis(tickvals=edges, showticklabels=False, range=[count - 0.5, -0.5], automargin=False)


def row_heads(things: pl.DataFrame) -> list[dict[str, Any]]:
    """Name and text of each row, above its marks, so that the marks have the whole width. Columns: unit, text, y."""
    place = NOTE | {"name": "head", "xref": "paper", "x": 0, "xanchor": "left", "align": "left"}
    ink = {"size": 13, "color": INK}
    return [
        place | {"y": y - 0.36, "text": f"<b>{unit}</b>  {text}", "font": ink}
        for unit, text, y in things.select("unit", "text", "y").rows()
    ]


def under(text: str, below: int = 24) -> dict[str, Any]:
    """A line between the plot and the source line, part of the picture; `below` leaves room for the axis."""
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 0, "xanchor": "left", "yanchor": "top", "yshift": -below}
    return NOTE | place | {"name": "under", "text": text, "font": {"size": 12, "color": INK}}


def axis_title(text: str) -> dict[str, Any]:
    """The title of a value axis, close under its figures so that the source line has room."""
    return {"text": text, "standoff": 8, "font": {"size": 12.5, "color": MUTED}}


def in_lines(text: str, room: float, size: float = 13) -> list[str]:
    """The text in lines of at most `room` pixels: broken at blanks and between Chinese characters, never in a word."""
    lines = [""]
    for part in _PARTS.findall(text):
        longer = lines[-1] + part
        if lines[-1] and width_of([longer.rstrip()], size) > room:
            lines.append(part)
        else:
            lines[-1] = longer
    return [line.strip() for line in lines]


def width_of(texts: Sequence[str], size: float = 13) -> int:
    """About how many pixels the widest text takes; a Chinese character is twice as wide as a Latin one."""
    return int(max((sum(0.56 if ord(c) < 0x2E80 else 1.04 for c in text) for text in texts), default=0) * size)
