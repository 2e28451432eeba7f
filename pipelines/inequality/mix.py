"""Why two levels differ: other people in each category (the mix), or another rate for the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.inequality.population import Floats, Numbers, Reason, floats, same_length


@dataclass(frozen=True, slots=True)
class Composition:
    """One side, category by category: `people` of each and their `rates` (null where there are no people)."""

    people: Floats
    rates: Floats

    @property
    def share(self) -> Floats:
        """The share of people in each category."""
        return np.asarray(self.people / self.people.sum(), dtype=np.float64)

    @property
    def level(self) -> float:
        """The mean over people."""
        return float(self.share @ np.where(self.people > 0, self.rates, 0.0))


@dataclass(frozen=True, slots=True)
class MixAndRate:
    """`first` − `second` = `mix` + `rate`; `categories` has a row each: `category`, `mix`, `rate`, adding up to both.

    With `why_none` all figures are null and there are no rows.
    """

    first: float | None
    second: float | None
    mix: float | None
    rate: float | None
    why_none: Reason | None
    categories: pl.DataFrame


def composition(people: Numbers, rates: Numbers) -> Composition:
    """One side of the comparison, categories in the same order on both.

    Raises `ValueError` for people below zero or without end, and for columns of unequal length.
    """
    side = Composition(floats(people), floats(rates))
    same_length(side.people, side.rates)
    if (side.people < 0).any() or np.isinf(side.people).any():
        raise ValueError("people are counted from zero up to a number")
    return side


def mix_and_rate(first: Composition, second: Composition, categories: Sequence[str]) -> MixAndRate:
    """Kitagawa's two parts of a gap, without a rest: both sides' average serves as the standard.

    A category without people on one side takes the other side's rate there: its whole effect is mix. A category's own
    part of the mix is measured from the average of both levels, so that more people at a rate below it pull down.
    `no_people` where a side has none, `missing` where people have no rate, `unbounded` where it has no end. Raises
    `ValueError` where the sides have not the same categories. Source: Kitagawa 1955.
    """
    same_length(categories, first.people, second.people)
    why = _why_none(first, second)
    if why:
        return MixAndRate(None, None, None, None, why, _table([], np.empty(0), np.empty(0)))
    one, other = _filled(first, second), _filled(second, first)
    middle = (first.level + second.level) / 2
    mix = (first.share - second.share) * ((one + other) / 2 - middle)
    rate = (one - other) * (first.share + second.share) / 2
    table = _table(categories, mix, rate)
    return MixAndRate(first.level, second.level, float(mix.sum()), float(rate.sum()), None, table)


def _filled(side: Composition, other: Composition) -> Floats:
    """Rates, with the other side's where this one has no people, and 0 where neither has."""
    return np.where(side.people > 0, side.rates, np.where(other.people > 0, other.rates, 0.0))


def _why_none(first: Composition, second: Composition) -> Reason | None:
    for side in (first, second):
        if np.isnan(side.people).any() or np.isnan(side.rates[side.people > 0]).any():
            return "missing"
        if np.isinf(side.rates[side.people > 0]).any():
            return "unbounded"
        if not side.people.sum() > 0:
            return "no_people"
    return None


def _table(categories: Sequence[str], mix: Floats, rate: Floats) -> pl.DataFrame:
    return pl.DataFrame(
        {"category": categories, "mix": mix, "rate": rate},
        schema={"category": pl.String, "mix": pl.Float64, "rate": pl.Float64},
    )
