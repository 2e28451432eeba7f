"""Reach on the pages: the map and list of those beyond, what if, the profile of a service point.

Three communities of 同安 on one meridian: A with a full-service point, B eight minutes north with a point that opens
20 hours, C half an hour off with a point of 20 hours too; D has no coordinates.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from .meridian import KEYS, PERIOD, TONGAN, place, register

Opened = Callable[..., AppTest]
HomeOf = Callable[..., Path]
Text = Callable[[AppTest], str]
AT = {"350212109001": 0.0, "350212109002": 8.0, "350212109003": 30.0, "350212109004": None}
HOURS = {"350212109001": 48.0, "350212109002": 20.0, "350212109003": 20.0}


@pytest.fixture(scope="module")
def homes(home_of: HomeOf) -> dict[str, Path]:
    """The home of this module's release, in place of the shared ones."""
    centres = [
        KEYS | {"centre_id": f"{code}C", "serves": [code], "hrs": hours, "area": 200.0} | place(AT[code])
        for code, hours in HOURS.items()
    ]
    items = [
        KEYS
        | {"centre_id": "350212109001C", "matter_code": f"E0{n}", "avail": n < 3, "nonlocal_ok": n < 2, "win": None}
        for n in (1, 2, 3)
    ]
    items.append(items[0] | {"matter_code": "E04", "nonlocal_ok": None, "not_applicable": ["nonlocal_ok"]})
    return {"full": home_of("reach", {"T01": register(AT), "T10": centres, "T10b": items})}


def test_residents_within_reach_are_told_with_those_of_whom_nothing_can_be_said(said: Callable[..., str]) -> None:
    """A and B have 3,000 of the 6,000 residents with known places; D's 4,000 stand beside the share."""
    shown = said("access")
    assert "村改居社区 50.0%（3,000/6,000） 缺报 — 3,000 0 4,000 30.0%至70.0% 4" in shown
    assert "1个社区、3,000名居民步行15分钟够不到全功能服务点" in shown


def test_the_first_sentences_say_who_is_beyond_and_what_would_help_most(said: Callable[..., str]) -> None:
    shown = said("access")
    where = "够不到的人在哪里？ 1个社区、3,000名居民步行15分钟够不到全功能服务点，占各类社区说得清的6,000名居民的50.0%"
    assert f"{where}，人最多的是演示003。还有4,000名居民够不够得到说不清。够得到的占全体居民的30.0%至70.0%。" in shown
    helps = "做什么最有用？ 在演示003设一个全功能服务点，够得到的居民增加最多：3,000人。这是供讨论的测算，不是决定。"
    assert f"{helps} 试算别的办法" in shown


def test_who_is_beyond_is_listed_with_the_way_to_a_full_point_and_to_any(said: Callable[..., str]) -> None:
    assert "演示003 同安" in said("access")
    assert "30.0分钟 0.0分钟 3,000" in said("access")
    assert "30.0 min 0.0 min 3,000" in said("access", lang="en")


def test_who_lives_by_the_edge_of_what_is_known_is_told_with_what_it_means(said: Callable[..., str]) -> None:
    """Three points on one line enclose nothing: all three places lie by the edge."""
    assert "3个社区（6,000名居民）离已知服务点的外缘不到步行15分钟" in said("access")
    assert "3 communities (6,000 residents) lie within 15 minutes of the edge" in said("access", lang="en")


def test_inequality_is_measured_several_ways_each_with_what_it_says_and_how_it_misleads(
    said: Callable[..., str],
) -> None:
    """A and B share two points, C has one for itself; the more residents, the more of them are registered there."""
    shown = said("access")
    assert "服务用房面积有多不均等：几种量法 3个说得清的社区" in shown
    for measure in ("基尼系数", "20:20 比", "帕尔马比（按排序）", "集中指数（按排序）", "斜率指数（按排序）"):
        assert f"{measure} " in shown
    assert "服务用房面积与户籍人口占比：集中指数" in shown
    assert "two residents drawn by lot differ on average by" in said("access", lang="en")


@pytest.mark.parametrize(
    ("view", "place"), [("access", "350212109003"), ("what_if", "350212109003"), ("service_point", "350212109002")]
)
def test_every_community_listed_leads_to_how_it_reaches_service_points(opened: Opened, view: str, place: str) -> None:
    shown = opened(view, period=PERIOD)
    html = " ".join(str(block.proto.body) for block in shown.get("html"))
    assert f"passport?figure=community_access/{place}/{PERIOD}&amp;" in html


def test_same_terms_where_they_are_not_asked_for_are_not_applicable(said: Callable[..., str]) -> None:
    shown = said("access")
    assert "E02 医疗与临时救助 1/1 缺报 — 0/1 缺报 —" in shown
    assert "E04 老年服务、高龄津贴 1/1 缺报 — 不适用 缺报 —" in shown


def test_both_figures_of_an_item_area_lead_to_their_passports(opened: Opened) -> None:
    html = " ".join(str(block.proto.body) for block in opened("access", period=PERIOD).get("html"))
    for indicator in ("item_availability_rate", "nonlocal_equal_item_rate"):
        assert f"passport?figure={indicator}/350200/2011/area=E01&amp;" in html


def test_the_advice_names_the_community_that_gains_most(said: Callable[..., str]) -> None:
    shown = said("what_if")
    assert "在演示003设一个全功能服务点，够得到的居民增加最多：3,000人。" in shown
    assert "现在厦门市说得清的居民中，50.0%步行15分钟够得到；依次设1个点后为100.0%。" in shown
    assert "在演示003新设：3,000名居民由够不到变为够得到，3,000名居民在15分钟内" in shown
    assert (
        "够得到的3,000名居民中，村改居社区3,000名（100.0%）。厦门市说得清的居民中，够得到的由50.0%变为100.0%。" in shown
    )
    assert "演示003 同安 村改居社区 3,000 0.0 是" in shown


def test_longer_hours_are_asked_of_points_that_are_not_full_yet(opened_anew: Opened, text: Text) -> None:
    app = opened_anew("what_if", period=PERIOD)
    app.button_group[0].set_value("hours").run()
    assert not app.exception
    shown = " ".join(text(app).split())
    assert "演示002的服务中心350212109002C（每周20.0小时）延长开放" in shown


def test_a_service_point_says_what_it_offers_and_who_walks_to_it(said: Callable[..., str]) -> None:
    shown = said("service_point")
    assert "演示001的服务中心350212109001C是全功能服务点（每周开放40小时以上）。" in shown
    assert "步行15分钟内有2个社区、3,000名居民。" in shown
    assert "已报4项中能办3项。" in shown
    assert "周开放时长 每周48.0小时" in shown
    assert "is a full-service point" in said("service_point", lang="en")


def test_what_is_not_asked_at_a_point_is_not_applicable_and_not_missing(said: Callable[..., str]) -> None:
    shown = said("service_point")
    assert "E04 老年服务、高龄津贴 是 不适用 缺报" in shown
    assert "E03 优抚双拥 否 否 缺报" in shown


def test_a_district_without_service_points_has_no_profile_of_one(said: Callable[..., str]) -> None:
    assert "服务点" in said("service_point", unit="350203")


def test_map_curves_and_pairs_go_to_paper_with_codes_that_open(traced: Any) -> None:
    found = traced("access", period=PERIOD)
    whole = f"community_access/350200/{PERIOD}"
    assert found["lorenz"] == found["concentration"] == (whole,)
    assert {whole, f"community_access/350212109003/{PERIOD}", f"T10/{TONGAN}/{PERIOD}/350212109001C"} <= {*found["map"]}
    assert all(found.values())
