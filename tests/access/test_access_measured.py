"""Measured travel times before the straight line: who is near by which of them, and that nothing else changes."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.access.catchments import floating_catchment
from pipelines.access.decay import binary
from pipelines.access.terms import Terms, terms
from pipelines.problems import UserError

from .small_towns import listed

STEP = 0.009028  # degrees of latitude at 24.75° N that are 1,000 m: ten minutes at the pace below
NAMES = ["a", "b", "c"]
SITES = ["x", "y", "z"]
HOMES = pl.DataFrame({"demand_id": NAMES, "people": [100, 200, 50], "lon": [118.15] * 3, "lat": [24.75, 24.76, None]})
POINTS = pl.DataFrame(
    {"supply_id": SITES, "capacity": [5.0, 3.0, 2.0], "lon": [118.15] * 3, "lat": [24.75, 24.75 + 3 * STEP, 24.76]}
)


def on(*times: tuple[str, str, float | None]) -> Terms:
    """A hundred metres a minute, as the crow flies, fifteen minutes at most."""
    return terms(15, 1500, 1.0, (1.0,), (), times)


def test_of_two_measured_ends_the_table_says_all() -> None:
    """b was measured, to x and from nowhere to z; a was not, and keeps its straight lines."""
    plain, measured = (
        listed(on().costs(HOMES, POINTS)),
        listed(on(("b", "x", 3.0), ("a2", "z", 1.0)).costs(HOMES, POINTS)),
    )
    assert measured == {pair: cost for pair, cost in plain.items() if pair[0] == "a"} | {("b", "x"): 3.0}
    assert ("b", "z") in plain


def test_a_point_that_nobody_measured_is_reached_by_straight_line() -> None:
    assert listed(on(("b", "x", 3.0)).costs(HOMES, POINTS))["b", "z"] == pytest.approx(0, abs=0.1)


def test_a_place_without_coordinates_is_located_by_its_times() -> None:
    costs = on(("c", "y", 7.0)).costs(HOMES, POINTS)
    assert costs.status.to_list() == ["reached", "reached", "reached"]
    assert listed(costs)["c", "y"] == 7.0


def test_what_was_measured_beyond_the_limit_or_as_no_way_is_out_of_reach() -> None:
    assert ("a", "x") not in listed(on(("a", "x", 15.1)).costs(HOMES, POINTS))
    assert ("a", "x") not in listed(on(("a", "x", None)).costs(HOMES, POINTS))


def test_the_nearest_is_the_least_of_what_was_measured_and_of_what_was_not() -> None:
    near = on(("a", "x", 30.0), ("b", "x", None), ("c", "y", 60.0)).nearest(HOMES, POINTS)
    rows = {row[0]: row[1:] for row in near.rows()}
    assert rows["a"] == ("z", pytest.approx(11.1, abs=0.1), "reached")
    assert rows["b"][0] == "z"
    assert rows["c"] == ("y", 60.0, "reached")


def test_measured_and_without_any_way_is_out_of_reach_and_not_unknown() -> None:
    near = on(("c", "x", None), ("c", "y", None), ("c", "z", None)).nearest(HOMES, POINTS)
    assert near.row(2) == ("c", None, None, "out_of_reach")


def test_a_wrong_time_is_named() -> None:
    with pytest.raises(UserError, match="negative"):
        on(("a", "x", -1.0)).costs(HOMES, POINTS)


some = st.dictionaries(st.tuples(st.sampled_from(NAMES), st.sampled_from(SITES)), st.none() | st.floats(0, 40))


@given(some)
def test_it_is_as_said_pair_by_pair_and_what_is_offered_is_shared_out_once(table) -> None:
    terms_here = on(*((*pair, cost) for pair, cost in table.items()))
    plain, costs = listed(on().costs(HOMES, POINTS)), terms_here.costs(HOMES, POINTS)
    measured = [{pair[end] for pair in table} for end in (0, 1)]
    wanted = {}
    for place in NAMES:
        for site in SITES:
            told = place in measured[0] and site in measured[1]
            cost = table.get((place, site)) if told else plain.get((place, site))
            if cost is not None and cost <= 15:
                wanted[place, site] = cost
    assert listed(costs) == wanted
    shared = floating_catchment(costs, HOMES, POINTS, binary(15.0))
    reached = {site for _, site in wanted}
    offered = POINTS.filter(pl.col("supply_id").is_in(reached))["capacity"].sum()
    assert (shared["access"] * HOMES["people"]).sum() == pytest.approx(offered)


@given(some)
def test_the_nearest_is_the_least_pair(table) -> None:
    terms_here = on(*((*pair, cost) for pair, cost in table.items()))
    all_pairs = listed(terms_here.costs(HOMES, POINTS, limit=1000.0))
    for place, site, cost, status in terms_here.nearest(HOMES, POINTS).rows():
        least = min((cost for (home, _), cost in all_pairs.items() if home == place), default=None)
        assert cost == (None if least is None else pytest.approx(least))
        assert (site is None) == (cost is None) == (status != "reached")
