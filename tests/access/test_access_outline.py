"""Inside and outside of an outline, and whose catchment reaches beyond the edge of what is known."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from pipelines.access.outline import beyond_edge, hull, inside


def ring(area: str, number: int, corners) -> pl.DataFrame:
    rows = [(area, number, lon, lat) for lon, lat in corners]
    return pl.DataFrame(rows, ["area", "ring", "lon", "lat"], orient="row")


SQUARE = [(118.0, 24.5), (118.1, 24.5), (118.1, 24.6), (118.0, 24.6)]
LAKE = [(118.04, 24.54), (118.06, 24.54), (118.06, 24.56), (118.04, 24.56)]
TOWN = pl.concat([ring("town", 0, SQUARE), ring("town", 1, LAKE)])


def points(*rows) -> pl.DataFrame:
    schema = {"demand_id": pl.String, "area": pl.String, "lon": pl.Float64, "lat": pl.Float64}
    return pl.DataFrame(rows, schema, orient="row")


def test_a_hole_is_outside_and_what_is_not_known_is_null() -> None:
    told = inside(
        points(
            ("in", "town", 118.02, 24.52),
            ("lake", "town", 118.05, 24.55),
            ("out", "town", 118.2, 24.5),
            ("lost", "town", None, 24.5),
            ("nowhere", "other", 118.02, 24.52),
            ("no area", None, 118.02, 24.52),
        ),
        TOWN,
    )
    assert told.to_list() == [True, False, False, None, None, None]


def test_inside_a_circle_is_nearer_than_its_radius() -> None:
    turn = np.linspace(0, math.tau, 721)[:-1]
    circle = ring("c", 0, zip(118 + 0.1 * np.cos(turn), 24 + 0.1 * np.sin(turn), strict=True))
    rng = np.random.default_rng(4)
    lon, lat = 118 + rng.uniform(-0.12, 0.12, 500), 24 + rng.uniform(-0.12, 0.12, 500)
    told = inside(
        pl.DataFrame({"area": "c", "lon": lon, "lat": lat}, {"area": pl.String, "lon": pl.Float64, "lat": pl.Float64}),
        circle,
    )
    away = np.hypot(lon - 118, lat - 24)
    clear = np.abs(away - 0.1) > 1e-4
    assert (told.to_numpy() == (away < 0.1))[clear].all()


def test_a_place_nearer_to_the_edge_than_its_reach_may_be_served_from_beyond() -> None:
    """A hundredth of a degree of latitude is 1,108 m here."""
    places = points(
        ("deep", None, 118.05, 24.53),
        ("near", None, 118.05, 24.59),
        ("out", None, 118.3, 24.5),
        ("lost", None, None, None),
    )
    told = beyond_edge(places, ring("town", 0, SQUARE), 1200)
    assert told["is_beyond_edge"].to_list() == [False, True, True, None]
    assert told["edge_m"].to_list()[1] == pytest.approx(1108, abs=2)
    assert told["edge_m"].to_list()[3] is None
    assert beyond_edge(places, ring("town", 0, SQUARE), 1000)["is_beyond_edge"].to_list()[1] is False


def test_a_reach_that_is_no_number_has_no_edge() -> None:
    with pytest.raises(ValueError, match="limit"):
        beyond_edge(points(("deep", None, 118.05, 24.53)), ring("town", 0, SQUARE), math.nan)


def test_the_hull_of_known_supply_is_its_outermost_points() -> None:
    supply = pl.DataFrame(
        {"lon": [118.0, 118.1, 118.1, 118.0, 118.05, None], "lat": [24.5, 24.5, 24.6, 24.6, 24.55, 24.5]}
    )
    corners = hull(supply)
    assert sorted(zip(corners["lon"], corners["lat"], strict=True)) == sorted(SQUARE)
    places = points(("deep", None, 118.05, 24.55), ("out", None, 118.2, 24.55))
    assert beyond_edge(places, corners, 1000)["is_beyond_edge"].to_list() == [False, True]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_supply_on_one_line_encloses_nobody(count) -> None:
    supply = pl.DataFrame(
        {"lon": [118.0, 118.1, 118.2][:count], "lat": [24.5, 24.6, 24.7][:count]},
        {"lon": pl.Float64, "lat": pl.Float64},
    )
    told = beyond_edge(points(("a", None, 118.05, 24.55)), hull(supply), 10)
    assert told["is_beyond_edge"].to_list() == [True]
    assert (told["edge_m"].item() is None) == (count == 0)
