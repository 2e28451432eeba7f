"""The page on collective assets: what two forms say of one community, side by side.

翔安's first community says all is apart and yet holds an incompatible post, its second is plain, its third sent nothing
on assets; 同安's first needs no reform. 集美 sends nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

Opened = Callable[..., AppTest]
HomeOf = Callable[..., Path]
Text = Callable[[AppTest], str]
Row = dict[str, Any]
PERIOD = "2011Q2"
TOWNS = {"350211": ("350211102", 1), "350212": ("350212109", 1), "350213": ("350213103", 3)}


def community(unit: str, n: int) -> str:
    return f"{TOWNS[unit][0]}{n:03}"


def register() -> list[Row]:
    return [
        {"period": PERIOD, "unit_code": unit, "community_code": community(unit, n), "town_code": town}
        | {"name": f"演示{unit[-2:]}{n}社区", "ctype": "村改居", "converted_on": date(2009, 5, 1)}
        for unit, (town, many) in TOWNS.items()
        for n in range(1, many + 1)
    ]


def posts(unit: str, n: int, cross: int, a: int) -> Row:
    return {
        "period": PERIOD,
        "unit_code": unit,
        "community_code": community(unit, n),
        "both_n": 3,
        "pc_members": 7,
        "coop_seats": 9,
        "coop_cross": cross,
        "incompat_a": a,
        "incompat_b": 0,
        "incompat_c": 0,
    }


def assets(unit: str, n: int, *apart: bool) -> Row:
    answers = {f"sep_{item}": answer for item, answer in enumerate(apart, start=1)}
    key = {"period": PERIOD, "unit_code": unit, "community_code": community(unit, n)}
    return key | {"need": bool(apart), "mem_total": 1000, "pet_n": 2, "pet_rep": 1} | answers


@pytest.fixture(scope="module")
def homes(home_of: HomeOf) -> dict[str, Path]:
    """The home of this module's release, in place of the shared ones."""
    rows = {
        "T01": register(),
        "T03": [posts("350213", 1, 2, 1), posts("350213", 2, 2, 0), posts("350213", 3, 7, 1), posts("350212", 1, 2, 0)],
        "T07": [
            assets("350213", 1, True, True, True, True, True),
            assets("350213", 2, True, False, True, False, False),
            assets("350212", 1),
        ],
    }
    return {"full": home_of("assets", rows)}


def spoken(text: Text, shown: AppTest) -> str:
    return " ".join(text(shown).split())


def test_the_first_sentence_counts_checks(opened: Opened, text: Text) -> None:
    shown = text(opened("assets"))
    assert "2011年二季度，厦门市需要改制的社区共应分离10项，已分离7项，职能分离度70.0%。" in shown
    assert "集美区缺报，未计入。" in shown


def test_a_community_is_seen_with_its_checks_posts_and_seats(opened: Opened, text: Text) -> None:
    shown = spoken(text, opened("assets"))
    assert "新圩镇 演示131社区 ▼ 岗位报已分开，却有不相容兼任 ● ● ● ● ● 5/5 3/7 2/9 1 0 0" in shown
    assert "演示132社区 ● ○ ● ○ ○ 2/5 3/7 2/9 0 0 0" in shown
    assert "有1个社区的两张表自相矛盾。" in shown


def test_what_was_not_sent_is_no_answer_and_what_is_not_needed_is_no_gap(opened: Opened, text: Text) -> None:
    shown = spoken(text, opened("assets"))
    assert "演示133社区 ╱ ╱ ╱ ╱ ╱ 缺报 3/7 7/9 1 0 0" in shown
    assert "演示121社区 – – – – – 不适用 3/7 2/9 0 0 0" in shown


def test_contradictions_come_first(opened: Opened, text: Text) -> None:
    shown = text(opened("assets")).split("对照", 1)[1]
    assert shown.index("演示131社区") < shown.index("演示121社区")


def test_a_district_sees_its_own_communities_only(opened: Opened, text: Text) -> None:
    shown = text(opened("assets", unit="350212"))
    assert "演示121社区" in shown
    assert "演示131社区" not in shown
    assert "没有发现自相矛盾的社区。" in shown


def test_petitions_are_said_per_members(opened: Opened, text: Text) -> None:
    assert "2.00 件/千人" in text(opened("assets"))
    assert "Posts said to be apart, yet incompatible ones are held" in text(opened("assets", lang="en"))
