"""Reach where not every centre was sent: who happens to be near another's point, and what can be said of all.

Communities of 同安 on one meridian: A with a full-service point, B eight minutes north and C twenty, whose
centres nobody sent; D has neither coordinates nor a centre.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .meridian import KEYS, PERIOD, place, register

HomeOf = Callable[..., Path]
Said = Callable[..., str]
AT = {"350212109001": 0.0, "350212109002": 8.0, "350212109003": 20.0, "350212109004": None}


@pytest.fixture(scope="module")
def homes(home_of: HomeOf) -> dict[str, Path]:
    """The home of this module's release, in place of the shared ones."""
    centre = {"centre_id": "A", "serves": ["350212109001"], "hrs": 48.0, "area": 200.0}
    return {"full": home_of("bounds", {"T01": register(AT), "T10": [KEYS | centre | place(0.0)]})}


def test_those_near_anothers_point_are_told_beside_the_share_and_not_in_it(said: Said) -> None:
    """A's 1,000 are the share; B's 2,000 are near A's point; of the 7,000 of C and D nobody can say."""
    shown = said("access")
    assert "村改居社区 100.0%（1,000/1,000） 缺报 — 0 2,000 7,000 30.0%至100.0% 4" in shown
    assert "另有2,000名居民自己的中心没有报送，但15分钟内有别处的全功能服务点。" in shown


def test_the_first_sentences_say_between_what_the_share_of_all_lies(said: Said) -> None:
    assert "还有7,000名居民够不够得到说不清。够得到的占全体居民的30.0%至100.0%。" in said("access")
    assert "Of all residents 30.0% to 100.0% are within reach." in said("access", lang="en")


def test_those_of_whom_nobody_can_say_come_within_reach_of_a_new_point_and_are_told_apart(said: Said) -> None:
    shown = said("what_if")
    assert "演示003 同安 村改居社区 3,000 0.0 说不清" in shown
    assert "另有3,000名居民，现在够不够得到说不清，之后够得到。" in shown


def test_a_place_near_anothers_point_is_within_reach_before_any_change(said: Said) -> None:
    assert "演示002 同安 村改居社区 2,000 12.0 原已够得到" in said("what_if")


def test_the_map_has_a_mark_of_their_own_for_them(traced: Any, said: Said) -> None:
    assert "15分钟内有别处的" in said("access")
    assert f"community_access/350212109002/{PERIOD}" in traced("access", period=PERIOD)["map"]
