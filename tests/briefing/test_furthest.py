"""Who is furthest behind and since when: one unit alone, without a break, and whether that may be chance."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.briefing.furthest import furthest
from dashboard.briefing.model import Reading

Q2 = 2011 * 4 + 2
SHARE = {"id": "funded", "name_zh": "落实率", "name_en": "Funded", "kind": "ratio", "unit_zh": "%", "unit_en": "%"}
SHARE |= {"decimals": 1, "period": "Q", "direction": "up"}


def reading(name: str, *values: float | None, of: float = 50, **indicator: Any) -> Reading:
    """A unit whose last value is that of 2011Q2; `None` is a quarter without a report."""
    lines = [
        {
            "closes": Q2 - back,
            "value": value,
            "denominator": of,
            "numerator": None if value is None else value * of / 100,
        }
        | {"period": f"{(Q2 - back - 1) // 4}Q{(Q2 - back - 1) % 4 + 1}"}
        for back, value in zip(range(len(values) - 1, -1, -1), values, strict=True)
    ]
    return Reading(
        SHARE | indicator, {"unit_code": name, "name_zh": name, "name_en": name}, lines[-1], tuple(lines[:-1]), ()
    )


def test_it_names_the_lowest_and_the_quarter_since_which_it_has_been_so() -> None:
    units = [reading("甲", 40, 30, 20), reading("乙", 30, 50, 60), reading("丙", 50, 60, 70)]
    assert (
        furthest("zh", units)
        == "落实率最低的是甲（20.0%，10/50），自2011年一季度以来一直最低；与其余各地合计的差别超出偶然。"
    )


def test_who_has_only_now_become_the_lowest_is_said_without_a_since() -> None:
    units = [reading("甲", 60, 50), reading("乙", 40, 60), reading("丙", 50, 70)]
    assert furthest("zh", units) == "落实率本期最低的是甲（50.0%，25/50），与其余各地合计的差别可能只是偶然。"


def test_a_quarter_without_enough_reports_breaks_the_row() -> None:
    units = [reading("甲", 10, 10, 10), reading("乙", 50, None, 50), reading("丙", 60, 60, 60)]
    assert furthest("zh", units).startswith("落实率本期最低的是甲")


def test_where_less_is_better_the_highest_is_furthest_behind() -> None:
    units = [reading(name, value, direction="down") for name, value in (("a", 10), ("b", 20), ("c", 90))]
    assert furthest("en", units).startswith("Funded is highest this period in c (90.0%, 45/50)")


@pytest.mark.parametrize(
    "units",
    [
        [reading("甲", 10), reading("乙", 50)],
        [reading("甲", 10), reading("乙", 10), reading("丙", 50)],
        [reading(name, value, direction="neutral") for name, value in (("甲", 1), ("乙", 2), ("丙", 3))],
        [reading("甲", 10, of=3), reading("乙", 50), reading("丙", 60)],
        [],
    ],
    ids=["two", "level", "neutral", "too few to be a share", "nobody"],
)
def test_nobody_is_named_where_nobody_is_alone_or_nothing_is_worse(units: list[Reading]) -> None:
    assert furthest("zh", units) == ""
