"""The axes of native charts: categories with values, or values both ways."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from dashboard import theme
from dashboard.briefing.paper.look import top
from dashboard.briefing.paper.model import Figure
from dashboard.briefing.paper.xml_text import element, escaped

CAT, VAL = 111111111, 222222222
MAP_ROOM = {"x": 0.01, "y": 0.01, "width": 0.98, "height": 0.8}  # what a map takes of a chart; the legend has the rest
_EDGE = 0.06  # of what is drawn, left free about it
# names of categories stay level and break into lines rather than tilt
_LEVEL = (
    '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr><a:defRPr/></a:pPr><a:endParaRPr/></a:p></c:txPr>'
)


def solid(colour: str) -> str:
    """A fill or a stroke of one colour."""
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def category_axes(figure: Figure) -> str:
    """Names along, values up; bars lie on their side and their axes with them."""
    is_stack = figure.shape in ("stacked", "shares")
    turn = "maxMin" if is_stack else "minMax"
    line = f"<c:spPr><a:ln>{solid(theme.GREY[1:])}</a:ln></c:spPr>"
    quiet = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{}"/>'
    cat = (
        f'<c:axId val="{CAT}"/><c:scaling><c:orientation val="{turn}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if is_stack else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'{quiet.format("low")}{line}{_LEVEL}<c:crossAx val="{VAL}"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/>'
    )
    end = top(figure) if not is_stack else None
    ends = (f'<c:max val="{end:g}"/>' if end else "") + '<c:min val="0"/>'
    grid = f"<c:majorGridlines><c:spPr><a:ln>{solid(theme.RULE[1:])}</a:ln></c:spPr></c:majorGridlines>"
    form = "0%" if figure.shape == "shares" else "#,##0"
    val = (
        f'<c:axId val="{VAL}"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if is_stack else "l"}"/>{grid}<c:numFmt formatCode="{form}" sourceLinked="0"/>'
        f"{quiet.format('high' if is_stack else 'nextTo')}<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:crossAx val="{CAT}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
    )
    return element("c:catAx", cat) + element("c:valAx", val)


def map_wide(width: float, height: float) -> float:
    """How much wider than high the map of a chart of this size is."""
    return width * MAP_ROOM["width"] / (height * MAP_ROOM["height"])


def point_axes(figure: Figure, wide: float) -> str:
    """Values along and up; a map shows no axes and has one scale both ways."""
    across, up = extents(figure, wide)
    return _value_axis(figure, 0, across) + _value_axis(figure, 1, up)


def extents(figure: Figure, wide: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """From where to where points are drawn, across and up; a map fills a plot so much wider than high."""
    values = [value for one in figure.series for value in one.values if value is not None]
    if figure.shape != "map":
        return _round(figure.at), _round(values)
    (west, east), (south, north) = _about(figure.at), _about(values)
    width, height = east - west, north - south
    width, height = max(width, wide * height), max(height, width / wide)
    x, y = (west + east) / 2, (south + north) / 2
    return (x - width / 2, x + width / 2), (y - height / 2, y + height / 2)


def _about(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    edge = _EDGE * ((high - low) or 1.0)
    return low - edge, high + edge


def _round(values: Sequence[float]) -> tuple[float, float]:
    """Round numbers below and above all values; from nothing where all are above it and near."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    step = 10.0 ** floor(log10((high - low) or abs(high) or 1.0))
    step = step / 2 if (high - low) / step < 5 else step
    first = 0.0 if 0 <= low <= 2 * step else floor(low / step) * step
    return first, -floor(-high / step) * step


def _value_axis(figure: Figure, which: int, ends: tuple[float, float]) -> str:
    own, other = (CAT, VAL) if which == 0 else (VAL, CAT)
    grid = f"<c:majorGridlines><c:spPr><a:ln>{solid(theme.RULE[1:])}</a:ln></c:spPr></c:majorGridlines>"
    is_map = figure.shape == "map"
    scale = f'<c:orientation val="minMax"/><c:max val="{ends[1]:g}"/><c:min val="{ends[0]:g}"/>'
    return element(
        "c:valAx",
        f'<c:axId val="{own}"/><c:scaling>{scale}</c:scaling><c:delete val="{int(is_map)}"/>'
        f'<c:axPos val="{"bl"[which]}"/>{"" if is_map else grid}{"" if is_map else _title(figure.axes[which], which)}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr><a:ln>{solid(theme.GREY[1:])}</a:ln></c:spPr>'
        f'<c:crossAx val="{other}"/><c:crosses val="min"/><c:crossBetween val="midCat"/>',
    )


def _title(text: str, which: int) -> str:
    if not text:
        return ""
    turn = ' rot="-5400000" vert="horz"' if which else ""
    run = f'<a:p><a:pPr><a:defRPr b="0"/></a:pPr><a:r><a:rPr b="0"/><a:t>{escaped(text)}</a:t></a:r></a:p>'
    return f'<c:title><c:tx><c:rich><a:bodyPr{turn}/><a:lstStyle/>{run}</c:rich></c:tx><c:overlay val="0"/></c:title>'
