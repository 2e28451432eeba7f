"""Both ends of a spread, and who falls short of a standard."""

from __future__ import annotations

import numpy as np

from pipelines.inequality.curves import cumulated
from pipelines.inequality.population import Floats, Measured, Numbers, Population, floats, population, product

_LOW_PALMA, _HIGH_PALMA = 0.4, 0.1
_FIFTH = 0.2


def palma(values: Numbers, people: Numbers, rank: Numbers) -> Measured:
    """The mean of the highest tenth by `rank` over that of the lowest four tenths, people counted, not units.

    A unit on the boundary is split; units of equal rank share what they have. `divided_by_zero` where the lowest have
    nothing. Source: Palma 2011, as a ratio of means; R `accessibility` does not split the unit on the boundary.
    """
    found = population(values, people, rank)
    return _top_to_bottom(found, floats(rank)[found.kept], _HIGH_PALMA, _LOW_PALMA)


def fifths(values: Numbers, people: Numbers) -> Measured:
    """The 20:20 ratio: the mean of the best served fifth of people over that of the worst served fifth.

    A unit on the boundary is split. `divided_by_zero` where the worst served fifth have nothing.

    >>> fifths([1, 2, 3, 4, 10], [1, 1, 1, 1, 1]).value
    10.0
    """
    found = population(values, people)
    return _top_to_bottom(found, found.values, _FIFTH, _FIFTH)


def share_below(values: Numbers, people: Numbers, standard: float) -> Measured:
    """The share of people whose value is below the standard (FGT 0). Source: Foster, Greer & Thorbecke 1984.

    Raises `ValueError` for a standard that is no number.
    """
    found = population(values, people)
    return _share(found, found.values < standard, standard)


def depth_below(values: Numbers, people: Numbers, standard: float, power: float = 1) -> Measured:
    """How far below the standard people are, as a share of it; who is above counts as zero (FGT 1).

    With `power` 2 the deepest shortfalls count most (FGT 2). Raises `ValueError` for a standard of 0 or less or without
    end, and for a power below 0.
    Source: Foster, Greer & Thorbecke 1984.

    >>> depth_below([50, 100, 150], [1, 1, 2], 100).value
    0.125
    """
    return _depth(population(values, people), standard, power, -1)


def share_beyond(values: Numbers, people: Numbers, standard: float) -> Measured:
    """The share of people whose value is above the standard (minutes, metres); an unbounded value is beyond any."""
    found = population(values, people)
    return _share(found, found.values > standard, standard)


def depth_beyond(values: Numbers, people: Numbers, standard: float, power: float = 1) -> Measured:
    """How far above the standard people are, as a share of it; `unbounded` where a place cannot be reached at all."""
    return _depth(population(values, people), standard, power, 1)


def _top_to_bottom(found: Population, rank: Floats, top: float, bottom: float) -> Measured:
    if why := found.why_no_shares():
        return found.cannot(why)
    tame, _ = found.tamed()
    people, value = cumulated(tame.values, tame.people, rank)
    lowest, below_top = np.interp((bottom, 1 - top), people, value)
    if lowest <= 0:
        return found.cannot("divided_by_zero")
    return found.gives((1 - below_top) / top / (lowest / bottom))


def _share(found: Population, counted: np.ndarray[tuple[int], np.dtype[np.bool_]], standard: float) -> Measured:
    if np.isnan(standard):
        raise ValueError("a standard is a number")
    if not len(found.values):
        return found.cannot("no_people" if found.empty else "no_units")
    return found.gives(found.people[counted].sum() / found.everyone)


def _depth(found: Population, standard: float, power: float, sign: int) -> Measured:
    if not (0 < standard < np.inf and power >= 0):
        raise ValueError(f"a standard is above 0 and finite, and a power not below 0: {standard}, {power}")
    if why := found.why_no_level():
        return found.cannot(why)
    short = np.maximum(sign * (found.values - standard) / standard, 0.0)
    return found.gives(product(found.people, short**power) / found.everyone)
