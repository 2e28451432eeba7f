"""A sheet as plain texts at their addresses, as the rest of the house sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.intake.files.addresses import letters, number, span
from pipelines.intake.files.gathered import UNCOMPUTED
from pipelines.intake.files.limits import RefusedError

__all__ = ["UNCOMPUTED", "RefusedError", "Sheet", "letters", "number", "span"]


@dataclass(slots=True)
class Sheet:
    """One sheet (or CSV file): only the rows and columns that hold something.

    `rows` are row numbers (lines of a CSV file), `columns` maps a column number (1 = A) to one text per row,
    `None` where the cell is empty and `UNCOMPUTED` where a formula was never calculated. `widths` are, in a CSV
    file, how many cells each row was written with. `merged` are the merged ranges: first row, first
    column, last row, last column. With `from_1904` the file counts its days from 1904: a day written as a bare
    number is another day there.
    """

    name: str
    hidden: bool = False
    rows: list[int] = field(default_factory=list)
    columns: dict[int, list[str | None]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    from_1904: bool = False


def ranges(rows: Iterable[int]) -> str:
    """Row numbers as a person writes them: `4-7, 9`."""
    parts: list[list[int]] = []
    for row in sorted(rows):
        if parts and row == parts[-1][-1] + 1:
            parts[-1][1:] = [row]
        else:
            parts.append([row])
    return ", ".join("-".join(map(str, part)) for part in parts)


def rows_of(spans: str) -> list[tuple[int, int]]:
    """First and last row of each part of `4-7, 9`."""
    ends = [part.split("-") for part in spans.split(", ") if part]
    return [(int(end[0]), int(end[-1])) for end in ends]
