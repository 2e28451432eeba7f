"""A figure as SVG for the page: the same series, marks and numbers as the native chart, drawn without any script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from dashboard import theme
from dashboard.briefing.paper import svg_points
from dashboard.briefing.paper.fit import broken, width_of
from dashboard.briefing.paper.look import LOOKS, POINTS, is_line, top
from dashboard.briefing.paper.model import Figure, Series
from dashboard.briefing.paper.xml_text import escaped
from dashboard.words import decimal

WIDTH, TALL, BAR = 640, 250, 26
_SMALL, _LINE = 11.0, 13.0
_TOP, _RIGHT = 16, 14


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot's place in the picture and the end of its scale."""

    left: float
    bottom: float
    width: float
    height: float
    end: float

    def y(self, value: float) -> float:
        """Where a value stands above the base line."""
        return self.bottom - self.height * min(value, self.end) / self.end

    def x(self, value: float) -> float:
        """Where a value stands right of the axis."""
        return self.left + self.width * min(value, self.end) / self.end


def svg(figure: Figure, number: int) -> str:
    """The picture; `number` keeps the patterns of several pictures on one page apart."""
    if figure.shape in POINTS:
        body, height = svg_points.points(figure)
    elif figure.shape in ("stacked", "shares"):
        body, height = _stacked(figure, number)
    else:
        body, height = _upright(figure, number)
    legend, more = _legend(figure, number, height)
    label = f'role="img" aria-label="{escaped(figure.alt)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height + more:.0f}" {label}>'
    return f"{head}<title>{escaped(figure.alt)}</title>{_patterns(number)}{body}{legend}</svg>"


def _patterns(number: int) -> str:
    """The hatches of what is below its standard and of what is not there."""
    made = "".join(
        f'<pattern id="{role}{number}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="#fff"/><line x1="0" y1="0" x2="0" y2="6" stroke="#{LOOKS[role].colour}" '
        'stroke-width="2"/></pattern>'
        for role in ("below", "gap")
    )
    return f"<defs>{made}</defs>"


def _paint(one: Series, number: int) -> str:
    look = LOOKS[one.role]
    return f'fill="url(#{one.role}{number})" stroke="#{look.colour}"' if look.hatch else f'fill="#{look.colour}"'


def _text(x: float, y: float, said: str, anchor: str = "middle", ink: str = theme.INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{_SMALL}" fill="{ink}">{escaped(said)}</text>'
    )


def _end(values: Sequence[float]) -> float:
    """A round number at or above the largest value."""
    most = max(values, default=1.0) or 1.0
    step = 10.0 ** floor(log10(most))
    return next(step * k for k in (1, 2, 2.5, 5, 10) if step * k >= most)


def _upright(figure: Figure, number: int) -> tuple[str, float]:
    values = [value for one in figure.series for value in one.values if value is not None]
    frame = Frame(40, TALL - 34, WIDTH - 40 - _RIGHT, TALL - 34 - _TOP, top(figure) or _end(values))
    pitch = frame.width / len(figure.categories)
    centres = [frame.left + pitch * (n + 0.5) for n in range(len(figure.categories))]
    drawn = [_grid(frame)]
    for one in figure.series:
        draw = _line if is_line(figure, one) else _columns
        drawn.append(draw(figure, one, frame, centres, number))
    if figure.shape == "pairs":
        drawn.insert(1, _joints(figure, frame, centres))
    names = [broken(name, (pitch - 4) / _SMALL) for name in figure.categories]
    for x, lines in zip(centres, names, strict=True):
        drawn += [_text(x, frame.bottom + 14 + _LINE * n, line) for n, line in enumerate(lines)]
    return "".join(drawn), TALL + _LINE * max([0, *(len(lines) - 2 for lines in names)])


def _joints(figure: Figure, frame: Frame, centres: Sequence[float]) -> str:
    """A line from the lowest to the highest value of each category, and both values beyond its ends."""
    drawn = []
    for n, x in enumerate(centres):
        known = sorted(value for one in figure.series if (value := one.values[n]) is not None)
        if len(known) > 1:
            place = f'x1="{x:.1f}" x2="{x:.1f}" y1="{frame.y(known[-1]):.1f}" y2="{frame.y(known[0]):.1f}"'
            drawn.append(f'<line {place} stroke="{theme.MUTED}" stroke-width="1.5"/>')
            drawn.append(_text(x, frame.y(known[0]) + 16, decimal(known[0], figure.decimals)))
        drawn += [_text(x, frame.y(value) - 8, decimal(value, figure.decimals)) for value in known[-1:]]
    return "".join(drawn)


def _grid(frame: Frame) -> str:
    lines = []
    for n in range(5):
        value = frame.end * n / 4
        y = frame.y(value)
        end = frame.left + frame.width
        lines.append(f'<line x1="{frame.left}" x2="{end}" y1="{y:.1f}" y2="{y:.1f}" stroke="{theme.RULE}"/>')
        lines.append(_text(frame.left - 5, y + 4, f"{value:g}", "end", theme.MUTED))
    return "".join(lines)


def _columns(figure: Figure, one: Series, frame: Frame, centres: Sequence[float], number: int) -> str:
    wide = min(46.0, frame.width / len(centres) * 0.55)
    drawn = []
    for x, value in zip(centres, one.values, strict=True):
        if value is not None:
            y = frame.y(value)
            place = f'x="{x - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{frame.bottom - y:.1f}"'
            drawn.append(f"<rect {place} {_paint(one, number)}/>" + _text(x, y - 4, decimal(value, figure.decimals)))
    return "".join(drawn)


