"""How far two units are apart, with an interval: shares, rates, and the ratio of two rates."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.comparison.intervals import CONFIDENCE, Interval, byar, wilson


@dataclass(frozen=True, slots=True)
class Difference:
    """First minus second (or first over second), with its interval; `nothing` is the value of no difference."""

    value: float
    low: float
    high: float
    nothing: float = 0.0

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out the value that means no difference."""
        return not self.low <= self.nothing <= self.high


def of_shares(first: tuple[float, float], second: tuple[float, float], confidence: float = CONFIDENCE) -> Difference:
    """First share minus second, each as (count, of): Newcombe's hybrid score interval, without continuity correction.

    Applies when the two are counted apart, not the same persons twice. Source: Newcombe 1998, method 10.

    >>> of_shares((56, 70), (48, 80))
    Difference(value=0.2, low=0.0524..., high=0.3338..., nothing=0.0)
    """
    return _hybrid(_share(first), wilson(*first, confidence), _share(second), wilson(*second, confidence))


def of_rates(first: tuple[float, float], second: tuple[float, float], confidence: float = CONFIDENCE) -> Difference:
    """First rate minus second, each as (events, base): the limits of each put together (MOVER, Zou & Donner 2008)."""
    return _hybrid(_share(first), byar(*first, confidence), _share(second), byar(*second, confidence))


def ratio_of_rates(
    first: tuple[float, float], second: tuple[float, float], confidence: float = CONFIDENCE
) -> Difference | None:
    """First rate over second: given how many events both had, the first's part is a share, and has Wilson's interval.

    `None` when the second rate is zero: nothing can be said to be so many times nothing.
    """
    (events, base), (others, other_base) = first, second
    if not others:
        return None
    inside = wilson(events, events + others, confidence)
    scale = other_base / base
    low, high = (_odds(part) * scale for part in (inside.low, inside.high))
    return Difference(events / others * scale, low, high, nothing=1.0)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


def _share(pair: tuple[float, float]) -> float:
    return pair[0] / pair[1]


def _hybrid(first: float, around: Interval, second: float, other: Interval) -> Difference:
    gap = first - second
    below = math.hypot(first - around.low, other.high - second)
    above = math.hypot(around.high - first, second - other.low)
    return Difference(gap, gap - below, gap + above)
