"""Gaps between groups in plain units: the levels themselves, their difference and ratio, and what a gap costs all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.inequality.grouping import Groups, Labels, groups
from pipelines.inequality.population import Measured, Numbers, Population, Reason, floats, population, same_length


@dataclass(frozen=True, slots=True)
class Gap:
    """Two groups: the level of each, the first minus the second, and the first over the second."""

    first: Measured
    second: Measured
    difference: Measured
    ratio: Measured


@dataclass(frozen=True, slots=True)
class Attributable:
    """What all would gain at the reference's level: `difference` = reference − level, `share` = difference ÷ level.

    Both are below zero where less is better (minutes), and where the reference is worse off than all together.
    """

    reference: float | None
    level: Measured
    difference: Measured
    share: Measured


def gap(values: Numbers, people: Numbers, labels: Labels, first: str | int, second: str | int) -> Gap:
    """The two groups held against each other; `why_none` of a level says why it, and what hangs on it, is not there.

    A mean over people; a group that no unit belongs to is `no_units`. Source: Schlotheuber & Hosseinpoor 2022.
    """
    found = groups(labels)
    one, other = (_part(values, people, found, name) for name in (first, second))
    return between(_level(one), _level(other))


def between(first: Measured, second: Measured) -> Gap:
    """The gap between two levels that are known; counted units are those of both."""
    difference, ratio = _joined(first, second), _joined(first, second)
    if first.value is not None and second.value is not None:
        difference = _joined(first, second, first.value - second.value)
        ratio = _joined(first, second, first.value / second.value if second.value else None, "divided_by_zero")
    return Gap(first, second, difference, ratio)


def levels(values: Numbers, people: Numbers, labels: Labels) -> pl.DataFrame:
    """One row per group, in the order of their names: `level` is the mean over people, null with `why_none`.

    Columns: `group`, `level`, `why_none`, `people`, `used`, `missing`, `empty`.
    Units without a group are in none of the rows.
    """
    found = groups(labels)
    parts = [_part(values, people, found, name) for name in found.names]
    said = [_level(part) for part in parts]
    columns = {"group": found.names, "level": [one.value for one in said], "why_none": [one.why_none for one in said]}
    counts = {name: [getattr(one, name) for one in said] for name in ("used", "missing", "empty")}
    schema = {"level": pl.Float64, "why_none": pl.String, "people": pl.Float64}
    schema |= dict.fromkeys(counts, pl.Int64)
    everyone = {"people": [part.everyone for part in parts]}
    return pl.DataFrame(columns | everyone | counts, schema_overrides=schema)


def attributable_to_best(values: Numbers, people: Numbers, labels: Labels, *, high_is_good: bool) -> Attributable:
    """The population-attributable gap against the best group.

    Warning: the best of many small groups is best by luck; name a reference where groups are small.
    Source: Schlotheuber & Hosseinpoor 2022 (PAR and PAF, the share not in percent).
    """
    said = levels(values, people, labels)["level"].drop_nulls().to_list()
    best = (max if high_is_good else min)(said, default=None)
    return attributable(values, people, best)


def attributable_to_group(values: Numbers, people: Numbers, labels: Labels, reference: str | int) -> Attributable:
    """The population-attributable gap against a group that is named."""
    return attributable(values, people, _level(_part(values, people, groups(labels), reference)).value)


def attributable(values: Numbers, people: Numbers, reference: float | None) -> Attributable:
    """The population-attributable gap against a level; `missing` where there is no such level."""
    found = population(values, people)
    level = _level(found)
    if reference is None or np.isnan(reference) or level.value is None:
        none = found.cannot(level.why_none or "missing")
        return Attributable(reference, level, none, none)
    difference = reference - level.value
    share = found.gives(difference / level.value) if level.value else found.cannot("divided_by_zero")
    return Attributable(reference, level, found.gives(difference), share)


def _part(values: Numbers, people: Numbers, found: Groups, name: str | int) -> Population:
    columns = floats(values), floats(people)
    same_length(found.codes, *columns)
    names = found.names.to_list()
    inside = found.codes == names.index(name) if name in names else np.zeros(len(found.codes), dtype=np.bool_)
    return population(*(column[inside] for column in columns))


def _level(found: Population) -> Measured:
    why = found.why_no_level()
    return found.cannot(why) if why else found.gives(found.level())


def _joined(first: Measured, second: Measured, value: float | None = None, why: Reason | None = None) -> Measured:
    counts = (np.add(*pair) for pair in ((first.used, second.used), (first.missing, second.missing)))
    used, missing = (int(count) for count in counts)
    why = None if value is not None else first.why_none or second.why_none or why
    return Measured(value, why, used, missing, first.empty + second.empty)
