"""Recent trend: did the last periods go one way beyond chance? One test per kind of figure, one verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipelines.comparison.limits import two_sided

LEAST, MOST = 5, 8  # points: fewer say nothing, older ones are not recent
ENOUGH = 5  # events, and for shares non-events, that the normal approximation needs
SIGNIFICANCE = 0.05

Rule = Literal["cochran_armitage", "poisson_trend", "mann_kendall"]
Verdict = Literal["improving", "worsening", "increasing", "decreasing", "no_clear_change", "too_few_points"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One period: when (a number, one step per quarter), the value, and the count and base behind it if it has them."""

    at: int
    value: float
    count: float | None = None
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """The verdict, with the p-value, how many points it rests on, and the rule that gave it."""

    verdict: Verdict
    p: float | None
    points: int
    rule: Rule


def recent_trend(
    moments: Sequence[Moment], rule: Rule, direction: str = "neutral", significance: float = SIGNIFICANCE
) -> Trend:
    """The trend over the last eight moments at most; fewer than five have none.

    Two-sided at 5 %: a page shows one verdict per unit, so about one unit in twenty moves by chance alone, which the
    page says; a stricter level could never be reached with five points and no counts (smallest p is 1/60). With fewer
    than five events or non-events in all the chi-square does not hold, and the exact Mann–Kendall test stands in.
    The tests take periods as independent: a stock that hardly turns over moves less than they allow for.
    """
    recent = sorted(moments, key=lambda one: one.at)[-MOST:]
    if len(recent) < LEAST:
        return Trend("too_few_points", None, len(recent), rule)
    applied = rule if rule == "mann_kendall" or _has_enough(recent, rule) else "mann_kendall"
    score, p = _TESTS[applied](recent)
    return Trend(_verdict(score, p, direction, significance), p, len(recent), applied)


def _has_enough(moments: Sequence[Moment], rule: Rule) -> bool:
    """Whether the normal approximation holds: five events in all, and five non-events where shares are tested."""
    counts, bases = _counted(moments)
    yes, no = sum(counts), sum(bases) - sum(counts)
    return yes >= ENOUGH and (rule == "poisson_trend" or no >= ENOUGH)


def _verdict(score: float, p: float, direction: str, significance: float) -> Verdict:
    if p >= significance or score == 0:
        return "no_clear_change"
    if direction == "neutral":
        return "increasing" if score > 0 else "decreasing"
    return "improving" if (score > 0) is (direction == "up") else "worsening"


def cochran_armitage(moments: Sequence[Moment]) -> tuple[float, float]:
    """The direction of a trend in shares and its p: chi-square for linear trend, one degree of freedom."""
    counts, bases = _counted(moments)
    share = sum(counts) / sum(bases)
    return _score(moments, counts, bases, share, share * (1 - share))


def poisson_trend(moments: Sequence[Moment]) -> tuple[float, float]:
    """The direction of a trend in rates or counts and its p: the score test of a log-linear Poisson rate."""
    counts, bases = _counted(moments)
    rate = sum(counts) / sum(bases)
    return _score(moments, counts, bases, rate, rate)


def mann_kendall(moments: Sequence[Moment]) -> tuple[float, float]:
    """Rises minus falls over all pairs, and its exact two-sided p, ties included."""
    values = [one.value for one in moments]
    score = sum(_sign(late - early) for n, late in enumerate(values) for early in values[:n])
    return float(score), _kendall_tail(abs(score), tuple(sorted(values.count(one) for one in set(values))))


_TESTS = {"cochran_armitage": cochran_armitage, "poisson_trend": poisson_trend, "mann_kendall": mann_kendall}


def _counted(moments: Sequence[Moment]) -> tuple[list[float], list[float]]:
    return [one.count or 0.0 for one in moments], [one.base or 0.0 for one in moments]


def _score(
    moments: Sequence[Moment], counts: Sequence[float], bases: Sequence[float], level: float, unit_variance: float
) -> tuple[float, float]:
    """Σ x (count − expected) and its p, x being the period's number; both tests differ in the variance only."""
    whole = sum(bases)
    middle = sum(n * one.at for n, one in zip(bases, moments, strict=True)) / whole
    score = sum((one.at - middle) * (k - n * level) for one, k, n in zip(moments, counts, bases, strict=True))
    variance = unit_variance * sum(n * (one.at - middle) ** 2 for n, one in zip(bases, moments, strict=True))
    return (0.0, 1.0) if variance <= 0 else (score, two_sided(score / math.sqrt(variance)))


def _sign(change: float) -> int:
    return (change > 0) - (change < 0)


@lru_cache(maxsize=256)
def _kendall_tail(score: int, ties: tuple[int, ...]) -> float:
    """P(|S| ≥ score) over all orders of the values, of which `ties` are alike.

    The number of orders by inversions is the q-multinomial of the ties; S is the untied pairs minus twice those.
    """
    orders, seen = [1], 0
    for alike in ties:
        seen += alike
        orders = _product(orders, _gaussian(seen, alike))
    pairs = len(orders) - 1
    extreme = sum(many for inversions, many in enumerate(orders) if abs(pairs - 2 * inversions) >= score)
    return extreme / sum(orders)


def _product(left: Sequence[int], right: Sequence[int]) -> list[int]:
    found = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            found[i + j] += a * b
    return found


@lru_cache(maxsize=256)
def _gaussian(of: int, chosen: int) -> tuple[int, ...]:
    """The Gaussian binomial as coefficients: how many ways to place `chosen` among `of`, by inversions."""
    if chosen in (0, of):
        return (1,)
    kept, moved = _gaussian(of - 1, chosen - 1), _gaussian(of - 1, chosen)
    found = [0] * (chosen * (of - chosen) + 1)
    for n, many in enumerate(kept):
        found[n] += many
    for n, many in enumerate(moved):
        found[n + chosen] += many
    return tuple(found)
