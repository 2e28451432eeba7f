"""Whether a set of points looks shifted like GCJ-02 or BD-09, told from places known before or from their districts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from pipelines.access.coordinates import Points, bd09_to_wgs84, gcj02_to_wgs84, wgs84_to_bd09, wgs84_to_gcj02
from pipelines.access.costs import Floats
from pipelines.access.outline import inside
from pipelines.access.plane import degrees, laid_flat

Datum = Literal["wgs84", "gcj02", "bd09"]

_SHIFTED: Mapping[Datum, Callable[[Floats, Floats], Points]] = {
    "wgs84": lambda lon, lat: (lon, lat),
    "gcj02": wgs84_to_gcj02,
    "bd09": wgs84_to_bd09,
}
_UNSHIFTED: Mapping[Datum, Callable[[Floats, Floats], Points]] = {
    "wgs84": lambda lon, lat: (lon, lat),
    "gcj02": gcj02_to_wgs84,
    "bd09": bd09_to_wgs84,
}
# Two measurements of one place differ by some tens of metres (gate or hall), however alike the few at hand look.
_LEAST_SCATTER_M = 50.0
_TIMES_LIKELIER = 200.0
_CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class Finding:
    """What a set of points looks like: `datum` is `None` where the points cannot say.

    `points` were compared; `off` says for each datum how badly it fits: metres between the middle of the points and
    where they should be (`detect`), or how many lie outside their district (`detect_by_outline`).
    """

    datum: Datum | None
    points: int
    off: Mapping[Datum, float]


def detect(points: pl.DataFrame) -> Finding:
    """The datum of points from what is known of their places: columns `lon`, `lat` and `known_lon`, `known_lat`.

    What is known is WGS-84 or CGCS2000: the point accepted before, or the middle of the community or street that the
    place belongs to; the nearer, the fewer points are needed. Each datum would move all points by nearly the same
    some hundred metres. It is told when the median displacement lies nearer to that datum's shift than half way to
    any other's, and is 200 times likelier under it than under any other, given how far the points scatter (their
    median absolute deviation, at least 50 m).
    """
    known = points.select(lon="known_lon", lat="known_lat")
    there = np.column_stack([*degrees(points), *degrees(known)])
    rows = there[np.isfinite(there).all(axis=1)]
    if not len(rows):
        return Finding(None, 0, dict.fromkeys(_SHIFTED, math.nan))
    expected = {datum: np.column_stack(shifted(rows[:, 2], rows[:, 3])) for datum, shifted in _SHIFTED.items()}
    sent, *laid = laid_flat(*(_frame(at) for at in (rows[:, :2], *expected.values())))
    middles = {datum: np.median(sent - at, axis=0) for datum, at in zip(expected, laid, strict=True)}
    off = {datum: float(np.hypot(*middle)) for datum, middle in middles.items()}
    best = min(off, key=off.__getitem__)
    error = _standard_error(sent - laid[list(expected).index(best)])
    sure = all(
        off[best] < math.dist(middles[best], middles[other]) / 2
        and (off[other] ** 2 - off[best] ** 2) / (2 * error**2) > math.log(_TIMES_LIKELIER)
        for other in off
        if other != best
    )
    return Finding(best if sure else None, len(rows), off)


def detect_by_outline(points: pl.DataFrame, outlines: pl.DataFrame) -> Finding:
    """The datum of points from where their districts are: columns `area`, `lon`, `lat`; outlines as in `inside`.

    A shift of some hundred metres puts some of the points near a border outside. The datum under which most lie
    inside is told when the change from any other reading brings more in than it puts out, by so many that chance
    would do it in less than one of a hundred times (one-sided sign test). Most points lie inside under every reading
    and say nothing, so this needs many more points than `detect`.
    """
    read = {datum: inside(_read_as(points, unshifted), outlines) for datum, unshifted in _UNSHIFTED.items()}
    compared = read["wgs84"].drop_nulls().len()
    outside = {datum: float((~told).sum()) for datum, told in read.items()}
    best = min(outside, key=outside.__getitem__)
    rivals = [told for datum, told in read.items() if datum != best]
    sure = compared > 0 and all(_beats(read[best], told) for told in rivals)
    return Finding(best if sure else None, compared, outside)


def _read_as(points: pl.DataFrame, unshifted: Callable[[Floats, Floats], Points]) -> pl.DataFrame:
    lon, lat = unshifted(*degrees(points))
    return points.select("area", lon=pl.Series(lon), lat=pl.Series(lat))


def _beats(told: pl.Series, rival: pl.Series) -> bool:
    gained, lost = int((told & ~rival).sum()), int((~told & rival).sum())
    moved = gained + lost
    by_chance = sum(math.comb(moved, lost_so_few) for lost_so_few in range(lost + 1)) / 2**moved
    return moved > 0 and by_chance < _CHANCE


def _standard_error(apart: Floats) -> float:
    """Of the median displacement in one direction; 1.4826 and 1.2533 are those of a normal distribution."""
    deviation = 1.4826 * np.median(np.abs(apart - np.median(apart, axis=0)), axis=0)
    return 1.2533 * max(_LEAST_SCATTER_M, float(np.hypot(*deviation)) / math.sqrt(2)) / math.sqrt(len(apart))


def _frame(at: Floats) -> pl.DataFrame:
    return pl.DataFrame({"lon": at[:, 0], "lat": at[:, 1]})
