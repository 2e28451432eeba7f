"""How sure a measure is: the units drawn anew, seeded, and the measure taken of each draw.

What the interval means. The units of a city are a full count: nothing was sampled, and an interval over units does not
say how far the count is from the truth. It says how much the figure hangs on which units there happen to be: a wide
one means that a few units make it. How far chance in few cases moves the figure is asked of `chance` instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pipelines.inequality.grouping import Labels, groups
from pipelines.inequality.population import Floats, Measured, Numbers, floats, same_length

SEED = 20100710
RUNS = 999
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; null where fewer than half of the `runs` gave a figure (`failed` gave none)."""

    low: float | None
    high: float | None
    runs: int
    failed: int


@lru_cache(maxsize=4)
def drawn(units: int, runs: int = RUNS, seed: int = SEED) -> Floats:
    """How often each unit is drawn in each run, (runs × units), as many draws as units. The same seed, the same draws.

    One table, kept and not to be written to, serves every series of the same units, so that their figures can be held
    against each other.
    """
    if not units:
        return np.empty((runs, 0))
    generator = np.random.default_rng(seed)
    counts = generator.multinomial(units, np.full(units, 1 / units), runs).astype(np.float64)
    counts.flags.writeable = False
    return counts


def drawn_within(labels: Labels, runs: int = RUNS, seed: int = SEED) -> Floats:
    """The same, each group drawn from its own units, so that it keeps its number; units without a group stay as is.

    For a gap between groups, and for a decomposition by them.
    """
    found = groups(labels)
    generator = np.random.default_rng(seed)
    counts = np.ones((runs, len(found.codes)))
    for group in range(len(found.names)):
        inside = np.flatnonzero(found.codes == group)
        counts[:, inside] = generator.multinomial(len(inside), np.full(len(inside), 1 / len(inside)), runs)
    return counts


def interval(
    measure: Callable[[Floats], Measured], people: Numbers, counts: Floats, confidence: float = CONFIDENCE
) -> Interval:
    """The percentile interval of any measure; drawing a unit twice is giving it twice the people.

    `measure` takes the people of each unit and gives the figure: `lambda drawn: gini(values, drawn)`.
    Source: Efron 1979.
    """
    weights = floats(people)
    same_length(weights, counts.T)
    taken = [measure(weights * count).value for count in counts]
    return spanned(np.array([np.nan if one is None else one for one in taken], dtype=np.float64), confidence)


def spanned(taken: Floats, confidence: float = CONFIDENCE) -> Interval:
    """The percentile interval of the figures of all runs, NaN where a run gave none."""
    known = taken[~np.isnan(taken)]
    failed = len(taken) - len(known)
    if 2 * len(known) < len(taken) or not len(known):
        return Interval(None, None, len(taken), failed)
    low, high = np.quantile(known, ((1 - confidence) / 2, (1 + confidence) / 2))
    return Interval(float(low), float(high), len(taken), failed)
