"""The list of pairs: from a travel-time table, by straight line, across water, and for places nobody can locate."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.access.barriers import Barriers
from pipelines.access.costs import given_costs
from pipelines.access.reach import nearest
from pipelines.access.straight import Walk, nearest_straight_line, straight_line
from pipelines.problems import UserError

from .small_towns import listed

STROLL = Walk(detour=1.0, metres_per_minute=100.0)
# Two points on an island, one on the mainland 1 km to the north of it, and one of which nobody has the coordinates.
HOMES = pl.DataFrame(
    {
        "demand_id": ["i1", "i2", "m1", "u1"],
        "people": [100, 50, 200, 10],
        "lon": [118.10, 118.11, 118.10, None],
        "lat": [24.460, 24.460, 24.469, 24.46],
        "area": ["island", "island", "mainland", "island"],
    }
)
CENTRES = pl.DataFrame(
    {
        "supply_id": ["c_mainland", "c_island", "c_lost"],
        "capacity": [10, 20, 40],
        "lon": [118.10, 118.12, None],
        "lat": [24.468, 24.460, None],
        "area": ["mainland", "island", "island"],
    }
)
SEA = pl.DataFrame({"area": ["mainland"], "other_area": ["island"]})
FERRY = pl.DataFrame(
    {
        "area": ["island"],
        "lon": [118.10],
        "lat": [24.461],
        "other_area": ["mainland"],
        "other_lon": [118.10],
        "other_lat": [24.467],
        "minutes": [9.0],
    }
)


def table(*rows: tuple[str, str, float | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, {"demand_id": pl.String, "supply_id": pl.String, "cost": pl.Float64}, orient="row")


def test_a_table_gives_its_pairs_whatever_their_order() -> None:
    costs = given_costs(HOMES, CENTRES, table(("m1", "c_island", 7), ("i1", "c_lost", 0), ("m1", "c_mainland", 3)))
    assert listed(costs) == {("i1", "c_lost"): 0, ("m1", "c_mainland"): 3, ("m1", "c_island"): 7}
    assert costs.status.to_list() == ["reached", "out_of_reach", "reached", "out_of_reach"]


def test_a_null_cost_is_out_of_reach() -> None:
    costs = given_costs(HOMES, CENTRES, table(("i1", "c_island", None)))
    assert listed(costs) == {}
    assert set(costs.status) == {"out_of_reach"}


@pytest.mark.parametrize("kind", [pl.Int64, pl.Float32, pl.Decimal(10, 2), pl.String])
def test_costs_of_any_kind_of_number_are_costs(kind) -> None:
    rows = table(("i1", "c_island", 7), ("m1", "c_lost", None)).with_columns(pl.col("cost").cast(kind))
    assert listed(given_costs(HOMES, CENTRES, rows)) == {("i1", "c_island"): 7}


def test_other_columns_of_a_table_are_not_looked_at() -> None:
    rows = table(("i1", "c_island", 7), ("i1", "c_lost", 8)).with_columns(demand_id_row=pl.lit(1), mode=pl.lit("bus"))
    assert len(listed(given_costs(HOMES, CENTRES, rows))) == 2


@pytest.mark.parametrize(
    ("ids", "named"),
    [([7, 8], ["7", "8"]), (["7", "8"], [7, 8]), (["7", "8"], pl.Series(["7", "8"], dtype=pl.Enum(["7", "8"])))],
)
def test_ids_are_the_same_where_they_read_the_same(ids, named) -> None:
    homes = pl.DataFrame({"demand_id": ids})
    rows = pl.DataFrame({"demand_id": named, "supply_id": ["c_lost", "c_island"], "cost": [1, 2]})
    assert given_costs(homes, CENTRES, rows).cost.tolist() == [1, 2]
    with pytest.raises(UserError, match="007"):
        given_costs(homes, CENTRES, rows.with_columns(demand_id=pl.Series(["007", "8"])))


def test_no_places_and_no_points_of_no_kind_are_no_pairs() -> None:
    nobody, nothing = pl.DataFrame({"demand_id": []}), pl.DataFrame({"supply_id": []})
    assert listed(given_costs(nobody, nothing, table())) == {}
    assert given_costs(HOMES, nothing, table()).status.to_list() == ["out_of_reach"] * 4


@pytest.mark.parametrize(
    ("rows", "code", "named"),
    [
        ([("i1", "c_island", 1), ("x9", "c_island", 1)], "access_id_unknown", "x9"),
        ([("i1", "y9", 1)], "access_id_unknown", "y9"),
        ([("i1", "c_island", 1), ("i1", "c_island", 2)], "access_pair_repeated", "i1"),
        ([("i1", "c_island", 1), ("i1", "c_island", None)], "access_pair_repeated", "i1"),
        ([("i2", "c_island", -1)], "access_cost_impossible", "i2"),
        ([("i2", "c_island", math.inf)], "access_cost_impossible", "i2"),
        ([("i2", "c_island", math.nan)], "access_cost_impossible", "i2"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_with_the_ids(rows, code, named) -> None:
    with pytest.raises(UserError, match=named) as refused:
        given_costs(HOMES, CENTRES, table(*rows))
    assert refused.value.code == code
    assert named in refused.value.message("zh")


def test_a_cost_that_is_no_number_is_refused() -> None:
    rows = table(("i1", "c_island", 7)).with_columns(cost=pl.lit("far"))
    with pytest.raises(UserError, match="i1") as refused:
        given_costs(HOMES, CENTRES, rows)
    assert refused.value.code == "access_cost_impossible"


@pytest.mark.parametrize("ids", [["a", "a", "b", "c"], ["a", None, "b", "c"]])
def test_every_place_needs_an_id_of_its_own(ids) -> None:
    homes = HOMES.with_columns(demand_id=pl.Series(ids))
    for build in (lambda: given_costs(homes, CENTRES, table()), lambda: straight_line(homes, CENTRES, STROLL, 10)):
        with pytest.raises(UserError) as refused:
            build()
        assert refused.value.code == "access_id_repeated"


def test_without_barriers_all_within_reach_are_pairs() -> None:
    costs = straight_line(HOMES, CENTRES, STROLL, 11.0)
    assert sorted(listed(costs)) == [("i1", "c_mainland"), ("i2", "c_island"), ("m1", "c_mainland")]
    assert listed(costs)["m1", "c_mainland"] == pytest.approx(1.1078, abs=1e-3)
    assert costs.status.to_list() == ["reached", "reached", "reached", "unlocated"]


def test_islanders_do_not_walk_across_the_sea() -> None:
    costs = straight_line(HOMES, CENTRES, STROLL, 1e4, Barriers(SEA))
    assert sorted(listed(costs)) == [("i1", "c_island"), ("i2", "c_island"), ("m1", "c_mainland")]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(118, 118.05), st.floats(24.4, 24.45), st.sampled_from("imn")), min_size=2))
def test_no_pair_of_any_town_crosses_the_sea(rows) -> None:
    """Half the points are homes and half are centres, on an island, the mainland it looks at, or elsewhere."""
    side = {"i": "island", "m": "mainland", "n": "north"}
    points = pl.DataFrame([(lon, lat, side[area]) for lon, lat, area in rows], ["lon", "lat", "area"], orient="row")
    homes, centres = (
        part.with_row_index(f"{name}_id") for name, part in (("demand", points[::2]), ("supply", points[1::2]))
    )
    costs = straight_line(homes, centres, STROLL, 1e3, Barriers(SEA))
    sides = list(zip(homes["area"].gather(costs.place), centres["area"].gather(costs.site), strict=True))
    assert not {("island", "mainland"), ("mainland", "island")} & set(sides)
    allowed = [pair for pair in product(homes["area"], centres["area"]) if set(pair) != {"island", "mainland"}]
    assert sorted(sides) == sorted(allowed)


def test_fifteen_minutes_are_865_metres_of_straight_line() -> None:
    assert Walk().metres(15) == pytest.approx(865.4, abs=0.1)
    assert Walk().minutes(np.array([Walk().metres(15)])) == pytest.approx([15])


def test_a_crossing_is_a_walk_its_minutes_and_a_walk() -> None:
    costs = listed(straight_line(HOMES, CENTRES, STROLL, 60.0, Barriers(SEA, FERRY)))
    to_landing = from_landing = 1.1078
    assert costs["i1", "c_mainland"] == pytest.approx(to_landing + 9 + from_landing, abs=1e-3)
    assert len(costs) == 6  # the two on the island and the one on the mainland get to both located centres
    assert costs["m1", "c_island"] == pytest.approx(2 * 1.1078 + 9 + 20.3, abs=0.05)


def test_of_two_crossings_the_quicker_is_taken() -> None:
    both = pl.concat([FERRY.with_columns(minutes=pl.lit(30.0)), FERRY])
    slow_first = listed(straight_line(HOMES, CENTRES, STROLL, 60.0, Barriers(SEA, both)))
    assert slow_first == listed(straight_line(HOMES, CENTRES, STROLL, 60.0, Barriers(SEA, FERRY)))


def test_a_crossing_takes_nobody_further_than_their_reach() -> None:
    short = straight_line(HOMES, CENTRES, STROLL, 11.2, Barriers(SEA, FERRY))
    assert ("i1", "c_mainland") not in listed(short)
    assert ("i1", "c_mainland") in listed(straight_line(HOMES, CENTRES, STROLL, 11.3, Barriers(SEA, FERRY)))


def test_a_crossing_between_areas_that_are_not_barred_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not barred"):
        straight_line(HOMES, CENTRES, STROLL, 9, Barriers(SEA, FERRY.with_columns(other_area=pl.lit("inland"))))


def test_with_barriers_a_place_of_unknown_area_is_not_located() -> None:
    homes = HOMES.with_columns(area=pl.lit(None, pl.String))
    assert set(straight_line(homes, CENTRES, STROLL, 100, Barriers(SEA)).status) == {"unlocated"}
    assert straight_line(homes, CENTRES, STROLL, 100).status[0] == "reached"


def test_an_area_that_no_barrier_names_is_open_to_all() -> None:
    homes = HOMES.with_columns(area=pl.lit("a street between"))
    assert len(listed(straight_line(homes, CENTRES, STROLL, 1e4, Barriers(SEA)))) == 6


@pytest.mark.parametrize("between", [None, Barriers(SEA), Barriers(SEA, FERRY)])
def test_the_nearest_by_tree_is_the_nearest_of_all_pairs(between) -> None:
    rng = np.random.default_rng(11)
    homes = pl.DataFrame(
        {"demand_id": range(300), "lon": 118 + rng.random(300) / 9, "lat": 24.4 + rng.random(300) / 9}
    ).with_columns(area=pl.Series(rng.choice(["island", "mainland", "inland"], 300)))
    sites = homes.sample(25, seed=2).select(pl.col("demand_id").alias("supply_id"), "lon", "lat", "area")
    by_tree = nearest_straight_line(homes, sites, STROLL, between)
    of_all = nearest(straight_line(homes, sites, STROLL, 1e9, between))
    assert by_tree["status"].equals(of_all["status"])
    assert by_tree["cost"].to_list() == pytest.approx(of_all["cost"].to_list())
    assert by_tree["supply_id"].equals(of_all["supply_id"])


def test_where_no_way_leads_the_nearest_is_null_however_far_one_walks() -> None:
    no_island = CENTRES.filter(pl.col("area") == "mainland")
    near = nearest_straight_line(HOMES, no_island, STROLL, Barriers(SEA))
    assert near["supply_id"].to_list() == [None, None, "c_mainland", None]
    assert near["status"].to_list() == ["out_of_reach", "out_of_reach", "reached", "unlocated"]


def test_nothing_located_and_nothing_at_all_are_stated_results() -> None:
    lost = HOMES.with_columns(lon=pl.lit(None, pl.Float64))
    assert set(straight_line(lost, CENTRES, STROLL, 10).status) == {"unlocated"}
    assert set(nearest_straight_line(lost, CENTRES, STROLL)["status"]) == {"unlocated"}
    assert straight_line(HOMES, CENTRES.clear(), STROLL, 10).status.to_list()[:2] == ["out_of_reach"] * 2
    assert nearest_straight_line(HOMES.clear(), CENTRES, STROLL).is_empty()
