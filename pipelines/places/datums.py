"""Which datum points are written in: the shifts of GCJ-02 and BD-09 against WGS-84 (CGCS2000), in metres."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.places.coordinates import (
    Floats,
    Points,
    bd09_to_wgs84,
    gcj02_to_wgs84,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)

GCJ02, BD09 = "GCJ-02", "BD-09"
_EARTH_RADIUS_M = 6_371_008.8

FORWARD: Mapping[str, Callable[[Floats, Floats], Points]] = {GCJ02: wgs84_to_gcj02, BD09: wgs84_to_bd09}
INVERSE: Mapping[str, Callable[[Floats, Floats], Points]] = {GCJ02: gcj02_to_wgs84, BD09: bd09_to_wgs84}


def metres_between(lon: ArrayLike, lat: ArrayLike, to_lon: ArrayLike, to_lat: ArrayLike) -> Points:
    """Metres to the east and to the north from the first points to the others, on a plane: exact for some km."""
    (west, south), (east, north) = _degrees(lon, lat), _degrees(to_lon, to_lat)
    scale = np.pi / 180.0 * _EARTH_RADIUS_M
    return (east - west) * np.cos(np.radians((south + north) / 2)) * scale, (north - south) * scale


def shift_metres(lon: ArrayLike, lat: ArrayLike, datum: str) -> Points:
    """Metres to the east and to the north by which a datum moves WGS-84 points."""
    return metres_between(lon, lat, *FORWARD[datum](*_degrees(lon, lat)))


def written_in(lon: ArrayLike, lat: ArrayLike, now_lon: ArrayLike, now_lat: ArrayLike, within_m: float) -> list[str]:
    """Per pair the datum in which the second point would be the first one again, within so many metres.

    Blank where it is none, and where the points are as near as that to each other anyway.
    """
    told: NDArray[np.str_] = np.full(np.shape(_degrees(lon, lat)[0]), "", dtype="<U6")
    apart = np.hypot(*metres_between(lon, lat, now_lon, now_lat))
    for datum, forward in FORWARD.items():
        missed = np.hypot(*metres_between(*forward(*_degrees(lon, lat)), now_lon, now_lat))
        told = np.where((missed <= within_m) & (apart > within_m), datum, told)
    return [str(one) for one in told]


def common_shift(
    lon: ArrayLike, lat: ArrayLike, now_lon: ArrayLike, now_lat: ArrayLike, times: float
) -> tuple[str, float] | None:
    """The datum by whose shift the second points, taken together, lie off the first ones, and by how many metres.

    The median way from first to second point is nearer to what the datum makes than to none, and is longer along it
    than `times` its standard error: 1.2533 × 1.4826 × the median deviation ÷ √n, which holds for points strewn
    normally. `None` where it is not.
    """
    off = metres_between(lon, lat, now_lon, now_lat)
    middle = np.array([np.median(one) for one in off])
    shifts = {one: np.array([np.mean(side) for side in shift_metres(lon, lat, one)]) for one in FORWARD}
    datum = min(shifts, key=lambda one: float(np.hypot(*(middle - shifts[one]))))
    shift = shifts[datum]
    along = (off[0] * shift[0] + off[1] * shift[1]) / np.hypot(*shift)
    error = 1.2533 * 1.4826 * np.median(np.abs(along - np.median(along))) / np.sqrt(along.size)
    is_nearer = np.hypot(*(middle - shift)) < np.hypot(*middle)
    return (datum, float(np.hypot(*middle))) if is_nearer and np.median(along) > times * error else None


def _degrees(lon: ArrayLike, lat: ArrayLike) -> Points:
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
