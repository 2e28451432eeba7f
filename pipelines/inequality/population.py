"""What is measured: units with a value each and the people who live with it, and what had to be left out."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.inequality.blocks import over_blocks

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]
Numbers = pl.Series | npt.ArrayLike
_LEAST, _MOST = 1e-100, 1e100  # between them products of three sums stay in the range of numbers

# Why there is no figure; worded elsewhere.
Reason = Literal[
    "no_units",  # nobody gave a value
    "no_people",  # those with a value have no people
    "all_zero",  # shares of nothing
    "zeros",  # the measure has no answer where one unit has nothing
    "negative",  # shares of a total need values of zero or more
    "unbounded",  # an infinite value, as of a place that nobody can reach, or a figure beyond the range of numbers
    "outside_bounds",  # a value beyond the bounds that were given
    "no_order",  # all units stand at the same rank
    "divided_by_zero",  # so many times nothing
    "all_equal",  # nothing to explain
    "missing",  # a part that is needed has no value
]


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure, or why there is none, and what it rests on.

    `used` units have a value and people, `missing` ones lack one of the two, `empty` ones have a value and no people.
    """

    value: float | None
    why_none: Reason | None
    used: int
    missing: int
    empty: int


@dataclass(frozen=True, slots=True)
class Population:
    """The units that count: `values` and `people` (above zero) of each; `kept` picks them from columns beside these.

    `everyone` are all people, `lowest` and `highest` the ends of the values (NaN where there are no units).
    """

    values: Floats
    people: Floats
    kept: npt.NDArray[np.bool_] | slice
    missing: int
    empty: int
    everyone: float
    lowest: float
    highest: float

    def gives(self, value: float) -> Measured:
        """The figure, with what it rests on; `unbounded` where it is no number."""
        if not np.isfinite(value):
            return self.cannot("unbounded")
        return Measured(float(value) + 0.0, None, len(self.values), self.missing, self.empty)  # + 0.0: no minus zero

    def cannot(self, why: Reason) -> Measured:
        """No figure, and why."""
        return Measured(None, why, len(self.values), self.missing, self.empty)

    def level(self) -> float:
        """The mean over people."""
        tame, unit = self.tamed()
        return product(tame.people, tame.values) / tame.everyone * unit

    def tamed(self) -> tuple[Population, float]:
        """The population in units in which sums of products stay in the range of numbers, and the unit of its values.

        Only very large or small values or numbers of people are counted in another unit than their own.
        """
        size = max(-self.lowest, self.highest)
        if (size == 0 or _LEAST < size < _MOST) and _LEAST < self.everyone < _MOST:
            return self, 1.0
        unit = size if 0 < size < np.inf else 1.0
        tame = replace(self, values=self.values / unit, lowest=self.lowest / unit, highest=self.highest / unit)
        return replace(tame, people=self.people / self.everyone, everyone=1.0), unit

    def why_no_level(self) -> Reason | None:
        """Why there is no mean over people, if so."""
        if not len(self.values):
            return "no_people" if self.empty else "no_units"
        return None if -np.inf < self.lowest and self.highest < np.inf else "unbounded"

    def why_no_shares(self) -> Reason | None:
        """Why nobody's share of the total can be said, if so."""
        if why := self.why_no_level():
            return why
        if self.lowest < 0:
            return "negative"
        return None if self.highest > 0 else "all_zero"

    def why_no_logarithms(self) -> Reason | None:
        """Why shares have no logarithms, if so."""
        return self.why_no_shares() or ("zeros" if self.lowest == 0 else None)


def population(values: Numbers, people: Numbers, *beside: Numbers) -> Population:
    """The units that count, from columns of equal length; null (or NaN) in any of them leaves the unit out.

    `people` are the denominator of `values` where these are rates: then the mean is Σ numerator ÷ Σ denominator.
    Raises `ValueError` for columns of unequal length and for people below zero or without end.
    """
    x, p, *others = (floats(one) for one in (values, people, *beside))
    same_length(x, p, *others)
    ends = _ends(x, p)
    if ends.fewest > 0 and not np.isnan([ends.lowest, *(one.min() for one in others)]).any():
        return _counted(x, p, slice(None), 0, 0, ends)
    known = ~np.any([np.isnan(one) for one in (x, p, *others)], axis=0)
    if (p < 0).any():
        raise ValueError("people are counted from zero up")
    kept = known & (p > 0)
    missing, empty = int((~known).sum()), int((known & ~kept).sum())
    return _counted(x[kept], p[kept], kept, missing, empty, _ends(x[kept], p[kept]))


class _Ends(NamedTuple):
    """Lowest and highest value, the fewest people of a unit, and all people; NaN with no units or an unknown one."""

    lowest: float
    highest: float
    fewest: float
    everyone: float


def _ends(values: Floats, people: Floats) -> _Ends:
    def of_blocks(starts: range) -> Floats:
        blocks = [slice(start, start + starts.step) for start in starts]
        pairs = [(values[block], people[block]) for block in blocks]
        return np.array([(x.min(), x.max(), p.min(), p.sum()) for x, p in pairs]).reshape(-1, 4)

    if not len(values):
        return _Ends(np.nan, np.nan, np.nan, 0.0)
    low, high, few, sums = over_blocks(len(values), of_blocks).T
    return _Ends(float(low.min()), float(high.max()), float(few.min()), float(sums.sum()))


def _counted(
    values: Floats, people: Floats, kept: npt.NDArray[np.bool_] | slice, missing: int, empty: int, ends: _Ends
) -> Population:
    if ends.everyone == np.inf:
        raise ValueError("people are counted from zero up to a number")
    return Population(values, people, kept, missing, empty, ends.everyone, ends.lowest, ends.highest)


def product(one: Floats, other: Floats) -> float:
    """Σ one · other. Not by `@`: its threads cost more than the sum where others use the machine too."""
    return float(np.einsum("u,u->", one, other))


def floats(column: Numbers) -> Floats:
    """A column as numbers, null as NaN; `ValueError` where it is none."""
    if isinstance(column, pl.Series):
        try:
            return column.cast(pl.Float64).to_numpy()
        except pl.exceptions.PolarsError as error:
            raise ValueError(f"not a column of numbers: {error}") from error
    numbers = np.asarray(column, dtype=np.float64)
    if numbers.ndim != 1:
        raise ValueError(f"a column has one dimension, not {numbers.ndim}")
    return numbers


def same_length(*columns: Sized) -> None:
    """`ValueError` where the columns are not of equal length."""
    lengths = [len(one) for one in columns]
    if len(set(lengths)) > 1:
        raise ValueError(f"columns of unequal length: {lengths}")
