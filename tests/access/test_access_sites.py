"""The next service points: against every choice there is, and what advice says when nothing is left to gain."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.access.barriers import Barriers
from pipelines.access.costs import Costs, grouped
from pipelines.access.medians import median_sites
from pipelines.access.reach import nearest
from pipelines.access.sites import NotSolvedError, best_sites, next_sites
from pipelines.access.straight import Walk, straight_line

BEYOND = 60.0
STEP = 0.003  # degrees of longitude at 24.5° N that take a little more than five minutes of walking


def costs_of(matrix) -> Costs:
    filled = [(i, j, cost) for i, row in enumerate(matrix) for j, cost in enumerate(row) if cost is not None]
    ids = pl.Series("demand_id", range(len(matrix))), pl.Series("supply_id", [f"s{j}" for j in range(len(matrix[0]))])
    place, site, cost = np.array(filled, float).reshape(-1, 3).T
    return grouped(ids, (place, site, cost), np.ones(len(matrix), np.bool_))


def town_of(people, near) -> tuple[pl.DataFrame, pl.DataFrame]:
    ids = range(len(people))
    demand = pl.DataFrame({"demand_id": ids, "people": people})
    return demand, pl.DataFrame({"demand_id": ids, "cost": pl.Series(near, dtype=pl.Float64)})


@st.composite
def towns(draw):
    places, sites = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    cost = st.none() | st.integers(0, 40)
    matrix = draw(st.lists(st.lists(cost, min_size=sites, max_size=sites), min_size=places, max_size=places))
    people = draw(st.lists(st.integers(0, 900), min_size=places, max_size=places))
    return matrix, people, draw(st.lists(cost, min_size=places, max_size=places))


def covered(town, chosen, cutoff) -> int:
    """People within the cut-off of an existing or a chosen point, counted one place at a time."""
    matrix, people, near = town
    within = 0
    for row, p, cost in zip(matrix, people, near, strict=True):
        ways = [cost, *(row[j] for j in chosen)]
        within += p * any(way is not None and way <= cutoff for way in ways)
    return within


def walked(town, chosen) -> float:
    """What all people together go to the nearest existing or chosen point."""
    matrix, people, near = town
    total = 0.0
    for row, p, cost in zip(matrix, people, near, strict=True):
        total += p * min(way for way in [BEYOND, cost, *(row[j] for j in chosen)] if way is not None)
    return total


def rows_of(told: pl.DataFrame) -> list[int]:
    return [int(one[1:]) for one in told["supply_id"].drop_nulls()]


@settings(max_examples=60)
@given(towns(), st.integers(1, 3))
def test_each_step_covers_as_many_people_as_any_site_would(town, count) -> None:
    matrix, people, near = town
    demand, existing = town_of(people, near)
    told = next_sites(costs_of(matrix), demand, existing, count, 15)
    chosen = rows_of(told)
    assert told["people_covered"].to_list() == [covered(town, chosen[:step], 15) for step in range(len(chosen) + 1)]
    for step, taken in enumerate(chosen):
        assert covered(town, chosen[: step + 1], 15) == max(
            covered(town, [*chosen[:step], other], 15) for other in range(len(matrix[0]))
        ), taken
    if len(chosen) < count:
        assert covered(town, chosen, 15) == covered(town, range(len(matrix[0])), 15)


@settings(max_examples=40)
@given(towns(), st.integers(1, 3))
def test_the_exact_choice_is_the_best_of_all_and_greedy_is_not_far(town, count) -> None:
    matrix, people, near = town
    demand, existing = town_of(people, near)
    told = best_sites(costs_of(matrix), demand, existing, count, 15)
    size = min(count, len(matrix[0]))
    best = max(covered(town, chosen, 15) for chosen in combinations(range(len(matrix[0])), size))
    assert told["people_covered"][-1] == best
    greedy = next_sites(costs_of(matrix), demand, existing, count, 15)["people_covered"][-1]
    start = covered(town, [], 15)
    assert greedy - start >= (1 - 1 / np.e) * (best - start) - 1e-9


def test_greedy_choice_can_give_something_away() -> None:
    """The middle site covers four of six; the two beside it cover three each, and all six together."""
    matrix = [[1, None, None], [1, None, 1], [1, None, 1], [None, 1, 1], [None, 1, 1], [None, 1, None]]
    demand, existing = town_of([10] * 6, [None] * 6)
    greedy = next_sites(costs_of(matrix), demand, existing, 2, 15)
    exact = best_sites(costs_of(matrix), demand, existing, 2, 15)
    assert greedy["people_covered"].to_list() == [0, 40, 50]
    assert exact["people_covered"].to_list() == [0, 30, 60]
    assert exact["share"][-1] == 1


@settings(max_examples=60)
@given(towns(), st.integers(1, 3))
def test_no_exchange_of_one_site_shortens_the_ways(town, count) -> None:
    matrix, people, near = town
    demand, existing = town_of(people, near)
    told = median_sites(costs_of(matrix), demand, existing, count, BEYOND)
    chosen = rows_of(told)
    whole = sum(people)
    for step, mean in enumerate(told["mean_cost"]):
        assert mean == (pytest.approx(walked(town, chosen[:step]) / whole) if whole else None)
    final = walked(town, chosen)
    for given_up in chosen:
        kept = [one for one in chosen if one != given_up]
        assert all(walked(town, [*kept, other]) >= final * (1 - 1e-8) for other in range(len(matrix[0])))


def test_exchange_mends_what_greedy_choice_began() -> None:
    """The site in the middle is the best single one, and useless once the two ends are there."""
    demand, existing = town_of([10, 10], [None, None])
    told = median_sites(costs_of([[0, 9, 20], [20, 9, 0]]), demand, existing, 2, BEYOND)
    assert sorted(rows_of(told)) == [0, 2]
    assert told["mean_cost"][-1] == 0


def test_where_nothing_is_left_to_gain_nothing_is_advised() -> None:
    demand, existing = town_of([10, 0], [5, None])
    costs = costs_of([[1], [1]])
    for told in (next_sites(costs, demand, existing, 3, 15), best_sites(costs, demand, existing, 3, 15)):
        assert told.select("step", "supply_id", "people_covered", "share").rows() == [(0, None, 10, 1.0)]
    nobody, _ = town_of([0, 0], [5, None])
    assert next_sites(costs, nobody, existing, 3, 15)["share"].to_list() == [None]
    assert median_sites(costs, nobody, existing, 3, BEYOND)["mean_cost"].to_list() == [None]


def test_places_that_are_not_located_are_nobody_to_be_covered() -> None:
    costs = costs_of([[1], [None]])
    lost = Costs(costs.demand_ids, costs.supply_ids, costs.start, costs.site, costs.cost, np.array([True, False]))
    told = next_sites(lost, *town_of([10, 90], [None, None]), 1, 15)
    assert told["share"].to_list() == [0, 1]


def test_a_solver_out_of_time_says_so() -> None:
    rng = np.random.default_rng(0)
    matrix = np.where(rng.random((400, 120)) < 0.05, 1.0, None).tolist()
    with pytest.raises(NotSolvedError):
        best_sites(costs_of(matrix), *town_of(rng.integers(1, 99, 400), [None] * 400), 9, 15, seconds=0.0)


def test_the_nearest_points_of_other_places_are_refused() -> None:
    demand, existing = town_of([10, 10], [None, None])
    for choose in (next_sites, best_sites, median_sites):
        with pytest.raises(ValueError, match="other places"):
            choose(costs_of([[1], [1]]), demand, existing.reverse(), 1, 15)


def test_limits_that_are_none_are_refused() -> None:
    demand, existing = town_of([10, 10], [None, None])
    for choose in (next_sites, best_sites):
        with pytest.raises(ValueError, match="limit"):
            choose(costs_of([[1], [20]]), demand, existing, 1, float("nan"))
    for beyond in (15, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="beyond reach"):
            median_sites(costs_of([[1], [20]]), demand, existing, 1, beyond)


def test_no_sites_are_asked_for() -> None:
    demand, existing = town_of([10, 10], [None, None])
    for count in (0, -1):
        for choose in (next_sites, best_sites, median_sites):
            assert choose(costs_of([[1], [2]]), demand, existing, count, 15).height == 1


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from("im"), st.integers(0, 900), st.booleans()), min_size=1, max_size=7
    ),
    st.integers(1, 3),
)
def test_advice_in_a_town_with_a_sea_is_the_best_of_all_and_gains_nobody_who_is_served(homes, count) -> None:
    """Homes some steps of five minutes apart, on either side of a sea; some have a service point at their door."""
    towns = pl.DataFrame(
        {"demand_id": range(len(homes)), "people": [p for _, _, p, _ in homes], "area": [a for _, a, _, _ in homes]}
        | {"lon": [118 + at * STEP for at, _, _, _ in homes], "lat": 24.5, "has": [has for *_, has in homes]}
    )
    sites = towns.rename({"demand_id": "supply_id"})
    sea = Barriers(pl.DataFrame({"area": ["i"], "other_area": ["m"]}))
    near = nearest(straight_line(towns, sites.filter("has"), Walk(), 15, sea))
    costs = straight_line(towns, sites, Walk(), 15, sea)

    def served(by: set[int]) -> int:
        return sum(p for at, a, p, _ in homes if any(homes[j][1] == a and abs(homes[j][0] - at) <= 2 for j in by))

    existing = {n for n, home in enumerate(homes) if home[3]}
    told = next_sites(costs, towns, near, count, 15)
    steps = [existing | set(told["supply_id"].drop_nulls()[:step]) for step in range(told.height)]
    assert told["people_covered"].to_list() == [served(step) for step in steps]
    assert told["people_gained"].to_list()[1:] == np.diff(told["people_covered"]).tolist()
    every = range(len(homes))
    best = max(served(existing | set(chosen)) for chosen in combinations(every, min(count, len(homes))))
    assert best_sites(costs, towns, near, count, 15)["people_covered"][-1] == best
