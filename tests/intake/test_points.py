"""Points on the receipt: in their unit, in the datum that is kept, and numbers that are no point at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from pipelines.places.coordinates import wgs84_to_gcj02
from pipelines.places.datums import FORWARD
from pipelines.programme.model import Declared, Words

GRID = [(dx, dy) for dx in (-2, -1, 0, 1, 2) for dy in (-1, 0, 1)]


def problems(checked: Any, code: str) -> list[Any]:
    """The problems with this code."""
    return [one for one in checked.problems if one.code == code]


def codes(checked: Any) -> list[str]:
    """What was found, but for what is to be confirmed."""
    return sorted({one.code for one in checked.problems} - {"not_confirmed", "unknown_reference"})


def centre(site: Any, lon: object, lat: object, **other: str) -> dict[str, str]:
    """The site's centre at another point."""
    return site["T10"][0] | {"lon": str(lon), "lat": str(lat)} | other


def around(site: Any, datum: str | None = None) -> list[dict[str, str]]:
    """Fifteen centres on a grid of a hundred metres around the community's point, written in a datum."""
    found = []
    for number, (dx, dy) in enumerate(GRID):
        point = (118.149 + dx / 1000, 24.751 + dy / 1000)
        lon, lat = FORWARD[datum](*point) if datum else point
        found.append(centre(site, f"{lon:.6f}", f"{lat:.6f}", centre_id=f"C-{number}"))
    return found


def declaring(office: Any, datum: str, since: str, until: str | None = None) -> Any:
    """The office of a district that says what its centres' points are in."""
    word = Declared("350212", "T10", datum, since, until, Words("来函", "letter"))  # type: ignore[arg-type]
    places = replace(office.programme.places, declared=(word,))
    return replace(office, programme=replace(office.programme, places=places))


def test_a_point_in_its_district_says_nothing(office: Any, site: Any) -> None:
    assert codes(office.check(site)) == []


def test_a_centre_in_another_district_is_asked_and_kept(office: Any, site: Any) -> None:
    checked = office.check({"T01": site["T01"], "T10": [centre(site, "118.10", "24.47")]})
    (problem,) = problems(checked, "T10.point_in_unit")
    assert (problem.level, problem.cell) == ("warning", f"{office.column('T10', 'lon')}4")
    assert "不在同安区范围内（东经 117.88–118.32，北纬 24.59–24.92），而在思明区、湖里区" in problem.message_zh
    assert "118.1, 24.47" in problem.message_en and "in Siming District" in problem.message_en
    assert checked.counts["T10"].accepted == 1


def test_a_point_in_no_district_is_called_that(office: Any, site: Any) -> None:
    checked = office.check({"T01": [site["T01"][0] | {"lon": "118.44", "lat": "24.40"}]})
    (problem,) = problems(checked, "T01.point_in_unit")
    assert "而在各区范围以外" in problem.message_zh and "in no district of the city" in problem.message_en


def test_a_unit_without_area_is_not_asked(office: Any, site: Any) -> None:
    bare = replace(office.programme, places=replace(office.programme.places, areas=()))
    rows = {"T01": site["T01"], "T10": [centre(site, "118.10", "24.45")]}
    assert codes(replace(office, programme=bare).check(rows)) == []


@pytest.mark.parametrize(("lon", "lat"), [("", "24.45"), ("118.10", ""), ("", "")])
def test_half_a_point_is_none(lon: str, lat: str, office: Any, site: Any) -> None:
    assert codes(office.check({"T01": site["T01"], "T10": [centre(site, lon, lat)]})) == []


@pytest.mark.parametrize(
    ("lon", "lat", "code", "said"),
    [
        ("24.75", "118.15", "point_swapped", "经度和纬度填反了"),
        ("118150000", "24750000", "point_times_ten", "小数点位置不对"),
        ("1181.5", "24.75", "point_times_ten", "小数点位置不对"),
        ("0", "0", "point_zero", "坐标不会是 0"),
        ("118.15", "0", "point_zero", "坐标不会是 0"),
        ("2738300.5", "515160.2", "point_in_metres", "以米为单位的投影坐标"),
        ("39515160.2", "2738300.5", "point_in_metres", "以米为单位的投影坐标"),
    ],
)
def test_numbers_that_are_no_point_say_what_was_probably_meant(
    lon: str, lat: str, code: str, said: str, office: Any, site: Any
) -> None:
    checked = office.check({"T01": site["T01"], "T10": [centre(site, lon, lat)]})
    (problem,) = checked.problems
    assert (problem.code, problem.level, problem.cell) == (code, "error", f"{office.column('T10', 'lon')}4")
    assert said in problem.message_zh and lon in problem.message_zh and lat in problem.message_en
    assert checked.counts["T10"].rejected == 1


