"""The shifts that Chinese map services add to coordinates: WGS-84 to GCJ-02 and BD-09, and back where declared.

WGS-84 and CGCS2000 differ by far less than what matters here and are one thing. The formulas are the public ones that
all map libraries share; the way back iterates, since they have no closed inverse. Whether one may decode GCJ-02 is a
question of surveying law for whoever runs the project: nothing here converts by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Points = tuple[Floats, Floats]

# The ellipsoid of Krassowsky 1940, which the shift is computed on.
_AXIS = 6_378_245.0
_ECCENTRICITY2 = 0.00669342162296594323
_BD_ANGLE = math.pi * 3000 / 180
_ROUNDS = 8


def wgs84_to_gcj02(lon: Floats, lat: Floats) -> Points:
    """Degrees of longitude and latitude with the GCJ-02 shift; outside the box around China they stay as they are."""
    shift_lon, shift_lat = _shift(lon - 105.0, lat - 35.0)
    sine = np.sin(np.radians(lat))
    root = 1 - _ECCENTRICITY2 * sine**2
    meridian = _AXIS * (1 - _ECCENTRICITY2) / root**1.5
    parallel = _AXIS / np.sqrt(root) * np.cos(np.radians(lat))
    in_china = (lon >= 72.004) & (lon <= 137.8347) & (lat >= 0.8293) & (lat <= 55.8271)
    return (
        lon + np.where(in_china, np.degrees(shift_lon / parallel), 0.0),
        lat + np.where(in_china, np.degrees(shift_lat / meridian), 0.0),
    )


def gcj02_to_bd09(lon: Floats, lat: Floats) -> Points:
    """Degrees with the second shift, that of BD-09, added to GCJ-02."""
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_ANGLE)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_ANGLE)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def wgs84_to_bd09(lon: Floats, lat: Floats) -> Points:
    """Degrees with both shifts."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def gcj02_to_wgs84(lon: Floats, lat: Floats) -> Points:
    """The degrees that the GCJ-02 shift leads to these from, to less than a millimetre inside China."""
    return _undone(wgs84_to_gcj02, lon, lat)


def bd09_to_gcj02(lon: Floats, lat: Floats) -> Points:
    """The GCJ-02 degrees that the BD-09 shift leads to these from."""
    return _undone(gcj02_to_bd09, lon, lat)


def bd09_to_wgs84(lon: Floats, lat: Floats) -> Points:
    """The degrees that both shifts lead to these from."""
    return _undone(wgs84_to_bd09, lon, lat)


def _undone(shifted: Callable[[Floats, Floats], Points], lon: Floats, lat: Floats) -> Points:
    """Fixed point: the shift hardly changes over its own length, so each round gains about three digits."""
    found_lon, found_lat = lon, lat
    for _ in range(_ROUNDS):
        there_lon, there_lat = shifted(found_lon, found_lat)
        found_lon, found_lat = found_lon + (lon - there_lon), found_lat + (lat - there_lat)
    return found_lon, found_lat


def _shift(x: Floats, y: Floats) -> Points:
    """Metres east and north on the Krassowsky ellipsoid, from degrees east of 105° and north of 35°."""
    root = np.sqrt(np.abs(x))
    both = 20 * np.sin(6 * math.pi * x) + 20 * np.sin(2 * math.pi * x)
    east = 300 + x + 2 * y + 0.1 * x**2 + 0.1 * x * y + 0.1 * root
    east += (both + _waves(x, (20, 1), (40, 3), (150, 12), (300, 30))) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y**2 + 0.1 * x * y + 0.2 * root
    north += (both + _waves(y, (20, 1), (40, 3), (160, 12), (320, 30))) * 2 / 3
    return east, north


def _waves(value: Floats, *waves: tuple[float, float]) -> Floats:
    return sum((height * np.sin(math.pi * value / length) for height, length in waves), np.zeros_like(value))
