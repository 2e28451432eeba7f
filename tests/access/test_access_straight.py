"""What coordinates, walks and barriers may say: degrees and nothing else, and one wrong point leaves the others."""

from __future__ import annotations

import math

import polars as pl
import pytest

from pipelines.access.barriers import Barriers
from pipelines.access.outline import inside
from pipelines.access.reach import nearest
from pipelines.access.straight import Walk, nearest_straight_line, straight_line
from pipelines.access.terms import terms

from .small_towns import listed

HOMES = pl.DataFrame({"demand_id": ["a", "b"], "lon": [118.10, 118.11], "lat": [24.46, 24.46]})
CENTRES = pl.DataFrame({"supply_id": ["x", "y"], "lon": [118.12, 118.13], "lat": [24.46, 24.46]})
SEA = pl.DataFrame({"area": ["i"], "other_area": ["m"]})
FERRY = {"area": "i", "lon": 118.1, "lat": 24.5, "other_area": "m", "other_lon": 118.1, "other_lat": 24.5}


@pytest.mark.parametrize(("lon", "lat"), [(24.46, 118.10), (118.1, 90.0), (1e6, 24.0), (math.inf, 24.0), (118.1, None)])
def test_what_is_no_degree_is_no_place(lon, lat) -> None:
    """Longitude and latitude that were swapped, above all."""
    homes = HOMES.with_columns(lon=pl.Series([lon, 118.11]), lat=pl.Series([lat, 24.46]))
    costs = straight_line(homes, CENTRES, Walk(), 60)
    assert costs.status.to_list() == ["unlocated", "reached"]
    assert nearest_straight_line(homes, CENTRES, Walk())["status"].to_list() == ["unlocated", "reached"]


def test_one_point_far_off_does_not_bend_the_ways_of_the_others() -> None:
    alone = nearest_straight_line(HOMES, CENTRES, Walk())
    stray = pl.DataFrame({"demand_id": ["stray"], "lon": [11.8], "lat": [24.46]})
    beside = nearest_straight_line(pl.concat([HOMES, stray]), CENTRES, Walk())
    assert beside["cost"].to_list()[:2] == pytest.approx(alone["cost"].to_list(), rel=1e-6)


def test_coordinates_of_any_kind_of_number_are_degrees() -> None:
    decimals = HOMES.with_columns(pl.col("lon", "lat").cast(pl.Decimal(10, 6)))
    cost = nearest_straight_line(decimals, CENTRES, Walk())["cost"]
    assert cost.to_list() == nearest_straight_line(HOMES, CENTRES, Walk())["cost"].to_list()


def test_of_points_on_one_spot_the_first_is_the_nearest() -> None:
    twice = pl.concat([CENTRES.with_columns(pl.col("supply_id") + str(n)) for n in range(20)])
    by_tree, of_all = nearest_straight_line(HOMES, twice, Walk()), nearest(straight_line(HOMES, twice, Walk(), 1e3))
    assert by_tree["supply_id"].to_list() == of_all["supply_id"].to_list() == ["x0", "x0"]


@pytest.mark.parametrize("reach", [-1, math.nan])
def test_a_reach_below_nothing_is_refused(reach) -> None:
    with pytest.raises(ValueError, match="limit"):
        straight_line(HOMES, CENTRES, Walk(), reach)


@pytest.mark.parametrize(("detour", "speed"), [(0, 75), (1.3, 0), (-1.3, 75), (math.nan, 75), (1.3, math.inf)])
def test_a_walk_that_leads_nowhere_is_refused(detour, speed) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Walk(detour, speed)


def test_a_walk_of_no_minutes_has_no_terms() -> None:
    with pytest.raises(ValueError, match="above zero"):
        terms(0, 1000, 1.3, [1], [])


def test_a_limit_of_nothing_is_the_spot_itself_and_not_the_whole_walk() -> None:
    here = terms(15, 1000, 1.3, [1, 0.68, 0.22], [])
    homes = HOMES.with_columns(lon=pl.Series([118.12, 118.125]))
    assert here.costs(homes, CENTRES).cost.size > 1
    assert here.costs(homes, CENTRES, 0.0).cost.tolist() == [0]


@pytest.mark.parametrize("minutes", [None, -1.0, math.nan])
def test_a_crossing_without_its_minutes_is_refused(minutes) -> None:
    with pytest.raises(ValueError, match="minutes of zero or more"):
        Barriers(SEA, pl.DataFrame([FERRY | {"minutes": minutes}], schema_overrides={"minutes": pl.Float64}))


@pytest.mark.parametrize("kind", [pl.Int8, pl.Decimal(6, 2), pl.Float32])
def test_minutes_of_any_kind_of_number_are_minutes(kind) -> None:
    homes, centres = (one.with_columns(area=pl.lit(side)) for one, side in ((HOMES, "i"), (CENTRES, "m")))
    ferry = pl.DataFrame([FERRY | {"minutes": 5.0}])
    told = [
        nearest_straight_line(homes, centres, Walk(), Barriers(SEA, one))["cost"].to_list()
        for one in (ferry, ferry.with_columns(pl.col("minutes").cast(kind)))
    ]
    assert told[0] == told[1] and None not in told[0]


@pytest.mark.parametrize(("where", "at"), [("lon", None), ("other_lat", None), ("lat", 118.1), ("other_lon", math.inf)])
def test_a_crossing_without_a_landing_is_refused(where, at) -> None:
    with pytest.raises(ValueError, match="two landings"):
        Barriers(SEA, pl.DataFrame([FERRY | {where: at, "minutes": 5.0}], schema_overrides={where: pl.Float64}))


def test_a_barrier_needs_two_names() -> None:
    with pytest.raises(ValueError, match="named"):
        Barriers(pl.DataFrame({"area": ["i"], "other_area": [None]}))


@pytest.mark.parametrize("kind", [pl.Int64, pl.String, pl.Categorical])
def test_areas_of_any_kind_are_barred(kind) -> None:
    areas = pl.Series(["1", "2"]).cast(pl.String if kind == pl.Categorical else pl.Int64).cast(kind)
    homes, centres = HOMES.with_columns(area=areas), CENTRES.with_columns(area=areas)
    between = Barriers(pl.DataFrame({"area": areas[:1], "other_area": areas[1:]}))
    assert nearest_straight_line(homes, centres, Walk(), between)["supply_id"].to_list() == ["x", "y"]


def test_places_of_which_no_area_is_known_are_nowhere() -> None:
    homes = HOMES.with_columns(area=pl.lit(None))
    centres = CENTRES.with_columns(area=pl.lit("m"))
    assert set(straight_line(homes, centres, Walk(), 60, Barriers(SEA)).status) == {"unlocated"}
    outline = pl.DataFrame({"area": "m", "ring": 0, "lon": [118.0, 118.2, 118.1], "lat": [24.4, 24.4, 24.6]})
    assert inside(homes, outline).to_list() == [None, None]


def test_points_on_one_spot_are_each_a_place() -> None:
    same = pl.DataFrame({"demand_id": ["a", "b"], "lon": [118.0] * 2, "lat": [24.5] * 2})
    sites = pl.DataFrame({"supply_id": ["x", "y"], "lon": [118.0] * 2, "lat": [24.5] * 2})
    costs = straight_line(same, sites, Walk(), 1)
    assert listed(costs) == dict.fromkeys([("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")], 0.0)
    assert nearest(costs)["supply_id"].to_list() == ["x", "x"]  # of several as near, the first
