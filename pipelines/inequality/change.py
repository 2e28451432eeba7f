"""Why a gap or an inequality is not what it was: its change from one time to another, split into parts that add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from pipelines.inequality.mix import Composition, MixAndRate, mix_and_rate
from pipelines.inequality.parts import Parts
from pipelines.inequality.population import Floats, Reason
from pipelines.inequality.shapley import shapley
from pipelines.inequality.spread import times_log


@dataclass(frozen=True, slots=True)
class GapChange:
    """The gap (first − second) at both times; its change is the first's change minus the second's.

    `first` and `second` tell each one's own change, after − before, as mix and rate.
    """

    before: float | None
    after: float | None
    first: MixAndRate
    second: MixAndRate
    why_none: Reason | None


@dataclass(frozen=True, slots=True)
class IndexChange:
    """`after` − `before` = `people` (who is in which group) + `between` (levels) + `within` (inside groups)."""

    before: float | None
    after: float | None
    people: float | None
    between: float | None
    within: float | None
    why_none: Reason | None


def gap_change(
    before: tuple[Composition, Composition], after: tuple[Composition, Composition], categories: list[str]
) -> GapChange:
    """The change of a gap between two sides (first, second) as each side's change of mix and of rates.

    change of the gap = first.mix + first.rate − second.mix − second.rate. Source: Kitagawa 1955, once for each side.
    """
    first, second = (mix_and_rate(now, then, categories) for now, then in zip(after, before, strict=True))
    if first.first is None or first.second is None or second.first is None or second.second is None:
        return GapChange(None, None, first, second, first.why_none or second.why_none)
    return GapChange(first.second - second.second, first.first - second.first, first, second, None)


def theil_t_change(before: Parts, after: Parts) -> IndexChange:
    """The change of Theil's T by people, between and within, by the average over every order (Shapley).

    Groups are the same where their names read the same. One that has people at one time only takes its level and its
    index from there: all its effect is `people`.
    Source: Mookherjee & Shorrocks 1982 for the three parts; Shorrocks 2013 for parts that add up exactly.
    """
    return _change(before, after, _theil_t)


def theil_l_change(before: Parts, after: Parts) -> IndexChange:
    """The same for Theil's L; it must be given what `theil_l_parts` found."""
    return _change(before, after, _theil_l)


def _change(before: Parts, after: Parts, index: Callable[[Mapping[str, Floats]], float]) -> IndexChange:
    start, end = before.total.value, after.total.value
    if start is None or end is None:
        return IndexChange(start, end, None, None, None, before.total.why_none or after.total.why_none)
    then, now = _factors(before, after)
    parts = shapley(index, now, then)
    return IndexChange(start, end, parts["people"], parts["level"], parts["inside"], None)


def _factors(before: Parts, after: Parts) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """People's share, level and index of each group that is there at either time, for both times."""
    then, now = (one.groups.with_columns(pl.col("group").cast(pl.String)) for one in (before, after))
    both = then.join(now, on="group", how="full", suffix="_after", coalesce=True)
    pick = partial(_column, both)
    start = {"people": pick("people_share", "")}
    end = {"people": pick("people_share", "_after")}
    for name in ("level", "inside"):
        start[name], end[name] = pick(name, "", "_after"), pick(name, "_after", "")
    return start, end


def _column(both: pl.DataFrame, name: str, *times: str) -> Floats:
    """The column at the first of the times that has it, else 0."""
    found = pl.coalesce(*(pl.col(name + time) for time in times), pl.lit(0.0))
    return np.asarray(both.select(found).to_series().to_numpy(), dtype=np.float64)


def _theil_t(factors: Mapping[str, Floats]) -> float:
    people, level, inside = factors["people"], factors["level"], factors["inside"]
    t = level / (people @ level)
    return float(people @ (times_log(t) + t * inside))


def _theil_l(factors: Mapping[str, Floats]) -> float:
    people, level, inside = factors["people"], factors["level"], factors["inside"]
    return float(people @ (inside - np.log(level / (people @ level))))
