"""The rational agent model: worked by hand, against a plain optimiser, and that its gap is what it says."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from pipelines.access.costs import grouped
from pipelines.access.rational import Equilibrium, NotConvergedError, rational_agents


def equilibrium(matrix, people, capacity, tau=10.0, tolerance=1e-8) -> Equilibrium:
    filled = [(i, j, cost) for i, row in enumerate(matrix) for j, cost in enumerate(row) if cost is not None]
    demand = pl.DataFrame({"demand_id": range(len(people)), "people": people})
    supply = pl.DataFrame({"supply_id": range(len(capacity)), "capacity": capacity})
    place, site, cost = np.array(filled, float).reshape(-1, 3).T
    costs = grouped((demand["demand_id"], supply["supply_id"]), (place, site, cost), np.ones(len(people), np.bool_))
    return rational_agents(costs, demand, supply, tau, tolerance)


def test_one_place_between_two_points_by_hand() -> None:
    """ρ = 100 / 4: d₁ / 75 + 0.1 = d₂ / 25 + 0.3 and d₁ + d₂ = 100 give 78.75 and 21.25, and all pay 1.15."""
    found = equilibrium([[1, 3]], [100], [3, 1])
    assert found.points["people"].to_list() == pytest.approx([78.75, 21.25], rel=1e-4)
    assert found.places["cost"].to_list() == pytest.approx([1.15], rel=1e-6)


def test_a_point_too_far_away_is_chosen_by_nobody() -> None:
    found = equilibrium([[1, 100]], [100], [3, 1])
    assert found.points["people"].to_list() == pytest.approx([100, 0], abs=1e-6)
    assert found.places["cost"].item() == pytest.approx(100 / 75 + 0.1)


def test_points_on_one_spot_share_by_capacity() -> None:
    found = equilibrium([[2, 2], [2, 2]], [40, 60], [3, 1])
    assert found.points["crowding"].to_list() == pytest.approx([1, 1], rel=1e-6)
    assert found.places["cost"].to_list() == pytest.approx([1.2, 1.2])


def plain(matrix, people, capacity, tau) -> float:
    """The least of the sum that the equilibrium minimises, by a general optimiser over all pairs."""
    pairs = [(i, j, c / tau) for i, row in enumerate(matrix) for j, c in enumerate(row) if c is not None]
    room = np.array(capacity) * sum(people) / sum(capacity)
    place, site = (np.array([pair[n] for pair in pairs]) for n in (0, 1))
    way = np.array([pair[2] for pair in pairs])
    each = np.bincount(place)
    start = np.array([people[i] / each[i] for i in place], float)

    def total(x):
        return np.sum(np.bincount(site, x, len(room)) ** 2 / (2 * room)) + x @ way

    whole = [
        {"type": "eq", "fun": lambda x, i=i: x[place == i].sum() - people[i]} for i in range(len(people)) if each[i]
    ]
    return minimize(total, start, bounds=[(0, None)] * len(pairs), constraints=whole, options={"ftol": 1e-12}).fun


@pytest.mark.parametrize("seed", range(6))
def test_the_equilibrium_is_the_least_that_a_plain_optimiser_finds(seed) -> None:
    rng = np.random.default_rng(seed)
    matrix = rng.uniform(0, 20, (5, 3)).tolist()
    people, capacity = rng.uniform(10, 90, 5), rng.uniform(1, 6, 3)
    room = capacity * people.sum() / capacity.sum()
    found = equilibrium(matrix, people, capacity)
    crowd = found.points["crowding"].to_numpy()
    paid = found.places["cost"].to_numpy() @ people
    reached = paid - np.sum(crowd**2 * room) / 2
    assert reached == pytest.approx(plain(matrix, people, capacity, 10.0), rel=1e-5)


@st.composite
def towns(draw):
    places, sites = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    cost = st.none() | st.sampled_from([0, 5, 5, 20]) | st.floats(0, 60)
    matrix = draw(st.lists(st.lists(cost, min_size=sites, max_size=sites), min_size=places, max_size=places))
    people = draw(st.lists(st.integers(0, 900), min_size=places, max_size=places).filter(any))
    return matrix, people, draw(st.lists(st.integers(0, 9), min_size=sites, max_size=sites).filter(any))


@settings(max_examples=25)
@given(towns())
def test_everybody_goes_somewhere_and_no_place_would_pay_less_elsewhere(town) -> None:
    matrix, people, capacity = town
    found = equilibrium(*town, tolerance=1e-7)
    crowding, room = found.points["crowding"].to_numpy(), np.array(capacity) * sum(people) / sum(capacity)
    least = [
        min((c / 10 + crowding[j] for j, c in enumerate(row) if c is not None and capacity[j]), default=None)
        for row in matrix
    ]
    assert found.gap <= 1e-7
    told = found.places["cost"].to_list()
    assert [one is None for one in told] == [one is None for one in least]
    served = sum(p for p, one in zip(people, least, strict=True) if one is not None)
    assert found.points["people"].sum() == pytest.approx(served)
    assert found.points["people"].to_numpy() == pytest.approx(crowding * room)
    paid, lowest = (
        sum(p * one for p, one in zip(people, values, strict=True) if one is not None) for values in (told, least)
    )
    assert lowest <= paid * (1 + 1e-12)
    assert paid - lowest == pytest.approx(found.gap * paid, abs=1e-9 * max(paid, 1))


@settings(max_examples=8)
@given(towns(), st.sampled_from([0.001, 1000.0]))
def test_people_counted_in_thousands_pay_the_same(town, times) -> None:
    matrix, people, capacity = town
    base = equilibrium(*town)
    scaled = equilibrium(matrix, [times * p for p in people], capacity)
    paid = [one.places.filter(pl.Series(people) > 0)["cost"].drop_nulls().to_list() for one in (scaled, base)]
    assert paid[0] == pytest.approx(paid[1], rel=1e-4, abs=1e-6)


def test_a_town_of_many_pairs_reaches_a_gap_of_a_millionth() -> None:
    """A hundred thousand pairs, so that Newton's equations are solved by conjugate gradients first, then outright."""
    rng = np.random.default_rng(5)
    matrix = rng.uniform(0, 60, (2000, 50)).tolist()
    found = equilibrium(matrix, rng.integers(1, 900, 2000), rng.integers(1, 9, 50), 30.0, 1e-6)
    assert found.gap <= 1e-6


def test_nobody_and_nothing_are_refused_and_nothing_in_reach_is_told() -> None:
    with pytest.raises(ValueError, match="people and capacity"):
        equilibrium([[1]], [0], [3])
    for tau in (0.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="above zero"):
            equilibrium([[1]], [10], [3], tau)
    found = equilibrium([[None]], [10], [3])
    assert found.places.row(0) == (0, None, "out_of_reach")
    assert (found.gap, found.points["people"].to_list()) == (0, [0])


def test_a_gap_that_cannot_be_reached_is_an_error_that_says_how_far_it_came() -> None:
    with pytest.raises(NotConvergedError) as stopped:
        equilibrium([[1, 3], [2, 1]], [7, 9], [2, 3], tolerance=-1.0)
    assert stopped.value.gap < 1e-6
