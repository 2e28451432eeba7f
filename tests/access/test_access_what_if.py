"""What a change would do: new points, longer hours, more staff; who gains, and by how much."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.access.barriers import Barriers
from pipelines.access.catchments import balanced_catchment, floating_catchment, reachable_capacity
from pipelines.access.decay import binary, gaussian
from pipelines.access.straight import Walk, straight_line
from pipelines.access.what_if import changed, gains, what_if

HOMES = pl.DataFrame(
    {
        "demand_id": ["island", "mainland", "village", "lost"],
        "people": [100, 400, 50, 7],
        "lon": [118.10, 118.10, 118.30, None],
        "lat": [24.460, 24.469, 24.70, None],
        "area": ["island", "mainland", "mainland", "mainland"],
    }
)
CENTRES = pl.DataFrame(
    {"supply_id": ["a"], "capacity": [8.0], "lon": [118.10], "lat": [24.468], "area": ["mainland"]},
)
SEA = Barriers(pl.DataFrame({"area": ["mainland"], "other_area": ["island"]}))


def reach(points: pl.DataFrame):
    return straight_line(HOMES, points, Walk(), 20.0, SEA)


def measure(costs, points):
    return floating_catchment(costs, HOMES, points, binary(20.0))


def test_a_point_on_the_island_helps_the_islanders_alone() -> None:
    there = pl.DataFrame({"supply_id": ["b"], "capacity": [5.0], "lon": [118.101], "lat": [24.46], "area": ["island"]})
    found = what_if(HOMES, CENTRES, there, reach, measure)
    assert found.places.rows() == [
        ("island", 100, 0.0, 0.05, 0.05),
        ("mainland", 400, 0.02, 0.02, 0.0),
        ("village", 50, 0.0, 0.0, 0.0),
        ("lost", 7, None, None, None),
    ]
    assert found.total.row(0, named=True) == {
        "people_gaining": 100,
        "people_losing": 0,
        "people_unchanged": 450,
        "people_unlocated": 7,
        "before": pytest.approx(8 / 550),
        "after": pytest.approx(13 / 550),
        "gain": pytest.approx(5 / 550),
    }


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.floats(0, 0.02), st.integers(0, 900), st.sampled_from(["island", "mainland"])),
        min_size=1,
        max_size=6,
    ),
    st.lists(
        st.tuples(st.floats(0, 0.02), st.integers(0, 60), st.sampled_from(["island", "mainland"])),
        min_size=2,
        max_size=5,
    ),
)
def test_what_all_gain_is_what_was_added_where_anybody_gets_and_nobody_loses(homes, points) -> None:
    """The last of the points is new, the first offers twice as much."""
    places, centres = (
        pl.DataFrame(rows, ["lon", amount, "area"], orient="row")
        .with_columns(pl.col("lon") + 118, pl.col(amount).cast(pl.Float64), lat=pl.lit(24.5))
        .with_row_index(f"{kind}_id")
        for rows, kind, amount in ((homes, "demand", "people"), (points, "supply", "capacity"))
    )
    changes = pl.concat([centres[:1].with_columns(pl.col("capacity") * 2), centres[-1:]])
    decay = gaussian(8.0, 20.0)

    def costs(offered: pl.DataFrame):
        return straight_line(places, offered, Walk(), 20.0, SEA)

    def shared(found, offered: pl.DataFrame):
        return floating_catchment(found, places, offered, decay)

    told = what_if(places, centres[:-1], changes, costs, shared)
    then, now = changed(centres[:-1], changes), centres[:-1]
    reached = [reachable_capacity(costs(one), places, one, decay) for one in (now, then)]
    assert (told.places["people"] * told.places["gain"]).sum() == pytest.approx(reached[1] - reached[0], abs=1e-6)
    assert told.total["people_losing"].item() == 0
    assert told.places["gain"].min() >= 0


def test_more_staff_at_a_point_helps_all_in_its_reach_by_as_much() -> None:
    found = what_if(HOMES, CENTRES, pl.DataFrame({"supply_id": ["a"], "capacity": [12.0]}), reach, measure)
    assert found.places["gain"].to_list() == pytest.approx([0, 0.01, 0, None])
    assert found.total["people_gaining"].item() == 400


def test_a_point_that_shuts_takes_from_those_it_served() -> None:
    found = what_if(HOMES, CENTRES, pl.DataFrame({"supply_id": ["a"], "capacity": [0.0]}), reach, measure)
    assert found.total["people_losing"].item() == 400
    assert found.total["after"].item() == 0


def test_no_change_is_no_gain_under_any_measure() -> None:
    def balanced(costs, points):
        return balanced_catchment(costs, HOMES, points, binary(20.0))

    for one in (measure, balanced):
        total = what_if(HOMES, CENTRES, CENTRES.clear(), reach, one).total
        assert total.select("people_gaining", "people_losing", "people_unchanged").row(0) == (0, 0, 550)


def test_a_change_keeps_what_it_does_not_name_and_the_order_of_the_points() -> None:
    points = pl.DataFrame({"supply_id": ["c", "a", "b"], "capacity": [1.0, 2.0, 3.0], "hours": [40, 41, None]})
    told = changed(points, pl.DataFrame({"supply_id": ["z", "a"], "capacity": [9.0, None], "hours": [50, 56]}))
    assert told.rows() == [("c", 1.0, 40), ("a", 2.0, 56), ("b", 3.0, None), ("z", 9.0, 50)]


def test_a_change_of_what_points_do_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="capcity"):
        changed(CENTRES, pl.DataFrame({"supply_id": ["a"], "capcity": [9.0]}))


def test_people_of_places_that_were_not_measured_are_refused() -> None:
    result = pl.DataFrame({"demand_id": ["island"], "access": [1.0]})
    with pytest.raises(ValueError, match="other places"):
        gains(HOMES, result, result)
    assert gains(HOMES[:1], result, result).total["people_unchanged"].item() == 100


def test_places_in_another_order_are_not_compared() -> None:
    result = pl.DataFrame({"demand_id": ["x", "y"], "access": [1.0, 2.0]})
    with pytest.raises(ValueError, match="same order"):
        gains(HOMES, result, result.reverse())


def test_nobody_has_no_mean() -> None:
    result = pl.DataFrame({"demand_id": ["x"], "access": [1.0]})
    told = gains(pl.DataFrame({"demand_id": ["x"], "people": [0]}), result, result).total
    assert told.select("before", "after", "gain").row(0) == (None, None, None)
