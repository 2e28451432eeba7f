"""One sheet with a known header as a raw table, and what is odd about the sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.intake.cells.findings import LISTED
from pipelines.intake.files.grid import Sheet, letters, ranges
from pipelines.intake.sheets.body import Body, body_of, named_rows
from pipelines.intake.sheets.header import Header
from pipelines.intake.sheets.header_units import declared_units
from pipelines.intake.sheets.not_data import RowKind, rows_without_data
from pipelines.intake.sheets.sheet_columns import column_problems
from pipelines.intake.sheets.totals import differences
from pipelines.intake.tables import RawTable
from pipelines.intake.wording import listing, say
from pipelines.problems import Problem
from pipelines.programme.model import Form


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A form's raw table and the problems of its sheet."""

    table: RawTable
    problems: tuple[Problem, ...]


def sheet_table(sheet: Sheet, header: Header, forms: Sequence[Form], *, is_csv: bool) -> SheetTable:
    """The rows below the header, as texts, and the problems of the sheet: columns, units, rows that are no data.

    `forms` are the forms whose headers may follow further down on the same sheet.
    """
    body = body_of(sheet, header)
    kinds = rows_without_data(body, forms)
    data = body.frame.filter(~pl.col("row").is_in(list(kinds)))
    units = declared_units(sheet, header)
    columns = {name: letters(column) for name, column in header.columns.items()}
    table = RawTable(header.form.id, sheet.name, columns, data, units.units, sheet.from_1904)
    said = [*_several_rows(header, table), *column_problems(body, table, kinds, is_csv), *units.problems]
    said += [*_slipped(body, table, kinds)] if is_csv else []
    said += [*_merged(body, table), *_left_out(body, table, kinds), *_hidden(body, table)]
    return SheetTable(table, tuple(said))


def _several_rows(header: Header, table: RawTable) -> Iterator[Problem]:
    if header.first < header.last:
        yield say("header_rows", "info", table.place(None, None), first=header.first, last=header.last)


def _slipped(body: Body, table: RawTable, skipped: Collection[int]) -> Iterator[Problem]:
    """In a CSV file a cell too many means that the row has slipped: its values stand under other headers.

    A cell too few may mean it: some programs leave out the blank cells at the end of a row, so it is asked.
    """
    wide = max(body.sheet.widths[body.sheet.rows.index(body.header.first) : body.start])
    pairs = list(zip(body.sheet.rows, body.sheet.widths, strict=True))[body.start :]
    slipped = [(row, width) for row, width in pairs if width > wide and row not in skipped]
    for row, width in slipped[:LISTED]:
        yield say("too_many_cells_in_row", "error", table.place(None, row), row=row, found=width, wanted=wide)
    if (left := len(slipped) - LISTED) > 0:
        # An error of the sheet as a whole: where so many rows slip, none is to be trusted.
        yield say("more_of_the_same", "error", table.place(None, None), count=left)
    data = set(table.frame["row"])
    if short := [row for row, width in pairs if width < wide and row in data]:
        place = table.place(None, None)
        yield say("too_few_cells_in_row", "warning", place, count=len(short), rows=ranges(short), wanted=wide)


def _merged(body: Body, table: RawTable) -> Iterator[Problem]:
    """Merged cells read downwards are told once; rows in which one cannot be read are held back."""
    if body.filled:
        areas = [f"{letters(left)}{first}:{letters(right)}{last}" for first, left, last, right in body.filled]
        yield say("merged_read_down", "info", table.place(None, None), count=len(areas), areas=areas)
    rows = table.frame["row"]
    held = [(row, area) for area in body.unfilled for row in rows.filter(rows.is_between(area[0], area[2]))]
    for row, (first, left, last, right) in held[:LISTED]:
        place = table.place(None, row) | {"cell": f"{letters(left)}{first}"}
        yield say("merged_not_read", "error", place, area=f"{letters(left)}{first}:{letters(right)}{last}", row=row)
    if (more := len(held) - LISTED) > 0:
        yield say("more_of_the_same", "error", table.place(None, None), count=more)


def _left_out(body: Body, table: RawTable, kinds: Mapping[int, RowKind]) -> Iterator[Problem]:
    """Rows that are no data, by number only: names and telephone numbers stay where they are."""
    for kind, code in (("total", "total_rows"), ("note", "note_rows"), ("header", "header_repeated")):
        if rows := sorted(row for row, own in kinds.items() if own == kind):
            yield say(code, "info", table.place(None, None), count=len(rows), rows=named_rows(rows))
    for one in list(differences(body, kinds))[:LISTED]:
        slots = {"title": one.field.title, "printed": one.printed, "computed": one.computed}
        place = table.place(one.field.name, one.row, one.printed)
        yield say("total_differs", "warning", place, row=one.row, **slots)
    if others := [row for row, own in kinds.items() if own == "other_header"]:
        yield say("second_table", "error", table.place(None, min(others)), row=min(others))


def _hidden(body: Body, table: RawTable) -> Iterator[Problem]:
    rows = sorted(set(body.sheet.hidden_rows) & set(table.frame["row"]))
    if rows:
        yield say("hidden_rows", "info", table.place(None, None), count=len(rows), rows=named_rows(rows))
    hidden = set(body.sheet.hidden_columns)
    names = [name for name, column in body.header.columns.items() if column in hidden]
    if names:
        titles = listing(body.header.form.field(name).title for name in names)
        yield say("hidden_columns", "info", table.place(None, None), columns=titles)
