"""A community that changes its town changes no published figure; today's map is a second table beside them."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.warehouse.release import Release, open_release

OLD, NEW = "350212109", "350212105"
A, B, C = f"{OLD}001", f"{OLD}002", f"{NEW}003"
PUBLISHED = "SELECT * FROM indicator_values WHERE period < '2011Q3' ORDER BY ALL"


def staff(code: str, posts: int, filled: int) -> dict[str, Any]:
    return {"community_code": code, "posts": posts, "staff": filled, "seconded": 0}


@pytest.fixture
def before(office, community) -> pl.DataFrame:
    """All figures of two quarters in which A and B lie in the old town and C in the new one."""
    office.accept("350212", "2011Q1", {"T01": [community(code) for code in (A, B, C)]})
    rows = [staff(A, 10, 8), staff(B, 10, 5), staff(C, 10, 10)]
    office.accept("350212", "2011Q2", {"T04": rows})
    office.build()
    with open_release(office.home) as release:
        return release.sql(PUBLISHED)


@pytest.fixture
def moved(before, office, community):
    """The release after B went to the new town in 2011Q3."""
    register = community(B) | {"town_code": NEW}
    rows = [staff(A, 10, 8), staff(B, 10, 6), staff(C, 10, 10)]
    office.accept("350212", "2011Q3", {"T01": [register], "T04": rows})
    office.build()
    with open_release(office.home) as release:
        yield release


def towns(release: Release, table: str, indicator: str = "station_post_fill_rate") -> dict[tuple[str, str], str]:
    rows = release.sql(
        f"SELECT * FROM {table} WHERE indicator = $one AND level = 'town' AND split = 'all' AND period >= '2011Q2'",
        one=indicator,
    )
    return {
        (row["period"], row["unit_code"]): f"{row['numerator']:g}/{row['denominator']:g}"
        for row in rows.sort("period", "unit_code").iter_rows(named=True)
    }


def test_a_change_of_town_leaves_every_published_figure_as_it_was(before, moved):
    assert moved.sql(PUBLISHED).equals(before)
    assert towns(moved, "indicator_values") == {
        ("2011Q2", NEW): "10/10",
        ("2011Q2", OLD): "13/20",
        ("2011Q3", NEW): "16/20",
        ("2011Q3", OLD): "8/10",
    }


def test_todays_map_counts_each_community_where_it_lies_now(moved):
    assert towns(moved, "indicator_values_today") == {
        ("2011Q2", NEW): "15/20",
        ("2011Q2", OLD): "8/10",
        ("2011Q3", NEW): "16/20",
        ("2011Q3", OLD): "8/10",
    }


def test_both_maps_add_up_to_the_same_district(moved):
    sums = "SELECT SUM(numerator), SUM(denominator), SUM(expected) FROM {} WHERE level = 'town' AND split = 'all'"
    where = " AND indicator = 'station_post_fill_rate'"
    now, then = (moved.sql(sums.format(t) + where).row(0) for t in ("indicator_values_today", "indicator_values"))
    assert now == then


def test_todays_map_has_interval_and_status_like_the_other(moved):
    row = moved.sql(
        "SELECT * FROM indicator_values_today WHERE indicator = 'station_post_fill_rate' AND period = '2011Q2' "
        "AND unit_code = $town",
        town=OLD,
    ).row(0, named=True)
    assert (row["value"], row["status"], row["reported"], row["expected"]) == (80.0, "reported", 1, 1)
    assert row["lower"] < 80 < row["upper"]


def test_counts_of_persons_are_not_on_todays_map(moved):
    found = moved.sql("SELECT DISTINCT indicator FROM indicator_values_today")["indicator"].to_list()
    people = moved.sql("SELECT id FROM indicators WHERE people")["id"].to_list()
    assert found
    assert not set(found) & set(people)


def test_where_nothing_moved_there_is_no_second_map(before, office):
    with open_release(office.home) as release:
        assert release.sql("SELECT COUNT(*) FROM indicator_values_today").item() == 0
