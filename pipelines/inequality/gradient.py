"""How far something goes with a rank that is given: are the less advantaged served less?

The rank must be a real order of people (income, distance to the centre), low for the least advantaged, with five or
more ranks. A type of community is no rank.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.inequality.curves import middle_ranks
from pipelines.inequality.population import Floats, Measured, Numbers, Population, Reason, floats, population


@dataclass(frozen=True, slots=True)
class Slope:
    """The straight line through people by rank: its ends, `difference` (SII) and `ratio` (RII) from bottom to top."""

    bottom: Measured
    top: Measured
    difference: Measured
    ratio: Measured


def concentration(values: Numbers, people: Numbers, rank: Numbers) -> Measured:
    """The concentration index: above 0 where the advantaged have more, below 0 where they have less.

    Units of equal rank share their middle rank. Source: Wagstaff, Paci & van Doorslaer 1991; Kakwani et al. 1997.

    >>> round(concentration([20, 30, 40, 50, 60], [78, 91, 162, 103, 105], [1, 2, 3, 4, 5]).value, 7)
    0.1777686
    """
    found, ranks, _ = _ranked(values, people, rank)
    if why := found.why_no_shares():
        return found.cannot(why)
    return found.gives(2 * _covariance(found, ranks) / found.level())


def absolute_concentration(values: Numbers, people: Numbers, rank: Numbers) -> Measured:
    """The concentration index times the mean, in the unit of the values. Source: Schlotheuber & Hosseinpoor 2022."""
    found, ranks, unit = _ranked(values, people, rank)
    why = found.why_no_level()
    return found.cannot(why) if why else found.gives(2 * _covariance(found, ranks) * unit)


def erreygers(values: Numbers, people: Numbers, rank: Numbers, bounds: tuple[float, float]) -> Measured:
    """Erreygers' index for values that can only lie between `bounds` (a share: 0 and 1); from −1 to 1.

    It says the same, with the sign turned, whether those who have or those who lack are counted.
    `outside_bounds` where a value is not between them; raises `ValueError` where they leave no room, or no bound.
    Source: Erreygers 2009.
    """
    low, high = bounds
    if not 0 < high - low < np.inf:
        raise ValueError(f"bounds leave no room, or room without end: {bounds}")
    found, ranks, unit = _ranked(values, people, rank)
    if why := found.why_no_level():
        return found.cannot(why)
    if found.lowest * unit < low or found.highest * unit > high:
        return found.cannot("outside_bounds")
    return found.gives(8 * _covariance(found, ranks) * (unit / (high - low)))


def slope(values: Numbers, people: Numbers, rank: Numbers) -> Slope:
    """The slope index of inequality (difference) and the relative one (ratio), with both ends of the line.

    Least squares of the values on the middle rank, each unit weighted once by its people. No ratio (`divided_by_zero`)
    where the line starts at zero or below. Source: as published by Public Health England (normal method).
    """
    found, ranks, unit = _ranked(values, people, rank)
    if why := found.why_no_level() or _why_no_order(ranks):
        none = found.cannot(why)
        return Slope(none, none, none, none)
    per_rank = _covariance(found, ranks) / float(found.people @ (ranks - 0.5) ** 2 / found.everyone)
    bottom = found.level() - per_rank / 2
    top = bottom + per_rank
    ratio = found.gives(top / bottom) if bottom > 0 else found.cannot("divided_by_zero")
    return Slope(found.gives(bottom * unit), found.gives(top * unit), found.gives(per_rank * unit), ratio)


def _ranked(values: Numbers, people: Numbers, rank: Numbers) -> tuple[Population, Floats, float]:
    """The population, tamed, the middle rank of each unit, and the unit of the values."""
    found = population(values, people, rank)
    tame, unit = found.tamed() if len(found.values) else (found, 1.0)
    return tame, middle_ranks(tame.people, floats(rank)[found.kept]) if len(found.values) else np.empty(0), unit


def _covariance(found: Population, ranks: Floats) -> float:
    return float(found.people @ ((found.values - found.level()) * (ranks - 0.5)) / found.everyone)


def _why_no_order(ranks: Floats) -> Reason | None:
    return None if ranks.max() > ranks.min() else "no_order"
