"""Longitude and latitude laid flat around the middle of the places, so that metres can be measured."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.access.costs import Floats, Truths

# WGS-84; the ellipsoid of CGCS2000 differs by a tenth of a millimetre.
_AXIS = 6_378_137.0
_FLATTENING = 1 / 298.257223563
_N = _FLATTENING / (2 - _FLATTENING)
_ECCENTRICITY = 2 * math.sqrt(_N) / (1 + _N)
_RADIUS = _AXIS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16,
    13 * _N**2 / 48 - 3 * _N**3 / 5,
    61 * _N**3 / 240,
)


@dataclass(frozen=True, slots=True)
class Plane:
    """A transverse Mercator plane about a meridian of its own, in degrees; true to scale along it.

    Lengths are too great by 0.03 ‰ at 50 km from the meridian and by 0.12 ‰ at 100 km. Source: Krüger 1912.
    """

    meridian: float

    def metres(self, lon: Floats, lat: Floats) -> Floats:
        """East and north in metres, one row per point; null coordinates stay NaN."""
        east, up = np.radians(lon - self.meridian), np.sin(np.radians(lat))
        slope = np.sinh(np.arctanh(up) - _ECCENTRICITY * np.arctanh(_ECCENTRICITY * up))
        xi, eta = np.arctan2(slope, np.cos(east)), np.arctanh(np.sin(east) / np.hypot(1, slope))
        north, away = xi.copy(), eta.copy()
        for order, alpha in enumerate(_ALPHA, start=1):
            north += alpha * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
            away += alpha * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
        return np.column_stack([away, north]) * _RADIUS


def degrees(frame: pl.DataFrame) -> tuple[Floats, Floats]:
    """The columns `lon` and `lat`; a place that lacks either, or has one that is no degree, has neither (NaN)."""
    lon, lat = (frame[name].cast(pl.Float64).to_numpy() for name in ("lon", "lat"))
    known = (np.abs(lon) <= 180) & (np.abs(lat) < 90)
    return np.where(known, lon, np.nan), np.where(known, lat, np.nan)


def laid_flat(*frames: pl.DataFrame) -> list[Floats]:
    """The points of all frames in metres on one plane, NaN where not located.

    Its meridian is the median of the first frame with a known point: places do not move when a service point is added,
    and one point far off does not bend the ways of all others.
    """
    points = [degrees(frame) for frame in frames]
    known = (lon[np.isfinite(lon)] for lon, _ in points)
    plane = Plane(next((float(np.median(lon)) for lon in known if lon.size), 0.0))
    return [plane.metres(lon, lat) for lon, lat in points]


def located(points: Floats) -> Truths:
    """Whether each point is known."""
    return np.isfinite(points[:, 0]) & np.isfinite(points[:, 1])
