"""Ranks with intervals and tiers: against a slow version, and what must hold."""

from __future__ import annotations

import random

import pytest

from pipelines.comparison.counted import Counted
from pipelines.comparison.ranks import ranks

APART = [Counted("low", 100, 1000), Counted("mid", 500, 1000), Counted("high", 900, 1000)]


def test_units_far_apart_have_one_rank_each_and_a_tier_each() -> None:
    found = {one.code: (one.best, one.worst, one.tier) for one in ranks(APART, "share", high_is_good=True)}
    assert found == {"high": (1, 1, 1), "mid": (2, 2, 2), "low": (3, 3, 3)}


def test_where_less_is_better_the_ranks_turn_round() -> None:
    found = {one.code: one.tier for one in ranks(APART, "share", high_is_good=False)}
    assert found == {"low": 1, "mid": 2, "high": 3}


def test_a_few_units_cannot_be_told_apart() -> None:
    """13, 14 and 15 of 16 centres: any could be first."""
    found = ranks([Counted(str(k), k, 16) for k in (13, 14, 15)], "share", high_is_good=True)
    assert {one.tier for one in found} == {1}
    assert all((one.best, one.worst) == (1, 3) for one in found)


def test_alike_units_share_their_ranks_and_the_order_given_changes_nothing() -> None:
    units = [Counted("a", 8, 10), Counted("b", 8, 10), *(Counted(f"u{n}", n, 12) for n in range(8))]
    mixed = random.Random(3).sample(units, len(units))
    here = {one.code: one for one in ranks(units, "share", high_is_good=True)}
    there = {one.code: one for one in ranks(mixed, "share", high_is_good=True)}
    assert here == there
    assert (here["a"].best, here["a"].worst) == (here["b"].best, here["b"].worst)


def test_ten_times_the_counts_narrow_the_ranks() -> None:
    pairs = [(40, 100), (50, 100), (55, 100), (60, 100), (75, 100)]
    small, large = (
        ranks([Counted(str(n), k * by, of * by) for n, (k, of) in enumerate(pairs)], "share", high_is_good=True)
        for by in (1, 10)
    )
    assert sum(one.worst - one.best for one in large) < sum(one.worst - one.best for one in small)


def slow_ranks(units: list[Counted], draws: int) -> dict[str, tuple[int, int]]:
    """Draw, sort, count: one draw after the other with the standard library's generator."""
    chance, seen = random.Random(1), {one.code: [] for one in units}
    for _ in range(draws):
        drawn = {one.code: chance.betavariate(one.count + 0.5, one.base - one.count + 0.5) for one in units}
        for place, code in enumerate(sorted(drawn, key=lambda code: -drawn[code]), start=1):
            seen[code].append(place)
    return {code: (sorted(p)[int(0.025 * draws)], sorted(p)[int(0.975 * draws)]) for code, p in seen.items()}


def test_the_same_as_drawing_by_hand() -> None:
    units = [Counted(str(n), k, 60) for n, k in enumerate((20, 30, 35, 45, 57))]
    slow = slow_ranks(units, 4000)
    for one in ranks(units, "share", high_is_good=True):
        assert (one.best, one.worst) == pytest.approx(slow[one.code], abs=1)


def test_rates_are_ranked_too() -> None:
    found = ranks([Counted("few", 5, 10_000), Counted("many", 500, 10_000)], "rate", high_is_good=True)
    assert [(one.code, one.tier) for one in found] == [("few", 2), ("many", 1)]
