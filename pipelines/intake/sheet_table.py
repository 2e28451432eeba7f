"""One sheet with a known header as a raw table, and what is odd about the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.intake.findings import LISTED
from pipelines.intake.grid import Sheet, letters
from pipelines.intake.header import OF_THE_SUBMISSION, Header
from pipelines.intake.tables import RawTable
from pipelines.intake.wording import listing, say
from pipelines.problems import Problem
from pipelines.programme.model import Words

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A form's raw table and the problems of its sheet."""

    table: RawTable
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Body:
    """A sheet below its header, with the table made of it; `start` is the place of the first row after the header."""

    sheet: Sheet
    header: Header
    table: RawTable
    start: int

    def rows(self, column: int) -> list[int]:
        """The rows in which a column holds something."""
        values = zip(self.sheet.rows, self.sheet.columns[column], strict=True)
        return [row for row, value in list(values)[self.start :] if value and value.strip()]


def sheet_table(sheet: Sheet, header: Header, *, is_csv: bool) -> SheetTable:
    """The rows below the header, as texts, and the problems of the sheet: columns, formulas, what is hidden.

    A row that holds nothing in the form's columns is left out.
    """
    start = sheet.rows.index(header.row) + 1
    series = [pl.Series("row", sheet.rows[start:], pl.Int64)]
    names = [one.name for one in header.form.fields]
    for name in names:
        values = sheet.columns[header.columns[name]][start:] if name in header.columns else [None] * len(series[0])
        series.append(pl.Series(name, values, pl.String))
    frame = pl.DataFrame(series).filter(pl.any_horizontal(pl.col(names).is_not_null()))
    columns = {name: letters(column) for name, column in header.columns.items()}
    body = _Body(sheet, header, RawTable(header.form.id, sheet.name, columns, frame), start)
    beyond = _slipped(body) if is_csv else _beyond(body)
    return SheetTable(body.table, (*_columns(body, is_csv), *beyond, *_hidden(body)))


def _columns(body: _Body, is_csv: bool) -> Iterator[Problem]:
    header, table = body.header, body.table
    missing = [header.form.field(name) for name in header.missing]
    if is_csv:
        missing = [one for one in missing if one.required and one.name not in OF_THE_SUBMISSION]
    if missing:
        wanted = listing(Words(one.header("zh"), one.header("en")) for one in missing)
        place = table.place(None, None)
        yield say("missing_column", "error", place, count=len(missing), columns=wanted, row=header.row)
    for name in header.repeated:
        place = table.place(name, None)
        yield say("repeated_column", "error", place, title=header.form.field(name).title, row=header.row)
    for column, text in header.unknown.items():
        cell = f"{letters(column)}{header.row}"
        place = table.place(None, header.row, text) | {"cell": cell}
        yield say("unknown_column", "warning", place, found=text)


def _unheaded(body: _Body) -> list[int]:
    known = {*body.header.columns.values(), *body.header.unknown}
    repeated = body.sheet.rows.index(body.header.row)
    return [
        column
        for column, values in body.sheet.columns.items()
        if column not in known and values[repeated] is None and body.rows(column)
    ]


def _beyond(body: _Body) -> Iterator[Problem]:
    """Notes beside the table do no harm in a workbook: they are not read, and the sender is told."""
    for column in _unheaded(body):
        cell = f"{letters(column)}{body.rows(column)[0]}"
        place = body.table.place(None, None) | {"cell": cell}
        yield say("column_without_header", "warning", place, column=letters(column), cell=cell)


def _slipped(body: _Body) -> Iterator[Problem]:
    """In a CSV file a cell too many means that the row has slipped: its values stand under other headers."""
    wide = body.sheet.widths[body.start - 1]
    pairs = list(zip(body.sheet.rows, body.sheet.widths, strict=True))[body.start :]
    slipped = [(row, width) for row, width in pairs if width > wide]
    for row, width in slipped[:LISTED]:
        yield say("too_many_cells_in_row", "error", body.table.place(None, row), row=row, found=width, wanted=wide)
    if (left := len(slipped) - LISTED) > 0:
        # An error of the sheet as a whole: where so many rows slip, none is to be trusted.
        yield say("more_of_the_same", "error", body.table.place(None, None), count=left)


def _hidden(body: _Body) -> Iterator[Problem]:
    rows = sorted(set(body.sheet.hidden_rows) & set(body.table.frame["row"]))
    if rows:
        shown = ", ".join(map(str, rows[:_SHOWN])) + (" …" if len(rows) > _SHOWN else "")
        yield say("hidden_rows", "info", body.table.place(None, None), count=len(rows), rows=shown)
    hidden = set(body.sheet.hidden_columns)
    names = [name for name, column in body.header.columns.items() if column in hidden]
    if names:
        titles = listing(body.header.form.field(name).title for name in names)
        yield say("hidden_columns", "info", body.table.place(None, None), columns=titles)
