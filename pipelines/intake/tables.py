"""What reading a file yields: one raw table per form, every text still at its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.problems import Problem


@dataclass(frozen=True, slots=True)
class RawTable:
    """The rows of one form as they stand on their sheet.

    `frame` has one Utf8 column per field of the contract (null: empty cell, or no such column) and `row`, the number
    of the row on the sheet. `columns` gives the letter of each field's column; fields without one are not in it.
    `units` names, by field, the measuring unit that the sheet itself declares where that is not the contract's;
    `from_1904` says that the workbook counts its days from 1904.
    """

    form: str
    sheet: str
    columns: Mapping[str, str]
    frame: pl.DataFrame
    units: Mapping[str, str] = field(default_factory=dict)
    from_1904: bool = False

    def cell(self, name: str | None, row: int) -> str | None:
        """The address of a field in a row, `None` when the sheet has no such column."""
        return f"{self.columns[name]}{row}" if name and name in self.columns else None

    def place(self, name: str | None, row: int | None, value: str | None = None) -> dict[str, Any]:
        """Where a problem is: the last fields of a `Problem`."""
        cell = self.cell(name, row) if row is not None else None
        return {"form": self.form, "sheet": self.sheet, "cell": cell, "row": row, "field": name, "value": value}


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: who sent it for which quarter (as far as it says), its tables, and what reading found.

    `unchanged` are the forms that the sender declares unchanged as a whole; `reasons` are the sender's answers in the
    list of an annotated workbook, by the finding they answer (see `reasons.finding_id`).
    A problem of level `error` without form and sheet says that the file as a whole cannot be taken in.
    """

    unit: str | None
    period: str | None
    form_versions: Mapping[str, int]
    tables: tuple[RawTable, ...]
    problems: tuple[Problem, ...]
    programme: str | None = None
    demo: bool = False
    unchanged: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
