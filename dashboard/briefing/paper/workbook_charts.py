"""Native charts of a workbook, drawn from the tables on its sheets."""

from __future__ import annotations

from typing import Any

from dashboard import theme
from dashboard.briefing.paper.chart_axes import MAP_ROOM, extents, map_wide
from dashboard.briefing.paper.look import LOOKS, POINTS, is_line, mark_size, number_format, symbol, top
from dashboard.briefing.paper.model import Figure

_LEVEL = 1e-6  # degrees: written as 0, where names break into lines; a plain 0 would count as not given
_PATTERNS = {"wdUpDiag": "wide_upward_diagonal", "ltUpDiag": "light_upward_diagonal"}


def chart(book: Any, name: str, figure: Figure, head: int) -> Any:
    """The chart of a figure whose table stands in sheet `name` from row `head` on."""
    if figure.shape in POINTS:
        return _points(book, name, figure, head)
    is_stack = figure.shape in ("stacked", "shares")
    kinds = {"stacked": ("bar", "stacked"), "shares": ("bar", "percent_stacked")}
    kind, more = kinds.get(figure.shape, ("column", ""))
    bars = book.add_chart({"type": kind} | ({"subtype": more} if more else {}))
    lines = book.add_chart({"type": "line"})
    given = {True: lines, False: bars}
    for k, one in enumerate(figure.series, start=1):
        given[is_line(figure, one)].add_series(_series(name, figure, head, k))
    has_bars = any(not is_line(figure, one) for one in figure.series)
    made = bars if has_bars else lines
    if has_bars and any(is_line(figure, one) for one in figure.series):
        bars.combine(lines)
    if figure.shape == "pairs":
        lines.set_high_low_lines({"line": {"color": theme.MUTED, "width": 1}})
    _headed(made, figure)
    end = top(figure) if not is_stack else None
    scale = {"min": 0, "major_gridlines": {"visible": True, "line": {"color": theme.RULE}}} | (
        {"max": end} if end else {}
    )
    if is_stack:  # a bar chart lies on its side, and its axes with it
        made.set_x_axis(scale | {"label_position": "high"})
        made.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    else:
        made.set_x_axis({"num_font": {"rotation": _LEVEL}})
        made.set_y_axis(scale)
    made.show_blanks_as("gap")
    made.set_size({"width": 900, "height": max(340, 90 + 30 * len(figure.categories)) if is_stack else 360})
    return made


def _headed(made: Any, figure: Figure) -> None:
    made.set_title({"none": True})
    made.set_legend({"position": "bottom"} if len(figure.series) > 1 else {"none": True})


def _points(book: Any, name: str, figure: Figure, head: int) -> Any:
    """Points by their places; those of a line joined; a map without axes and with one scale both ways."""
    made, is_map = book.add_chart({"type": "scatter"}), figure.shape == "map"
    first, last = head + 1, head + len(figure.categories)
    for n, one in enumerate(figure.series):
        colour, column = f"#{LOOKS[one.role].colour}", n + figure.first
        fill = {"color": colour}
        mark = {"type": symbol(figure, n), "size": mark_size(figure), "fill": fill, "border": fill}
        dash = {"dash_type": "dash"} if one.role in ("target", "whole", "before") else {}
        line = {"color": colour, "width": 1.75} | dash if one.is_line else {"none": True}
        made.add_series(
            {
                "name": [name, head, column],
                "categories": [name, first, 1, last, 1],
                "values": [name, first, column, last, column],
                "marker": {"type": "none"} if one.is_line else mark,
                "line": line,
            }
        )
    _headed(made, figure)
    grid = {"visible": not is_map, "line": {"color": theme.RULE}}
    size = {"width": 900, "height": 640 if is_map else 440}
    ends_of_both = extents(figure, map_wide(**size))
    for set_axis, title, ends in zip((made.set_x_axis, made.set_y_axis), figure.axes, ends_of_both, strict=True):
        look = {"min": ends[0], "max": ends[1], "visible": not is_map, "major_gridlines": grid}
        set_axis(look | ({"name": title, "name_font": {"bold": False}} if title and not is_map else {}))
    made.set_size(size)
    if is_map:
        made.set_plotarea({"layout": MAP_ROOM})
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
    if is_line(figure, one):
        return told | _lined(figure, k - 1, colour)
    ink = "#FFFFFF" if look.is_dark and figure.shape in ("stacked", "shares") else theme.INK
    told["data_labels"] = {"value": True, "num_format": number_format(figure), "font": {"color": ink}}
    told |= {"gap": 45 if figure.shape in ("stacked", "shares") else 80, "overlap": 100}
    if look.hatch:
        pattern = {"pattern": _PATTERNS[look.hatch], "fg_color": colour, "bg_color": "#FFFFFF"}
        return told | {"pattern": pattern, "border": {"color": colour}}
    return told | {"fill": {"color": colour}}


def _lined(figure: Figure, n: int, colour: str) -> dict[str, Any]:
    one, fill = figure.series[n], {"color": colour}
    if one.role == "target":
        return {"line": {"color": colour, "dash_type": "dash", "width": 1.5}, "marker": {"type": "none"}}
    if figure.shape == "pairs":
        mark = {"type": "circle" if n == 0 else "square", "size": 10, "fill": fill}
        return {"line": {"none": True}, "marker": mark, "data_labels": {"value": True, "position": "above"}}
    if one.role == "before" and figure.shape != "lines":
        return {"line": {"none": True}, "marker": {"type": "circle", "size": 8, "fill": fill}}
    mark = {"type": symbol(figure, n), "size": 6, "fill": fill}
    if one.role != "own":
        return {"line": {"color": colour, "width": 1.5}, "marker": mark}
    return {
        "line": {"color": colour, "width": 2.25},
        "marker": mark,
        "data_labels": {"value": True, "position": "above"},
    }
