"""GCJ-02 and BD-09: the published values, the way back, and telling which datum a point is written in."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pipelines.places.coordinates import bd09_to_gcj02, gcj02_to_bd09, gcj02_to_wgs84, wgs84_to_bd09, wgs84_to_gcj02
from pipelines.places.datums import (
    BD09,
    FORWARD,
    GCJ02,
    INVERSE,
    common_shift,
    metres_between,
    shift_metres,
    written_in,
)

CENTRE = (118.149, 24.751)


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [  # the examples that coordtransform (Beijing) and eviltransform (Shanghai, Shenzhen) print in their documents
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ],
)
def test_gcj02_agrees_with_the_published_examples(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert wgs84_to_gcj02(*wgs) == pytest.approx(gcj, abs=1e-10)


def test_bd09_agrees_with_the_published_example() -> None:
    assert gcj02_to_bd09(116.404, 39.915) == pytest.approx((116.41036949371029, 39.92133699351022), abs=1e-9)


@pytest.mark.parametrize("datum", list(FORWARD))
def test_there_and_back_is_less_than_a_millimetre_anywhere_in_china(datum: str) -> None:
    dice = np.random.default_rng(2010)
    lon, lat = dice.uniform(75, 134, 20_000), dice.uniform(5, 53, 20_000)
    back = INVERSE[datum](*FORWARD[datum](lon, lat))
    assert np.hypot(*metres_between(lon, lat, *back)).max() < 1e-3


def test_bd09_comes_back_to_gcj02_by_itself() -> None:
    assert bd09_to_gcj02(*gcj02_to_bd09(118.155, 24.747)) == pytest.approx((118.155, 24.747), abs=1e-10)
    assert gcj02_to_wgs84(*wgs84_to_gcj02(118.15, 24.75)) == pytest.approx((118.15, 24.75), abs=1e-10)


def test_outside_china_gcj02_is_wgs84() -> None:
    assert wgs84_to_gcj02(2.35, 48.86) == (2.35, 48.86)


def test_a_point_that_is_not_known_stays_unknown() -> None:
    lon, lat = wgs84_to_bd09(np.array([118.1, math.nan]), np.array([24.5, math.nan]))
    assert [bool(one) for one in np.isnan([*lon, *lat])] == [False, True, False, True]


def test_in_xiamen_gcj02_moves_half_a_kilometre_and_bd09_more_than_one() -> None:
    assert np.hypot(*shift_metres(118.07, 24.45, GCJ02)) == pytest.approx(583, abs=10)
    assert np.hypot(*shift_metres(118.07, 24.45, BD09)) == pytest.approx(1219, abs=20)


def test_a_degree_of_latitude_is_111_km_and_one_of_longitude_shrinks_with_the_cosine() -> None:
    east, north = metres_between(118, 24.5, 119, 24.5)
    assert (float(east), float(north)) == (pytest.approx(111_195 * math.cos(math.radians(24.5)), rel=1e-5), 0.0)


@pytest.mark.parametrize("datum", list(FORWARD))
def test_a_point_copied_from_a_map_app_is_told(datum: str) -> None:
    lon, lat = FORWARD[datum](*CENTRE)
    assert written_in([CENTRE[0]], [CENTRE[1]], [lon + 0.0002], [lat], 50) == [datum]
    assert written_in([CENTRE[0]], [CENTRE[1]], [lon + 0.001], [lat], 50) == [""]


def test_a_point_that_stays_or_moves_elsewhere_is_in_no_other_datum() -> None:
    there = [CENTRE[0], CENTRE[0] + 0.005]
    assert written_in([CENTRE[0]] * 2, [CENTRE[1]] * 2, there, [CENTRE[1]] * 2, 50) == ["", ""]


def strewn(seed: int, n: int, metres: float = 600) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Communities, and a centre within some streets of each."""
    dice = np.random.default_rng(seed)
    lon, lat = dice.uniform(118.0, 118.3, n), dice.uniform(24.5, 24.8, n)
    length, bearing = dice.lognormal(math.log(metres), 0.55, n), dice.uniform(0, math.tau, n)
    return lon, lat, lon + length * np.sin(bearing) / 101_100, lat + length * np.cos(bearing) / 111_195


@pytest.mark.parametrize("datum", list(FORWARD))
def test_centres_copied_from_a_map_app_lie_off_their_communities_together(datum: str) -> None:
    told = [
        common_shift(lon, lat, *FORWARD[datum](east, north), 4)
        for lon, lat, east, north in (strewn(seed, 60) for seed in range(200))
    ]
    assert sum(one is not None and one[0] == datum for one in told) >= 190


def test_centres_strewn_around_their_communities_are_hardly_ever_taken_for_that() -> None:
    told = [common_shift(*strewn(seed, n), 4) for n in (15, 30, 60) for seed in range(500)]
    assert sum(one is not None for one in told) <= 15


def test_centres_that_lie_at_their_communities_are_not_shifted() -> None:
    lon, lat, *_ = strewn(1, 10)
    assert common_shift(lon, lat, lon, lat, 4) is None
