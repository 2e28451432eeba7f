"""From degrees to kilometres on the paper: projection, extent, graticule, scale bar, north, for maps without tiles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.dots import legend
from dashboard.charts.labels import Labels, Spec
from dashboard.charts.legends import legend_room
from dashboard.charts.rows import NOTE, under
from dashboard.theme import INK, MUTED, axis, layout

Ring = Sequence[tuple[float, float]]
KM_PER_DEGREE, NORTH_KM = 111.32, 110.57
BARS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)
EDGE = 0.06  # of the larger side, left free about the outermost point
FOOT, TALLEST, LOWEST, WIDE = 84, 560, 340, 470  # pixels; a square map is as high as a phone is wide, and a bit
FRAME = {"constrain": "domain", "showline": True, "mirror": True}
LEAST = 1.0  # km; a single point still has a map about it


@dataclass(frozen=True, slots=True)
class Plane:
    """An equirectangular plane about a middle latitude; distances at city scale are true to a few per mille.

    Longitudes and latitudes in degrees; `width` and `height` in km; x runs east, y north from the lower left corner.
    """

    west: float
    south: float
    width: float
    height: float
    east_km: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """The place in km, to ten metres."""
        return round((lon - self.west) * self.east_km, 2), round((lat - self.south) * NORTH_KM, 2)


def plane_of(points: Iterable[tuple[float, float]]) -> Plane:
    """The plane that holds all points (lon, lat), with a small edge. Raises `ValueError` without any."""
    places = list(points)
    if not places:
        raise ValueError("no point to draw")
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    east_km = KM_PER_DEGREE * math.cos(math.radians((min(lats) + max(lats)) / 2))
    wide, tall = (max(lons) - min(lons)) * east_km, (max(lats) - min(lats)) * NORTH_KM
    edge = max(EDGE * max(wide, tall), LEAST / 2)
    width, height = wide + 2 * edge, tall + 2 * edge
    return Plane(min(lons) - edge / east_km, min(lats) - edge / NORTH_KM, width, height, east_km)


def map_layout(plane: Plane, traces: Sequence[Spec], labels: Labels, below: str) -> dict[str, Any]:
    """The layout of a map: one scale both ways, legend above, scale bar, north, the line `below` under it.

    Words: km, north.
    """
    head = legend_room([trace["name"] for trace in traces if trace.get("showlegend", True)])
    bar, length = scale_bar(plane, labels.words["km"])
    return layout(
        round(min(TALLEST, max(LOWEST, WIDE * plane.height / plane.width))) + head + FOOT,
        margin={"l": 4, "r": 8, "t": head, "b": FOOT},
        showlegend=True,
        legend=legend() | {"traceorder": "normal"},
        hovermode="closest",
        shapes=[bar],
        annotations=[length, north(labels.words["north"]), under(below)],
        **map_axes(plane),
    )


def map_axes(plane: Plane) -> dict[str, Spec]:
    """Both axes at one scale: a light graticule with degrees at left and below, framed.

    What does not have the plane's proportions is left empty beside it. Axes that showed more instead would keep what
    they once showed: a window made narrow and wide again then has a smaller map.
    """
    lons = _degrees(plane.west, plane.width / plane.east_km)
    lats = _degrees(plane.south, plane.height / NORTH_KM)
    quiet = {"tickfont": {"size": 11, "color": MUTED}, "gridcolor": "#EAEEF4", "tickangle": 0} | FRAME
    across = axis(range=[0, plane.width], tickvals=[plane.at(one, plane.south)[0] for one in lons], **quiet)
    up = axis(range=[0, plane.height], tickvals=[plane.at(plane.west, one)[1] for one in lats], **quiet)
    across |= {"ticktext": [f"{one:.4g}°E" if one < 100 else f"{one:.5g}°E" for one in lons]}
    up |= {"ticktext": [f"{one:.4g}°N" for one in lats], "scaleanchor": "x", "scaleratio": 1}
    return {"xaxis": across, "yaxis": up}


def _degrees(start: float, span: float) -> list[float]:
    """Round degrees within the span, three of them or a few more."""
    step = next((one for one in STEPS if one >= span / 4), STEPS[-1])
    first, last = math.ceil(start / step), math.floor((start + span) / step)
    return [round(step * at, 4) for at in range(first, last + 1)]


def scale_bar(plane: Plane, unit: str) -> tuple[Spec, Spec]:
    """A bar of a round length in the lower left corner, as a shape and its text (`5 km`)."""
    length = max([one for one in BARS if one <= plane.width / 4], default=BARS[0])
    left, low = plane.width * 0.02, plane.height * 0.02
    line = {"type": "line", "x0": left, "x1": left + length, "y0": low, "y1": low, "line": {"color": INK, "width": 3}}
    place = {"x": left + length / 2, "y": low, "yanchor": "bottom", "font": {"size": 12, "color": INK}}
    return {"name": "scale", **line}, NOTE | place | {"name": "scale", "text": f"{length:g} {unit}"}


def north(word: str) -> Spec:
    """An arrow to the north in the upper right corner."""
    place = {"x": 1, "y": 1, "xref": "x domain", "yref": "y domain", "xanchor": "right", "yanchor": "top", "xshift": -6}
    return NOTE | place | {"name": "north", "text": f"▲<br>{word}", "font": {"size": 12, "color": MUTED}}


def joined(rings: Iterable[Ring], plane: Plane) -> tuple[list[float | None], list[float | None]]:
    """Rings of (lon, lat) as one path with gaps: x and y in km."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        for lon, lat in ring:
            east, up = plane.at(lon, lat)
            x.append(east)
            y.append(up)
        x.append(None)
        y.append(None)
    return x, y