def test_numbers_that_nothing_plain_explains_stay_outside_their_limits(office: Any, site: Any) -> None:
    checked = office.check({"T01": site["T01"], "T10": [centre(site, "121.5", "31.2")]})
    assert codes(checked) == ["above_maximum"]
    assert {one.field for one in checked.problems} == {"lon", "lat"}


def test_one_swapped_row_does_not_hide_the_others(office: Any, site: Any) -> None:
    rows = [
        centre(site, "24.75", "118.15"),
        centre(site, "121.5", "24.75", centre_id="C-02"),
        centre(site, "118.15", "24.75", centre_id="C-03"),
    ]
    checked = office.check({"T01": site["T01"], "T10": rows})
    assert [(one.code, one.row) for one in checked.problems] == [("point_swapped", 4), ("above_maximum", 5)]
    assert checked.counts["T10"].accepted == 1


@pytest.mark.parametrize("datum", ["GCJ-02", "BD-09"])
def test_a_point_where_a_map_app_would_put_the_earlier_one_is_named(datum: str, office: Any, site: Any) -> None:
    before = {name: rows.with_columns(period=pl.lit("2010Q4")) for name, rows in office.check(site).rows.items()}
    lon, lat = (f"{float(one):.6f}" for one in FORWARD[datum](118.15, 24.75))
    checked = office.check({"T10": [centre(site, lon, lat)]}, before)
    (problem,) = problems(checked, "T10.datum_as_before")
    assert datum in problem.message_zh and datum in problem.message_en
    assert problems(checked, "T10.coordinates_stay") == []


def test_a_declared_datum_is_not_asked_about(office: Any, site: Any) -> None:
    before = {name: rows.with_columns(period=pl.lit("2010Q4")) for name, rows in office.check(site).rows.items()}
    lon, lat = (f"{float(one):.6f}" for one in wgs84_to_gcj02(118.15, 24.75))
    rows = {"T10": [centre(site, lon, lat)]}
    for said, asked in (("GCJ-02", False), ("BD-09", False)):
        assert bool(problems(declaring(office, said, "2011Q1").check(rows, before), "T10.datum_as_before")) == asked
    later = declaring(office, "GCJ-02", "2011Q2")
    over = declaring(office, "GCJ-02", "2010Q3", "2010Q4")
    assert all(problems(one.check(rows, before), "T10.datum_as_before") for one in (later, over))


@pytest.mark.parametrize("datum", ["GCJ-02", "BD-09"])
def test_a_sheet_in_another_datum_is_known_by_the_register(datum: str, office: Any, site: Any) -> None:
    checked = office.check({"T01": site["T01"], "T10": around(site, datum)})
    (problem,) = problems(checked, "T10.datum_as_register")
    assert (problem.row, problem.cell, problem.level) == (None, None, "warning")
    assert datum in problem.message_zh and "15 对" in problem.message_zh and "15 pairs" in problem.message_en
    assert all(count.rejected == 0 for count in checked.counts.values())


def test_a_sheet_in_the_datum_of_the_register_says_nothing(office: Any, site: Any) -> None:
    assert codes(office.check({"T01": site["T01"], "T10": around(site)})) == []


def test_fourteen_centres_are_too_few_to_tell(office: Any, site: Any) -> None:
    assert codes(office.check({"T01": site["T01"], "T10": around(site, "GCJ-02")[:14]})) == []


def test_a_declared_sheet_may_lie_off_the_register(office: Any, site: Any) -> None:
    rows = {"T01": site["T01"], "T10": around(site, "GCJ-02")}
    assert codes(declaring(office, "GCJ-02", "2011Q1").check(rows)) == []
