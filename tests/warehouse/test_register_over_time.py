"""The past stays as it was: the register as of every quarter, and units with the dates in which they were so."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines import open_release

A, B = "350212109001", "350212109002"


@pytest.fixture
def release(office, community):
    """Village A becomes a community in 2011Q2 and takes a new name in 2011Q3; B stands as first reported."""
    village = community(A, ctype="村")
    turned = community(A, ctype="村改居", converted_on=date(2011, 5, 1))
    office.accept("350212", "2010Q4", {"T01": [village, community(B)]})
    office.accept("350212", "2011Q2", {"T01": [turned]})
    office.accept("350212", "2011Q3", {"T01": [turned | {"name": "新名社区"}]})
    office.accept("350212", "2011Q4", {"T04": [{"community_code": B, "posts": 2, "staff": 2, "seconded": 0}]})
    office.build()
    with open_release(office.home) as opened:
        yield opened


def test_the_register_stands_until_a_newer_row_comes(release):
    rows = release.sql("SELECT period, ctype, reported_period FROM communities WHERE community_code = $c", c=A)
    assert rows.sort("period").rows() == [
        ("2010Q4", "村", "2010Q4"),
        ("2011Q1", "村", "2010Q4"),
        ("2011Q2", "村改居", "2011Q2"),
        ("2011Q3", "村改居", "2011Q3"),
        ("2011Q4", "村改居", "2011Q3"),
    ]


def test_every_period_has_one_row_per_community_with_district_and_side(release):
    rows = release.sql("SELECT period, COUNT(*) AS n, MIN(district_code), MIN(side) FROM communities GROUP BY period")
    assert rows.sort("period").rows()[-1] == ("2011Q4", 2, "350212", "mainland")
    assert set(rows["n"]) == {2}


def test_a_community_is_a_unit_of_its_own_for_as_long_as_name_type_and_town_stay(release):
    rows = release.sql(
        "SELECT name_zh, ctype, valid_from, valid_to FROM units WHERE unit_code = $c ORDER BY valid_from", c=A
    )
    assert rows.rows() == [
        ("社区001", "村", date(2010, 10, 1), date(2011, 3, 31)),
        ("社区001", "村改居", date(2011, 4, 1), date(2011, 6, 30)),
        ("新名社区", "村改居", date(2011, 7, 1), None),
    ]


def test_a_village_owes_no_staffing_before_it_converts(release):
    city = release.values("station_post_fill_rate", level="city")
    assert dict(city.select("period", "expected").iter_rows()) == {
        "2010Q4": 1,
        "2011Q1": 1,
        "2011Q2": 2,
        "2011Q3": 2,
        "2011Q4": 2,
    }


def test_periods_run_from_the_programmes_first_to_the_last_accepted(release):
    rows = release.sql("SELECT period, end_on, half, due_on FROM periods ORDER BY position").rows()
    assert rows[0] == ("2010Q3", date(2010, 9, 30), "2010H2", date(2010, 10, 14))
    assert [row[0] for row in rows] == ["2010Q3", "2010Q4", "2011Q1", "2011Q2", "2011Q3", "2011Q4"]
