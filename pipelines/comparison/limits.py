"""Exact limits of the Poisson and the binomial distribution, without a statistics library."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np

_TINY = 1e-300
_STEPS = 100_000
_WINDOW = 12  # standard deviations; beyond them nothing is left that a double could hold


def normal_quantile(probability: float) -> float:
    """The z with that much of the standard normal distribution below it."""
    return NormalDist().inv_cdf(probability)


def two_sided(z: float) -> float:
    """The share of the standard normal distribution farther from zero than `z`."""
    return math.erfc(abs(z) / math.sqrt(2))


def gamma_below(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function: series below the mean, continued fraction above it."""
    if x <= 0:
        return 0.0
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    return scale * _series(shape, x) if x < shape + 1 else 1 - scale * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for n in range(1, _STEPS):
        term *= x / (shape + n)
        total += term
        if term < total * 1e-17:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    """Lentz's method."""
    b = x + 1 - shape
    c, d = 1 / _TINY, 1 / b
    value = d
    for n in range(1, _STEPS):
        a = -n * (n - shape)
        b += 2
        d = 1 / (a * d + b or _TINY)
        c = b + a / c or _TINY
        value *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return value


@lru_cache(maxsize=8192)
def gamma_quantile(probability: float, shape: float) -> float:
    """The x with `gamma_below(shape, x) = probability`: half a chi-square quantile of twice `shape` degrees."""
    z, ninth = normal_quantile(probability), 1 / (9 * shape)
    x = max(shape * (1 - ninth + z * math.sqrt(ninth)) ** 3, 1e-12 * shape)
    low, high = 0.0, math.inf
    for _ in range(200):
        gap = gamma_below(shape, x) - probability
        low, high = (low, x) if gap > 0 else (x, high)
        density = math.exp((shape - 1) * math.log(x) - x - math.lgamma(shape))
        step = x - gap / density if density > 0 else math.inf
        if not low < step < high:
            step = (low + high) / 2 if math.isfinite(high) else 2 * x
        if abs(step - x) <= 1e-15 * x:
            return step
        x = step
    return x


def poisson_limits(count: float, confidence: float) -> tuple[float, float]:
    """The exact limits of a Poisson mean of which `count` was seen (Garwood); `count` need not be whole."""
    tail = (1 - confidence) / 2
    low = gamma_quantile(tail, count) if count > 0 else 0.0
    return low, gamma_quantile(1 - tail, count + 1)


@lru_cache(maxsize=8192)
def binomial_limits(of: int, share: float, confidence: float) -> tuple[float, float]:
    """Limits of the share seen among `of` when the true one is `share`: outside them lies at most a tail on each side.

    Between two whole numbers the limit is interpolated by the tail (Spiegelhalter 2005, appendix), so the curve is
    smooth and yet a count is outside exactly when its tail is smaller than allowed; failures mirror successes.
    """
    if of == 0 or share in (0.0, 1.0):
        return (share, share) if of else (0.0, 1.0)
    tail = (1 - confidence) / 2
    low = _least(of, share, tail) / of
    high = 1 - _least(of, 1 - share, tail) / of
    return low, high


def _least(of: int, share: float, tail: float) -> float:
    """The smallest count that is not too few, interpolated; at least 0."""
    spread = _WINDOW * math.sqrt(of * share * (1 - share)) + _WINDOW
    first, last = max(0, math.floor(of * share - spread)), min(of, math.ceil(of * share + spread))
    counts = np.arange(first, last + 1, dtype=np.float64)
    ratio = np.log((of - counts[1:] + 1) / counts[1:]) + math.log(share / (1 - share))
    logs = np.concatenate(([0.0], np.cumsum(ratio)))
    weights = np.exp(logs - logs.max())
    below = np.cumsum(weights) / weights.sum()
    at = int(np.searchsorted(below, tail))
    before = float(below[at - 1]) if at else 0.0
    return max(0.0, first + at - (float(below[at]) - tail) / (float(below[at]) - before))
