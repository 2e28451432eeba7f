"""How much a service point counts with the cost of getting there: weight functions by their names in the field."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from pipelines.access.costs import Floats

Decay = Callable[[Floats], Floats]

LUO_QI = (1.0, 0.68, 0.22)


def binary(cutoff: float) -> Decay:
    """1 up to the cut-off, 0 beyond. Source: Luo & Wang 2003.

    >>> binary(15)(np.array([0.0, 15.0, 15.1])).tolist()
    [1.0, 1.0, 0.0]
    """
    return step({cutoff: 1.0})


def step(weights: Mapping[float, float]) -> Decay:
    """The weight of the first zone whose upper bound is not below the cost, 0 beyond the last: {bound: weight}.

    Source: Luo & Qi 2009, whose weights of three zones are 1, 0.68 and 0.22 (`LUO_QI`).

    >>> step({20: 1, 40: 0.68, 60: 0.22})(np.array([20.0, 30.0, 60.0, 61.0])).tolist()
    [1.0, 0.68, 0.22, 0.0]
    """
    zones = sorted(weights.items(), reverse=True)
    if not zones or any(weight < 0 for _, weight in zones):
        raise ValueError("a step decay needs at least one zone, and no weight below zero")

    def weigh(cost: Floats) -> Floats:
        found = np.zeros_like(cost)
        for bound, weight in zones:
            np.copyto(found, weight, where=cost <= bound)
        return found

    return weigh


def gaussian(sigma: float, cutoff: float = math.inf) -> Decay:
    """exp(−c² / 2σ²), 0 beyond the cut-off; 0.607 at σ. Source: Dai 2010, Kwan 1998.

    >>> gaussian(20)(np.array([20.0, 40.0])).round(8).tolist()
    [0.60653066, 0.13533528]
    """
    scale = -0.5 / _positive(sigma) ** 2

    def weigh(cost: Floats) -> Floats:
        weights = np.square(cost)
        weights *= scale
        return _cut(np.exp(weights, out=weights), cost, cutoff)

    return weigh


def exponential(beta: float, cutoff: float = math.inf) -> Decay:
    """exp(−βc), 0 beyond the cut-off. Source: Wilson 1971.

    >>> exponential(0.1)(np.array([0.0, 10.0])).round(6).tolist()
    [1.0, 0.367879]
    """
    rate = -_positive(beta)

    def weigh(cost: Floats) -> Floats:
        weights = cost * rate
        return _cut(np.exp(weights, out=weights), cost, cutoff)

    return weigh


def power(scale: float, alpha: float, least: float, cutoff: float = math.inf) -> Decay:
    """(max(c, least) / scale)^−α, 0 beyond the cut-off; `least` keeps a cost of zero finite. Source: Hansen 1959.

    >>> power(20, 2, 1)(np.array([0.0, 2.0, 40.0])).round(6).tolist()
    [400.0, 100.0, 0.25]
    """
    size, floor, exponent = _positive(scale), _positive(least), -_positive(alpha)
    return lambda cost: _cut((np.maximum(cost, floor) / size) ** exponent, cost, cutoff)


def _cut(weights: Floats, cost: Floats, cutoff: float) -> Floats:
    if cutoff < math.inf:
        weights *= cost <= cutoff
    return weights


def _positive(number: float) -> float:
    if not 0 < number < math.inf:
        raise ValueError("a parameter of a decay must be above zero and finite")
    return number
