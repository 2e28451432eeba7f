"""Datums of Chinese maps: GCJ-02 and BD-09 to and from WGS-84 (CGCS2000), and telling which a point is written in.

WGS-84 and CGCS2000 differ by centimetres and are not told apart here. GCJ-02 is the public formula on the Krasovsky
ellipsoid, BD-09 a further turn of GCJ-02; both are exact forwards, and backwards by fixed-point iteration to better
than a millimetre. Turning GCJ-02 back is done only where a programme declares it: whether one may is for the city's
counsel to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

Degrees = NDArray[np.float64]
Point = tuple[Degrees, Degrees]

GCJ02, BD09 = "GCJ-02", "BD-09"
_SEMI_AXIS, _ECCENTRICITY_2 = 6_378_245.0, 0.00669342162296594323
_EARTH_RADIUS_M = 6_371_008.8
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271  # outside, GCJ-02 is WGS-84
_TURN = np.pi * 3000.0 / 180.0
_ROUNDS = 8


def to_gcj02(lon: ArrayLike, lat: ArrayLike) -> Point:
    """WGS-84 degrees → GCJ-02 degrees, arrays of one shape; NaN stays NaN."""
    east, north = _degrees(lon, lat)
    shift_east, shift_north = _gcj02_shift(east, north)
    inside = (east > _WEST) & (east < _EAST) & (north > _SOUTH) & (north < _NORTH)
    return east + np.where(inside, shift_east, 0.0), north + np.where(inside, shift_north, 0.0)


def from_gcj02(lon: ArrayLike, lat: ArrayLike) -> Point:
    """GCJ-02 degrees → WGS-84 degrees: the point whose GCJ-02 is the one given."""
    return _inverse(to_gcj02, *_degrees(lon, lat))


def to_bd09(lon: ArrayLike, lat: ArrayLike) -> Point:
    """WGS-84 degrees → BD-09 degrees, by way of GCJ-02."""
    east, north = to_gcj02(lon, lat)
    radius = np.hypot(east, north) + 0.00002 * np.sin(north * _TURN)
    angle = np.arctan2(north, east) + 0.000003 * np.cos(east * _TURN)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def from_bd09(lon: ArrayLike, lat: ArrayLike) -> Point:
    """BD-09 degrees → WGS-84 degrees: the point whose BD-09 is the one given."""
    return _inverse(to_bd09, *_degrees(lon, lat))


FORWARD: Mapping[str, Callable[[ArrayLike, ArrayLike], Point]] = {GCJ02: to_gcj02, BD09: to_bd09}
INVERSE: Mapping[str, Callable[[ArrayLike, ArrayLike], Point]] = {GCJ02: from_gcj02, BD09: from_bd09}


def metres_between(lon: ArrayLike, lat: ArrayLike, to_lon: ArrayLike, to_lat: ArrayLike) -> Point:
    """Metres to the east and to the north from the first points to the others, on a plane: exact for some km."""
    (west, south), (east, north) = _degrees(lon, lat), _degrees(to_lon, to_lat)
    scale = np.pi / 180.0 * _EARTH_RADIUS_M
    return (east - west) * np.cos(np.radians((south + north) / 2)) * scale, (north - south) * scale


def shift_metres(lon: ArrayLike, lat: ArrayLike, datum: str) -> Point:
    """Metres to the east and to the north by which a datum moves WGS-84 points."""
    return metres_between(lon, lat, *FORWARD[datum](lon, lat))


def written_in(lon: ArrayLike, lat: ArrayLike, now_lon: ArrayLike, now_lat: ArrayLike, within_m: float) -> list[str]:
    """Per pair the datum in which the second point would be the first one again, within so many metres.

    Blank where it is none, and where the points are as near as that to each other anyway.
    """
    told: NDArray[np.str_] = np.full(np.shape(_degrees(lon, lat)[0]), "", dtype="<U6")
    apart = np.hypot(*metres_between(lon, lat, now_lon, now_lat))
    for datum, forward in FORWARD.items():
        missed = np.hypot(*metres_between(*forward(lon, lat), now_lon, now_lat))
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


def _degrees(lon: ArrayLike, lat: ArrayLike) -> Point:
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)


def _inverse(forward: Callable[[ArrayLike, ArrayLike], Point], lon: Degrees, lat: Degrees) -> Point:
    east, north = lon, lat
    for _ in range(_ROUNDS):
        there_east, there_north = forward(east, north)
        east, north = east + lon - there_east, north + lat - there_north
    return east, north


def _gcj02_shift(lon: Degrees, lat: Degrees) -> Point:
    """The public GCJ-02 polynomial: degrees by which a WGS-84 point is moved."""
    x, y, root = lon - 105.0, lat - 35.0, np.sqrt(np.abs(lon - 105.0))
    waves = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves + _slow(x, 150.0, 300.0)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves + _slow(y, 160.0, 320.0)
    angle = np.radians(lat)
    magic = 1.0 - _ECCENTRICITY_2 * np.sin(angle) ** 2
    meridian = _SEMI_AXIS * (1.0 - _ECCENTRICITY_2) / (magic * np.sqrt(magic))
    parallel = _SEMI_AXIS / np.sqrt(magic) * np.cos(angle)
    return np.degrees(east / parallel), np.degrees(north / meridian)


def _slow(value: Degrees, large: float, larger: float) -> Degrees:
    """Metres that the slower waves add."""
    quick = 20.0 * np.sin(value * np.pi) + 40.0 * np.sin(value / 3.0 * np.pi)
    return (quick + large * np.sin(value / 12.0 * np.pi) + larger * np.sin(value / 30.0 * np.pi)) * 2.0 / 3.0
