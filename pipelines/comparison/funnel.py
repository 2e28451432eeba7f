"""Funnel limits: how far a unit of its size may lie from all units together before chance is no explanation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipelines.comparison.counted import Counted, Method, pooled
from pipelines.comparison.limits import binomial_limits, normal_quantile, poisson_limits

LEAST_UNITS = 8  # a funnel of fewer is no picture, and their spread says nothing about over-dispersion
WINSORISED = 0.1
LEVELS = (0.95, 0.998)
_DRAWN = 60

Place = Literal["inside", "low", "very_low", "high", "very_high"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a unit with this base: 95 % inside 99.8 %."""

    base: float
    low: float
    high: float
    very_low: float
    very_high: float


@dataclass(frozen=True, slots=True)
class Point:
    """One unit: its value, its limits, how many standard deviations from the centre, and where it lies."""

    code: str
    value: float
    limits: Limits
    z: float
    place: Place


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How much more units differ than chance explains: `phi` is 1 for chance alone, `tau2` the variance between them.

    `is_applied` says whether the limits were widened by it.
    """

    phi: float
    tau2: float
    is_applied: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """The centre, the spread, every unit in the order given, and curves from the smallest base to the largest."""

    centre: float
    dispersion: Dispersion
    points: tuple[Point, ...]
    curve: tuple[Limits, ...]


def funnel(units: Sequence[Counted], method: Method) -> Funnel:
    """The funnel of units with a base above zero.

    Limits are exact (binomial, or Poisson) while units differ no more than chance explains. Where they differ more,
    all units differ a little and naming each one would be unfair: then the limits are widened by the variance between
    units, additive on the transformed scale (arcsine for shares, square root for rates).
    Source: Spiegelhalter 2005 and 2012.
    """
    centre = pooled(units)
    spreads = [_spread(one.base, centre, method) for one in units]
    raw = [_gap(one, centre, method) / s for one, s in zip(units, spreads, strict=True)]
    spread = dispersion(raw, spreads) if len(units) >= LEAST_UNITS else Dispersion(_phi(raw), 0.0, False)
    points = []
    for one, s in zip(units, spreads, strict=True):
        limits = _limits(one.base, centre, method, spread.tau2)
        z = _gap(one, centre, method) / math.hypot(s, math.sqrt(spread.tau2))
        points.append(Point(one.code, one.value, limits, z, _place(one.value, limits)))
    curve = tuple(_limits(base, centre, method, spread.tau2) for base in _bases(units, method))
    return Funnel(centre, spread, tuple(points), curve)


def dispersion(z: Sequence[float], spreads: Sequence[float]) -> Dispersion:
    """Over-dispersion from the units' z and standard errors on the transformed scale; z is winsorised at 10 %."""
    phi, many = _phi(z), len(z)
    weights = np.asarray(spreads, dtype=np.float64) ** -2.0
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    tau2 = max(0.0, (many * phi - (many - 1)) / room) if room > 0 else 0.0
    return Dispersion(phi, tau2, tau2 > 0)


def _phi(z: Sequence[float]) -> float:
    values = np.asarray(z, dtype=np.float64)
    low, high = np.quantile(values, (WINSORISED, 1 - WINSORISED))
    return float(np.mean(np.clip(values, low, high) ** 2))


def _spread(base: float, centre: float, method: Method) -> float:
    """The standard error of a unit on the transformed scale."""
    expected = base if method == "share" else base * centre
    return 1 / (2 * math.sqrt(expected)) if expected > 0 else 1.0


def _gap(one: Counted, centre: float, method: Method) -> float:
    """How far the unit is from the centre on the transformed scale."""
    if method == "share":
        return math.asin(math.sqrt(one.value)) - math.asin(math.sqrt(centre))
    return math.sqrt(one.value / centre) - 1 if centre > 0 else 0.0


def _limits(base: float, centre: float, method: Method, tau2: float) -> Limits:
    if tau2 > 0:
        pairs = [_widened(base, centre, method, tau2, level) for level in LEVELS]
    elif method == "share":
        pairs = [binomial_limits(round(base), centre, level) for level in LEVELS]
    else:
        pairs = [_poisson(base, centre, level) for level in LEVELS]
    (low, high), (very_low, very_high) = pairs
    return Limits(base, low, high, very_low, very_high)


def _poisson(base: float, centre: float, level: float) -> tuple[float, float]:
    low, high = poisson_limits(base * centre, level)
    return low / base, high / base


def _widened(base: float, centre: float, method: Method, tau2: float, level: float) -> tuple[float, float]:
    reach = normal_quantile((1 + level) / 2) * math.hypot(_spread(base, centre, method), math.sqrt(tau2))
    if method == "share":
        middle = math.asin(math.sqrt(centre))
        low, high = max(0.0, middle - reach), min(math.pi / 2, middle + reach)
        return math.sin(low) ** 2, math.sin(high) ** 2
    return max(0.0, 1 - reach) ** 2 * centre, (1 + reach) ** 2 * centre


def _place(value: float, limits: Limits) -> Place:
    """A value on a limit is inside; the allowance is for rounding only."""
    slack = 1e-9 * max(1.0, abs(value))
    if value < limits.low - slack:
        return "very_low" if value < limits.very_low - slack else "low"
    if value > limits.high + slack:
        return "very_high" if value > limits.very_high + slack else "high"
    return "inside"


def _bases(units: Sequence[Counted], method: Method) -> list[float]:
    """Where the curves are drawn: evenly on a square-root scale, whole numbers for shares."""
    sizes = [one.base for one in units]
    steps = np.linspace(math.sqrt(min(sizes) * 0.8), math.sqrt(max(sizes) * 1.08), _DRAWN) ** 2
    drawn = np.maximum(1.0, np.round(steps)) if method == "share" else steps
    return [float(base) for base in np.unique(drawn)]
