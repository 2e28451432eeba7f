"""Questions about figures: what is asked of short series of small counts, and what is not."""

from __future__ import annotations

import doctest
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import comb
from statistics import median
from typing import Any

import polars as pl
import pytest

from pipelines.intake.checks import chance as chance_module
from pipelines.intake.checks.chance import chance
from pipelines.intake.checks.cross_outliers import jumped, slipped_unit, unlike_before, unlike_peers
from pipelines.intake.checks.seen import Seen
from pipelines.intake.checks.sender import nowhere
from pipelines.programme.model import Field, Form, Words

NOTHING = Words("", "")
NOW = "2012Q2"
FIELDS = (
    Field("period", NOTHING, "string"),
    Field("place", NOTHING, "string", prefill="key"),
    Field("cases", NOTHING, "integer"),
    Field("people", NOTHING, "integer"),
    Field("hired", NOTHING, "integer", prefill="year"),
    Field("money", NOTHING, "number", scale=2),
)
FORM = Form("T77", NOTHING, 1, NOTHING, "quarter", False, ("period", "place"), FIELDS, (), None, (), NOTHING)
BEFORE = {"form": "T77", "fields": ["cases"], "quarters": 3, "change": 5, "times": 3, "alpha": 0.001}
STEP = {"form": "T77", "fields": ["people"], "quarters": 2, "change": 5, "times": 4, "share": 0.5}
UNIT = {"form": "T77", "fields": ["money"], "factors": [10000], "within": 0.25, "least": 100}
DIGIT = UNIT | {"factors": [10, 100, 1000], "within": 0.01, "least": 10}
PEERS = {"form": "T77", "field": "people", "on": "place", "per": "T77.cases", "base": 1, "group": 8, "times": 3}


def seen(name: str, now: Any, earlier: Mapping[str, Any]) -> Seen:
    """One place's value of one field now, and in earlier quarters."""
    return of_places(
        [{name: now}], [{"period": period, "place": "p0", name: value} for period, value in earlier.items()]
    )


def of_places(now: Sequence[Mapping[str, Any]], earlier: Sequence[Mapping[str, Any]] = ()) -> Seen:
    """Places p0, p1, … with their rows now, and rows accepted before."""
    types = {"integer": pl.Int64(), "number": pl.Decimal(14, 2)}
    schema = {one.name: types.get(one.kind, pl.String()) for one in FIELDS}
    flags = [pl.lit(False).alias(f"{one.name}{sign}") for one in FIELDS for sign in "?~"]
    rows = [{"period": NOW, "place": f"p{number}"} | dict(row) for number, row in enumerate(now)]
    sent = pl.DataFrame(rows, schema=schema).with_columns(pl.int_range(4, 4 + pl.len()).alias("row"), *flags)
    kept = pl.DataFrame(list(earlier), schema=schema)
    return Seen(NOW, "2010Q3", {"T77": FORM}, {"T77": sent}, {"T77": kept}, nowhere, {})


def quarters_before(values: Sequence[Any]) -> dict[str, Any]:
    """The values as those of the quarters before this one, the last one last."""
    names = [f"{year}Q{quarter}" for year in (2009, 2010, 2011) for quarter in (1, 2, 3, 4)] + ["2012Q1"]
    return dict(zip(names[-len(values) :], values, strict=True)) if values else {}


def asked(kind: Any, params: Mapping[str, Any], at: Seen) -> list[Mapping[str, Any]]:
    """What is asked, with what the message can name."""
    return [row for broken in kind(params, at) for row in broken.rows.to_dicts()]


def exactly(now: int, earlier: Sequence[int]) -> Fraction:
    """The chance by the definition, in whole numbers."""
    total, share = sum(earlier) + now, Fraction(1, len(earlier) + 1)
    weights = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    return min(Fraction(1), 2 * min(sum(weights[now:], Fraction(0)), sum(weights[: now + 1], Fraction(0))))


def test_the_known_cases_hold() -> None:
    assert doctest.testmod(chance_module).failed == 0


@pytest.mark.parametrize("earlier", [[0], [0, 0, 0], [3, 2, 4, 3], [1, 0, 7], [20, 18, 25, 30, 22]])
def test_chance_is_what_the_definition_says(earlier: list[int]) -> None:
    for now in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55):
        assert chance(now, earlier) == pytest.approx(float(exactly(now, earlier)), rel=1e-9)


def test_large_counts_have_a_chance_too() -> None:
    assert chance(100_000, [100_000] * 4) > 0.9
    assert chance(1_000_000, [100_000] * 4) == 0


COUNTS = [
    ([3, 2, 4, 3], 15, True),
    ([3, 2, 4, 3], 30, True),
    ([3, 2, 4, 3], 7, False),
    ([0, 0, 0], 2, False),
    ([0, 0, 0], 9, True),
    ([40, 38, 44, 41], 4, True),
    ([3, 20, 5, 18], 30, False),
    ([3, 2], 30, False),
    ([3, None, 2, None], 30, False),
    ([3, None, 2, 4], 30, True),
    ([3, 2, 4, 3], None, False),
]


