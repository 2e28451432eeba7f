"""Where an area ends: whether points lie inside their area, and whose catchment reaches beyond what is known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from scipy.spatial import ConvexHull, QhullError

from pipelines.access.costs import Floats, Truths, limit
from pipelines.access.plane import degrees, laid_flat, located


def inside(points: pl.DataFrame, outlines: pl.DataFrame) -> pl.Series:
    """Whether each point (`area`, `lon`, `lat`) lies inside the outline of its area.

    `outlines` has one row per corner, in order: `area`, `ring`, `lon`, `lat`; a ring inside another is a hole, and
    rings close by themselves. Null where the point is not located, has no area, or its area has no outline.
    A point on the line itself may go either way.
    """
    at = np.column_stack(degrees(points))
    found: list[bool | None] = [None] * len(points)
    for area, sides in _sides(outlines, np.column_stack(degrees(outlines))):
        rows = np.flatnonzero((points["area"].cast(pl.String) == area).fill_null(False).to_numpy() & located(at))
        for row, is_inside in zip(rows, _surrounded(at[rows], sides), strict=True):
            found[row] = bool(is_inside)
    return pl.Series("inside", found, pl.Boolean)


def hull(supply: pl.DataFrame) -> pl.DataFrame:
    """The outline around all known service points, as one row per corner: `area` (empty), `ring`, `lon`, `lat`.

    Points on one line, or fewer than three, enclose nothing: their outline has no inside.
    """
    at = np.column_stack(degrees(supply))
    at = at[located(at)]
    try:
        corners = at[ConvexHull(at).vertices] if len(at) > 2 else at
    except QhullError:
        corners = at
    return pl.DataFrame({"area": "", "ring": 0, "lon": corners[:, 0], "lat": corners[:, 1]}, _CORNERS)


_CORNERS = {"area": pl.String, "ring": pl.Int64, "lon": pl.Float64, "lat": pl.Float64}


def beyond_edge(demand: pl.DataFrame, outlines: pl.DataFrame, reach_m: float) -> pl.DataFrame:
    """Places whose catchment reaches beyond the study area, so that supply nobody listed may serve them.

    A place counts so if it lies outside all outlines, or within `reach_m` metres of a line. Where the outline is the
    `hull` of known supply, service points beyond it are not known to exist or not. Lines between two areas of the
    study are no edge: give the outline of the whole. One row per place: `demand_id`, `edge_m` (metres to the nearest
    line), `is_beyond_edge`; both null where the place is not located.
    """
    places, corners = laid_flat(demand, outlines)
    is_inside, metres = np.zeros(len(demand), np.bool_), np.full(len(demand), np.inf)
    for _, sides in _sides(outlines, corners):
        is_inside |= _surrounded(places, sides)
        metres = np.minimum(metres, _to_line(places, sides))
    known = pl.when(pl.Series(located(places)))
    return pl.select(
        demand_id=demand["demand_id"],
        edge_m=known.then(pl.Series(np.where(np.isfinite(metres), metres, np.nan)).fill_nan(None)),
        is_beyond_edge=known.then(pl.Series(~is_inside | (metres < limit(reach_m)))),
    )


def _sides(outlines: pl.DataFrame, corners: Floats) -> Iterator[tuple[str, Floats]]:
    """Each area with its lines from corner to corner: rows of x₁, y₁, x₂, y₂."""
    rows = outlines.select("area", "ring").with_row_index()
    for area in rows["area"].unique(maintain_order=True):
        rings = rows.filter(pl.col("area") == area).partition_by("ring", maintain_order=True)
        turns = [ring["index"].to_numpy() for ring in rings]
        yield area, np.vstack([np.hstack([corners[turn], corners[np.roll(turn, -1)]]) for turn in turns])


def _surrounded(points: Floats, sides: Floats) -> Truths:
    """Even-odd rule: a ray to the east crosses the lines an odd number of times."""
    odd = np.zeros(len(points), np.bool_)
    x, y = points.T
    for x1, y1, x2, y2 in sides:
        if y1 != y2:
            odd ^= ((y1 > y) != (y2 > y)) & (x < x1 + (y - y1) * ((x2 - x1) / (y2 - y1)))
    return odd


def _to_line(points: Floats, sides: Floats) -> Floats:
    """Metres from each point to the nearest line."""
    least = np.full(len(points), np.inf)
    for side in sides:
        start, along = side[:2], side[2:] - side[:2]
        length2 = float(along @ along)
        part = np.clip((points - start) @ along / length2, 0, 1) if length2 else np.zeros(len(points))
        least = np.fmin(least, np.hypot(*(points - start - part[:, None] * along).T))
    return least
