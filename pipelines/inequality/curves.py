"""Curves of shares: so much of what there is goes to so many of the people, counted up from the lowest rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.inequality.population import Floats, Numbers, Population, Reason, floats, population

LORENZ = ("people_share", "value_share")


@dataclass(frozen=True, slots=True)
class Curve:
    """`points` from 0, 0 to 1, 1: columns `people_share`, `value_share`; one row per rank; empty with `why_none`."""

    points: pl.DataFrame
    why_none: Reason | None
    used: int
    missing: int
    empty: int


def lorenz(values: Numbers, people: Numbers) -> Curve:
    """The Lorenz curve: people from the least to the most served. Source: Lorenz 1905.

    >>> lorenz([1, 3], [1, 1]).points.rows()
    [(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)]
    """
    found = population(values, people)
    return _curve(found, found.values)


def concentration_curve(values: Numbers, people: Numbers, rank: Numbers) -> Curve:
    """The concentration curve: people from the lowest to the highest `rank` (the least to the most advantaged).

    Units of equal rank are one step, so their order does not matter. Source: Wagstaff, Paci & van Doorslaer 1991.
    """
    found = population(values, people, rank)
    return _curve(found, floats(rank)[found.kept])


def _curve(found: Population, rank: Floats) -> Curve:
    why = found.why_no_shares()
    tame, _ = found.tamed()
    shares = (np.empty(0), np.empty(0)) if why else cumulated(tame.values, tame.people, rank)
    points = pl.DataFrame(dict(zip(LORENZ, shares, strict=True)))
    return Curve(points, why, len(found.values), found.missing, found.empty)


def cumulated(values: Floats, people: Floats, rank: Floats) -> tuple[Floats, Floats]:
    """Shares of people and of the total up to each rank, from 0 to 1; values of zero or more, not all zero."""
    order = np.argsort(rank, kind="stable")
    p = np.cumsum(people[order])
    x = np.cumsum(people[order] * values[order])
    ordered = rank[order]
    last = np.append(ordered[1:] != ordered[:-1], True)
    return tuple(np.insert(one[last] / one[-1], 0, 0.0) for one in (p, x))  # type: ignore[return-value]


def middle_ranks(people: Floats, rank: Floats) -> Floats:
    """The share of people below each unit, half of its own rank counted in; its mean over people is ½."""
    order = np.argsort(rank, kind="stable")
    ordered, weights = rank[order], people[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    at = np.add.reduceat(weights, starts)
    middle = np.cumsum(at) - at / 2
    ranks = np.empty_like(people)
    ranks[order] = np.repeat(middle, np.diff(np.append(starts, len(people)))) / at.sum()
    return ranks
