"""Figures read off curves of shares, for all draws of an interval at once: the rank of the units is the same in each.

Equal to `interval` of each measure with the same counts, without taking each measure as often as there are draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipelines.inequality.population import Floats

_DRAWS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Curves:
    """One curve per draw, (draws × ranks + 1) from 0 to 1: shares of `people` and of `value`; `mean` over people."""

    people: Floats
    value: Floats
    mean: Floats


def curves(values: Floats, people: Floats, rank: Floats, counts: Floats) -> Curves:
    """The curves of units with values and people known, drawn `counts` times (draws × units); equal ranks are a step.

    A draw in which nobody has anything gives NaN.
    """
    order = np.argsort(rank, kind="stable")
    ordered, weights = rank[order], (counts * people)[:, order]
    last = np.append(ordered[1:] != ordered[:-1], True)
    upto = [np.cumsum(one, axis=1)[:, last] for one in (weights, weights * values[order])]
    all_people, all_value = (one[:, -1:] for one in upto)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = [np.pad(one / one[:, -1:], ((0, 0), (1, 0))) for one in upto]
        return Curves(shares[0], shares[1], (all_value / all_people)[:, 0])


def taken(
    values: Floats, people: Floats, rank: Floats, counts: Floats, *measures: Callable[[Curves], Floats]
) -> list[Floats]:
    """Each measure of each draw, the curves made for some draws after others, so that they stay in the cache."""
    found = []
    for at in range(0, len(counts), _DRAWS_AT_ONCE):
        block = curves(values, people, rank, counts[at : at + _DRAWS_AT_ONCE])
        found.append([measure(block) for measure in measures])
    return [np.concatenate(each) for each in zip(*found, strict=True)]


def concentrations(found: Curves) -> Floats:
    """The concentration index of each draw; ranked by the values themselves, the Gini."""
    steps = np.diff(found.people, axis=1)
    return np.asarray(1 - (steps * (found.value[:, 1:] + found.value[:, :-1])).sum(axis=1), dtype=np.float64)


def top_to_bottom(found: Curves, top: float, bottom: float) -> Floats:
    """The mean of the highest over that of the lowest people of each draw; NaN where the lowest have nothing."""
    pairs = zip(found.people, found.value, strict=True)
    ends = np.array([np.interp((bottom, 1 - top), people, value) for people, value in pairs])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (1 - ends[:, 1]) / top / (ends[:, 0] / bottom)
    return np.where(ends[:, 0] > 0, ratio, np.nan)


def slopes(found: Curves) -> Floats:
    """The slope index of inequality of each draw, 0 where nobody has anything; NaN where all stand at one rank."""
    steps = np.diff(found.people, axis=1)
    middle = (found.people[:, 1:] + found.people[:, :-1]) / 2 - 0.5
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (steps * middle**2).sum(axis=1)
        absolute = np.where(found.mean == 0, 0.0, concentrations(found) * found.mean)
        return np.where(spread > 0, absolute / 2 / spread, np.nan)


def attributables(values: Floats, people: Floats, is_reference: Floats, counts: Floats) -> Floats:
    """What all would gain at the level of the reference's units (1, others 0), in each draw; NaN where it has none."""
    parts = [people * some for some in (is_reference, np.ones_like(people))]
    with np.errstate(divide="ignore", invalid="ignore"):
        reference, level = ((counts @ (part * values)) / (counts @ part) for part in parts)
    return np.asarray(reference - level, dtype=np.float64)
