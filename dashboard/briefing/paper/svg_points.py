"""Points, curves and maps as SVG: by their places across and up."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import theme
from dashboard.briefing.paper.chart_axes import extents
from dashboard.briefing.paper.look import LOOKS, mark_size, symbol
from dashboard.briefing.paper.model import Figure
from dashboard.briefing.paper.xml_text import escaped

WIDTH, HEIGHT, MAP_HEIGHT, LEFT, TOP, RIGHT, FOOT = 640, 300, 420, 52, 16, 14, 40
_STEPS = 4  # lines of the grid
_SHAPES = {
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle": ((0, -1.2), (1.2, 1), (-1.2, 1)),
}
_CROSSES = {"x": ((1, 1), (-1, 1)), "plus": ((1.2, 0), (0, 1.2))}


@dataclass(frozen=True, slots=True)
class _Plot:
    """From where to where values run, and where they stand in the picture."""

    across: tuple[float, float]
    up: tuple[float, float]
    height: float

    def x(self, value: float) -> float:
        low, high = self.across
        return LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low)

    def y(self, value: float) -> float:
        low, high = self.up
        return self.height - FOOT - (self.height - FOOT - TOP) * (value - low) / (high - low)


def points(figure: Figure) -> tuple[str, float]:
    """What is drawn, and how high it is."""
    is_map = figure.shape == "map"
    height = float(MAP_HEIGHT if is_map else HEIGHT)
    plot = _Plot(*extents(figure, (WIDTH - LEFT - RIGHT) / (height - FOOT - TOP)), height)
    drawn = "".join(_series(figure, n, plot) for n in range(len(figure.series)))
    return ("" if is_map else _grid(figure, plot)) + drawn, height


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
    size = 4.0 * mark_size(figure) / 7
    if kind in _SHAPES:
        corners = " ".join(f"{x + size * dx:.1f},{y + size * dy:.1f}" for dx, dy in _SHAPES[kind])
        return f'<polygon points="{corners}" fill="{colour}" fill-opacity="0.85"/>'
    if kind in _CROSSES:
        cross = "".join(
            f"M{x - size * dx:.1f} {y - size * dy:.1f}l{2 * size * dx:.1f} {2 * size * dy:.1f}"
            for dx, dy in _CROSSES[kind]
        )
        return f'<path d="{cross}" stroke="{colour}" stroke-width="1.6"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{colour}" fill-opacity="0.85"/>'


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
