"""A map of given boundaries: filled areas by class, hatched without data, approval number printed under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
from dashboard.charts.plane import Plane, Ring, joined, map_layout, plane_of
from dashboard.charts.shades import Shade, counted
from dashboard.theme import GREY, MUTED, PAPER

NAMED = 24  # more areas than these are too small for a name; the number is in the hover text and in the table


def polygon_map(
    frame: pl.DataFrame,
    boundaries: Mapping[str, Mapping[str, Any]],
    shades: Mapping[str, Shade],
    labels: Labels,
    approval: str,
) -> Chart:
    """The map. One row of the frame per unit: code, name, shade (a key of `shades`), text (as read).

    `boundaries`: code → GeoJSON geometry (Polygon or MultiPolygon, WGS-84/CGCS2000 degrees), which is also what
    `GeoSeries.__geo_interface__` holds per feature. `approval` is the line with the approval number and the source
    of the boundaries; a boundary map without one must not be published, so a blank one raises `ValueError`. Units
    without a boundary are counted in the legend. Words: counted, unmatched, km, north.
    """
    if not approval.strip():
        raise ValueError("a boundary map needs its approval number; without one, draw the tile grid")
    matched = frame.filter(pl.col("code").is_in(list(boundaries)))
    rings = {code: rings_of(boundaries[code]) for code in matched["code"]}
    plane = plane_of(place for parts in rings.values() for ring in parts for place in ring)
    traces = [_areas(matched.filter(shade=key), rings, shade, plane, labels) for key, shade in shades.items()]
    traces += [_centres(matched, rings, shades, plane), *_unmatched(len(frame) - len(matched), labels)]
    given = Given("areas", frame, (shades, approval))
    return drawn(traces, map_layout(plane, traces, labels, approval), labels, given)


def rings_of(geometry: Mapping[str, Any]) -> list[Ring]:
    """The rings of a GeoJSON Polygon or MultiPolygon as (lon, lat), holes as they run; others raise `ValueError`."""
    kind, parts = geometry.get("type"), geometry.get("coordinates", ())
    if kind not in {"Polygon", "MultiPolygon"}:
        raise ValueError(f"{kind} is no area")
    polygons = [parts] if kind == "Polygon" else parts
    return [_turned([(float(x), float(y)) for x, y, *_ in ring], at) for one in polygons for at, ring in enumerate(one)]


def _turned(ring: list[tuple[float, float]], at: int) -> Ring:
    """The ring to the left when it is an outer one, a hole to the right: so that a hole stays a hole when filled."""
    is_left = _area(ring) > 0
    return ring if is_left == (at == 0) else ring[::-1]


def _area(ring: Ring) -> float:
    """Twice the signed area, positive to the left."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x * v - u * y for (x, y), (u, v) in pairs)


def inner_point(rings: Sequence[Ring]) -> tuple[float, float]:
    """A point inside the largest ring: the middle of the widest stretch at half its height (lon, lat)."""
    ring = max(rings, key=lambda one: abs(_area(one)))
    lats = [lat for _, lat in ring]
    half = (min(lats) + max(lats)) / 2
    crossed = sorted(
        x + (half - y) * (u - x) / (v - y)
        for one in rings
        for (x, y), (u, v) in zip(one, [*one[1:], one[0]], strict=True)
        if (y <= half) != (v <= half)
    )
    left, right = max(zip(crossed[::2], crossed[1::2], strict=False), key=lambda pair: pair[1] - pair[0])
    return (left + right) / 2, half


def _areas(units: pl.DataFrame, rings: Mapping[str, list[Ring]], shade: Shade, plane: Plane, labels: Labels) -> Spec:
    """All areas of a class as one path: one trace per class keeps the figure light."""
    x, y = joined((ring for code in units["code"] for ring in rings[code]), plane)
    pattern = {"shape": shade.pattern, "fgcolor": "#BCC6D3", "bgcolor": PAPER, "size": 7, "solidity": 0.15}
    line = {"color": PAPER if shade.outline == PAPER else shade.outline, "width": 1.2}
    return scatter(
        x=x or [None],
        y=y or [None],
        mode="lines",
        name=counted(shade, len(units), labels),
        line=line,
        fill="toself",
        fillcolor=shade.fill,
        hoverinfo="skip",
        showlegend=True,
        **({"fillpattern": pattern} if shade.pattern else {}),
    )


def _centres(units: pl.DataFrame, rings: Mapping[str, list[Ring]], shades: Mapping[str, Shade], plane: Plane) -> Spec:
    """Name and number of each unit in the middle of its area, or a dot to hover over where there are many."""
    places = [plane.at(*inner_point(rings[code])) for code in units["code"]]
    rows = units.select("name", "text", "shade").rows()
    said = [f"<b>{name}</b><br>{shades[shade].mark}{text}" for name, text, shade in rows]
    few = len(units) <= NAMED
    font = {"size": 12, "color": [shades[shade].ink for *_, shade in rows]}
    dot = {"marker": {"size": 4, "color": MUTED, "line": {"color": PAPER, "width": 1}}}
    words = {"mode": "text", "text": said, "textfont": font} if few else {"mode": "markers", **dot}
    return scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        name="centres",
        customdata=said,
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
        **words,
    )


def _unmatched(count: int, labels: Labels) -> list[Spec]:
    if not count:
        return []
    look = {"symbol": "x-thin", "size": 9, "line": {"color": GREY, "width": 2}}
    name = counted(Shade(labels.words["unmatched"], PAPER), count, labels)
    return [scatter(x=[None], y=[None], mode="markers", name=name, marker=look)]
