"""Inequality split into its parts: between groups, within groups, and how much each group brings to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from pipelines.inequality import grouping
from pipelines.inequality.blocks import WIDTH, over_blocks
from pipelines.inequality.grouping import Groups, Labels
from pipelines.inequality.population import (
    Floats,
    Measured,
    Numbers,
    Population,
    Reason,
    floats,
    population,
    same_length,
)
from pipelines.inequality.spread import times_log

_NOISE = 1e-12  # an index below it is rounding: values that differ by less than a millionth of their mean
_COLUMNS = ("people_share", "value_share", "level", "inside", "between", "within")


@dataclass(frozen=True, slots=True)
class Parts:
    """`total` = `between` + `within`; `between_share` = between ÷ total (`all_equal` where there is nothing to split).

    `groups` has one row per group: `group`, `people_share`, `value_share`, `level` (mean over people), `inside` (the
    index among its own people, null where the group has nothing), `between` and `within` (what it brings to each; both
    columns add up to the parts, and neither is ever below zero). Empty where there is no figure.
    """

    total: Measured
    between: Measured
    within: Measured
    between_share: Measured
    groups: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Nested:
    """`total` = the sum of `between` (one per level, each inside the level above) + `within` the finest groups."""

    total: Measured
    between: tuple[Measured, ...]
    within: Measured


@dataclass(frozen=True, slots=True)
class Split:
    """Per group, in the order of its names: shares of people and of the total, its level, index and contributions."""

    people_share: Floats
    value_share: Floats
    level: Floats
    inside: Floats
    between: Floats
    within: Floats


def theil_t_parts(values: Numbers, people: Numbers, labels: Labels) -> Parts:
    """Theil's T between and within groups; units without a group are `missing`.

    A group's part of the between is π(t·ln t − t + 1) with t its level over the mean: the same sum as Σ s·ln(s/π), but
    zero for a group at the mean and above it for every other. Source: Theil 1967; Shorrocks 1980.
    """
    found, inside = _grouped(values, people, grouping.groups(labels))
    return _parts(found, inside, split_t, found.why_no_shares())


def theil_l_parts(values: Numbers, people: Numbers, labels: Labels) -> Parts:
    """Theil's L between and within groups; `zeros` where a unit has nothing.

    A group's part of the between is π(t − 1 − ln t): the same sum as Σ π·ln(1/t). Source: Shorrocks 1980.
    """
    found, inside = _grouped(values, people, grouping.groups(labels))
    return _parts(found, inside, split_l, found.why_no_logarithms())


def theil_t_nested(values: Numbers, people: Numbers, levels: Sequence[Labels]) -> Nested:
    """Theil's T between the groups of the first level, of the second inside the first, and so on, from outer to inner.

    Districts within sides, then communities within districts: each level adds what it explains beyond the one above.
    """
    chain = [grouping.groups(labels) for labels in levels]
    if not chain:
        raise ValueError("a split needs one level of groups or more")
    for depth in range(1, len(chain)):
        chain[depth] = grouping.nested(chain[depth - 1], chain[depth])
    found = population(values, people, *(one.known() for one in chain))
    if why := found.why_no_shares():
        none = found.cannot(why)
        return Nested(none, tuple(none for _ in chain), none)
    splits = [split_t(found, one.of(found.kept)) for one in chain]
    reached = [float(split.between.sum()) for split in splits]
    added = np.maximum(np.diff(reached, prepend=0.0), 0.0)
    within = splits[-1].within.sum()
    return Nested(found.gives(reached[-1] + within), tuple(map(found.gives, added)), found.gives(within))


def split_t(found: Population, groups: Groups) -> Split:
    """Theil's T by group; values of zero or more, not all zero."""
    people, held, logs = _sums(found, groups, times_log)
    level, mean = held / people, held.sum()
    t = level / mean
    within = np.maximum(logs - people * times_log(level), 0.0) / mean
    inside = np.divide(within, people * t, out=np.full_like(within, np.nan), where=held > 0)
    between = np.maximum(people * (times_log(t) - t + 1), 0.0)
    return Split(people, people * t, level * found.highest, inside, between, within)


def split_l(found: Population, groups: Groups) -> Split:
    """Theil's L by group; values above zero."""
    people, held, logs = _sums(found, groups, np.log)
    level = held / people
    t = level / held.sum()
    within = np.maximum(people * np.log(level) - logs, 0.0)
    between = np.maximum(people * (t - 1 - np.log(t)), 0.0)
    return Split(people, people * t, level * found.highest, within / people, between, within)


def _sums(found: Population, groups: Groups, logarithm: Callable[..., Floats]) -> Floats:
    """Per group, over everyone: people, what they hold and the sum of its logarithm's column, one row each.

    What they hold is counted in highest values: then neither column leaves the range of numbers.
    """
    sums = over_blocks(len(found.values), partial(_of_blocks, found, groups, logarithm), max(WIDTH, len(groups.names)))
    return np.asarray(sums.sum(axis=0) / found.everyone, dtype=np.float64)


def _of_blocks(found: Population, groups: Groups, logarithm: Callable[..., Floats], starts: range) -> Floats:
    """The three sums of each block. The columns between are short, to stay in the processor's cache, and made once."""
    columns = np.ones((3, min(starts.step, len(found.values))))
    sums = np.empty((len(starts), 3, len(groups.names)))
    for row, start in enumerate(starts):
        here = slice(start, start + starts.step)
        values = found.values[here]
        block = columns[:, : len(values)]
        np.divide(values, found.highest, out=block[1])
        logarithm(block[1], out=block[2])
        sums[row] = Groups(groups.codes[here], groups.names).over_people(found.people[here], block)
    return sums


def _grouped(values: Numbers, people: Numbers, groups: Groups) -> tuple[Population, Groups]:
    """The units that count and belong to a group."""
    same_length(groups.codes, floats(values))
    beside = (groups.known(),) if groups.has_strays() else ()
    found = population(values, people, *beside)
    return found, groups.of(found.kept)


def _parts(
    found: Population, groups: Groups, split: Callable[[Population, Groups], Split], why: Reason | None
) -> Parts:
    if why:
        none = found.cannot(why)
        return Parts(none, none, none, none, _table(groups.names.clear(), Split(*(np.empty(0),) * len(_COLUMNS))))
    said = split(found, groups)
    between, within = said.between.sum(), said.within.sum()
    total = between + within
    share = found.cannot("all_equal") if total <= _NOISE else found.gives(between / total)
    return Parts(found.gives(total), found.gives(between), found.gives(within), share, _table(groups.names, said))


def _table(names: pl.Series, said: Split) -> pl.DataFrame:
    columns = [pl.Series(name, getattr(said, name), pl.Float64, nan_to_null=True) for name in _COLUMNS]
    return pl.DataFrame([names.alias("group"), *columns])
