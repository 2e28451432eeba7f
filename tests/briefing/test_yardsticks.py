"""What figures are held against: one yardstick at a time, each with its source and year; none is an answer too."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Catalogue, Readings, readings

CITY, DISTRICTS = "350200", {"350203": 40.0, "350205": 60.0, "350212": 80.0}
SHARE = {"id": "posts", "name_zh": "到岗率", "name_en": "Posts filled", "kind": "ratio", "multiplier": 100.0}
SHARE |= {"unit_zh": "%", "unit_en": "%", "decimals": 1, "period": "Q", "direction": "up", "plan": "plan.due"}
Q2 = 2011 * 4 + 2


def norm(yardstick: str, value: float | None, **more: Any) -> dict[str, Any]:
    said = {"yardstick": yardstick, "value": value, "year": 2010, "valid_from": date(2010, 7, 9), "valid_to": None}
    return said | {"judges": True, "scope_zh": "", "scope_en": "", "unit_code": None} | more


NORMS = (
    norm("2010", 90.0),
    norm("proposal", 95.0),
    norm("current", 98.0, year=2021, valid_from=date(2021, 1, 1)),
    norm("plan", 70.0, unit_code="350212"),
)


def line(unit: str, value: float | None, period: str = "2011Q2", closes: int = Q2, part: str = "all") -> dict[str, Any]:
    split, _, name = part.partition(".")
    row = {"indicator": "posts", "unit_code": unit, "split": split, "split_value": name or "all", "period": period}
    row |= {"closes": closes, "value": value, "numerator": value, "denominator": 100.0, "status": "reported"}
    return row


def page(yardstick: str, *more: dict[str, Any], norms: Any = NORMS) -> Readings:
    lines = [line(unit, value) for unit, value in DISTRICTS.items()]
    lines += [line(unit, value - 10, "2010Q2", Q2 - 4) for unit, value in DISTRICTS.items()]
    units = [{"unit_code": CITY, "level": "city"}, *({"unit_code": u, "level": "district"} for u in DISTRICTS)]
    units = [row | {"name_zh": row["unit_code"], "name_en": row["unit_code"]} for row in units]
    frame = pl.DataFrame([*lines, *more, line(CITY, 60.0)]).sort("unit_code", "split", "split_value", "closes")
    return readings(frame, Catalogue({"posts": SHARE}, {"posts": norms}, {}), pl.DataFrame(units), CITY, yardstick)


@pytest.mark.parametrize(
    ("yardstick", "value", "words"),
    [
        ("held", 90.0, ["2010年标准 90%", "现行标准 98%（2021年定）"]),
        ("2010", 90.0, ["2010年标准 90%"]),
        ("current", 98.0, ["现行标准 98%（2021年定）"]),
        ("plan", 70.0, ["计划 70%"]),
        ("proposal", 95.0, ["建议值 95%"]),
        ("median", 60.0, ["各区中位数 60%（2011年二季度）"]),
        ("past", 70.0, ["上年同期 70%（2010年二季度）"]),
        ("none", None, ["未设标准"]),
    ],
)
def test_a_figure_is_held_against_the_chosen_yardstick_alone(yardstick: str, value: float | None, words: list[str]):
    reading = page(yardstick).one("posts", "350212")
    assert (reading.target or {}).get("value") == value
    assert say.norm_texts("zh", reading) == words


def test_a_plan_is_one_units_own():
    assert page("plan").one("posts", "350203").target is None
    assert say.norm_texts("zh", page("plan").one("posts", "350203")) == ["无区里的计划"]


def test_plans_that_are_figures_come_from_the_part_that_counts_them():
    reading = page("plan", line("350203", 55.0, part="plan.due")).one("posts", "350203")
    assert (reading.target or {})["value"] == 55.0
    assert say.norm_texts("en", reading) == ["due by plan 55% (Q2 2011)"]
    assert reading.verdict == "below"


def test_two_districts_have_no_median():
    lonely = readings(
        pl.DataFrame([line("350203", 40.0), line("350205", 60.0), line(CITY, 50.0)]),
        Catalogue({"posts": SHARE}, {}, {}),
        pl.DataFrame(
            [{"unit_code": u, "level": level, "name_zh": u, "name_en": u}
             for u, level in ((CITY, "city"), ("350203", "district"), ("350205", "district"))]
        ),
        CITY,
        "median",
    )  # fmt: skip
    assert lonely.one("posts", CITY).target is None


def test_without_the_year_before_there_is_no_own_past():
    reading = page("past").one("posts", CITY)
    assert (reading.target, reading.verdict) == (None, "plain")
