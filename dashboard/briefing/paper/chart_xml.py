"""A figure as the XML of a native Office chart: columns with dots and a dashed yardstick, lines, stacked bars.

One writer for Word and PowerPoint; the cells that the chart names are those of `chart_book`.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import theme
from dashboard.briefing.paper.look import LINES, LOOKS, Look, number_format, top
from dashboard.briefing.paper.model import Figure, Series
from dashboard.briefing.paper.xml_text import element, escaped

SHEET = "Sheet1"
_CAT, _VAL = 111111111, 222222222
_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# names of categories stay level and break into lines rather than tilt
_LEVEL = (
    '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr><a:defRPr/></a:pPr><a:endParaRPr/></a:p></c:txPr>'
)
_PT = 12700  # English metric units of a point


@dataclass(frozen=True, slots=True)
class Letters:
    """The typefaces of a chart and the size of its text in points."""

    latin: str
    east_asian: str
    size: float


def chart_xml(figure: Figure, letters: Letters) -> str:
    """The whole chart part, without its link to the workbook."""
    bars = [n for n, one in enumerate(figure.series) if one.role not in LINES]
    lines = [n for n, one in enumerate(figure.series) if one.role in LINES]
    drawn = (_bars(figure, bars) if bars else "") + (_lines(figure, lines) if lines else "")
    plot = element("c:plotArea", "<c:layout/>" + drawn + _axes(figure))
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(figure.series) > 1 else ""
    rest = '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
    chart = element("c:chart", f'<c:autoTitleDeleted val="1"/>{plot}{legend}{rest}')
    head = '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
    clear = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    return f"<c:chartSpace {_NAMES}>{head}{chart}{clear}{_text(letters)}</c:chartSpace>"


def _text(letters: Letters) -> str:
    faces = f'<a:latin typeface="{escaped(letters.latin)}"/><a:ea typeface="{escaped(letters.east_asian)}"/>'
    fill = _solid(theme.INK[1:])
    size = int(letters.size * 100)
    return _paragraph(f'<a:defRPr sz="{size}" b="0">{fill}{faces}</a:defRPr>')


def _paragraph(properties: str) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{properties}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _fill(look: Look) -> str:
    """Solid, or a hatch with an outline, so that the two differ on grey paper."""
    if not look.hatch:
        return f"<c:spPr>{_solid(look.colour)}</c:spPr>"
    pair = f'<a:fgClr><a:srgbClr val="{look.colour}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>'
    edge = f'<a:ln w="{int(0.75 * _PT)}">{_solid(look.colour)}</a:ln>'
    return f'<c:spPr><a:pattFill prst="{look.hatch}">{pair}</a:pattFill>{edge}</c:spPr>'


def _bars(figure: Figure, numbers: list[int]) -> str:
    is_stack = figure.shape in ("stacked", "shares")
    grouping = {"stacked": "stacked", "shares": "percentStacked"}.get(figure.shape, "clustered")
    series = "".join(_bar(figure, n) for n in numbers)
    head = f'<c:barDir val="{"bar" if is_stack else "col"}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
    gap = 45 if is_stack else 80
    tail = f'<c:gapWidth val="{gap}"/><c:overlap val="100"/><c:axId val="{_CAT}"/><c:axId val="{_VAL}"/>'
    return element("c:barChart", head + series + tail)


def _bar(figure: Figure, n: int) -> str:
    one = figure.series[n]
    look = LOOKS[one.role]
    is_stack = figure.shape in ("stacked", "shares")
    ink = "FFFFFF" if is_stack and look.is_dark else theme.INK[1:]
    labels = _labels(figure, ink, "ctr" if is_stack else "outEnd")
    return element("c:ser", _named(n, one) + _fill(look) + '<c:invertIfNegative val="0"/>' + labels + _cells(figure, n))


def _labels(figure: Figure, ink: str, place: str) -> str:
    text = _paragraph(f'<a:defRPr b="0">{_solid(ink)}</a:defRPr>')
    shown = '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    rest = '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    form = f'<c:numFmt formatCode="{escaped(number_format(figure))}" sourceLinked="0"/>'
    return element("c:dLbls", f'{form}<c:spPr><a:noFill/></c:spPr>{text}<c:dLblPos val="{place}"/>{shown}{rest}')


def _lines(figure: Figure, numbers: list[int]) -> str:
    series = "".join(_line(figure, n) for n in numbers)
    tail = f'<c:marker val="1"/><c:axId val="{_CAT}"/><c:axId val="{_VAL}"/>'
    return element("c:lineChart", '<c:grouping val="standard"/><c:varyColors val="0"/>' + series + tail)


def _line(figure: Figure, n: int) -> str:
    one = figure.series[n]
    look = LOOKS[one.role]
    width = {"own": 2.25, "whole": 1.5, "target": 1.5 if _is_level(one) else 0}.get(one.role, 0)
    dash = '<a:prstDash val="dash"/>' if one.role == "target" else ""
    stroke = f'<a:ln w="{int(width * _PT)}">{_solid(look.colour)}{dash}</a:ln>' if width else "<a:ln><a:noFill/></a:ln>"
    labels = _labels(figure, theme.INK[1:], "t") if one.role == "own" else ""
    style = f"<c:spPr>{stroke}</c:spPr>" + _marker(one, look)
    return element("c:ser", _named(n, one) + style + labels + _cells(figure, n) + '<c:smooth val="0"/>')


def _is_level(one: Series) -> bool:
    """Whether a yardstick is the same for two categories or more, so that a line may join them."""
    known = [value for value in one.values if value is not None]
    return len(known) > 1 and len(set(known)) == 1


def _marker(one: Series, look: Look) -> str:
    """A grey dot for the period before (not every programme draws a ring); dashes for a yardstick that is no line."""
    symbol = {"before": "circle", "own": "circle", "whole": "diamond"}.get(one.role, "none")
    if one.role == "target" and not _is_level(one):
        symbol = "dash"
    if symbol == "none":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    inside = _solid(look.colour)
    size = {"before": 8, "target": 20}.get(one.role, 6)
    edge = f'<a:ln w="{int(1.5 * _PT)}">{_solid(look.colour)}</a:ln>'
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{inside}{edge}</c:spPr></c:marker>'


def _named(n: int, one: Series) -> str:
    name = f"<c:f>{SHEET}!${column(n + 1)}$1</c:f>"
    cache = f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(one.name)}</c:v></c:pt></c:strCache>'
    return f'<c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef>{name}{cache}</c:strRef></c:tx>'


def _cells(figure: Figure, n: int) -> str:
    """Where categories and values stand in the workbook, and a copy of them; a value that is none has no point."""
    last, letter = len(figure.categories) + 1, column(n + 1)
    names = "".join(_point(k, escaped(name)) for k, name in enumerate(figure.categories))
    values = figure.series[n].values
    points = "".join(_point(k, repr(float(value))) for k, value in enumerate(values) if value is not None)
    count = f'<c:ptCount val="{len(figure.categories)}"/>'
    cats = f"<c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef>"
    cache = f"<c:numCache><c:formatCode>General</c:formatCode>{count}{points}</c:numCache>"
    vals = f"<c:numRef><c:f>{SHEET}!${letter}$2:${letter}${last}</c:f>{cache}</c:numRef>"
    return f"<c:cat>{cats}</c:cat><c:val>{vals}</c:val>"


def _point(k: int, value: str) -> str:
    return f'<c:pt idx="{k}"><c:v>{value}</c:v></c:pt>'


def column(n: int) -> str:
    """The letters of the column with this number, from 0."""
    letters = ""
    while n >= 0:
        n, rest = divmod(n, 26)
        letters, n = chr(65 + rest) + letters, n - 1
    return letters


def _axes(figure: Figure) -> str:
    is_stack = figure.shape in ("stacked", "shares")
    turn = "maxMin" if is_stack else "minMax"
    line = f"<c:spPr><a:ln>{_solid(theme.GREY[1:])}</a:ln></c:spPr>"
    quiet = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{}"/>'
    cat = (
        f'<c:axId val="{_CAT}"/><c:scaling><c:orientation val="{turn}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if is_stack else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'{quiet.format("low")}{line}{_LEVEL}<c:crossAx val="{_VAL}"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/>'
    )
    end = top(figure) if not is_stack else None
    ends = (f'<c:max val="{end:g}"/>' if end else "") + '<c:min val="0"/>'
    grid = f"<c:majorGridlines><c:spPr><a:ln>{_solid(theme.RULE[1:])}</a:ln></c:spPr></c:majorGridlines>"
    form = "0%" if figure.shape == "shares" else "#,##0"
    val = (
        f'<c:axId val="{_VAL}"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if is_stack else "l"}"/>{grid}<c:numFmt formatCode="{form}" sourceLinked="0"/>'
        f"{quiet.format('high' if is_stack else 'nextTo')}<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:crossAx val="{_CAT}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
    )
    return element("c:catAx", cat) + element("c:valAx", val)
