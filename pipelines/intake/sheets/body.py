"""A sheet below its header: its rows as texts by field, merged cells read downwards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.intake.files.grid import Sheet
from pipelines.intake.sheets.header import Header

_NUMBERS = ("integer", "number")
Area = tuple[int, int, int, int]


@dataclass(slots=True)
class Body:
    """A sheet below its header; `start` is the place of the first row after it.

    `frame` has `row` and one text column per field. `filled` are the merged ranges that were read downwards,
    `unfilled` those that were not: which row or column their one value belongs to cannot be told.
    """

    sheet: Sheet
    header: Header
    start: int
    frame: pl.DataFrame
    filled: list[Area] = field(default_factory=list)
    unfilled: list[Area] = field(default_factory=list)

    def rows(self, column: int) -> list[int]:
        """The rows in which a column holds something."""
        values = zip(self.sheet.rows, self.sheet.columns[column], strict=True)
        return [row for row, value in list(values)[self.start :] if value and value.strip()]

    def cells(self, row: int) -> list[tuple[int, str]]:
        """The column and text of every filled cell of a row, those outside the form's columns included."""
        place = bisect_left(self.sheet.rows, row)
        return [(column, text) for column, values in self.sheet.columns.items() if (text := values[place])]


def body_of(sheet: Sheet, header: Header) -> Body:
    """The rows below the header; a row that holds nothing in the form's columns is left out."""
    start = sheet.rows.index(header.last) + 1
    body = Body(sheet, header, start, pl.DataFrame())
    texts = {
        name: list(sheet.columns[column][start:]) for name, column in header.columns.items() if column in sheet.columns
    }
    _fill_down(body, texts)
    rows = sheet.rows[start:]
    series = [pl.Series("row", rows, pl.Int64)]
    names = [one.name for one in header.form.fields]
    series += [pl.Series(name, texts.get(name, [None] * len(rows)), pl.String) for name in names]
    body.frame = pl.DataFrame(series).filter(pl.any_horizontal(pl.col(names).is_not_null()))
    return body


def _fill_down(body: Body, texts: dict[str, list[str | None]]) -> None:
    """Repeats a merged cell's text in the rows that it covers, never a number: that would count it twice."""
    fields = {column: body.header.form.field(name) for name, column in body.header.columns.items()}
    for area in body.sheet.merged:
        first, left, last, right = area
        within = [column for column in fields if left <= column <= right]
        if first <= body.header.last or not within or not _text(body.sheet, first, left):
            continue
        own = fields.get(left)
        if own is None or len(within) > 1 or own.kind in _NUMBERS and last > first:
            body.unfilled.append(area)
        elif _repeat(texts[own.name], *(bisect_left(body.sheet.rows, row) - body.start for row in (first, last + 1))):
            body.filled.append(area)


def _text(sheet: Sheet, row: int, column: int) -> str | None:
    place = bisect_left(sheet.rows, row)
    found = place < len(sheet.rows) and sheet.rows[place] == row and column in sheet.columns
    return sheet.columns[column][place] if found else None


def _repeat(texts: list[str | None], first: int, after: int) -> bool:
    """Whether the first text was written into the blanks below it."""
    for place in range(first + 1, after):
        if texts[place] is not None:
            break
        texts[place] = texts[first]
    return after > first + 1


def named_rows(rows: Sequence[int], shown: int = 10) -> str:
    """Row numbers as a message names them, the first ten: 5, 6, 9."""
    return ", ".join(map(str, rows[:shown])) + (" …" if len(rows) > shown else "")
