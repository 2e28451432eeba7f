"""Ranks with their uncertainty: the ranks a unit could as well have, and the tiers that can be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.comparison.counted import Counted, Method
from pipelines.comparison.intervals import CONFIDENCE

SEED = 20100710
DRAWS = 4000
_PRIOR = 0.5  # Jeffreys' prior for a share and for a rate


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit: the middle rank and the ranks from `best` to `worst` that hold 95 % of it; 1 is the best; its tier."""

    code: str
    rank: float
    best: int
    worst: int
    tier: int


def ranks(units: Sequence[Counted], method: Method, *, high_is_good: bool, draws: int = DRAWS) -> list[Ranked]:
    """The units' ranks, in the order given.

    Simulated from the posterior of each unit (Beta for shares, Gamma for rates, Jeffreys' prior) with a fixed seed:
    the same figures give the same ranks, in whatever order they come, and units with the same figures share one rank.
    A tier ends only where no rank of those above reaches into those below.
    """
    found = _simulated(units, method, high_is_good, draws)
    tier_of = _tiers(set(found.values()))
    return [Ranked(one.code, *found[_figures(one)], tier_of[found[_figures(one)]]) for one in units]


Span = tuple[float, int, int]


def _figures(one: Counted) -> tuple[float, float]:
    return one.count, one.base


def _simulated(
    units: Sequence[Counted], method: Method, high_is_good: bool, draws: int
) -> dict[tuple[float, float], Span]:
    """Middle, best and worst rank for each pair of figures."""
    figures = sorted(map(_figures, units))
    drawn = _posterior(np.array(figures, dtype=np.float64), method, draws)
    order = np.argsort(-drawn if high_is_good else drawn, axis=1)
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(1, len(figures) + 1)[np.newaxis, :], axis=1)
    tail = (1 - CONFIDENCE) / 2
    spans: dict[tuple[float, float], Span] = {}
    for pair in dict.fromkeys(figures):
        alike = [n for n, one in enumerate(figures) if one == pair]
        best, middle, worst = np.quantile(places[:, alike], (tail, 0.5, 1 - tail))
        spans[pair] = (float(middle), int(np.floor(best)), int(np.ceil(worst)))
    return spans


def _posterior(figures: npt.NDArray[np.float64], method: Method, draws: int) -> npt.NDArray[np.float64]:
    generator = np.random.default_rng(SEED)
    count, base = figures[:, 0], figures[:, 1]
    size = (draws, len(figures))
    if method == "share":
        return generator.beta(count + _PRIOR, base - count + _PRIOR, size)
    return generator.gamma(count + _PRIOR, 1.0, size) / base


def _tiers(spans: set[Span]) -> dict[Span, int]:
    """From the best: a new tier opens where every rank so far is better than every rank to come."""
    ordered = sorted(spans)
    tiers: dict[Span, int] = {}
    tier, reach = 1, 0
    for n, span in enumerate(ordered):
        if n and reach < min(best for _, best, _ in ordered[n:]):
            tier += 1
        tiers[span] = tier
        reach = max(reach, span[2])
    return tiers
