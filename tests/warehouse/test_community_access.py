"""How far services are from every community, and how much of them there is, as the release holds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from dashboard.queries.reach import POINTS
from pipelines import open_release
from pipelines.access.straight import Walk, straight_line
from pipelines.programme.access import Measured, TravelTime
from pipelines.programme.words import Words

A, B, C, ISLANDER = "350212109001", "350212109002", "350212105001", "350203001001"
KILOMETRE = 0.009028  # degrees of latitude at 24.75° N that are 1,000 m


def at(lon: float, lat: float) -> dict[str, Any]:
    return {"lon": Decimal(f"{lon:.6f}"), "lat": Decimal(f"{lat:.6f}")}


def centre(
    code: str, serves: str, place: dict[str, Any], hours: float | None = 48, area: float = 200
) -> dict[str, Any]:
    hrs = None if hours is None else Decimal(f"{hours:.1f}")
    return {"centre_id": code, "serves": [serves], "hrs": hrs, "area": Decimal(f"{area:.1f}")} | place


def rows_of(office: Any, table: str, order: str) -> list[dict[str, Any]]:
    office.build()
    with open_release(office.home) as release:
        return release.sql(f"SELECT * FROM {table} WHERE period = '2011Q1' ORDER BY {order}").to_dicts()


@pytest.fixture
def reached(office: Any, community: Any) -> dict[str, dict[str, Any]]:
    """A has a full-service point at its door, B a point that opens too little and A's a kilometre off, C has none."""
    home, off = at(118.15, 24.75), at(118.15, 24.75 + KILOMETRE)
    people = {"residents": 3000}
    communities = [community(A) | home | people, community(B) | off | people, community(C) | at(118.20, 24.75) | people]
    centres = [centre("CA", A, home), centre("CB", B, off, hours=20)]
    office.accept("350212", "2011Q1", {"T01": communities, "T10": centres})
    return {row["community_code"]: row for row in rows_of(office, "community_access", "community_code")}


def test_the_nearest_point_and_the_nearest_full_one_are_told_with_the_way(reached: Any) -> None:
    assert (reached[A]["nearest"], reached[A]["minutes"], reached[A]["is_within"]) == ("350212/CA", 0, True)
    assert (reached[B]["nearest"], reached[B]["minutes"]) == ("350212/CB", 0)
    # a kilometre of straight line are 1,300 m of walking: 19.5 minutes at a kilometre in fifteen
    assert reached[B]["nearest_full"] == "350212/CA"
    assert reached[B]["full_minutes"] == pytest.approx(19.5, abs=0.02)
    assert reached[B]["is_within"] is False


def test_nobody_can_say_who_is_out_of_reach_while_their_own_centre_was_not_sent(reached: Any) -> None:
    assert (reached[C]["status"], reached[C]["is_within"]) == ("reached", None)


def test_a_community_without_coordinates_is_unlocated_and_not_out_of_reach(office: Any, community: Any) -> None:
    office.accept("350212", "2011Q1", {"T01": [community(A)], "T10": [centre("CA", A, at(118.15, 24.75))]})
    (row,) = rows_of(office, "community_access", "community_code")
    assert (row["status"], row["minutes"], row["is_within"]) == ("unlocated", None, None)


def test_nobody_walks_between_the_island_and_the_mainland(office: Any, community: Any) -> None:
    """The two lie 110 m apart; the only centre stands on the mainland's side."""
    shore, other = at(118.15, 24.501), at(118.15, 24.500)
    office.accept(
        "350213", "2011Q1", {"T01": [community("350213103001") | shore], "T10": [centre("X", "350213103001", shore)]}
    )
    office.accept("350203", "2011Q1", {"T01": [community(ISLANDER) | other]})
    found = {row["community_code"]: row for row in rows_of(office, "community_access", "community_code")}
    assert found["350213103001"]["minutes"] == 0
    assert (found[ISLANDER]["status"], found[ISLANDER]["nearest"]) == ("out_of_reach", None)


