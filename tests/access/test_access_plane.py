"""Degrees laid flat: metres are those of the ellipsoid, and of PROJ."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from pyproj import Geod, Transformer

from pipelines.access.plane import Plane
from pipelines.access.straight import Walk, straight_line

EARTH = Geod(ellps="WGS84")


def test_straight_lines_are_metres_on_the_ellipsoid_times_the_detour() -> None:
    """Against the geodesic of PROJ, in a city 60 km across: 0.02 ‰."""
    rng = np.random.default_rng(3)
    lon, lat = 118.0 + rng.uniform(-0.3, 0.3, 40), 24.6 + rng.uniform(-0.2, 0.2, 40)
    homes = pl.DataFrame({"demand_id": range(30), "lon": lon[:30], "lat": lat[:30]})
    sites = pl.DataFrame({"supply_id": range(10), "lon": lon[30:], "lat": lat[30:]})
    costs = straight_line(homes, sites, Walk(1.3, 75.0), 1e6)
    i, j = costs.place, costs.site + 30
    metres = EARTH.inv(lon[i], lat[i], lon[j], lat[j])[2]
    assert costs.cost.size == 300
    assert costs.cost == pytest.approx(metres * 1.3 / 75, rel=2e-5)


def test_the_plane_is_that_of_proj_within_a_tenth_of_a_millimetre() -> None:
    to_metres = Transformer.from_crs("EPSG:4326", "+proj=tmerc +lon_0=118 +lat_0=0 +ellps=WGS84 +units=m")
    lon, lat = np.array([117.2, 118.0, 118.9]), np.array([24.1, 24.5, 24.9])
    assert Plane(118.0).metres(lon, lat) == pytest.approx(np.column_stack(to_metres.transform(lat, lon)), abs=1e-4)
