"""Shifted coordinates: the published values, the way there and back, and how often a shifted set is found out."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from pipelines.access.coordinates import (
    bd09_to_gcj02,
    bd09_to_wgs84,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)
from pipelines.access.datum import detect, detect_by_outline

EARTH = Geod(ellps="WGS84")
SHIFTS = {"wgs84": lambda lon, lat: (lon, lat), "gcj02": wgs84_to_gcj02, "bd09": wgs84_to_bd09}


def at(lon: float, lat: float) -> tuple[np.ndarray, np.ndarray]:
    return np.array([lon]), np.array([lat])


def test_the_values_that_five_implementations_agree_on() -> None:
    """eviltransform, coord-convert, prcoords, coordTransform and gcoord at 118.10° E, 24.46° N."""
    gcj = wgs84_to_gcj02(*at(118.10, 24.46))
    assert (gcj[0].item(), gcj[1].item()) == pytest.approx((118.10497242724796, 24.457358208094444), abs=1e-12)
    bd = gcj02_to_bd09(*gcj)
    assert (bd[0].item(), bd[1].item()) == pytest.approx((118.11143518597, 24.46344664723), abs=1e-10)


def test_the_shift_in_a_south_east_coast_window_is_some_570_metres() -> None:
    lon, lat = (grid.ravel() for grid in np.meshgrid(np.linspace(117.9, 118.4, 9), np.linspace(24.4, 24.9, 9)))
    metres = EARTH.inv(lon, lat, *wgs84_to_gcj02(lon, lat))[2]
    assert (metres.min(), metres.max()) == (pytest.approx(570, abs=15), pytest.approx(580, abs=15))


@given(st.floats(73, 135), st.floats(3, 53))
def test_there_and_back_is_less_than_a_millimetre(lon, lat) -> None:
    point = at(lon, lat)
    for there, back in (
        (wgs84_to_gcj02, gcj02_to_wgs84),
        (wgs84_to_bd09, bd09_to_wgs84),
        (gcj02_to_bd09, bd09_to_gcj02),
    ):
        found = back(*there(*point))
        assert EARTH.inv(*point, *found)[2].item() < 1e-3


def test_outside_china_nothing_is_shifted_and_what_is_missing_stays_missing() -> None:
    lon, lat = wgs84_to_gcj02(np.array([2.35, 118.1, np.nan]), np.array([48.86, np.nan, 24.5]))
    assert (lon[0], lat[0]) == (2.35, 48.86)
    assert np.isnan(lat[1])
    assert np.isnan(lon[2])


def sent(rng, count: int, datum: str, scatter_m: float) -> pl.DataFrame:
    """Places known before, and the points sent for them: shifted, and so many metres off in each direction."""
    lon, lat = 118.1 + rng.uniform(-0.1, 0.1, count), 24.6 + rng.uniform(-0.1, 0.1, count)
    east, north = rng.normal(0, scatter_m, (2, count))
    true = lon + east / (111_320 * math.cos(math.radians(24.6))), lat + north / 110_800
    shifted = SHIFTS[datum](*true)
    return pl.DataFrame({"lon": shifted[0], "lat": shifted[1], "known_lon": lon, "known_lat": lat})


def told(datum: str, count: int, scatter_m: float, times: int = 100) -> dict[str | None, int]:
    rng = np.random.default_rng([count, int(scatter_m), len(datum)])
    found = [detect(sent(rng, count, datum, scatter_m)).datum for _ in range(times)]
    return {answer: found.count(answer) for answer in set(found)}


@pytest.mark.parametrize("datum", SHIFTS)
@pytest.mark.parametrize(
    ("count", "scatter_m", "hits"), [(1, 20, 99), (5, 50, 99), (20, 100, 99), (60, 300, 99), (500, 1000, 99)]
)
def test_how_often_the_datum_is_found(datum, count, scatter_m, hits) -> None:
    """Of a hundred sets; the rest cannot say. Points known before scatter by 20 to 100 m, middles of streets more."""
    answers = told(datum, count, scatter_m)
    assert answers.get(datum, 0) >= hits
    assert set(answers) <= {datum, None}


@pytest.mark.parametrize("datum", SHIFTS)
def test_too_few_points_too_far_from_what_is_known_say_nothing(datum) -> None:
    answers = told(datum, 6, 1000)
    assert answers.get(None, 0) >= 95


def test_points_that_fit_no_datum_say_nothing() -> None:
    rng = np.random.default_rng(0)
    moved = sent(rng, 50, "wgs84", 20).with_columns(pl.col("lat") - 0.01)
    found = detect(moved)
    assert (found.datum, found.points) == (None, 50)
    assert min(found.off.values()) > 500


def test_points_that_are_missing_are_not_compared() -> None:
    rng = np.random.default_rng(0)
    points = sent(rng, 30, "gcj02", 20)
    holes = points.with_columns(lon=pl.when(pl.int_range(pl.len()) < 10).then(None).otherwise("lon"))
    assert (detect(holes).datum, detect(holes).points) == ("gcj02", 20)
    assert (detect(holes.head(10)).datum, detect(holes.head(10)).points) == (None, 0)


def square(area: str, lon: float, lat: float, half: float) -> pl.DataFrame:
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    rows = [(area, 0, lon + x * half, lat + y * half) for x, y in corners]
    return pl.DataFrame(rows, ["area", "ring", "lon", "lat"], orient="row")


DISTRICTS = pl.concat([square("west", 118.0, 24.6, 0.05), square("east", 118.1, 24.6, 0.05)])


def strewn(seed: int, count: int, datum: str) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    lon, lat = 118.05 + rng.uniform(-0.1, 0.1, count), 24.6 + rng.uniform(-0.05, 0.05, count)
    shifted = SHIFTS[datum](lon, lat)
    areas = pl.Series(np.where(lon < 118.05, "west", "east"))
    return pl.DataFrame({"area": areas, "lon": shifted[0], "lat": shifted[1]})


@pytest.mark.parametrize(("datum", "hits"), [("wgs84", 49), ("gcj02", 49), ("bd09", 49)])
def test_two_hundred_points_in_districts_ten_kilometres_wide_tell_their_datum(datum, hits) -> None:
    found = [detect_by_outline(strewn(seed, 200, datum), DISTRICTS).datum for seed in range(50)]
    assert found.count(datum) >= hits
    assert set(found) <= {datum, None}


def test_twenty_points_in_wide_districts_do_not_tell_and_unknown_districts_are_left_out() -> None:
    found = [detect_by_outline(strewn(seed, 20, "gcj02"), DISTRICTS) for seed in range(50)]
    assert [one.datum for one in found].count(None) >= 40
    assert {one.datum for one in found} <= {"gcj02", None}
    nowhere = detect_by_outline(strewn(1, 20, "gcj02").with_columns(area=pl.lit("north")), DISTRICTS)
    assert (nowhere.datum, nowhere.points) == (None, 0)
