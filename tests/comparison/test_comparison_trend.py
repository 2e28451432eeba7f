"""The recent trend against R's example, the published Mann–Kendall table, and slow versions."""

from __future__ import annotations

import math
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.comparison.limits import normal_quantile
from pipelines.comparison.trend import (
    Moment,
    cochran_armitage,
    mann_kendall,
    poisson_trend,
    recent_trend,
)


def shares(counts: list[int], bases: list[int]) -> list[Moment]:
    return [Moment(n, k / of, k, of) for n, (k, of) in enumerate(zip(counts, bases, strict=True))]


def values(*given: float) -> list[Moment]:
    return [Moment(n, one) for n, one in enumerate(given)]


def test_the_smokers_of_r() -> None:
    """R, ?prop.trend.test (Fleiss 1981): X² = 8.2249, df = 1, p = 0.004132, and the share falls."""
    score, p = cochran_armitage(shares([83, 90, 129, 70], [86, 93, 136, 82]))
    assert p == pytest.approx(0.004132, abs=5e-7)
    assert normal_quantile(p / 2) ** 2 == pytest.approx(8.2249, abs=5e-5)
    assert score < 0


# Exact upper tails of S (Hollander & Wolfe 1973, table A.21; Gilbert 1987, table A18), three decimals or more.
KENDALL = {
    4: {2: 0.375, 4: 0.167, 6: 0.042},
    5: {2: 0.408, 4: 0.242, 6: 0.117, 8: 0.042, 10: 0.0083},
    8: {2: 0.452, 4: 0.360, 6: 0.274, 8: 0.199, 10: 0.138, 12: 0.089, 14: 0.054, 16: 0.031, 18: 0.016, 20: 0.0071},
}


def with_score(many: int, score: int) -> list[float]:
    """An order of 0 … many−1 whose rises minus falls is `score`: one value moved down the row at a time."""
    row, falls = list(range(many)), (many * (many - 1) // 2 - score) // 2
    for value in reversed(range(many)):
        step = min(falls, row.index(value))
        at = row.index(value)
        row.insert(at - step, row.pop(at))
        falls -= step
    return [float(one) for one in row]


@pytest.mark.parametrize(("many", "score"), [(n, s) for n, rows in KENDALL.items() for s in rows])
def test_the_exact_table_of_mann_and_kendall(many: int, score: int) -> None:
    found, p = mann_kendall(values(*with_score(many, score)))
    assert found == score
    assert p / 2 == pytest.approx(KENDALL[many][score], abs=6e-4)


def kendall_by_every_order(given: list[float]) -> float:
    def score(row: tuple[float, ...]) -> int:
        return sum((b > a) - (b < a) for n, b in enumerate(row) for a in row[:n])

    seen = abs(score(tuple(given)))
    every = [abs(score(row)) >= seen for row in permutations(given)]
    return sum(every) / len(every)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 4), min_size=5, max_size=6))
def test_with_ties_as_without_the_tail_is_that_of_all_orders(given_values: list[int]) -> None:
    row = [float(one) for one in given_values]
    assert mann_kendall(values(*row))[1] == pytest.approx(kendall_by_every_order(row))


def test_the_poisson_test_is_the_share_test_when_events_are_rare() -> None:
    rare = shares([3, 5, 4, 9, 12], [100_000] * 5)
    assert poisson_trend(rare)[1] == pytest.approx(cochran_armitage(rare)[1], rel=1e-3)


def test_the_poisson_test_by_hand() -> None:
    """1, 2, 3, 4, 5 events on equal bases: score 10, variance 3 × 10 = 30, z = 1.826, p = 0.0679."""
    _, p = poisson_trend([Moment(n, n + 1, n + 1, 1) for n in range(5)])
    assert p == pytest.approx(math.erfc(10 / math.sqrt(30) / math.sqrt(2)))
    assert p == pytest.approx(0.0679, abs=5e-5)


def test_four_points_are_too_few() -> None:
    found = recent_trend(values(1, 2, 3, 4), "mann_kendall")
    assert (found.verdict, found.p, found.points) == ("too_few_points", None, 4)


def test_only_the_last_eight_count() -> None:
    long = shares([100, 100, *[50, 52, 51, 50, 49, 51, 50, 50]], [100] * 10)
    found = recent_trend(long, "cochran_armitage", "up")
    assert (found.verdict, found.points) == ("no_clear_change", 8)


@pytest.mark.parametrize(
    ("direction", "rising", "falling"),
    [("up", "improving", "worsening"), ("down", "worsening", "improving"), ("neutral", "increasing", "decreasing")],
)
def test_what_a_rise_means_depends_on_the_direction(direction: str, rising: str, falling: str) -> None:
    counts = [20, 30, 40, 50, 60]
    up, down = shares(counts, [100] * 5), shares(counts[::-1], [100] * 5)
    assert recent_trend(up, "cochran_armitage", direction).verdict == rising
    assert recent_trend(down, "cochran_armitage", direction).verdict == falling


@pytest.mark.parametrize("rule", ["cochran_armitage", "poisson_trend", "mann_kendall"])
def test_always_the_same_is_no_change(rule: str) -> None:
    found = recent_trend(shares([100] * 6, [100] * 6), rule, "up")
    assert (found.verdict, found.p) == ("no_clear_change", 1.0)


def test_five_rising_medians_are_a_trend_and_four_of_five_are_not() -> None:
    """Exact: 2 of 120 orders are as extreme as five in a row, 10 of 120 as one swap."""
    assert recent_trend(values(1, 2, 3, 4, 5), "mann_kendall").p == pytest.approx(2 / 120)
    assert recent_trend(values(1, 2, 3, 5, 4), "mann_kendall").verdict == "no_clear_change"


def test_the_order_in_which_periods_are_given_changes_nothing() -> None:
    rows = shares([20, 30, 41, 50, 61], [100, 90, 100, 95, 100])
    assert recent_trend(rows[::-1], "cochran_armitage", "up") == recent_trend(rows, "cochran_armitage", "up")


def test_fewer_than_five_cases_are_left_to_the_exact_test() -> None:
    found = recent_trend(shares([0, 0, 0, 0, 1, 1], [40] * 6), "cochran_armitage", "up")
    assert (found.rule, found.verdict) == ("mann_kendall", "no_clear_change")
    assert recent_trend(shares([40, 40, 40, 40, 39, 39], [40] * 6), "cochran_armitage").rule == "mann_kendall"
    assert recent_trend(shares([2, 0, 3, 1, 4], [40] * 5), "poisson_trend").rule == "poisson_trend"
