"""Intervals of one share or one rate, equal to those that `indicators/intervals.sql` puts into the release."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.comparison.limits import normal_quantile, poisson_limits

CONFIDENCE = 0.95
_EXACT_BELOW = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How much is left open."""
        return self.high - self.low


def wilson(count: float, of: float, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's score interval of a share; it never leaves 0 to 1.

    Reads as: the true shares that a count like this does not contradict. Applies when each of `of` is a yes or a no.
    Warning: a full count has no sampling error; read it as how far chance could have moved so few units.
    Source: Wilson 1927; as published by Public Health England.

    >>> wilson(65, 100)
    Interval(low=0.552544433..., high=0.736357517...)
    """
    z = _z(confidence)
    spread = math.sqrt(z * z + 4 * count * (1 - count / of))
    below = (2 * count + z * z - z * spread) / (2 * (of + z * z))
    above = (2 * count + z * z + z * spread) / (2 * (of + z * z))
    return Interval(max(below, 0.0), min(above, 1.0))


def byar(count: float, base: float = 1.0, confidence: float = CONFIDENCE) -> Interval:
    """Byar's interval of a rate of counted events; the exact Poisson limits below ten events.

    Applies when events are few against the base. Source: Breslow & Day 1987; as published by Public Health England.

    >>> byar(65)
    Interval(low=50.163..., high=82.849...)
    """
    if count < _EXACT_BELOW and float(count).is_integer():
        low, high = poisson_limits(count, confidence)
        return Interval(low / base, high / base)
    z = _z(confidence)
    return Interval(_cubed(count, -z) / base, _cubed(count + 1, z) / base)


def _cubed(count: float, z: float) -> float:
    return count * (1 - 1 / (9 * count) + z / (3 * math.sqrt(count))) ** 3 if count > 0 else 0.0


def _z(confidence: float) -> float:
    return normal_quantile((1 + confidence) / 2)
