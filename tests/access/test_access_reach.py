"""The nearest service point and the share of residents within a cut-off, with those beyond reach and not located."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.access.costs import Costs, given_costs
from pipelines.access.reach import coverage, nearest

SITES = pl.DataFrame({"supply_id": ["x", "y", "z"], "capacity": [1, 1, 1]})
FOUR = pl.DataFrame({"demand_id": list("abcd"), "people": [100, 300, 50, 999], "side": ["in", "in", "out", "out"]})
NEAR = pl.DataFrame(
    {
        "demand_id": list("abcd"),
        "supply_id": ["x", "y", None, None],
        "cost": [15.0, 16.0, None, None],
        "status": ["reached", "reached", "out_of_reach", "unlocated"],
    }
)


def costs_of(matrix) -> Costs:
    demand = pl.DataFrame({"demand_id": range(len(matrix))})
    rows = [(i, "xyz"[j], cost) for i, row in enumerate(matrix) for j, cost in enumerate(row)]
    table = pl.DataFrame(rows, {"demand_id": pl.Int64, "supply_id": pl.String, "cost": pl.Float64}, orient="row")
    return given_costs(demand, SITES, table)


@given(st.lists(st.lists(st.none() | st.sampled_from([0, 3, 3.5, 8]), min_size=3, max_size=3), min_size=1, max_size=6))
def test_the_nearest_is_the_least_of_the_row_and_the_first_of_equals(matrix) -> None:
    found = nearest(costs_of(matrix))
    for row, told in zip(matrix, found.iter_rows(named=True), strict=True):
        known = [cost for cost in row if cost is not None]
        assert told["cost"] == min(known, default=None)
        assert told["supply_id"] == ("xyz"[row.index(min(known))] if known else None)
        assert told["status"] == ("reached" if known else "out_of_reach")


def test_the_share_is_of_people_and_who_is_not_located_stands_beside_it() -> None:
    told = coverage(NEAR, FOUR, 15)
    assert told.row(0, named=True) == {
        "people_within": 100,
        "people_located": 450,
        "people_unlocated": 999,
        "share": pytest.approx(100 / 450),
    }


def test_the_share_by_group_is_a_sum_over_a_sum_and_null_where_nobody_is_located() -> None:
    told = coverage(NEAR, FOUR.filter(pl.col("demand_id") != "c"), 16, by=["side"])
    assert told.select("side", "people_within", "share").rows() == [("in", 400, 1.0), ("out", 0, None)]


def test_people_within_grow_with_the_cutoff() -> None:
    within = [coverage(NEAR, FOUR, cutoff)["people_within"].item() for cutoff in (10, 15, 16, 1000)]
    assert within == [0, 100, 400, 400]


def test_what_is_not_known_of_all_places_is_no_coverage() -> None:
    with pytest.raises(ValueError, match="other places"):
        coverage(NEAR[:3], FOUR, 15)
    with pytest.raises(ValueError, match="limit"):
        coverage(NEAR, FOUR, float("nan"))
    with pytest.raises(ValueError, match="people must be"):
        coverage(NEAR, FOUR.with_columns(people=pl.lit(-1)), 15)


def test_unknown_people_are_nobody_in_the_share() -> None:
    told = coverage(NEAR, FOUR.with_columns(people=pl.Series([None, 300, 50, 999])), 15)
    assert told.select("people_within", "people_located").row(0) == (0, 350)
