"""What one more service point, longer hours or more staff would do, against cases that can be counted by hand."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.briefing.what_if import advised, answer, by_type, covered, terms_of
from pipelines.access.barriers import Barriers
from pipelines.access.straight import Walk
from pipelines.access.terms import Terms

MINUTE = 1000 / 15 / 1.3 / 110_773  # degrees of latitude that take a minute at 24.75° N
WALK = {"minutes": 15.0, "metres": 1000.0, "detour": 1.3, "weights": [1.0, 0.68, 0.22]}
SEA = pl.DataFrame({"area": ["island"], "other_area": ["mainland"]})
REACHED = {True: "within", False: "beyond", None: "missing"}
TERMS = terms_of(WALK, SEA, pl.DataFrame())


def places(*rows: tuple[str, float | None, float, bool | None, str]) -> pl.DataFrame:
    """Communities on one meridian: code, minutes north of the first, people, within reach or not, side."""
    return pl.DataFrame(
        [
            {"demand_id": code, "area": side, "lon": 118.15, "lat": None if at is None else 24.75 + at * MINUTE}
            | {"people": people, "is_within": within, "reached": REACHED[within]}
            | {"name": code, "ctype": "村改居", "is_here": True}
            for code, at, people, within, side in rows
        ],
        schema_overrides={"lat": pl.Float64, "is_within": pl.Boolean},
    )


HERE = places(
    ("A", 0, 1000.0, False, "mainland"),
    ("B", 8, 2000.0, True, "mainland"),
    ("C", 30, 500.0, False, "mainland"),
    ("D", 1, 900.0, None, "mainland"),
    ("E", 2, 700.0, False, "island"),
    ("F", None, 300.0, None, "mainland"),
)


def point(at: float = 0) -> dict[str, object]:
    return {"supply_id": "new", "area": "mainland", "lon": 118.15, "lat": 24.75 + at * MINUTE}


def test_who_comes_within_reach_is_counted_by_people() -> None:
    found = answer(TERMS, HERE, point(), 200.0)
    assert found.rows["demand_id"].to_list() == ["A", "B", "D"]
    assert (found.newly, found.served) == (1000, 3900)


def test_those_of_whom_nobody_can_say_now_are_told_apart_and_those_near_another_point_gain_nothing() -> None:
    """Of D's 900 it cannot be said now and could be then; were D near another's point, it would be as before."""
    assert answer(TERMS, HERE, point(), 200.0).settled == 900
    near = HERE.with_columns(reached=pl.when(pl.col("demand_id") == "D").then(pl.lit("near")).otherwise("reached"))
    assert answer(TERMS, near, point(), 200.0).settled == 0


def test_what_is_added_is_shared_by_nearness_and_adds_up() -> None:
    found = answer(TERMS, HERE, point(), 200.0)
    heads = 1000 + 900 + 0.68 * 2000
    gain = dict(found.rows.select("demand_id", "gain").rows())
    assert gain["A"] == pytest.approx(200 / heads)
    assert gain["B"] == pytest.approx(0.68 * 200 / heads)
    assert (found.rows["people"] * found.rows["gain"]).sum() == pytest.approx(200)


def test_who_is_in_reach_is_told_by_type_of_community() -> None:
    mixed = HERE.with_columns(ctype=pl.when(pl.col("demand_id") == "D").then(pl.lit("村")).otherwise("ctype"))
    assert by_type(answer(TERMS, mixed, point(), 200.0)) == [("村改居", 3000.0), ("村", 900.0)]


def test_the_share_of_the_unit_within_reach_is_told_before_and_after() -> None:
    """2,000 of the 4,200 of whom it can be said; with A's 1,000 there are 3,000."""
    found = answer(TERMS, HERE, point(), 200.0)
    assert covered(HERE, found) == pytest.approx((2000 / 4200, 3000 / 4200))
    assert covered(HERE.filter(pl.col("is_within").is_null()), found) is None


def test_nobody_gains_across_the_sea_or_where_the_place_is_unknown() -> None:
    assert not {"E", "F"} & set(answer(TERMS, HERE, point(), 1.0).rows["demand_id"])


def test_the_next_site_is_where_most_people_beyond_reach_are() -> None:
    nothing = pl.DataFrame(schema={"supply_id": pl.String, "lon": pl.Float64, "lat": pl.Float64, "area": pl.String})
    near_b = pl.DataFrame([{"supply_id": "B0", "area": "mainland", "lon": 118.15, "lat": 24.75 + 20 * MINUTE}])
    found = advised(TERMS, HERE, near_b)
    assert found["supply_id"].to_list() == [None, "A", "E"]  # B and C are within 15 minutes of what exists
    assert found["people_gained"].to_list() == [0, 1000, 700]
    assert found["share"].to_list()[-1] == 1
    assert advised(TERMS, HERE, nothing)["supply_id"][1] == "A"  # A and B together from either: the one beyond reach


def test_people_of_whom_nothing_can_be_said_draw_no_site() -> None:
    unknown = places(("D", 0, 900.0, None, "mainland"))
    nothing = pl.DataFrame(schema={"supply_id": pl.String, "lon": pl.Float64, "lat": pl.Float64, "area": pl.String})
    assert advised(TERMS, unknown, nothing)["supply_id"].to_list() == [None]


def test_a_measured_way_counts_for_a_point_on_record_and_the_straight_line_for_a_new_one() -> None:
    round_the_hill = pl.DataFrame({"community_code": ["A", "C"], "centre": ["old", "old"], "minutes": [40.0, 9.0]})
    on = terms_of(WALK, SEA, round_the_hill)
    assert answer(on, HERE, point() | {"supply_id": "old"}, 200.0).rows["demand_id"].to_list() == ["C", "B", "D"]
    assert answer(on, HERE, point(), 200.0).rows["demand_id"].to_list() == ["A", "B", "D"]


def test_terms_without_a_barrier_let_people_walk_anywhere() -> None:
    free = Terms(Walk(1.3, 1000 / 15), 15.0, (1.0,), Barriers())
    assert "E" in answer(free, HERE, point(), 1.0).rows["demand_id"]
