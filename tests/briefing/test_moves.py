"""Which changes are called real: those beyond chance, and the last step of a clear course; neutral ones only moved."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.briefing.model import Readings
from dashboard.briefing.moves import moves

Q2 = 2011 * 4 + 2
SHARE = {"id": "posts", "name_zh": "到岗率", "name_en": "Posts filled", "kind": "ratio", "multiplier": 100.0}
SHARE |= {"unit_zh": "%", "unit_en": "%", "decimals": 1, "period": "Q", "direction": "up", "interval": "wilson"}
MEDIAN = SHARE | {"id": "hours", "kind": "median", "unit_en": "h", "interval": "none"}


def line(value: float, closes: int, of: float = 200, status: str = "reported") -> dict[str, Any]:
    row = {"value": value, "closes": closes, "numerator": value * of / 100, "denominator": of, "status": status}
    return row | {"lower": None, "upper": None, "reported": 10, "expected": 10, "not_applicable": 0}


def course(*values: float, of: float = 200, last: int = Q2) -> tuple[dict[str, Any], ...]:
    """One line a quarter up to the last."""
    return tuple(line(value, last - len(values) + n, of) for n, value in enumerate(values, start=1))


def found(indicator: dict[str, Any], **units: tuple[dict[str, Any], ...]) -> Readings:
    """Readings of one indicator; the first unit is the chosen one."""
    named = {code: {"unit_code": code, "level": "district"} for code in units}
    lines = {(indicator["id"], code, "all", "all"): rows for code, rows in units.items()}
    chosen, *below = units
    latest = {indicator["id"]: max(rows[-1]["closes"] for rows in units.values())}
    return Readings({indicator["id"]: indicator}, named, chosen, tuple(below), {}, lines, latest, {})


def ways(readings: Readings) -> dict[str, list[str]]:
    """The units whose change is named, by what it means."""
    told = moves(readings, readings.indicators, 3)
    return {
        way: [one.unit["unit_code"] for one in getattr(told, way)]
        for way in ("better", "worse", "moved")
        if getattr(told, way)
    }


def test_a_change_beyond_chance_is_better_or_worse_by_the_direction() -> None:
    assert ways(found(SHARE, city=course(50, 80))) == {"better": ["city"]}
    assert ways(found(SHARE | {"direction": "down"}, city=course(50, 80))) == {"worse": ["city"]}


def test_a_neutral_figure_has_only_moved() -> None:
    assert ways(found(SHARE | {"direction": "neutral"}, city=course(50, 80))) == {"moved": ["city"]}


def test_a_change_that_chance_explains_is_not_named() -> None:
    assert ways(found(SHARE, city=course(50, 55))) == {}


def test_a_small_step_is_named_when_it_carries_a_clear_course_on() -> None:
    assert ways(found(SHARE, city=course(50, 55, 60, 65, 70, 75))) == {"better": ["city"]}


def test_a_step_against_a_clear_course_is_not_named() -> None:
    assert ways(found(SHARE, city=course(50, 55, 60, 65, 70, 75, 74))) == {}


def test_a_figure_without_counts_goes_by_its_course_alone() -> None:
    assert ways(found(MEDIAN, city=course(10, 30))) == {}
    assert ways(found(MEDIAN, city=course(10, 12, 14, 16, 18, 20))) == {"better": ["city"]}


@pytest.mark.parametrize("then", ["partial", "missing"])
def test_periods_that_are_not_reported_in_full_are_not_compared(then: str) -> None:
    before, now = course(50, 80)
    assert ways(found(SHARE, city=(before | {"status": then}, now))) == {}
    assert ways(found(SHARE, city=(before, now | {"status": then}))) == {}


def test_of_each_figure_the_largest_change_is_named() -> None:
    assert ways(found(SHARE, city=course(50, 70), north=course(40, 80), south=course(60, 75))) == {"better": ["north"]}


def test_a_figure_that_may_be_compared_only_inside_a_split_is_left_out() -> None:
    assert ways(found(SHARE | {"within": "matter"}, city=course(50, 80))) == {}


def test_an_older_period_is_no_news() -> None:
    """A yearly figure that closed two quarters ago says nothing about this quarter."""
    both = found(SHARE, city=course(50, 80))
    old = SHARE | {"id": "old"}
    lines = {**both._lines, ("old", "city", "all", "all"): course(20, 90, last=Q2 - 2)}
    latest = {**both._latest, "old": Q2 - 2}
    readings = Readings({"posts": SHARE, "old": old}, both.units, "city", (), {}, lines, latest, {})
    assert [one.indicator["id"] for one in moves(readings, readings.indicators, 3).better] == ["posts"]
