"""What a reading says about itself: verdict, change, yardsticks, and its sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading

SHARE = {"id": "posts", "name_zh": "到岗率", "name_en": "Posts filled", "kind": "ratio", "multiplier": 100.0}
SHARE |= {"unit_zh": "%", "unit_en": "%", "decimals": 1, "period": "Q", "direction": "up"}
UNIT = {"unit_code": "350212", "name_zh": "同安区", "name_en": "Tong'an District"}
Q2 = 2011 * 4 + 2


def line(value: float | None, closes: int = Q2, of: float = 50, **more: Any) -> dict[str, Any]:
    numerator = None if value is None else value * of / 100
    status = "missing" if value is None else "reported"
    row = {"value": value, "closes": closes, "numerator": numerator, "denominator": of, "status": status}
    row |= {"lower": None, "upper": None, "reported": 10, "expected": 10, "not_applicable": 0, "period": "2011Q2"}
    return row | more


def norm(yardstick: str, value: float | None, **more: Any) -> dict[str, Any]:
    row = {"yardstick": yardstick, "value": value, "year": 2010, "valid_from": date(2010, 7, 9), "valid_to": None}
    row |= {"judges": True}
    return row | {"scope_zh": "", "scope_en": ""} | more


def reading(row: dict[str, Any] | None, *past: dict[str, Any], norms: Any = (), **indicator: Any) -> Reading:
    return Reading(SHARE | indicator, UNIT, row, past, tuple(norms))


@pytest.mark.parametrize(
    ("row", "direction", "verdict"),
    [
        (line(96), "up", "met"),
        (line(95), "up", "met"),
        (line(94.9), "up", "below"),
        (line(96), "down", "below"),
        (line(50), "neutral", "plain"),
        (line(75, of=4), "up", "few"),
        (line(None), "up", "missing"),
        (None, "up", "not_applicable"),
        (line(None, status="not_applicable"), "up", "not_applicable"),
        (line(None, of=0, status="empty"), "up", "not_applicable"),
    ],
)
def test_the_verdict_follows_direction_target_and_state(row: Any, direction: str, verdict: str) -> None:
    assert reading(row, norms=[norm("proposal", 95)], direction=direction).verdict == verdict


def test_without_a_target_nothing_is_judged() -> None:
    assert reading(line(10), norms=[norm("2010", None)]).verdict == "plain"


def test_the_2010_yardstick_comes_first_and_todays_never_judges() -> None:
    both = reading(line(96), norms=[norm("proposal", 90), norm("2010", 100), norm("current", 50, year=2021)])
    assert (both.target or {})["value"] == 100
    assert (both.current or {})["value"] == 50
    assert reading(line(10), norms=[norm("current", 50)]).verdict == "plain"


def test_a_yardstick_for_a_part_is_said_and_not_held_against_the_whole() -> None:
    one = reading(line(60), norms=[norm("2010", 100, judges=False, scope_zh="试点社区", scope_en="Pilot sites")])
    assert (one.verdict, one.target) == ("plain", None)
    assert one.aside is not None


def test_a_yardstick_holds_only_while_it_is_valid() -> None:
    quota = norm("2010", 95, valid_to=date(2010, 12, 31))
    assert reading(line(10), norms=[quota]).target is None
    assert reading(line(10, closes=2010 * 4 + 4), norms=[quota]).target is quota


def test_the_change_is_against_the_period_just_before() -> None:
    assert reading(line(96), line(94, Q2 - 1)).change == 2
    assert reading(line(96), line(94, Q2 - 2)).change is None
    assert reading(line(96), line(94, Q2 - 2), period="H").change == 2
    assert reading(line(75, of=4), line(50, Q2 - 1, of=4)).change is None


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (line(96), "96.0%", "96.0%"),
        (line(75, of=4), "4个中的3个", "3 of 4"),
        (line(None), "缺报", "not reported"),
        (line(None, status="not_applicable"), "不适用", "n/a"),
        (line(None, of=0, status="empty"), "无应计对象", "none due"),
        (None, "无应计对象", "none due"),
        (line(0), "0.0%", "0.0%"),
    ],
)
def test_missing_few_zero_and_not_applicable_read_differently(row: Any, zh: str, en: str) -> None:
    assert (say.value_text("zh", reading(row)), say.value_text("en", reading(row))) == (zh, en)


def test_the_gap_is_said_in_percentage_points() -> None:
    short = reading(line(90), norms=[norm("proposal", 95)])
    assert say.chip_text("zh", short) == "▼ 差 5.0 个百分点"
    assert say.chip_text("en", short) == "▼ 5.0 points short"


def test_a_small_base_shows_its_interval_and_a_large_one_does_not() -> None:
    assert "80.0–99.0" in say.interval_text("en", reading(line(96, lower=80.0, upper=99.0)))
    assert say.interval_text("en", reading(line(96, of=500, lower=94.0, upper=97.5))) == ""


def test_an_interval_is_in_the_unit_of_its_figure_as_words_are_written() -> None:
    small, times = line(96, lower=80.0, upper=99.0), {"unit_en": "times", "unit_zh": "倍"}
    assert say.interval_text("en", reading(small)) == "95% interval 80.0–99.0%"
    assert say.interval_text("en", reading(small, **times)) == "95% interval 80.0–99.0 times"


def test_the_yardstick_bears_its_kind_its_year_and_its_scope() -> None:
    older = norm("2010", 20.0, year=2007, scope_en="all the country", scope_zh="全国")
    both = reading(line(15), norms=[older, norm("current", 30.0, year=2017)], unit_en="m²", unit_zh="m²")
    assert say.norm_texts("zh", both) == ["2010年标准 20 m²（2007年定）（全国）", "现行标准 30 m²（2017年定）"]


def test_laggards_are_named_with_the_missing_apart() -> None:
    units = [line(90), line(96), line(None)]
    said = say.laggards("zh", [reading(row, norms=[norm("proposal", 95)]) for row in units])
    assert said == "未达到建议值 95%的有同安区。同安区缺报，未计入。"


def test_reported_and_not_applicable_stand_beside_each_other() -> None:
    row = line(96, reported=9, expected=10, not_applicable=2)
    assert say.reported_text("zh", reading(row)) == "已报 9/10，另有 2 个不适用"
