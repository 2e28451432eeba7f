"""Which polygon is which unit: by code, by name, by neither; and what is listed as left over."""

from __future__ import annotations

from datetime import date

from pipelines.boundaries.join import Joined, Unit, join
from pipelines.boundaries.supply import units_of
from pipelines.programme.model import Programme

DAY = date(2013, 9, 30)
A = Unit("350213102", ("马巷镇", "马巷", "Maxiang Town"), ("厦门市", "翔安区"))
B = Unit("350213104", ("新店镇", "新店"), ("厦门市", "翔安区"))
C = Unit("350212104", ("新店镇", "新店"), ("厦门市", "同安区"))
OLD = Unit("350213999", ("旧镇",), (), date(1990, 1, 1), date(2005, 1, 1))


def features(*rows: tuple[object, object]) -> dict[str, list[object]]:
    """Columns of features, one row each."""
    return {name: [row[n] for row in rows] for n, name in enumerate(("code", "name"))}


def joined(*rows: tuple[object, object], units: tuple[Unit, ...] = (A, B)) -> Joined:
    return join(features(*rows), units, DAY)


def test_a_code_tells_a_unit_however_it_is_written() -> None:
    told = [
        joined((code, None), units=(A,))
        for code in ("350213102", 350213102, 350213102.0, "350213102000", "３５０２１３１０２")
    ]
    assert [dict(one.features) for one in told] == [{A.code: (0,)}] * 5


def test_a_longer_code_that_is_another_place_is_no_unit() -> None:
    assert joined(("350213102001", None), units=(A,)).features == {}


def test_a_name_tells_a_unit_with_or_without_what_it_lies_in() -> None:
    for name in ("马巷镇", "马巷", " 马巷 镇 ", "翔安区马巷镇", "厦门市翔安区马巷镇", "maxiang town"):
        told = joined((None, name), units=(A,))
        assert (dict(told.features), told.by_name) == ({A.code: (0,)}, (A.code,))


def test_the_columns_are_found_by_what_stands_in_them() -> None:
    columns = {"FID": [1, 2], "XZQMC": ["马巷镇", "新店镇"], "备注": ["a", "马巷镇"], "PAC": [350213102, 350213104]}
    told = join(columns, (A, B), DAY)
    assert (told.code_column, told.name_column, told.is_complete) == ("PAC", "XZQMC", True)


def test_a_code_goes_before_a_name_and_the_difference_is_told() -> None:
    told = joined(("350213102", "新店镇"), ("350213104", "翔安区新店镇"))
    assert dict(told.named_otherwise) == {A.code: "新店镇"}
    assert told.is_complete


def test_several_features_with_one_code_are_parts_of_one_unit() -> None:
    assert dict(joined(("350213102", "a"), ("350213102", "b"), units=(A,)).features) == {A.code: (0, 1)}


def test_two_features_of_one_name_are_ambiguous() -> None:
    told = joined((None, "马巷镇"), (None, "马巷镇"), (None, "新店镇"))
    assert dict(told.features) == {B.code: (2,)}
    assert dict(told.ambiguous) == {"马巷镇": (A.code,)} and told.without == (A.code,)


def test_a_name_that_two_units_bear_is_ambiguous_unless_the_district_stands_before_it() -> None:
    told = joined((None, "新店镇"), units=(B, C))
    assert (told.features, dict(told.ambiguous)) == ({}, {"新店镇": (C.code, B.code)})
    assert dict(joined((None, "同安区新店镇"), units=(B, C)).features) == {C.code: (0,)}


def test_what_is_left_over_on_both_sides_is_listed() -> None:
    told = joined(("350213102", "马巷镇"), ("999999999", "无名镇"), (None, None))
    assert told.unmatched == ("999999999 无名镇", "-") and told.without == (B.code,)
    assert not told.is_complete


def test_a_unit_is_looked_for_only_in_its_own_years() -> None:
    told = join(features((OLD.code, "旧镇")), (A, OLD), DAY)
    assert (told.features, told.without) == ({}, (A.code,))
    assert dict(join(features((OLD.code, "旧镇")), (A, OLD), date(2000, 1, 1)).features) == {OLD.code: (0,)}


def test_a_file_without_features_or_columns_matches_nothing() -> None:
    assert join({}, (A,), DAY).without == (A.code,)
    assert join({"code": [], "name": []}, (A,), DAY).features == {}


def test_towns_know_their_district_and_their_years(xiamen: Programme) -> None:
    units = {one.code: one for one in units_of(xiamen, "town")}
    town = units["350213102"]
    assert town.names[0] == "马巷镇" and town.within == ("厦门市", "翔安区")
    assert town.valid_on(DAY) and not town.valid_on(date(2022, 1, 1))