def test_a_centre_said_to_lie_outside_its_district_serves_nobody_there(office: Any, community: Any) -> None:
    """It was sent with a place in another district; the pages ask of it as the release does."""
    there = at(118.10, 24.46)
    office.accept("350212", "2011Q1", {"T01": [community(A) | at(118.15, 24.75)], "T10": [centre("CA", A, there)]})
    office.accept("350203", "2011Q1", {"T01": [community(ISLANDER) | there]})
    found = {row["community_code"]: row for row in rows_of(office, "community_access", "community_code")}
    assert {row["nearest"] for row in found.values()} == {None}
    with open_release(office.home) as release:
        asked = {"unit": "350200", "city": "350200", "period": "2011Q1"}
        assert release.sql(POINTS, **asked).select("centre_id", "lon", "lat").rows() == [("CA", None, None)]


def test_what_a_point_offers_is_shared_by_all_in_reach_and_adds_up(office: Any, community: Any) -> None:
    """200 m² for the 2,000 at its door and the 3,000 eight minutes off, who count 0.68: 200 / (2,000 + 2,040)."""
    near = at(118.15, 24.75 + 0.41 * KILOMETRE)
    communities = [community(A) | at(118.15, 24.75) | {"residents": 2000}, community(B) | near | {"residents": 3000}]
    centres = [centre("CA", A, at(118.15, 24.75)), centre("CB", B, near, area=0)]
    office.accept("350212", "2011Q1", {"T01": communities, "T10": centres})
    rows = rows_of(office, "community_supply", "community_code")
    found = {
        row["community_code"]: row["value"]
        for row in rows
        if (row["offer"], row["minutes_limit"]) == ("floor_area", 15)
    }
    each = 200 / (2000 + 0.68 * 3000)
    assert found[A] == pytest.approx(1000 * each)
    assert found[B] == pytest.approx(0.68 * 1000 * each)
    assert 2000 * found[A] / 1000 + 3000 * found[B] / 1000 == pytest.approx(200)


def test_a_measured_way_counts_before_the_straight_line(office: Any, community: Any) -> None:
    """B is 8 minutes from A's point by straight line, measured 20 round the hill; C has no coordinates, but times."""
    near = at(118.15, 24.75 + 0.41 * KILOMETRE)
    communities = [community(A) | at(118.15, 24.75), community(B) | near, community(C)]
    centres = [centre("CA", A, at(118.15, 24.75)), centre("CB", B, near, hours=20), centre("CC", C, near, hours=20)]
    times = (TravelTime(B, "350212/CA", 20.0), TravelTime(C, "350212/CA", 5.0), TravelTime(C, "350212/CB", None))
    survey = Measured(Words("踏勘", "survey"), date(2010, 12, 1))
    asked = replace(office.programme.access, measured=survey, times=times, ranking=None)
    mine = replace(office, programme=replace(office.programme, access=asked))
    mine.accept("350212", "2011Q1", {"T01": communities, "T10": centres})
    found = {row["community_code"]: row for row in rows_of(mine, "community_access", "community_code")}
    assert (found[A]["full_minutes"], found[A]["is_within"]) == (0, True)
    assert (found[B]["full_minutes"], found[B]["is_within"]) == (20, False)
    assert (found[C]["status"], found[C]["full_minutes"], found[C]["is_within"]) == ("reached", 5, True)
    assert {row["standing"] for row in found.values()} == {None}  # a programme that ranks nobody
    with open_release(mine.home) as release:
        assert release.sql("SELECT * FROM travel_times").height == 3


def test_a_programme_that_does_not_ask_has_empty_tables(tiny_office: Any) -> None:
    tiny_office.open_rooms(1)
    tiny_office.build()
    with open_release(tiny_office.home) as release:
        assert release.sql("SELECT * FROM community_access").is_empty()
        assert release.sql("SELECT * FROM walks").is_empty()


def test_the_release_agrees_with_the_measure_called_by_hand(reached: Any, office: Any) -> None:
    places = pl.DataFrame({"demand_id": [B], "lon": [118.15], "lat": [24.75 + KILOMETRE]})
    points = pl.DataFrame({"supply_id": ["CA"], "lon": [118.15], "lat": [24.75]})
    by_hand = straight_line(places, points, Walk(detour=1.3, metres_per_minute=1000 / 15), 30).cost[0]
    assert reached[B]["full_minutes"] == pytest.approx(by_hand, rel=1e-6)
