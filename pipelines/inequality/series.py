"""Many series of the same units at once: Gini, Theil's T and its between share, each with an interval over units."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.inequality.grouping import Groups, Labels, groups
from pipelines.inequality.population import Floats
from pipelines.inequality.resampling import CONFIDENCE
from pipelines.inequality.spread import times_log

Bools = npt.NDArray[np.bool_]
FIGURES = ("gini", "theil_t", "between_share")
_NOISE = 1e-12  # as for one series: below it there is nothing to split
_RUNS_AT_ONCE = 1000  # a block of runs × units stays in the processor's cache


def series_intervals(
    values: Floats, people: Floats, labels: Labels, counts: Floats, confidence: float = CONFIDENCE
) -> pl.DataFrame:
    """One row per series: each figure with `_low` and `_high`, and the units `used`, `missing` and `empty`.

    `values` is (series × units), NaN where missing; `people` is (units), `counts` (runs × units) as `drawn` gives it.
    Figures are null where there are none: nothing known, a value below zero or without end, all zero; `between_share`
    also where all are equal. A unit that misses a value takes part in the draw and adds nothing. Raises `ValueError`
    where a unit has no group or its people are not known, and for unequal lengths. Equal to `interval` of each measure
    with the same counts.
    """
    found = groups(labels)
    if values.ndim != 2 or {values.shape[1], len(people), counts.shape[1]} != {len(found.codes)}:
        raise ValueError("series, people, labels and draws are of unequal length")
    if found.has_strays() or not ((people >= 0) & (people < np.inf)).all():
        raise ValueError("every unit needs a group and people from zero up to a number")
    given: Bools = ~np.isnan(values)
    used: Bools = given & (people > 0)
    sound: Bools = ~np.any(used & ((values < 0) | np.isinf(values)), axis=1)
    known: Bools = used & sound[:, np.newaxis]
    held, shares = _of_most(np.where(known, values, 0.0)), _of_most(people)
    observed = _figures(held, known, shares, found, np.ones((1, len(people))))
    blocks = [counts[at : at + _RUNS_AT_ONCE] for at in range(0, len(counts), _RUNS_AT_ONCE)]
    taken = [_figures(held, known, shares, found, block) for block in blocks]
    columns: dict[str, Floats] = {}
    for name in FIGURES:
        columns[name] = observed[name][:, 0]
        runs = np.concatenate([one[name] for one in taken], axis=1)
        columns[f"{name}_low"], columns[f"{name}_high"] = _spanned(runs, confidence)
    counted = {"used": used, "missing": ~given, "empty": given & ~used}
    return pl.DataFrame(
        [pl.Series(name, column, nan_to_null=True) for name, column in columns.items()]
        + [pl.Series(name, which.sum(axis=1)) for name, which in counted.items()]
    )


def _of_most(columns: Floats) -> Floats:
    """Each row over its highest: no figure hangs on the unit, and products stay in the range of numbers."""
    most = columns.max(axis=-1, keepdims=True, initial=0.0)
    return np.asarray(np.divide(columns, most, out=np.zeros(columns.shape), where=most > 0), dtype=np.float64)


def _figures(values: Floats, known: Bools, people: Floats, found: Groups, counts: Floats) -> dict[str, Floats]:
    """Each figure, (series × runs), NaN where there is none."""
    weights = np.ascontiguousarray((counts * people).T)
    with np.errstate(divide="ignore", invalid="ignore"):
        theil, between = _theil(values, known, weights, found)
        share = np.where(theil > _NOISE, between / theil, np.nan)
        return {"gini": _gini(values, known, weights), "theil_t": theil, "between_share": share}


def _theil(values: Floats, known: Bools, weights: Floats, found: Groups) -> tuple[Floats, Floats]:
    """Theil's T and its between part: sums over units are matrix products, for all runs and series together."""
    total = values.sum(axis=1)
    ratio = values * np.where(total > 0, known.sum(axis=1) / total, np.nan)[:, np.newaxis]
    at, held = known @ weights, ratio @ weights
    mean = held / at
    theil = times_log(ratio) @ weights / held - np.log(mean)
    between = np.zeros_like(theil)
    for group in range(len(found.names)):
        inside = found.codes == group
        here, has = known[:, inside] @ weights[inside], ratio[:, inside] @ weights[inside]
        between += here * times_log(np.where(here > 0, has / here / mean, 0.0))
    return np.maximum(theil, 0.0), np.maximum(between / at, 0.0)


def _gini(values: Floats, known: Bools, weights: Floats) -> Floats:
    """With F the people up to each value and s the step to the next: Σ s·F·(all − F) ÷ (all · total value).

    The order of a series is the same in all runs, so it is sorted once; Σ s·F is all · highest value − total value.
    """
    people, held = known @ weights, values @ weights
    ginis = np.full_like(held, np.nan)
    upto = np.empty_like(weights)
    for row in np.flatnonzero(known.any(axis=1)):
        order = np.flatnonzero(known[row])
        order = order[np.argsort(values[row, order])]
        ordered = values[row, order]
        upto[0] = weights[order[0]]
        for place, unit in enumerate(order[1:]):
            np.add(upto[place], weights[unit], out=upto[place + 1])
        below = upto[: len(order) - 1]
        squares = np.einsum("u,ur,ur->r", np.diff(ordered), below, below)
        ginis[row] = (people[row] * ordered[-1] - held[row] - squares / people[row]) / held[row]
    return np.maximum(ginis, 0.0)


def _spanned(runs: Floats, confidence: float) -> tuple[Floats, Floats]:
    """The percentiles of each row, NaN where fewer than half of the runs gave a figure."""
    ends = ((1 - confidence) / 2, (1 + confidence) / 2)
    enough = 2 * (~np.isnan(runs)).sum(axis=1) >= runs.shape[1]
    whole = enough & ~np.isnan(runs).any(axis=1)
    low, high = np.full(len(runs), np.nan), np.full(len(runs), np.nan)
    low[whole], high[whole] = np.quantile(runs[whole], ends, axis=1)
    for row in np.flatnonzero(enough & ~whole):
        low[row], high[row] = np.nanquantile(runs[row], ends)
    return low, high
