"""Intervals: Wilson's for shares, Byar's for rates, exact Poisson limits for counts below ten.

The reference figures are Public Health England's published examples for 65 of 100.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

import duckdb
import pytest

import pipelines.indicators

INTERVALS = (Path(pipelines.indicators.__file__).parent / "intervals.sql").read_text(encoding="utf-8")
EXACT = re.findall(r"\((\d), ([\d.]+), ([\d.]+)\)", INTERVALS)


def interval(method: str, numerator: float, denominator: float) -> tuple[float, float]:
    """The interval that the engine gives to one row."""
    with duckdb.connect() as con:
        con.execute(
            """CREATE TABLE rolled AS SELECT 'x' AS indicator, '2011Q1' AS period, 'city' AS level, '1' AS unit_code,
            'all' AS split, 'all' AS split_value, $1::DOUBLE AS numerator, $2::DOUBLE AS denominator,
            NULL::DOUBLE AS median, NULL::DOUBLE AS smallest, NULL::DOUBLE AS largest,
            1 AS reported, 1 AS expected, 0 AS not_applicable""",
            [numerator, denominator],
        )
        con.execute(
            """CREATE TABLE indicators AS SELECT 'x' AS id, 'ratio' AS kind, 1.0 AS multiplier, FALSE AS bounds,
            $1 AS interval, 1 AS position""",
            [method],
        )
        return con.execute(f"SELECT lower, upper FROM ({INTERVALS})").fetchone()


def test_wilson_of_65_of_100():
    assert interval("wilson", 65, 100) == pytest.approx((0.552544433, 0.736357518), abs=1e-9)


def test_byar_of_a_count_of_65():
    assert interval("byar", 65, 1) == pytest.approx((50.16318771, 82.84913855), abs=1e-8)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"), [(13, 16, 0.57, 0.934), (16, 16, 0.806, 1), (0, 5, 0, 0.434), (0, 1, 0, 0.793)]
)
def test_wilson_stays_between_nothing_and_everything(x: int, n: int, low: float, high: float):
    found = interval("wilson", x, n)
    assert found == pytest.approx((low, high), abs=5e-4)
    assert found[0] >= 0 and found[1] <= 1


def test_no_interval_without_a_denominator():
    assert interval("wilson", 0, 0) == (None, None)
    assert interval("byar", 0, 0) == (None, None)


def test_no_interval_unless_the_definition_asks_for_one():
    assert interval("none", 65, 100) == (None, None)


@pytest.mark.parametrize(("count", "low", "high"), EXACT)
def test_small_counts_have_exact_poisson_limits(count: str, low: str, high: str):
    def at_most(k: int, mean: float) -> float:
        return sum(math.exp(-mean) * mean**n / math.factorial(n) for n in range(k + 1))

    k = int(count)
    assert at_most(k, float(high)) == pytest.approx(0.025, abs=1e-12)
    assert float(low) == 0 if k == 0 else 1 - at_most(k - 1, float(low)) == pytest.approx(0.025, abs=1e-12)
    assert interval("byar", k, 2) == pytest.approx((float(low) / 2, float(high) / 2), abs=1e-12)


def test_exact_limits_meet_byar_at_ten():
    assert len(EXACT) == 10
    assert interval("byar", 10, 1) == pytest.approx((4.7954, 18.3904), abs=0.01)
