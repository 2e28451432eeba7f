"""A figure as the XML of a native Office chart: columns with dots and a dashed yardstick, lines, stacked bars.

One writer for Word and PowerPoint; the cells that the chart names are those of `chart_book`.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import theme
from dashboard.briefing.paper.chart_axes import CAT, MAP_ROOM, VAL, category_axes, map_wide, point_axes, solid
from dashboard.briefing.paper.look import LOOKS, POINTS, Look, is_line, mark_size, number_format, symbol
from dashboard.briefing.paper.model import Figure, Series
from dashboard.briefing.paper.xml_text import element, escaped

SHEET = "Sheet1"
_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_PT = 12700  # English metric units of a point
_JOIN = f'<c:spPr><a:ln w="{_PT}"><a:solidFill><a:srgbClr val="{theme.MUTED[1:]}"/></a:solidFill></a:ln></c:spPr>'

_MAP = (
    '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    f'<c:x val="{MAP_ROOM["x"]}"/><c:y val="{MAP_ROOM["y"]}"/>'
    f'<c:w val="{MAP_ROOM["width"]}"/><c:h val="{MAP_ROOM["height"]}"/>'
    "</c:manualLayout></c:layout>"
)


@dataclass(frozen=True, slots=True)
class Letters:
    """The typefaces of a chart and the size of its text in points."""

    latin: str
    east_asian: str
    size: float


def chart_xml(figure: Figure, letters: Letters, size: tuple[float, float]) -> str:
    """The whole chart part, without its link to the workbook; `size`: width and height, in any one unit."""
    inside = _points(figure, map_wide(*size)) if figure.shape in POINTS else _plot(figure)
    plot = element("c:plotArea", (_MAP if figure.shape == "map" else "<c:layout/>") + inside)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(figure.series) > 1 else ""
    rest = '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
    chart = element("c:chart", f'<c:autoTitleDeleted val="1"/>{plot}{legend}{rest}')
    head = '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
    clear = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    return f"<c:chartSpace {_NAMES}>{head}{chart}{clear}{_text(letters)}</c:chartSpace>"


def _plot(figure: Figure) -> str:
    bars = [n for n, one in enumerate(figure.series) if not is_line(figure, one)]
    lines = [n for n, one in enumerate(figure.series) if is_line(figure, one)]
    return (_bars(figure, bars) if bars else "") + (_lines(figure, lines) if lines else "") + category_axes(figure)


def _points(figure: Figure, wide: float) -> str:
    """Points by their places across and up, those of a line joined."""
    series = "".join(_dotted(figure, n) for n in range(len(figure.series)))
    head = '<c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
    tail = f'<c:axId val="{CAT}"/><c:axId val="{VAL}"/>'
    return element("c:scatterChart", head + series + tail) + point_axes(figure, wide)


def _dotted(figure: Figure, n: int) -> str:
    one, last = figure.series[n], len(figure.categories) + 1
    colour = LOOKS[one.role].colour
    if one.is_line:
        dash = '<a:prstDash val="dash"/>' if one.role in ("target", "whole", "before") else ""
        style = f'<c:spPr><a:ln w="{int(1.75 * _PT)}">{solid(colour)}{dash}</a:ln></c:spPr>' + _mark("none", 0, "")
    else:
        style = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>" + _mark(symbol(figure, n), mark_size(figure), colour)
    points = "".join(_point(k, repr(float(place))) for k, place in enumerate(figure.at))
    across = f"<c:numRef><c:f>{SHEET}!$B$2:$B${last}</c:f>{_numbers(len(figure.at), points)}</c:numRef>"
    values = f"<c:xVal>{across}</c:xVal><c:yVal>{_values(figure, n)}</c:yVal>"
    return element("c:ser", _named(figure, n) + style + values + '<c:smooth val="0"/>')


def _text(letters: Letters) -> str:
    faces = f'<a:latin typeface="{escaped(letters.latin)}"/><a:ea typeface="{escaped(letters.east_asian)}"/>'
    fill = solid(theme.INK[1:])
    size = int(letters.size * 100)
    return _paragraph(f'<a:defRPr sz="{size}" b="0">{fill}{faces}</a:defRPr>')


def _paragraph(properties: str) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{properties}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _fill(look: Look) -> str:
    """Solid, or a hatch with an outline, so that the two differ on grey paper."""
    if not look.hatch:
        return f"<c:spPr>{solid(look.colour)}</c:spPr>"
    pair = f'<a:fgClr><a:srgbClr val="{look.colour}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>'
    edge = f'<a:ln w="{int(0.75 * _PT)}">{solid(look.colour)}</a:ln>'
    return f'<c:spPr><a:pattFill prst="{look.hatch}">{pair}</a:pattFill>{edge}</c:spPr>'


def _bars(figure: Figure, numbers: list[int]) -> str:
    is_stack = figure.shape in ("stacked", "shares")
    grouping = {"stacked": "stacked", "shares": "percentStacked"}.get(figure.shape, "clustered")
    series = "".join(_bar(figure, n) for n in numbers)
    head = f'<c:barDir val="{"bar" if is_stack else "col"}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
    gap = 45 if is_stack else 80
    tail = f'<c:gapWidth val="{gap}"/><c:overlap val="100"/><c:axId val="{CAT}"/><c:axId val="{VAL}"/>'
    return element("c:barChart", head + series + tail)


def _bar(figure: Figure, n: int) -> str:
    one = figure.series[n]
    look = LOOKS[one.role]
    is_stack = figure.shape in ("stacked", "shares")
    ink = "FFFFFF" if is_stack and look.is_dark else theme.INK[1:]
    labels = _labels(figure, ink, "ctr" if is_stack else "outEnd")
    return element(
        "c:ser", _named(figure, n) + _fill(look) + '<c:invertIfNegative val="0"/>' + labels + _cells(figure, n)
    )


def _labels(figure: Figure, ink: str, place: str) -> str:
    text = _paragraph(f'<a:defRPr b="0">{solid(ink)}</a:defRPr>')
    shown = '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    rest = '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    form = f'<c:numFmt formatCode="{escaped(number_format(figure))}" sourceLinked="0"/>'
    return element("c:dLbls", f'{form}<c:spPr><a:noFill/></c:spPr>{text}<c:dLblPos val="{place}"/>{shown}{rest}')


def _lines(figure: Figure, numbers: list[int]) -> str:
    series = "".join(_line(figure, n) for n in numbers)
    joined = f"<c:hiLowLines>{_JOIN}</c:hiLowLines>" if figure.shape == "pairs" else ""
    tail = f'{joined}<c:marker val="1"/><c:axId val="{CAT}"/><c:axId val="{VAL}"/>'
    return element("c:lineChart", '<c:grouping val="standard"/><c:varyColors val="0"/>' + series + tail)


def _line(figure: Figure, n: int) -> str:
    one = figure.series[n]
    look = LOOKS[one.role]
    width = _width(figure, one)
    dash = '<a:prstDash val="dash"/>' if one.role == "target" else ""
    stroke = f'<a:ln w="{int(width * _PT)}">{solid(look.colour)}{dash}</a:ln>' if width else "<a:ln><a:noFill/></a:ln>"
    labels = _labels(figure, theme.INK[1:], "t") if one.role == "own" and figure.shape != "pairs" else ""
    if figure.shape == "pairs":
        labels = _outer_labels(figure, n)
    style = f"<c:spPr>{stroke}</c:spPr>" + _marker(figure, n, look)
    return element("c:ser", _named(figure, n) + style + labels + _cells(figure, n) + '<c:smooth val="0"/>')


def _outer_labels(figure: Figure, n: int) -> str:
    """The value above the higher end of a pair and below the lower, so that close ones do not cover each other."""
    other = figure.series[1 - n].values if len(figure.series) == 2 else figure.series[n].values
    above = _labels(figure, theme.INK[1:], "t")
    inside = above[len("<c:dLbls>") : -len("</c:dLbls>")]
    under = [
        k
        for k, value in enumerate(figure.series[n].values)
        if value is not None and (value, -n) < ((other[k] if other[k] is not None else value), n - 1)
    ]
    below = inside.replace('<c:dLblPos val="t"/>', '<c:dLblPos val="b"/>')
    points = "".join(element("c:dLbl", f'<c:idx val="{k}"/>{below}') for k in under)
    return element("c:dLbls", points + inside)


def _width(figure: Figure, one: Series) -> float:
    """How thick the line through a series is, in points; 0 for marks alone."""
    if one.role == "target":
        return 1.5 if _is_level(one) else 0
    if figure.shape == "pairs" or one.role == "before" and figure.shape != "lines":
        return 0
    return 2.25 if one.role == "own" else 1.5


def _is_level(one: Series) -> bool:
    """Whether a yardstick is the same for two categories or more, so that a line may join them."""
    known = [value for value in one.values if value is not None]
    return len(known) > 1 and len(set(known)) == 1


def _marker(figure: Figure, n: int, look: Look) -> str:
    """A grey dot for the period before (not every programme draws a ring); dashes for a yardstick that is no line."""
    one = figure.series[n]
    if one.role == "target":
        return _mark("none" if _is_level(one) else "dash", 20, look.colour)
    if figure.shape == "pairs":
        return _mark("circle" if n == 0 else "square", 10, look.colour)
    if one.role == "before" and figure.shape != "lines":
        return _mark("circle", 8, look.colour)
    return _mark(symbol(figure, n), 6, look.colour)


def _mark(shape: str, size: int, colour: str) -> str:
    if shape == "none":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    edge = f'<a:ln w="{int(1.5 * _PT)}">{solid(colour)}</a:ln>'
    inside = f"<c:spPr>{solid(colour)}{edge}</c:spPr>"
    return f'<c:marker><c:symbol val="{shape}"/><c:size val="{size}"/>{inside}</c:marker>'


def _named(figure: Figure, n: int) -> str:
    one = figure.series[n]
    name = f"<c:f>{SHEET}!${column(n + figure.first)}$1</c:f>"
    cache = f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(one.name)}</c:v></c:pt></c:strCache>'
    return f'<c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef>{name}{cache}</c:strRef></c:tx>'


def _cells(figure: Figure, n: int) -> str:
    """Where categories and values stand in the workbook, and a copy of them; a value that is none has no point."""
    last = len(figure.categories) + 1
    names = "".join(_point(k, escaped(name)) for k, name in enumerate(figure.categories))
    count = f'<c:ptCount val="{len(figure.categories)}"/>'
    cats = f"<c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef>"
    return f"<c:cat>{cats}</c:cat><c:val>{_values(figure, n)}</c:val>"


def _values(figure: Figure, n: int) -> str:
    values, letter = figure.series[n].values, column(n + figure.first)
    points = "".join(_point(k, repr(float(value))) for k, value in enumerate(values) if value is not None)
    place = f"{SHEET}!${letter}$2:${letter}${len(values) + 1}"
    return f"<c:numRef><c:f>{place}</c:f>{_numbers(len(values), points)}</c:numRef>"


def _numbers(count: int, points: str) -> str:
    return f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>{points}</c:numCache>'


def _point(k: int, value: str) -> str:
    return f'<c:pt idx="{k}"><c:v>{value}</c:v></c:pt>'


def column(n: int) -> str:
    """The letters of the column with this number, from 0."""
    letters = ""
    while n >= 0:
        n, rest = divmod(n, 26)
        letters, n = chr(65 + rest) + letters, n - 1
    return letters
