"""Which unit belongs to which group: labels of any kind as row numbers of the list of groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csc_array

from pipelines.inequality.blocks import over_blocks
from pipelines.inequality.population import Codes, Floats, same_length

Labels = pl.Series | npt.NDArray[np.integer] | Sequence[str | None] | Sequence[int | None]
_GLANCE = 1 << 14
_LONG = (pl.Int128, pl.UInt128)
_LAST = np.iinfo(np.intp).max
_ROOM = 4  # whole numbers serve as row numbers where at most so many of them are unused for each that is used


@dataclass(frozen=True, slots=True)
class Groups:
    """`codes` has the group of each unit as a row number of `names`, −1 where it has none; `names` are in order."""

    codes: Codes
    names: pl.Series

    def sums(self, column: Floats) -> Floats:
        """The sum of a column over each group's units; every unit must have a group."""
        return np.asarray(np.bincount(self.codes, weights=column, minlength=len(self.names)), dtype=np.float64)

    def over_people(self, people: Floats, columns: Iterable[Floats]) -> Floats:
        """The sums over each group's people of several columns, one row each; faster than as many `sums`.

        A product of a table of who belongs where, which lets other threads run while it is made. The table is made of
        short whole numbers: SciPy would look through long ones to see whether they are short.
        """
        shape = len(self.names), len(self.codes)
        short = np.int32 if max(shape) < np.iinfo(np.int32).max else np.int64
        each = np.arange(len(self.codes) + 1, dtype=short)
        belongs = csc_array((people, self.codes.astype(short), each), shape=shape)
        return np.stack([belongs @ column for column in columns])

    def of(self, kept: npt.NDArray[np.bool_] | slice) -> Groups:
        """The units kept, with the groups that are left."""
        return self if isinstance(kept, slice) else _present(self.codes[kept], self.names)

    def shuffled(self, generator: np.random.Generator) -> Groups:
        """The same groups with their units drawn anew."""
        return Groups(generator.permutation(self.codes), self.names)

    def has_strays(self) -> bool:
        """Whether a unit has no group."""
        return bool(self.codes.size) and bool(self.codes.min() < 0)

    def known(self) -> Floats:
        """1 where the unit has a group, NaN where it has none: a column that leaves out what belongs nowhere."""
        return np.where(self.codes < 0, np.nan, 1.0)


def groups(labels: Labels) -> Groups:
    """The groups of units, by a label of any kind for each; null (or NaN) for none.

    Raises `ValueError` for labels of more than one kind.
    """
    try:
        series = labels if isinstance(labels, pl.Series) else pl.Series(labels)
    except (TypeError, pl.exceptions.PolarsError) as error:
        raise ValueError(f"labels of more than one kind: {error}") from error
    if series.dtype.is_integer() and series.dtype not in _LONG and not series.null_count() and len(series):
        whole = series.to_numpy()
        low, high = _ends(whole)
        if high - low < _ROOM * len(whole) and high < _LAST:
            wide = whole.astype(np.intp, copy=False)  # in short whole numbers the difference may not fit
            names = pl.Series(range(low, high + 1), dtype=pl.Int64).cast(series.dtype)
            return _present(wide if low == 0 else wide - low, names)
    if series.dtype == pl.Null:
        series = series.cast(pl.String)
    if series.dtype.is_float():
        series = series.fill_nan(None)
    names = series.drop_nulls().unique().sort()
    codes = series.replace_strict(names, pl.Series(range(len(names)), dtype=pl.Int64), default=None)
    return Groups(codes.fill_null(-1).to_numpy().astype(np.intp), names)


def _ends(whole: npt.NDArray[np.integer]) -> tuple[int, int]:
    def of_blocks(starts: range) -> npt.NDArray[np.integer]:
        blocks = [whole[start : start + starts.step] for start in starts]
        return np.array([(block.min(), block.max()) for block in blocks], dtype=whole.dtype)

    low, high = over_blocks(len(whole), of_blocks).T
    return int(low.min()), int(high.max())


def nested(outer: Groups, inner: Groups) -> Groups:
    """The inner groups within the outer ones: districts of the same name on two sides are two groups."""
    same_length(outer.codes, inner.codes)
    codes = pl.Series(outer.codes * len(inner.names) + inner.codes)
    belongs = pl.Series((outer.codes >= 0) & (inner.codes >= 0))
    return groups(codes.zip_with(belongs, codes.clear(len(codes))))


def _present(codes: Codes, names: pl.Series) -> Groups:
    """Only groups that have a unit; where the first units show them all, the rest need no look."""
    if _held(codes[:_GLANCE], len(names)).all():
        return Groups(codes, names)
    held = _held(codes, len(names))
    renumbered = np.append(np.cumsum(held) - 1, -1)
    return Groups(renumbered[codes], names.filter(pl.Series(held, dtype=pl.Boolean)))


def _held(codes: Codes, groups: int) -> npt.NDArray[np.bool_]:
    return np.asarray(np.bincount(codes[codes >= 0], minlength=groups) > 0, dtype=np.bool_)
