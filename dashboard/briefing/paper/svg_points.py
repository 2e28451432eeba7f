"""Points, curves and maps as SVG: by their places across and up."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import theme
from dashboard.briefing.paper.chart_axes import extents
from dashboard.briefing.paper.look import LOOKS, symbol
from dashboard.briefing.paper.model import Figure
from dashboard.briefing.paper.xml_text import escaped

WIDTH, HEIGHT, LEFT, TOP, RIGHT, FOOT = 640, 300, 52, 16, 14, 40
_STEPS = 4  # lines of the grid
_SHAPES = {
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle": ((0, -1.2), (1.2, 1), (-1.2, 1)),
}
_SIZE = 4.0


@dataclass(frozen=True, slots=True)
class _Plot:
    """From where to where values run, and where they stand in the picture."""

    across: tuple[float, float]
    up: tuple[float, float]

    def x(self, value: float) -> float:
        low, high = self.across
        return LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low)

    def y(self, value: float) -> float:
        low, high = self.up
        return HEIGHT - FOOT - (HEIGHT - FOOT - TOP) * (value - low) / (high - low)


def points(figure: Figure) -> tuple[str, float]:
    """What is drawn, and how high it is."""
    plot = _Plot(*extents(figure))
    drawn = "".join(_series(figure, n, plot) for n in range(len(figure.series)))
    return ("" if figure.shape == "map" else _grid(figure, plot)) + drawn, float(HEIGHT)


def _series(figure: Figure, n: int, plot: _Plot) -> str:
    one = figure.series[n]
    places = [
        (plot.x(x), plot.y(y), name)
        for x, y, name in zip(figure.at, one.values, figure.categories, strict=True)
        if y is not None
    ]
    if not one.is_line:
        return "".join(_titled(mark(figure, n, x, y), name) for x, y, name in places)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    dash = ' stroke-dasharray="5 3"' if one.role in ("target", "whole", "before") else ""
    colour = LOOKS[one.role].colour
    return f'<polyline points="{path}" fill="none" stroke="#{colour}" stroke-width="1.6"{dash}/>'


def _titled(drawn: str, name: str) -> str:
    return f"<g><title>{escaped(name)}</title>{drawn}</g>" if name else drawn


def mark(figure: Figure, n: int, x: float, y: float) -> str:
    """The mark of a series at a place."""
    kind, colour = symbol(figure, n), f"#{LOOKS[figure.series[n].role].colour}"
    if kind in _SHAPES:
        corners = " ".join(f"{x + _SIZE * dx:.1f},{y + _SIZE * dy:.1f}" for dx, dy in _SHAPES[kind])
        return f'<polygon points="{corners}" fill="{colour}" fill-opacity="0.85"/>'
    if kind == "x":
        cross = f"M{x - 4:.1f} {y - 4:.1f}l8 8M{x + 4:.1f} {y - 4:.1f}l-8 8"
        return f'<path d="{cross}" stroke="{colour}" stroke-width="1.6"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_SIZE}" fill="{colour}" fill-opacity="0.85"/>'


def _grid(figure: Figure, plot: _Plot) -> str:
    drawn = []
    for n in range(_STEPS + 1):
        across, up = (low + (high - low) * n / _STEPS for low, high in (plot.across, plot.up))
        x, y = plot.x(across), plot.y(up)
        drawn.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{theme.RULE}"/>')
        drawn.append(_text(LEFT - 5, y + 4, f"{up:g}", "end"))
        drawn.append(_text(x, HEIGHT - FOOT + 14, f"{across:g}", "middle"))
    right, left = figure.axes
    drawn += [_text(WIDTH - RIGHT, HEIGHT - FOOT + 29, right, "end"), _text(4, 10, left, "start")]
    return "".join(drawn)


def _text(x: float, y: float, said: str, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="11" fill="{theme.MUTED}"'
    return f"<text {place}>{escaped(said)}</text>"
