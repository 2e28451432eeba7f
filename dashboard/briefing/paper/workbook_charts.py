"""Native charts of a workbook, drawn from the tables on its sheets."""

from __future__ import annotations

from typing import Any

from dashboard import theme
from dashboard.briefing.paper.look import LINES, LOOKS, number_format, top
from dashboard.briefing.paper.model import Figure, Series

_PATTERNS = {"wdUpDiag": "wide_upward_diagonal", "ltUpDiag": "light_upward_diagonal"}


def chart(book: Any, name: str, figure: Figure, head: int) -> Any:
    """The chart of a figure whose table stands in sheet `name` from row `head` on."""
    is_stack = figure.shape in ("stacked", "shares")
    kinds = {"stacked": ("bar", "stacked"), "shares": ("bar", "percent_stacked")}
    kind, more = kinds.get(figure.shape, ("column", ""))
    bars = book.add_chart({"type": kind} | ({"subtype": more} if more else {}))
    lines = book.add_chart({"type": "line"})
    given = {True: lines, False: bars}
    for k, one in enumerate(figure.series, start=1):
        given[one.role in LINES].add_series(_series(name, figure, head, k))
    has_bars = any(one.role not in LINES for one in figure.series)
    made = bars if has_bars else lines
    if has_bars and any(one.role in LINES for one in figure.series):
        bars.combine(lines)
    made.set_title({"none": True})
    made.set_legend({"position": "bottom"} if len(figure.series) > 1 else {"none": True})
    end = top(figure) if not is_stack else None
    scale = {"min": 0, "major_gridlines": {"visible": True, "line": {"color": theme.RULE}}} | (
        {"max": end} if end else {}
    )
    if is_stack:  # a bar chart lies on its side, and its axes with it
        made.set_x_axis(scale | {"label_position": "high"})
        made.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    else:
        made.set_y_axis(scale)
    made.show_blanks_as("gap")
    made.set_size({"width": 900, "height": max(340, 90 + 30 * len(figure.categories)) if is_stack else 360})
    return made


def _series(name: str, figure: Figure, head: int, k: int) -> dict[str, Any]:
    one, first, last = figure.series[k - 1], head + 1, head + len(figure.categories)
    look = LOOKS[one.role]
    colour = f"#{look.colour}"
    told: dict[str, Any] = {
        "name": [name, head, k],
        "categories": [name, first, 0, last, 0],
        "values": [name, first, k, last, k],
    }
    if one.role in LINES:
        return told | _lined(one, colour)
    ink = "#FFFFFF" if look.is_dark and figure.shape in ("stacked", "shares") else theme.INK
    told["data_labels"] = {"value": True, "num_format": number_format(figure), "font": {"color": ink}}
    told |= {"gap": 45 if figure.shape in ("stacked", "shares") else 80, "overlap": 100}
    if look.hatch:
        pattern = {"pattern": _PATTERNS[look.hatch], "fg_color": colour, "bg_color": "#FFFFFF"}
        return told | {"pattern": pattern, "border": {"color": colour}}
    return told | {"fill": {"color": colour}}


def _lined(one: Series, colour: str) -> dict[str, Any]:
    if one.role == "before":
        return {"line": {"none": True}, "marker": {"type": "circle", "size": 8, "fill": {"color": colour}}}
    if one.role == "target":
        return {"line": {"color": colour, "dash_type": "dash", "width": 1.5}, "marker": {"type": "none"}}
    mark = {"type": "circle", "size": 6, "fill": {"color": colour}}
    if one.role != "own":
        return {"line": {"color": colour, "width": 1.5}, "marker": mark}
    return {
        "line": {"color": colour, "width": 2.25},
        "marker": mark,
        "data_labels": {"value": True, "position": "above"},
    }
