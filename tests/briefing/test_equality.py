"""Whether things are more equal than a year before, over all pairs, and how far apart two groups are."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.briefing import equal, equality

from .two_groups import ITEM, SAMPLE, TYPES

ROSE, FELL, WIDER, SAME = ((600, 900), (800, 905)), ((600, 900), (605, 700)), ((600, 700), (605, 900)), ((60, 70),) * 2


def line(part: str, count: int, *, is_now: bool, lower: float | None) -> dict[str, Any]:
    return {
        "indicator": ITEM["id"], "by": "ctype", "part": part, "is_now": is_now, "numerator": float(count),
        "denominator": 1000.0, "value": count / 10, "lower": lower, "upper": lower and 100.0,
        "period": "2012" if is_now else "2011",
    }  # fmt: skip


def pair(before: tuple[int, int] | None, now: tuple[int, int], lower: float | None = 0.0) -> equal.Pair:
    """Village-turned and urban: so many of 1000 items a year before (not known: `None`) and now."""
    rows = [
        line(part, count, is_now=is_now, lower=lower)
        for counts, is_now in ((before, False), (now, True))
        if counts is not None
        for part, count in zip(("村改居", "城市社区"), counts, strict=True)
    ]
    (found,) = equal.pairs(rows, {ITEM["id"]: ITEM}, [TYPES])
    return found


@pytest.mark.parametrize(
    ("cases", "verdict"),
    [
        ([ROSE, SAME], "yes"),
        ([FELL, SAME], "down"),
        ([ROSE, FELL], "mixed"),
        ([ROSE, WIDER], "mixed"),
        ([WIDER, FELL], "no"),
        ([SAME, SAME], "unclear"),
        ([(None, (600, 700))], "unknown"),
        ([(None, (600, 700)), SAME], "unclear"),
    ],
)
def test_only_a_gap_that_closed_by_the_worse_off_rising_makes_things_more_equal(cases: Any, verdict: str) -> None:
    counts: dict[str, int] = {}
    for before, now in cases:
        kind = equality.kind(pair(before, now))
        counts[kind] = counts.get(kind, 0) + 1
    assert equality.verdict(counts) == verdict


def test_the_count_of_gaps_names_both_years() -> None:
    verdict, tally = equality.said("zh", [pair(*FELL), pair(*SAME)])
    assert verdict == "不能算更均等。"
    assert tally == "2012年与2011年比，2组可比的差距中，1组“向下拉平”、1组没有明确变化。"


def test_without_a_year_before_no_year_is_held_against_another() -> None:
    verdict, tally = equality.said("zh", [pair(None, (600, 700))])
    assert (verdict, tally) == ("说不清。", "2012年有1组可比的差距，1组缺一年前的数据。")


def test_only_gaps_that_did_something_are_told_each() -> None:
    assert equality.moved([first := pair(*FELL), pair(*SAME), pair(None, (1, 2))]) == [first]


def test_of_each_comparison_the_widest_gap_is_told() -> None:
    assert equality.widest([pair(*SAME), wide := pair(*WIDER), pair(*SAME)]) == [wide]


def test_how_far_apart_two_shares_are_is_told_with_its_interval() -> None:
    """56 of 70 and 48 of 80 differ by 5.24 to 33.39 points (Newcombe 1998, method 10); the higher one first."""
    found = pair(None, (48, 56))
    first, second = found.now
    assert first is not None
    assert second is not None
    ends = ({**first, "denominator": 80.0, "value": 60.0}, {**second, "denominator": 70.0, "value": 80.0})
    near = equality.interval(equal.Pair(ITEM, TYPES, ends, (None, None), found.became))
    assert near == pytest.approx((5.24, 33.39), abs=0.01)


def test_what_is_no_sample_is_apart_without_an_interval() -> None:
    found = pair((600, 900), (605, 700), lower=None)
    assert equality.interval(found) is None
    said = equality.apart("zh", found, SAMPLE, ("60.5%", "70.0%"))
    assert said == "可办率：村改居社区60.5%，城市社区70.0%，相差9.5 个百分点（上年30.0 个百分点）。"
