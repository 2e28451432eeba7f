"""Intervals and differences against published values, exact sums, and the SQL that fills the release."""

from __future__ import annotations

import math
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.comparison.differences import of_rates, of_shares, ratio_of_rates
from pipelines.comparison.intervals import byar, wilson
from pipelines.comparison.limits import binomial_limits, gamma_below, poisson_limits

SQL = Path(__file__).parents[2] / "pipelines" / "indicators" / "intervals.sql"
COUNTS = [(k, n) for n in (1, 2, 5, 16, 97, 1250) for k in {0, 1, n // 3, n - 1, n}]


def intervals_of_the_release(method: str, pairs: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """What `intervals.sql` makes of counts and bases."""
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE indicators AS SELECT 'x' AS id, 'ratio' AS kind, 1.0 AS multiplier, FALSE AS bounds,"
            " ? AS interval, 1 AS position",
            [method],
        )
        con.execute(
            "CREATE TABLE rolled (indicator VARCHAR, period VARCHAR, level VARCHAR, unit_code VARCHAR, split VARCHAR,"
            " split_value VARCHAR, numerator DOUBLE, denominator DOUBLE, median DOUBLE, smallest DOUBLE,"
            " largest DOUBLE, reported BIGINT, expected BIGINT, not_applicable BIGINT)"
        )
        for at, (count, base) in enumerate(pairs):
            row = ["x", "2011Q2", "town", f"{at:04}", "all", "all", count, base, None, None, None, 1, 1, 0]
            con.execute(f"INSERT INTO rolled VALUES ({', '.join('?' * len(row))})", row)
        found = con.execute(f"SELECT unit_code, lower, upper FROM ({SQL.read_text(encoding='utf-8')})").fetchall()
    return [(low, high) for _, low, high in sorted(found)]


def test_wilson_gives_what_the_release_holds() -> None:
    for (count, of), (low, high) in zip(COUNTS, intervals_of_the_release("wilson", COUNTS), strict=True):
        mine = wilson(count, of)
        assert (mine.low, mine.high) == pytest.approx((low, high), rel=1e-12, abs=1e-12)


def test_byar_gives_what_the_release_holds() -> None:
    pairs = [(k, 1000) for k in (*range(15), 65, 999, 4321)]
    for (count, base), (low, high) in zip(pairs, intervals_of_the_release("byar", pairs), strict=True):
        mine = byar(count, base)
        assert (mine.low, mine.high) == pytest.approx((low, high), rel=1e-12, abs=1e-12)


def test_the_published_examples_of_public_health_england() -> None:
    """PHEindicatormethods, tests: 65 of 100, and 65 events."""
    assert (wilson(65, 100).low, wilson(65, 100).high) == pytest.approx((0.552544433, 0.736357518), abs=5e-10)
    assert (byar(65).low, byar(65).high) == pytest.approx((50.16318771, 82.84913855), abs=5e-9)


# Newcombe 1998 (Statistics in Medicine 17, 873–890), Table II, method 10.
NEWCOMBE = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0000),
    ((10, 10), (0, 10), 0.6075, 1.0000),
]


@pytest.mark.parametrize(("first", "second", "low", "high"), NEWCOMBE)
def test_newcombes_own_table(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    found = of_shares(first, second)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5.1e-5)


def test_a_difference_is_clear_when_its_interval_leaves_out_zero() -> None:
    assert of_shares((56, 70), (48, 80)).is_clear
    assert not of_shares((5, 56), (0, 29)).is_clear


share = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
rate = st.tuples(st.integers(0, 400), st.integers(1, 10_000))


@given(share, share)
def test_swapping_the_units_turns_the_difference_round(first: tuple[int, int], second: tuple[int, int]) -> None:
    there, back = of_shares(first, second), of_shares(second, first)
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low), abs=1e-12)
    assert there.low <= there.value + 1e-12
    assert there.value <= there.high + 1e-12


@given(share)
def test_ten_times_the_units_narrow_the_interval(counted: tuple[int, int]) -> None:
    count, of = counted
    assert wilson(10 * count, 10 * of).width < wilson(count, of).width
    assert byar(10 * count, 10 * of).width < byar(count, of).width


@given(share)
def test_those_without_mirror_those_with(counted: tuple[int, int]) -> None:
    count, of = counted
    there, back = wilson(count, of), wilson(of - count, of)
    assert (there.low, there.high) == pytest.approx((1 - back.high, 1 - back.low), abs=1e-12)


@given(rate, rate)
def test_a_ratio_of_rates_turns_round_too(first: tuple[int, int], second: tuple[int, int]) -> None:
    there, back = ratio_of_rates(first, second), ratio_of_rates(second, first)
    if there is None or back is None:
        assert 0 in (first[0], second[0])
        return
    assert there.value * back.value == pytest.approx(1)
    assert there.low * back.high == pytest.approx(1)


def test_a_ratio_to_nothing_is_not_said() -> None:
    assert ratio_of_rates((3, 10), (0, 10)) is None


def test_rates_alike_are_not_apart_and_rates_far_apart_are() -> None:
    assert not of_rates((10, 1000), (12, 1000)).is_clear
    assert of_rates((10, 1000), (50, 1000)).is_clear


def poisson_below(count: int, mean: float) -> float:
    """P(X ≤ count), term by term."""
    return math.fsum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(count + 1))


@pytest.mark.parametrize("count", [0, 1, 3, 9, 40, 300])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_exact_poisson_limits_leave_a_tail_on_each_side(count: int, confidence: float) -> None:
    low, high = poisson_limits(count, confidence)
    tail = (1 - confidence) / 2
    assert poisson_below(count, high) == pytest.approx(tail, rel=1e-9)
    if count:
        assert 1 - poisson_below(count - 1, low) == pytest.approx(tail, rel=1e-8)


@pytest.mark.parametrize("shape", [0.5, 3.0, 60.0, 5000.0])
def test_the_gamma_function_grows_from_nothing_to_one(shape: float) -> None:
    values = [gamma_below(shape, shape * part) for part in (0, 0.5, 0.99, 1, 1.01, 2, 20)]
    assert values == sorted(values)
    assert (values[0], values[-1]) == (0.0, pytest.approx(1.0, abs=1e-4))


def binomial_below(count: int, of: int, chance: float) -> float:
    """P(X ≤ count), term by term."""
    return math.fsum(math.comb(of, n) * chance**n * (1 - chance) ** (of - n) for n in range(count + 1))


@pytest.mark.parametrize("of", [1, 4, 10, 37, 120])
@pytest.mark.parametrize("chance", [0.03, 0.5, 0.86])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_a_count_is_outside_exactly_when_its_tail_is_too_small(of: int, chance: float, confidence: float) -> None:
    low, high = binomial_limits(of, chance, confidence)
    tail = (1 - confidence) / 2
    for count in range(of + 1):
        assert (count / of < low - 1e-12) == (binomial_below(count, of, chance) < tail)
        above = 1 - binomial_below(count - 1, of, chance) if count else 1.0
        assert (count / of > high + 1e-12) == (above < tail)


def test_limits_of_a_certain_share_are_that_share() -> None:
    assert binomial_limits(12, 1.0, 0.95) == (1.0, 1.0)
    assert binomial_limits(12, 0.0, 0.95) == (0.0, 0.0)
