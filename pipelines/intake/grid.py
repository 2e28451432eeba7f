"""A sheet as plain texts at their addresses, and the limits within which one is read; standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_ROW = 200_000
MAX_COLUMN = 256
MAX_CELLS = 10_000_000
MAX_CELL_LENGTH = 32_767
# Written like Excel's own errors, and found like them: a formula that no program ever calculated has no value.
UNCOMPUTED = "#FORMULA!"
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class RefusedError(Exception):
    """The file is not read: `code` names the problem, `slots` fill its wording."""

    def __init__(self, code: str, **slots: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.slots = slots


@dataclass(slots=True)
class Sheet:
    """One sheet (or CSV file): only the rows and columns that hold something.

    `rows` are row numbers (lines of a CSV file), `columns` maps a column number (1 = A) to one text per row,
    `None` where the cell is empty and `UNCOMPUTED` where a formula was never calculated. `widths` are, in a CSV
    file, how many cells each row was written with. `merged` are the merged ranges: first row, first column, last row,
    last column.
    """

    name: str
    hidden: bool = False
    rows: list[int] = field(default_factory=list)
    columns: dict[int, list[str | None]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, row: int, cells: dict[int, str]) -> None:
        """Adds a row that holds something; `RefusedError` outside the limits or when rows run backwards."""
        if row > MAX_ROW or max(cells) > MAX_COLUMN:
            raise outside_grid(max(cells), row)
        if row <= (self.rows[-1] if self.rows else 0):
            raise RefusedError("unreadable")
        for column, value in cells.items():
            values = self.columns.setdefault(column, [])
            values.extend([None] * (len(self.rows) - len(values)))
            values.append(value)
        self.rows.append(row)
        if len(self.rows) * len(self.columns) > MAX_CELLS:
            raise RefusedError("cells_too_many", wanted=MAX_CELLS)

    def square(self) -> Sheet:
        """The sheet with every column as long as its rows, columns in order."""
        for values in self.columns.values():
            values.extend([None] * (len(self.rows) - len(values)))
        self.columns = dict(sorted(self.columns.items()))
        return self


def outside_grid(column: int, row: int) -> RefusedError:
    """The refusal of a cell beyond what is read; raise it."""
    return RefusedError("outside_grid", cell=f"{letters(column)}{row}", rows=MAX_ROW, columns=letters(MAX_COLUMN))


def letters(column: int) -> str:
    """The letters of a column number: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        name = chr(65 + place) + name
    return name


def number(name: str) -> int:
    """The number of a column's letters: A is 1, AB is 28; `ValueError` for anything else."""
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        raise ValueError(f"not a column: {name!r}")
    value = 0
    for letter in name.upper():
        value = value * 26 + ord(letter) - 64
    return value


def span(area: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of a range such as `B2:C4`; `ValueError` for anything else."""
    ends = [_ADDRESS.fullmatch(end) for end in area.split(":")]
    if not 1 <= len(ends) <= 2 or None in ends:
        raise ValueError(f"not a range: {area!r}")
    places = [(int(end[2]), number(end[1])) for end in ends if end]
    return (*places[0], *places[-1])


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