def _line(figure: Figure, one: Series, frame: Frame, centres: Sequence[float], _: int) -> str:
    look = LOOKS[one.role]
    points = [(x, frame.y(value)) if value is not None else None for x, value in zip(centres, one.values, strict=True)]
    known = [point for point in points if point is not None]
    if one.role == "target":
        return "".join(_dash(x, y, frame.width / len(centres), look.colour) for x, y in known)
    if figure.shape == "pairs" or (one.role == "before" and figure.shape != "lines"):
        return "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#{look.colour}"/>' for x, y in known)
    path = "".join(_joined(points))
    drawn = f'<path d="{path}" fill="none" stroke="#{look.colour}" stroke-width="{2.2 if one.role == "own" else 1.4}"/>'
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#{look.colour}"/>' for x, y in known)
    if one.role != "own":
        return drawn + dots
    said = [value for value in one.values if value is not None]
    texts = (_text(x, y - 7, decimal(value, figure.decimals)) for (x, y), value in zip(known, said, strict=True))
    return drawn + dots + "".join(texts)


def _dash(x: float, y: float, pitch: float, colour: str) -> str:
    ends = f'x1="{x - pitch / 2:.1f}" x2="{x + pitch / 2:.1f}" y1="{y:.1f}" y2="{y:.1f}"'
    return f'<line {ends} stroke="#{colour}" stroke-width="1.6" stroke-dasharray="5 3"/>'


def _joined(points: Sequence[tuple[float, float] | None]) -> list[str]:
    """The path through the points, broken where there is none."""
    path, is_on = [], False
    for point in points:
        if point is not None:
            path.append(f"{'L' if is_on else 'M'}{point[0]:.1f} {point[1]:.1f}")
        is_on = point is not None
    return path


def _stacked(figure: Figure, number: int) -> tuple[str, float]:
    count = len(figure.categories)
    sums = [sum(one.values[n] or 0 for one in figure.series) for n in range(count)]
    left = min(150.0, max(width_of(name) for name in figure.categories) * _SMALL + 14)
    end = 1.0 if figure.shape == "shares" else _end(sums)
    frame = Frame(left, _TOP + BAR * count, WIDTH - left - 50, 0, end)
    drawn = []
    for n, name in enumerate(figure.categories):
        y = 6.0 + BAR * n
        drawn.append(_text(left - 6, y + BAR * 0.55, name, "end"))
        drawn.append(_bar(figure, n, y, frame, number))
        drawn.append("" if figure.shape == "shares" else _sum(frame, sums[n], y, figure.decimals))
    return "".join(drawn), 10.0 + BAR * count


def _sum(frame: Frame, total: float, y: float, places: int) -> str:
    return _text(frame.x(total) + 5, y + BAR * 0.55, decimal(total, places), "start", theme.MUTED)


def _bar(figure: Figure, n: int, y: float, frame: Frame, number: int) -> str:
    total = sum(one.values[n] or 0 for one in figure.series) if figure.shape == "shares" else 1.0
    at, drawn = 0.0, []
    for one in figure.series:
        value = one.values[n] or 0.0
        if value and total:
            x, wide = frame.x(at), frame.x(at + value / total) - frame.x(at)
            place = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{BAR * 0.72:.1f}"'
            said = decimal(value, figure.decimals)
            ink = "#FFFFFF" if LOOKS[one.role].is_dark else theme.INK
            fits = width_of(said) * _SMALL < wide - 2
            drawn.append(f"<rect {place} {_paint(one, number)}/>")
            drawn.append(_text(x + wide / 2, y + BAR * 0.55, said, ink=ink) if fits else "")
            at += value / total
    return "".join(drawn)


def _legend(figure: Figure, number: int, y: float) -> tuple[str, float]:
    """The names of the series in a row under the plot, and the height it takes; none for a single series."""
    if len(figure.series) < 2:
        return "", 4.0
    x, drawn, line = 40.0, [], y + 16
    for n, one in enumerate(figure.series):
        wide = 26 + width_of(one.name) * _SMALL + 14
        if x + wide > WIDTH and x > 40:
            x, line = 40.0, line + 16
        drawn.append(_key(figure, n, (x, line), number) + _text(x + 26, line, one.name, "start"))
        x += wide
    return "".join(drawn), line - y + 8


def _key(figure: Figure, n: int, place: tuple[float, float], number: int) -> str:
    """The sign of a series in the legend."""
    (x, y), one = place, figure.series[n]
    colour = LOOKS[one.role].colour
    if figure.shape in POINTS and not one.is_line:
        return svg_points.mark(figure, n, x + 10, y - 4)
    if figure.shape == "pairs" or (one.role == "before" and figure.shape == "columns"):
        return f'<circle cx="{x + 10:.1f}" cy="{y - 4:.1f}" r="4" fill="#{colour}"/>'
    if is_line(figure, one) or one.is_line:
        dash = ' stroke-dasharray="5 3"' if one.role == "target" else ""
        ends = f'x1="{x:.1f}" x2="{x + 20:.1f}" y1="{y - 4:.1f}" y2="{y - 4:.1f}"'
        return f'<line {ends} stroke="#{colour}" stroke-width="2"{dash}/>'
    return f'<rect x="{x:.1f}" y="{y - 9:.1f}" width="20" height="10" {_paint(one, number)}/>'
