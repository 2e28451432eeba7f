"""Two groups now and a year before: both levels, the gap, and what the sentence may say of it."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.briefing import equal

from .two_groups import ITEM, SAMPLE, TYPES

SIDES = TYPES | {"by": "side", "split": None, "level": "side", "group_value": "mainland", "reference_value": "island"}


def line(part: str, count: int, of: int, *, is_now: bool) -> dict[str, Any]:
    return {
        "indicator": ITEM["id"], "by": "ctype", "part": part, "is_now": is_now, "numerator": float(count),
        "denominator": float(of), "value": 100 * count / of, "lower": 0.0, "upper": 100.0,
    }  # fmt: skip


def pair(before: tuple[int, int], now: tuple[int, int], of: int = 1000) -> equal.Pair:
    """Village-turned and urban: so many of `of` items before and now."""
    rows = [
        line(part, count, of, is_now=is_now)
        for counts, is_now in ((before, False), (now, True))
        for part, count in zip(("村改居", "城市社区"), counts, strict=True)
    ]
    (found,) = equal.pairs(rows, {ITEM["id"]: ITEM}, [TYPES, SIDES])
    return found


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((600, 900), (800, 905), "差距由30.0 个百分点缩小到10.5 个百分点：村改居社区提高（60.0% → 80.0%）"),
        ((600, 900), (605, 700), "但这是城市社区下降（90.0% → 70.0%）的结果"),
        ((600, 900), (700, 800), "一升一降"),
        ((600, 700), (605, 900), "差距由10.0 个百分点扩大到29.5 个百分点：城市社区提高更多"),
        ((800, 900), (600, 905), "扩大到30.5 个百分点：村改居社区下降（80.0% → 60.0%）"),
        ((600, 700), (900, 705), "高低易位：村改居社区提高"),
        ((600, 700), (602, 699), "没有明确变化"),
    ],
)
def test_the_sentence_says_who_moved(before: tuple[int, int], now: tuple[int, int], said: str) -> None:
    assert said in equal.sentence("zh", pair(before, now), SAMPLE)
    assert "{" not in equal.sentence("en", pair(before, now), SAMPLE)


def test_a_share_of_fewer_than_five_is_compared_with_nothing() -> None:
    rows = [line("村改居", 80, 100, is_now=True), line("城市社区", 3, 4, is_now=True)]
    assert equal.pairs(rows, {ITEM["id"]: ITEM}, [TYPES]) == []


def test_levelling_down_is_called_that_in_both_languages() -> None:
    worse = pair((600, 900), (605, 700))
    assert worse.became.is_levelling_down
    assert "不算进步" in equal.sentence("zh", worse, SAMPLE)
    assert "levelling down, no progress" in equal.sentence("en", worse, SAMPLE)
    assert equal.frame("zh", [worse], {ITEM["id"]: SAMPLE})["warning"][0].startswith("水平高的一方下降")


def test_small_counts_do_not_make_a_change() -> None:
    """Three of five against five of five is no clear change, where 600 of 1,000 against all would be."""
    assert "没有明确变化" in equal.sentence("zh", pair((3, 5), (4, 5), of=5), SAMPLE)


def test_without_a_year_before_only_the_gap_is_told() -> None:
    rows = [line(part, count, 100, is_now=True) for part, count in (("村改居", 80), ("城市社区", 90))]
    (found,) = equal.pairs(rows, {ITEM["id"]: ITEM}, [TYPES, SIDES])
    assert equal.sentence("zh", found, SAMPLE) == "可办率差距为10.0 个百分点；一年前的数据不全，说不出变化。"


def test_a_group_without_a_value_makes_no_pair() -> None:
    assert equal.pairs([line("村改居", 80, 100, is_now=True)], {ITEM["id"]: ITEM}, [TYPES]) == []


def test_a_full_count_has_no_interval_and_moves_by_what_it_moved() -> None:
    rows = [
        line(part, count, 1000, is_now=is_now) | {"lower": None, "upper": None, "by": "side"}
        for part, counts in (("mainland", (700, 800)), ("island", (900, 900)))
        for count, is_now in zip(counts, (False, True), strict=True)
    ]
    (found,) = equal.pairs(rows, {ITEM["id"]: ITEM}, [TYPES, SIDES])
    assert "岛外提高（70.0% → 80.0%）" in equal.sentence("zh", found, SAMPLE)


def test_groups_of_another_programme_are_called_by_their_own_names() -> None:
    towns = TYPES | {"group_value": "north", "reference_value": "south"}
    towns |= {"group_zh": "北片", "group_en": "North", "reference_zh": "南片", "reference_en": "South"}
    rows = [line(part, count, 100, is_now=True) for part, count in (("north", 80), ("south", 90))]
    (found,) = equal.pairs(rows, {ITEM["id"]: ITEM}, [towns])
    assert equal.title("zh", found) == "可办率：北片与南片"
    assert equal.title("en", found) == "Items available: North and South"


def test_what_stands_on_one_side_of_every_comparison_is_named_once() -> None:
    assert equal.sides_text("zh", [TYPES, SIDES], "group") == "村改居社区（岛外）"
    assert equal.sides_text("zh", [TYPES, TYPES], "reference") == "城市社区"
