"""Totals that a sender wrote under (or over) the rows, compared with the sum of the rows."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from pipelines.intake.cells.kinds import NOT_APPLICABLE
from pipelines.intake.sheets.body import Body
from pipelines.intake.sheets.not_data import RowKind
from pipelines.programme.model import Field

_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
# Sums of these say nothing: years, coordinates, hours a week, days.
_NOT_ADDED = ("年", "度", "小时/周", "天", "工作日", "")
_BLANK = Decimal("NaN")
_END = 10**9


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that is not the sum of its rows."""

    row: int
    field: Field
    printed: str
    computed: str


def differences(body: Body, kinds: Mapping[int, RowKind]) -> Iterator[Difference]:
    """Every total that is neither the sum of the rows since the last total, nor of all rows above, nor of all.

    A column with a cell that is no plain number is not compared: that cell is told by itself.
    """
    totals = [row for row, kind in kinds.items() if kind == "total"]
    if not totals:
        return
    rows = body.frame["row"].to_list()
    for one in body.header.form.fields:
        if one.kind in ("integer", "number") and one.unit.zh not in _NOT_ADDED:
            values = dict(zip(rows, map(_value, body.frame[one.name].to_list()), strict=True))
            yield from _differing(one, values, sorted(totals), kinds)


def _differing(
    one: Field, values: Mapping[int, Decimal | None], totals: Sequence[int], kinds: Mapping[int, RowKind]
) -> Iterator[Difference]:
    sums = _Sums([(row, value) for row, value in values.items() if row not in kinds and value is not _BLANK])
    for place, row in enumerate(totals):
        printed = values.get(row, _BLANK)
        if printed is _BLANK or printed is None or not sums.known:
            continue
        since = totals[place - 1] if place else 0
        until = totals[place + 1] if place + 1 < len(totals) else _END
        above, all_above, whole = sums.between(since, row), sums.between(0, row), sums.between(0, _END)
        if printed not in (above, all_above, whole, sums.between(row, until)):
            yield Difference(row, one, f"{printed:f}", f"{above if all_above else whole:f}")


class _Sums:
    """The sums of a column over any stretch of rows."""

    def __init__(self, pairs: Sequence[tuple[int, Decimal | None]]) -> None:
        self.known = all(value is not None for _, value in pairs)
        self._rows = [row for row, _ in pairs]
        self._sums = list(accumulate((value or Decimal() for _, value in pairs), initial=Decimal()))

    def between(self, after: int, before: int) -> Decimal:
        """The sum of the rows after one and before another."""
        first, end = bisect_right(self._rows, after), bisect_left(self._rows, before)
        return self._sums[max(first, end)] - self._sums[first]


def _value(text: str | None) -> Decimal | None:
    """A number as written, `_BLANK` for a blank or 不适用, `None` for anything else."""
    sign = "".join(unicodedata.normalize("NFKC", text or "").split()).replace(",", "")
    if not sign or sign in NOT_APPLICABLE:
        return _BLANK
    return Decimal(sign) if _PLAIN.fullmatch(sign) else None
