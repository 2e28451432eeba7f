"""How far chance in few cases moves a measure: every unit's count drawn anew from its own base, seeded.

For values that are a count over a base. The observed spread already holds such chance, and drawing adds it once more,
so drawn figures lie too high: the interval turns the draws round the observed figure (basic bootstrap), and
`alike` tells how much spread there would be if all units truly had the same rate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipelines.inequality.population import Floats, Measured, Numbers, floats, same_length
from pipelines.inequality.resampling import CONFIDENCE, RUNS, SEED, Interval, spanned

_MOST = 1e18  # what fits a whole number
Kind = Literal["share", "rate"]  # a share counts a yes or no of each of its base, a rate events against a base


@dataclass(frozen=True, slots=True)
class Alike:
    """`observed`, what it is `by_chance` on average where all are truly alike, and how often as much then (`p`)."""

    observed: Measured
    by_chance: float | None
    p: float | None
    runs: int


def redrawn(count: Numbers, base: Numbers, kind: Kind, runs: int = RUNS, seed: int = SEED) -> Floats:
    """Rates drawn anew (runs × units): binomial for a share, Poisson for a rate, each around the unit's own rate.

    NaN where the count or the base is missing or the base is zero. Raises `ValueError` for columns of unequal length,
    for a count or base below zero or beyond what can be drawn, and for a share of more than all or of part of a unit.
    """
    k, n = _columns(count, base, kind)
    return _draws(np.divide(k, n, out=np.full_like(n, np.nan), where=n > 0), n, kind, runs, seed)


def redrawn_alike(count: Numbers, base: Numbers, kind: Kind, runs: int = RUNS, seed: int = SEED) -> Floats:
    """The same, each around the one rate of all units together."""
    k, n = _columns(count, base, kind)
    known = ~(np.isnan(k) | np.isnan(n)) & (n > 0)
    common = k[known].sum() / n[known].sum() if known.any() else np.nan
    return _draws(np.where(known, common, np.nan), n, kind, runs, seed)


def interval_by_chance(
    measure: Callable[[Floats], Measured], observed: Measured, rates: Floats, confidence: float = CONFIDENCE
) -> Interval:
    """The basic interval of any measure from `redrawn` rates: twice the observed figure minus the draws' percentiles.

    It can reach below what the measure can be: where no draw is below zero the low end is not either.
    Source: Davison & Hinkley 1997, 5.2.
    """
    taken = _taken(measure, rates)
    drawn = spanned(taken, confidence)
    if drawn.low is None or drawn.high is None or observed.value is None:
        return Interval(None, None, drawn.runs, drawn.failed)
    low, high = 2 * observed.value - drawn.high, 2 * observed.value - drawn.low
    floor = -np.inf if observed.value < 0 or (taken < 0).any() else 0.0
    return Interval(max(low, floor), max(high, floor), drawn.runs, drawn.failed)


def alike(measure: Callable[[Floats], Measured], observed: Measured, rates: Floats) -> Alike:
    """The observed figure against that of `redrawn_alike` rates; p = (1 + runs with as much) ÷ (1 + runs)."""
    taken = _taken(measure, rates)
    taken = taken[~np.isnan(taken)]
    if observed.value is None or not len(taken):
        return Alike(observed, None, None, len(rates))
    as_much = int((taken >= observed.value).sum())
    return Alike(observed, float(taken.mean()), (1 + as_much) / (1 + len(taken)), len(rates))


def _columns(count: Numbers, base: Numbers, kind: Kind) -> tuple[Floats, Floats]:
    k, n = floats(count), floats(base)
    same_length(k, n)
    if (np.minimum(k, n) < 0).any() or (np.maximum(k, n) > _MOST).any():
        raise ValueError(f"counts and their bases lie between zero and {_MOST:.0e}")
    if kind == "share" and ((k > n) & (n > 0) | (n % 1 > 0)).any():
        raise ValueError("a share is a count of no more than its base, and its base a whole number")
    return k, n


def _draws(rate: Floats, base: Floats, kind: Kind, runs: int, seed: int) -> Floats:
    generator = np.random.default_rng(seed)
    known = ~np.isnan(rate) & (base > 0)
    n = np.where(known, base, 1.0)
    p = np.where(known, rate, 0.0)
    size = (runs, len(n))
    count = generator.binomial(n.astype(np.int64), p, size) if kind == "share" else generator.poisson(p * n, size)
    return np.where(known, count / n, np.nan)


def _taken(measure: Callable[[Floats], Measured], rates: Floats) -> Floats:
    found = [measure(run).value for run in rates]
    return np.array([np.nan if one is None else one for one in found], dtype=np.float64)
