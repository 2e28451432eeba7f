"""What is odd about the columns of a form's sheet: missing, unknown, doubled, unheaded, spelt otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pipelines.intake.files.grid import letters
from pipelines.intake.sheets.body import Body
from pipelines.intake.sheets.header import OF_THE_SUBMISSION, Header
from pipelines.intake.sheets.header_names import FormNames
from pipelines.intake.tables import RawTable
from pipelines.intake.wording import listing, say
from pipelines.problems import Problem
from pipelines.programme.model import Words


def column_problems(body: Body, table: RawTable, skipped: Collection[int], is_csv: bool) -> Iterator[Problem]:
    """All that is to be said about the columns.

    A missing column that the form cannot do without holds the form back, and so does one that may be there under a
    header that names no field: what it holds would be lost. Any other missing column is one that was not reported.
    """
    header = body.header
    unheaded = {} if is_csv else _unheaded(body, skipped)
    hints = _hints(header, unheaded)
    yield from _missing(header, table, {name for names in hints.values() for name in names}, is_csv)
    yield from _repeated(body, table)
    for name, text in header.read_as.items():
        place = _place(table, header.columns[name], header.row, text) | {"row": header.row, "field": name}
        yield say("header_read_as", "warning", place, found=text, title=header.form.field(name).title)
    for column, text in header.unknown.items():
        if names := hints.get(column):
            yield _question(header, table, column, text, names)
        else:
            place = _place(table, column, header.row, text) | {"row": header.row}
            yield say("unknown_column", "warning", place, found=text)
    for column, row in unheaded.items():
        if names := hints.get(column):
            yield _question(header, table, column, None, names)
        else:
            # Notes beside the table do no harm: they are not read, and the sender is told.
            cell = f"{letters(column)}{row}"
            place = _place(table, column, row, None)
            yield say("column_without_header", "warning", place, column=letters(column), cell=cell)


def _place(table: RawTable, column: int, row: int, value: str | None) -> dict[str, object]:
    return table.place(None, None, value) | {"cell": f"{letters(column)}{row}"}


def _missing(header: Header, table: RawTable, hinted: Collection[str], is_csv: bool) -> Iterator[Problem]:
    """All missing columns at once; quarter, unit and as-of day are the submission's where the sheet is silent.

    A CSV file may be short on purpose: what it leaves out needs no word.
    """
    fields = [header.form.field(name) for name in header.missing]
    needed = [one for one in fields if one.required and one.name not in OF_THE_SUBMISSION]
    absent = [one for one in fields if not one.required and one.name not in hinted]
    for found, code in ((needed, "missing_column"), ([] if is_csv else absent, "columns_not_reported")):
        if found:
            columns = listing(Words(one.header("zh"), one.header("en")) for one in found)
            slots = {"count": len(found), "columns": columns, "row": header.row}
            yield say(code, "error" if found is needed else "warning", table.place(None, None), **slots)


def _repeated(body: Body, table: RawTable) -> Iterator[Problem]:
    """A column that stands there twice is read when both say the same, and held back when they do not."""
    header = body.header
    for name, more in header.again.items():
        first, *others = (_content(body, column) for column in (header.columns[name], *more))
        place = _place(table, more[0], header.row, None) | {"field": name}
        slots = {"title": header.form.field(name).title, "row": header.row}
        if all(other == first for other in others):
            yield say("repeated_column_same", "warning", place, **slots)
        else:
            yield say("repeated_column", "error", place, **slots)


def _content(body: Body, column: int) -> list[str | None]:
    return [text.strip() if text else None for text in body.sheet.columns[column][body.start :]]


def _unheaded(body: Body, skipped: Collection[int]) -> dict[int, int]:
    """Columns that hold something below the header but no header, with the first row that does."""
    header = body.header
    known = {*header.columns.values(), *header.unknown, *(column for more in header.again.values() for column in more)}
    found = {}
    for column in body.sheet.columns:
        if column not in known and (rows := [row for row in body.rows(column) if row not in skipped]):
            found[column] = rows[0]
    return found


def _hints(header: Header, unheaded: Collection[int]) -> Mapping[int, list[str]]:
    """For columns that are not read: which missing fields they may be, by their header or by where they stand."""
    names = FormNames(header.form)
    found = {column: names.near(text, header.missing) for column, text in header.unknown.items()}
    for column in (*header.unknown, *unheaded):
        near = found.setdefault(column, [])
        near += [name for name in _standing_here(header, column) if name not in near]
    return {column: near for column, near in found.items() if near}


def _standing_here(header: Header, column: int) -> Iterator[str]:
    """The missing fields that the template has between the columns left and right of this one."""
    left = max((place for place in header.columns.values() if place < column), default=None)
    right = min((place for place in header.columns.values() if place > column), default=None)
    order = [one.name for one in header.form.fields]
    at = {place: order.index(name) for name, place in header.columns.items()}
    if left is not None and right is not None and at[left] < at[right]:
        yield from order[at[left] + 1 : at[right]]


def _question(header: Header, table: RawTable, column: int, text: str | None, names: list[str]) -> Problem:
    titles = [Words(one.header("zh"), one.header("en")) for one in map(header.form.field, names)]
    place = _place(table, column, header.row, text)
    return say("column_may_be", "error", place, column=letters(column), found=text, fields=titles)
