"""How much a service point counts with the cost of getting there: weight functions by their names in the field."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from pipelines.access.costs import Floats, limit, positive

Decay = Callable[[Floats], Floats]

LUO_QI = (1.0, 0.68, 0.22)
_BLOCK = 16_384


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
    if not zones or not all(bound >= 0 and 0 <= weight < math.inf for bound, weight in zones):
        raise ValueError("a step decay needs at least one zone, and no bound or weight below zero or that is no number")

    def fill(cost: Floats, into: Floats) -> None:
        into.fill(0)
        for bound, weight in zones:
            np.putmask(into, cost <= bound, weight)

    return _in_blocks(fill, zones[0][0])


def gaussian(sigma: float, cutoff: float = math.inf) -> Decay:
    """exp(−c² / 2σ²), 0 beyond the cut-off; 0.607 at σ. Source: Dai 2010, Kwan 1998.

    >>> gaussian(20)(np.array([20.0, 40.0])).round(8).tolist()
    [0.60653066, 0.13533528]
    """
    scale = -0.5 / positive(sigma) ** 2

    def fill(cost: Floats, into: Floats) -> None:
        np.square(cost, out=into)
        into *= scale
        np.exp(into, out=into)

    return _in_blocks(fill, cutoff)


def exponential(beta: float, cutoff: float = math.inf) -> Decay:
    """exp(−βc), 0 beyond the cut-off. Source: Wilson 1971.

    >>> exponential(0.1)(np.array([0.0, 10.0])).round(6).tolist()
    [1.0, 0.367879]
    """
    rate = -positive(beta)

    def fill(cost: Floats, into: Floats) -> None:
        np.multiply(cost, rate, out=into)
        np.exp(into, out=into)

    return _in_blocks(fill, cutoff)


def power(scale: float, alpha: float, least: float, cutoff: float = math.inf) -> Decay:
    """(max(c, least) / scale)^−α, 0 beyond the cut-off; `least` keeps a cost of zero finite. Source: Hansen 1959.

    >>> power(20, 2, 1)(np.array([0.0, 2.0, 40.0])).round(6).tolist()
    [400.0, 100.0, 0.25]
    """
    size, floor, exponent = positive(scale), positive(least), -positive(alpha)

    def fill(cost: Floats, into: Floats) -> None:
        np.maximum(cost, floor, out=into)
        into /= size
        np.power(into, exponent, out=into)

    return _in_blocks(fill, cutoff)


def _in_blocks(fill: Callable[[Floats, Floats], None], cutoff: float) -> Decay:
    """The weights, a block at a time so that no step leaves the cache, with 0 beyond the cut-off."""
    limit(cutoff)

    def weigh(cost: Floats) -> Floats:
        costs = np.ravel(cost)
        weights = np.empty(costs.shape)
        with np.errstate(over="ignore"):
            for start in range(0, costs.size, _BLOCK):
                part, into = costs[start : start + _BLOCK], weights[start : start + _BLOCK]
                fill(part, into)
                np.putmask(into, part > cutoff, 0.0)
        return weights.reshape(np.shape(cost))

    return weigh