@pytest.mark.parametrize(("earlier", "now", "wanted"), COUNTS)
def test_a_count_is_asked_about_when_neither_chance_nor_habit_explains_it(
    earlier: list[int | None], now: int | None, wanted: bool
) -> None:
    found = asked(unlike_before, BEFORE, seen("cases", now, quarters_before(earlier)))
    told = [one for one in earlier if one is not None]
    assert found == ([{"row": 4, "key": "p0", "now": now, "earlier": told}] if wanted else [])


def test_the_question_is_what_a_slow_reading_of_its_rule_asks() -> None:
    for now, *earlier in product((0, 4, 11, 40), (0, 3, 9), (2, 9), (3, 12)):
        usual = median(earlier)
        off, swing = abs(now - usual), max(abs(one - usual) for one in earlier)
        slow = off >= 5 and off > 3 * swing and exactly(now, earlier) < Fraction(1, 1000)
        assert bool(asked(unlike_before, BEFORE, seen("cases", now, quarters_before(earlier)))) == slow


@pytest.mark.parametrize(("people", "wanted"), [(2, True), (1, True), (8, False), (None, True)])
def test_more_places_are_expected_to_count_more(people: int | None, wanted: bool) -> None:
    past = [{"period": f"2011Q{n}", "place": "p0", "cases": 4 + n % 2, "people": 2} for n in (1, 2, 3, 4)]
    params = BEFORE | {"grows_with": "people"}
    assert bool(asked(unlike_before, params, of_places([{"cases": 20, "people": people}], past))) == wanted


def test_only_the_last_eight_values_count() -> None:
    assert asked(unlike_before, BEFORE, seen("cases", 30, quarters_before([90, *[3, 2, 4, 3] * 2])))


def test_of_a_total_since_january_each_quarter_is_compared() -> None:
    params = BEFORE | {"fields": ["hired"]}
    steady = {"2011Q1": 3, "2011Q2": 6, "2011Q3": 9, "2011Q4": 12, "2012Q1": 3}
    assert asked(unlike_before, params, seen("hired", 7, steady)) == []
    (found,) = asked(unlike_before, params, seen("hired", 33, steady))
    assert (found["now"], found["earlier"]) == (30, [3, 3, 3, 3, 3])
    gap = {period: total for period, total in steady.items() if period != "2012Q1"}
    assert asked(unlike_before, params, seen("hired", 33, gap)) == []


STEPS = [
    ([12, 12, 12], 21, True),
    ([21, 21, 21], 12, True),
    ([3, 3], 30, True),
    ([3, 3], 4, False),
    ([12, 13], 16, False),
    ([12, 13], 17, False),
    ([4, 10, 16, 22], 28, False),
    ([12], 21, False),
    ([12, None, 12], 21, True),
    ([0, 0], 6, True),
]


@pytest.mark.parametrize(("earlier", "now", "wanted"), STEPS)
def test_a_stock_is_asked_about_when_it_jumps(earlier: list[int | None], now: int, wanted: bool) -> None:
    assert bool(asked(jumped, STEP, seen("people", now, quarters_before(earlier)))) == wanted


AMOUNTS = [
    (UNIT, "500", "5000000", 10000),
    (UNIT, "500", "5900000", 10000),
    (UNIT, "5000000", "480", 10000),
    (UNIT, "500", "5000", None),
    (UNIT, "0", "5000", None),
    (UNIT, "0.01", "90", None),
    (DIGIT, "500", "5000", 10),
    (DIGIT, "500", "5", 100),
    (DIGIT, "500", "5200", None),
    (DIGIT, "0.50", "5", None),
]


@pytest.mark.parametrize(("params", "before", "now", "factor"), AMOUNTS)
def test_an_amount_just_so_many_times_the_last_is_asked_about(
    params: Mapping[str, Any], before: str, now: str, factor: int | None
) -> None:
    past = {"2011Q2": Decimal(77), "2011Q4": Decimal(before), "2012Q1": None}
    found = asked(slipped_unit, params, seen("money", Decimal(now), past))
    assert [one["factor"] for one in found] == ([factor] if factor else [])


def test_a_ratio_far_from_the_neighbours_is_asked_about() -> None:
    usual = [{"people": 300 + number, "cases": 100} for number in range(8)]
    (found,) = asked(unlike_peers, PEERS, of_places([*usual, {"people": 3010, "cases": 100}]))
    assert found == {
        "row": 12, "key": "p8", "value": 3010, "per": 100, "ratio": 30.1, "low": 3.02, "high": 3.06, "count": 8
    }  # fmt: skip
    assert asked(unlike_peers, PEERS, of_places([*usual, {"people": 700, "cases": 100}])) == []
    assert asked(unlike_peers, PEERS, of_places([*usual[:7], {"people": 3010, "cases": 100}])) == []
    assert asked(unlike_peers, PEERS, of_places([*usual, {"people": 3010, "cases": 0}])) == []


def test_neighbours_who_differ_widely_are_not_asked_about() -> None:
    wide = [{"people": 100 * 2**number, "cases": 100} for number in range(9)]
    assert asked(unlike_peers, PEERS, of_places([*wide, {"people": 100 * 2**9, "cases": 100}])) == []
