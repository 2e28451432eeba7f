"""Reach where it cannot be measured: no community has coordinates, or a unit has communities but no service point."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PERIOD, LOST, BARE = "2011Q4", "350212109001", "350213103001"


def home(home_of: Callable[..., Path], name: str, place: dict[str, float]) -> Path:
    """同安 has a community with a service point without coordinates, 翔安 one at `place` without a point."""
    keys: dict[str, Any] = {"period": PERIOD}
    register = [
        keys
        | {"unit_code": code[:6], "community_code": code, "town_code": code[:9], "name": f"演示{code[-3:]}"}
        | {"ctype": "村改居", "residents": 1000, "households": 400, "is_pilot": False}
        | (place if code == BARE else {})
        for code in (LOST, BARE)
    ]
    centre = keys | {"unit_code": LOST[:6], "centre_id": "Z1", "serves": [LOST], "hrs": 48.0, "area": 200.0}
    items = [keys | {"unit_code": LOST[:6], "centre_id": "Z1", "matter_code": "E01", "avail": True}]
    return home_of(name, {"T01": register, "T10": [centre], "T10b": items})


@pytest.fixture(scope="module")
def homes(home_of: Callable[..., Path]) -> dict[str, Path]:
    """The homes of this module: `full` knows no place at all, `pointless` that of a community without a point."""
    at = {"lon": 118.24, "lat": 24.64}
    return {"full": home(home_of, "lost", {}), "pointless": home(home_of, "pointless", at)}


def test_the_page_says_that_nothing_can_be_worked_out_and_shows_what_is_known(said: Callable[..., str]) -> None:
    shown = said("access")
    assert "够不到的人在哪里？ 本单位的社区没有可用的坐标，或自己的中心没有报送，测算不了。" in shown
    assert "没有坐标，画不出地图" in shown
    assert "做什么最有用？" not in shown
    assert "have no usable coordinates, or their own centres were not sent" in said("access", lang="en")


def test_a_service_point_is_told_of_all_the_same(said: Callable[..., str]) -> None:
    shown = said("service_point")
    assert "服务点或社区没有可用的坐标，说不出谁走得到。" in shown
    assert "面积 200.0 m²" in shown
    assert "已报1项中能办1项。" in shown


def test_what_if_says_why_it_has_no_answer(said: Callable[..., str]) -> None:
    assert "没有坐标，测算不了" in said("what_if")
    assert "Nothing can be measured without coordinates" in said("what_if", lang="en")


def test_communities_of_which_nothing_can_be_said_have_a_map_that_says_so(said: Callable[..., str]) -> None:
    shown = said("access", home="pointless", unit=BARE[:6])
    assert "本单位的社区够不够得到全功能服务点，都说不清" in shown
    assert "够不到的社区" not in shown


def test_no_advice_is_given_where_nothing_can_be_said(said: Callable[..., str]) -> None:
    shown = said("what_if", home="pointless", unit=BARE[:6])
    assert "翔安区的居民够不够得到全功能服务点都说不清，排不出先后。" in shown
    assert "不会让更多人够得到" not in shown
    assert "不会让更多人够得到" not in said("access", home="pointless", unit=BARE[:6])
