"""How much service for each: the formula written out in loops, and what must hold for any town."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.access.catchments import (
    balanced_catchment,
    floating_catchment,
    gravity,
    reachable_capacity,
    spatial_availability,
    three_step_catchment,
)
from pipelines.access.decay import binary, exponential, gaussian, power, step
from pipelines.access.reach import over_cutoffs
from pipelines.access.straight import Walk, straight_line

from .small_towns import costs_of, demand_of, supply_of

DECAYS = [binary(20), step({10: 1, 20: 0.68, 30: 0.22}), gaussian(12, 30), exponential(0.1, 25), power(10, 1.5, 1, 30)]


def test_spatial_availability_per_head_is_the_floating_catchment() -> None:
    """Soukhov et al. 2023 show that the two are one measure, seen from the place and from the person."""
    costs = costs_of([[5, 20], [10, None], [None, 8]])
    demand, supply = demand_of([100, 0, 40]), supply_of([7, 3])
    per_head = spatial_availability(costs, demand, supply, gaussian(10))["per_head"].to_list()
    access = floating_catchment(costs, demand, supply, gaussian(10))["access"].to_list()
    assert per_head == [pytest.approx(access[0]), None, pytest.approx(access[2])]


def test_balanced_catchment_by_hand() -> None:
    """Two places halve themselves between two points each; the third, with one point, counts there whole."""
    costs = costs_of([[1, 1], [1, 1], [1, None]])
    found = balanced_catchment(costs, demand_of([60, 40, 50]), supply_of([30, 10]), binary(5))
    first, second = 30 / (50 + 50), 10 / 50
    assert found["access"].to_list() == pytest.approx([first / 3 + second / 2] * 2 + [first / 3])


def slow(matrix, people, capacity, decay) -> dict[str, list[float]]:
    """The formulas, written out."""
    places, sites = range(len(people)), range(len(capacity))
    g = [[0.0 if c is None else math.exp(-0.05 * c) for c in line] for line in matrix]
    w = [[0.0 if c is None else float(decay(np.array([float(c)]))[0]) for c in row] for row in matrix]
    pull = [sum(w[i][j] * people[i] for i in places) for j in sites]
    row, column = [sum(w[i]) for i in places], [sum(w[i][j] for i in places) for j in sites]
    chosen = [[w[i][j] * g[i][j] / (sum(g[i]) or 1) for j in sites] for i in places]
    drawn = [sum(chosen[i][j] * people[i] for i in places) for j in sites]
    asked = [sum(people[i] * w[i][j] / row[i] for i in places if row[i]) for j in sites]
    return {
        "gravity": [sum(w[i][j] * capacity[j] for j in sites) for i in places],
        "floating": [sum(w[i][j] * capacity[j] / pull[j] for j in sites if pull[j]) for i in places],
        "chosen": [sum(chosen[i][j] * capacity[j] / drawn[j] for j in sites if drawn[j]) for i in places],
        "available": [sum(people[i] * w[i][j] * capacity[j] / pull[j] for j in sites if pull[j]) for i in places],
        "balanced": [
            sum(w[i][j] / column[j] * capacity[j] / asked[j] for j in sites if asked[j] and column[j]) for i in places
        ],
    }


def fast(matrix, people, capacity, decay) -> dict[str, list[float]]:
    costs, demand, supply = costs_of(matrix), demand_of(people), supply_of(capacity)
    return {
        "gravity": gravity(costs, supply, decay)["access"].to_list(),
        "floating": floating_catchment(costs, demand, supply, decay)["access"].to_list(),
        "chosen": three_step_catchment(costs, demand, supply, decay, exponential(0.05))["access"].to_list(),
        "available": spatial_availability(costs, demand, supply, decay)["access"].to_list(),
        "balanced": balanced_catchment(costs, demand, supply, decay)["access"].to_list(),
    }


@st.composite
def towns(draw):
    """A cost matrix with places and points out of reach, people (some places empty), capacities (some points shut)."""
    places, sites = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    cost = st.none() | st.floats(0, 40)
    matrix = draw(st.lists(st.lists(cost, min_size=sites, max_size=sites), min_size=places, max_size=places))
    people = draw(st.lists(st.integers(0, 5000), min_size=places, max_size=places))
    return matrix, people, draw(st.lists(st.integers(0, 60), min_size=sites, max_size=sites))


@settings(max_examples=25)
@given(towns(), st.sampled_from(DECAYS))
def test_every_measure_is_its_formula(town, decay) -> None:
    expected, found = slow(*town, decay), fast(*town, decay)
    for measure, values in expected.items():
        assert found[measure] == pytest.approx(values, rel=1e-9, abs=1e-12), measure


@settings(max_examples=25)
@given(towns(), st.sampled_from(DECAYS))
def test_nobody_is_dropped_and_no_value_is_missing_or_infinite(town, decay) -> None:
    for values in fast(*town, decay).values():
        assert len(values) == len(town[1])
        assert all(math.isfinite(value) and value >= 0 for value in values)


@settings(max_examples=25)
@given(towns(), st.sampled_from(DECAYS))
def test_what_people_get_adds_up_to_the_capacity_in_reach_and_never_more(town, decay) -> None:
    matrix, people, capacity = town
    costs, demand, supply = costs_of(matrix), demand_of(people), supply_of(capacity)
    reachable = reachable_capacity(costs, demand, supply, decay)
    for measure in ("floating", "chosen"):
        got = sum(p * a for p, a in zip(people, fast(*town, decay)[measure], strict=True))
        assert got == pytest.approx(reachable, rel=1e-9)
    assert sum(fast(*town, decay)["available"]) == pytest.approx(reachable, rel=1e-9)
    assert reachable <= sum(capacity)


@settings(max_examples=25)
@given(towns(), st.sampled_from(DECAYS), st.floats(0.01, 1000))
def test_twice_the_people_is_half_for_each_and_twice_the_capacity_twice(town, decay, times) -> None:
    matrix, people, capacity = town
    base = fast(*town, decay)
    crowded = fast(matrix, [times * one for one in people], capacity, decay)
    richer = fast(matrix, people, [times * one for one in capacity], decay)
    for measure in ("floating", "chosen", "balanced"):
        assert crowded[measure] == pytest.approx([a / times for a in base[measure]], rel=1e-9)
    assert crowded["available"] == pytest.approx(base["available"], rel=1e-9)
    for measure, values in richer.items():
        assert values == pytest.approx([times * a for a in base[measure]], rel=1e-9)


@settings(max_examples=25)
@given(towns(), st.sampled_from(DECAYS), st.randoms(use_true_random=False))
def test_the_order_of_places_and_points_does_not_matter(town, decay, chance) -> None:
    matrix, people, capacity = town
    rows, columns = list(range(len(people))), list(range(len(capacity)))
    chance.shuffle(rows)
    chance.shuffle(columns)
    mixed = fast(
        [[matrix[i][j] for j in columns] for i in rows],
        [people[i] for i in rows],
        [capacity[j] for j in columns],
        decay,
    )
    for measure, values in fast(*town, decay).items():
        assert mixed[measure] == pytest.approx([values[i] for i in rows], rel=1e-9)


@settings(max_examples=25)
@given(towns(), st.sampled_from(DECAYS))
def test_a_place_cut_in_two_halves_has_the_access_of_the_whole(town, decay) -> None:
    matrix, people, capacity = town
    halves = fast([matrix[0], *matrix], [people[0] / 2, people[0] / 2, *people[1:]], capacity, decay)
    whole = fast(*town, decay)
    assert halves["floating"] == pytest.approx([whole["floating"][0], *whole["floating"]], rel=1e-9)


def test_a_place_with_nothing_in_reach_has_none() -> None:
    found = fast([[5], [None], [99]], [10, 20, 30], [4], binary(15))
    assert found["floating"] == pytest.approx([0.4, 0, 0])
    assert found["balanced"] == pytest.approx([0.4, 0, 0])


def test_a_point_without_people_in_its_catchment_adds_nothing() -> None:
    """Its capacity per head has nobody to divide by; the empty place beside it is told 0, not infinity."""
    found = fast([[5, None], [None, 5]], [10, 0], [4, 100], binary(15))
    assert found["floating"] == [0.4, 0]
    assert found["gravity"] == [4, 100]


def test_unknown_people_and_capacities_count_as_none_and_the_places_stay() -> None:
    found = fast([[5, 5], [5, 5]], [10, None], [4, None], binary(15))
    assert found["floating"] == [0.4, 0.4]
    assert found["gravity"] == [4, 4]


def test_one_place_and_one_point() -> None:
    assert fast([[0]], [250], [5], gaussian(3))["floating"] == [0.02]
    assert fast([[0]], [250], [5], gaussian(3))["balanced"] == [0.02]


def test_equal_places_have_equal_access() -> None:
    found = fast([[5, 5, 5]] * 4, [100] * 4, [6, 6, 8], gaussian(10))
    assert found["floating"] == pytest.approx([0.05] * 4)
    assert found["balanced"] == pytest.approx([0.15 / 4] * 4)  # a quarter of what the three points have per head


def test_a_place_that_is_not_located_has_no_known_access_and_shares_nothing() -> None:
    homes = pl.DataFrame(
        {"demand_id": ["a", "b"], "people": [100, 900], "lon": [118.1, None], "lat": [24.5, None]},
    )
    sites = pl.DataFrame({"supply_id": ["s"], "capacity": [5], "lon": [118.1], "lat": [24.5]})
    costs = straight_line(homes, sites, Walk(), 15)
    found = floating_catchment(costs, homes, sites, binary(15))
    assert found.rows() == [("a", 0.05, "reached"), ("b", None, "unlocated")]
    assert spatial_availability(costs, homes, sites, binary(15))["access"].to_list() == [5, None]


def test_costs_of_other_places_are_refused() -> None:
    costs = costs_of([[5], [6]])
    with pytest.raises(ValueError, match="other rows"):
        floating_catchment(costs, demand_of([1, 2]).reverse(), supply_of([1]), binary(9))


@pytest.mark.parametrize("people", [[-1, 2], [math.nan, 2], [math.inf, 2]])
def test_people_that_cannot_be_are_refused(people) -> None:
    with pytest.raises(ValueError, match="people must be finite"):
        floating_catchment(costs_of([[5], [6]]), demand_of(people), supply_of([1]), binary(9))


@pytest.mark.parametrize("decay", [lambda cost: -cost, lambda cost: cost * math.nan, lambda cost: cost * math.inf])
def test_weights_that_cannot_be_are_refused(decay) -> None:
    costs, demand, supply = costs_of([[5], [6]]), demand_of([1, 2]), supply_of([1])
    with pytest.raises(ValueError, match="a decay must give"):
        gravity(costs, supply, decay)
    for measure in (floating_catchment, balanced_catchment, spatial_availability):
        with pytest.raises(ValueError, match="a decay must give"):
            measure(costs, demand, supply, decay)


@pytest.mark.parametrize("minutes", [370, 375, 380, 385, 390, 500])
def test_a_point_so_far_from_all_that_nobody_goes_there_adds_nothing_and_no_infinity(minutes) -> None:
    """At 37 σ and more the weights leave the range of numbers, and with them what is shared by them."""
    found = fast([[minutes, 5], [None, 5]], [10, 30], [4, 8], gaussian(10))
    assert found["floating"] == pytest.approx([0.2, 0.2]) or minutes == 370
    assert all(math.isfinite(value) for values in found.values() for value in values)


def test_a_band_of_cutoffs_is_the_measure_at_each() -> None:
    costs, demand, supply = costs_of([[8, 18], [12, None]]), demand_of([100, 50]), supply_of([2, 1])
    band = over_cutoffs(lambda cutoff: floating_catchment(costs, demand, supply, binary(cutoff)), (10, 15, 20))
    assert band.select("cutoff", "demand_id").rows() == [(c, p) for c in (10.0, 15.0, 20.0) for p in ("p0", "p1")]
    assert band["access"].to_list() == pytest.approx([0.02, 0, 2 / 150, 2 / 150, 2 / 150 + 0.01, 2 / 150])
