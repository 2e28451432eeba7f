"""Boundaries in the home: joined, simplified, with their approval number, and shown only where they may be."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from shapely.geometry import box, shape

from pipelines.boundaries.keep import all_kept, approval_number, facts, kept
from pipelines.boundaries.supply import Order, Supplied, supply, units_of
from pipelines.problems import UserError
from pipelines.programme.model import Programme

NUMBER = "闽S〔2021〕12号"
DAY = date(2013, 9, 30)


@pytest.fixture
def supplied(districts: Any, written: Any, tmp_path: Path, xiamen: Programme) -> Any:
    """Supplies a frame as the boundaries of the districts."""

    def act(frame: Any = districts, **how: Any) -> Supplied:
        path = written(frame, "gpkg")
        return supply(tmp_path, xiamen, units_of(xiamen, "district"), Order(path, "district", DAY, **how))

    return act


def test_what_is_kept_comes_back_as_it_was(supplied: Any, districts: Any, tmp_path: Path) -> None:
    told = supplied(approval=NUMBER)
    back = kept(tmp_path, "district")
    assert back == replace(told.boundaries, shapes=back.shapes) and back.may_be_shown
    assert {code: shape(one).bounds for code, one in back.shapes.items()} == {
        code: pytest.approx(one.bounds, abs=1e-5)
        for code, one in zip(districts["代码"], districts.geometry, strict=True)
    }
    assert (back.file, back.valid_on, back.crs) == ("界线.gpkg", DAY, "China Geodetic Coordinate System 2000")
    assert [one.level for one in all_kept(tmp_path)] == ["district"]


def test_the_number_stands_below_every_map(supplied: Any) -> None:
    boundaries = supplied(approval=f" {NUMBER} ").boundaries
    assert boundaries.caption("zh") == f"审图号：{NUMBER}"
    assert NUMBER in boundaries.caption("en")


def test_without_a_number_they_are_kept_and_not_shown(supplied: Any, tmp_path: Path) -> None:
    supplied()
    assert kept(tmp_path, "district").may_be_shown is False


def test_with_a_reason_they_are_shown_and_the_reason_printed(supplied: Any) -> None:
    boundaries = supplied(reason="局内会商用图").boundaries
    assert boundaries.may_be_shown
    assert boundaries.caption("zh") == "未附审图号，仅限内部使用：局内会商用图"
    assert "internal use only" in boundaries.caption("en")


def test_number_and_reason_exclude_each_other(supplied: Any) -> None:
    with pytest.raises(UserError) as caught:
        supplied(approval=NUMBER, reason="x")
    assert caught.value.code == "boundaries_both"


@pytest.mark.parametrize("number", [NUMBER, "GS（2020）1234号", "GS(2019)1822", "厦S[2012]3号", "京Ｓ（2022）010号"])
def test_approval_numbers_are_known_by_their_shape(number: str) -> None:
    assert approval_number(number) == number


@pytest.mark.parametrize("number", ["", "有", "12号", "2021年", "S12号"])
def test_what_is_no_approval_number_is_refused(number: str) -> None:
    with pytest.raises(UserError) as caught:
        approval_number(number)
    assert caught.value.code == "boundaries_approval"


def test_units_that_share_a_border_still_share_it_when_simplified(districts: Any, supplied: Any) -> None:
    jagged = box(118.0, 24.5, 118.1, 24.6).segmentize(0.0005)
    frame = districts.iloc[:2].copy()
    frame.geometry = [jagged, box(118.1, 24.5, 118.2, 24.6).segmentize(0.0005)]
    shapes = [shape(one) for one in supplied(frame, approval=NUMBER).boundaries.shapes.values()]
    assert shapes[0].intersection(shapes[1]).length == pytest.approx(0.1, abs=1e-4)
    assert max(len(one.exterior.coords) for one in shapes) < 40


def test_two_parts_of_a_unit_become_one_shape(districts: Any, supplied: Any) -> None:
    more = districts.iloc[[0, 0, 1]].copy()
    more.geometry = [box(118.06, 24.42, 118.1, 24.48), box(118.1, 24.42, 118.16, 24.48), districts.geometry[1]]
    boundaries = supplied(more, approval=NUMBER).boundaries
    assert boundaries.shapes["350203"]["type"] == "Polygon"


def test_what_does_not_fit_is_told_and_the_rest_kept(districts: Any, supplied: Any) -> None:
    odd = districts.copy()
    odd["代码"] = [*districts["代码"][:4], "999999", None]
    odd["名称"] = [*districts["名称"][:4], "无名区", "翔安区"]
    told = supplied(odd, approval=NUMBER)
    assert told.joined.unmatched == ("999999 无名区",) and told.joined.without == ("350212",)
    assert told.joined.by_name == ("350213",)
    assert len(told.boundaries.shapes) == 5


def test_nothing_is_kept_where_no_polygon_is_a_unit(districts: Any, supplied: Any, tmp_path: Path) -> None:
    strange = districts.assign(代码="x", 名称="y")
    with pytest.raises(UserError) as caught:
        supplied(strange, approval=NUMBER)
    assert caught.value.code == "boundaries_no_unit" and "代码 (x)" in caught.value.message_zh
    assert all_kept(tmp_path) == []


def test_a_file_that_lies_elsewhere_is_refused(districts: Any, supplied: Any) -> None:
    moved = districts.set_geometry(districts.geometry.translate(xoff=1.0))
    with pytest.raises(UserError) as caught:
        supplied(moved, approval=NUMBER)
    assert caught.value.code == "boundaries_elsewhere" and "119.1100" in caught.value.message_en


def test_of_a_provinces_file_only_the_city_counts(districts: Any, supplied: Any) -> None:
    away = districts.set_geometry(districts.geometry.translate(xoff=1.0)).assign(代码=None)
    told = supplied(pd.concat([away, districts], ignore_index=True), approval=NUMBER)
    assert told.shapes.elsewhere == 6 and told.joined.is_complete
    assert told.boundaries.shapes["350203"]["coordinates"][0][0][0] < 118.2


def test_a_new_file_takes_the_place_of_the_old(supplied: Any, districts: Any, tmp_path: Path) -> None:
    supplied(approval=NUMBER)
    supplied(districts.iloc[:3], approval=NUMBER)
    assert len(kept(tmp_path, "district").shapes) == 3


def test_a_damaged_file_says_so(supplied: Any, tmp_path: Path) -> None:
    path = supplied(approval=NUMBER).path
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        kept(tmp_path, "district")
    assert caught.value.code == "boundaries_damaged"


def test_the_kept_file_is_plain_geojson(supplied: Any) -> None:
    told = supplied(approval=NUMBER)
    collection = json.loads(told.path.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection" and len(collection["features"]) == 6
    assert collection["pingshi"]["approval"] == NUMBER
    assert facts(told.boundaries)["units"] == 6
