"""Bytes → raw tables: opens the file in the sandbox, recognises its forms, keeps every address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.cells.narrow import narrowed
from pipelines.intake.files.grid import RefusedError, Sheet
from pipelines.intake.files.sandbox import Contents, contents
from pipelines.intake.sheets.declared import declared_unchanged
from pipelines.intake.sheets.header import Header, best_header, find_header, form_named
from pipelines.intake.sheets.passport import PASSPORT, Passport, passport_of
from pipelines.intake.sheets.reasons import reasons_in
from pipelines.intake.sheets.sheet_table import SheetTable, sheet_table
from pipelines.intake.tables import RawTable, Reading
from pipelines.intake.wording import listing, say, words
from pipelines.problems import Level, Problem
from pipelines.programme.model import Form, Words

__all__ = ["RawTable", "Reading", "read_submission"]

# Sheets that the template and the annotated copy add; they hold no data.
_OWN_SHEETS = ("template.guide_sheet", "template.code_sheet", "annotate.sheet")


def read_submission(data: bytes, name: str, forms: Sequence[Form]) -> Reading:
    """What a file says, form by form; whatever the bytes are, the answer is a `Reading`, if need be without tables.

    `name` is the file's name: it names a CSV file's form (`T04….csv`) and stands for its sheet.
    """
    try:
        found = contents(data)
    except RefusedError as refused:
        return Reading(None, None, {}, (), (_said(refused.code, "error", refused.slots),))
    found = replace(found, sheets=tuple(sheet if sheet.name else replace(sheet, name=name) for sheet in found.sheets))
    reading = _read_csv(found, name, forms) if found.kind == "csv" else _read_workbook(found, forms)
    notes = tuple(_said(note.code, "info", note.slots) for note in found.notes)
    return replace(reading, problems=(*reading.problems, *notes))


def _said(code: str, level: Level, slots: Mapping[str, str | int]) -> Problem:
    # A kind of file or a reason is named by a key, so that each language has its own words for it.
    shown = {
        key: words(f"intake.{key}.{value}") if key in ("kind", "reason") else value for key, value in slots.items()
    }
    return say(code, level, None, **shown)


def _read_csv(found: Contents, name: str, forms: Sequence[Form]) -> Reading:
    sheet = found.sheets[0]
    named = form_named(name, forms)
    header = find_header(sheet, named) if named else best_header(sheet, forms)
    if header is None:
        return Reading(None, None, {}, (), (_unrecognised(sheet, named),))
    return _reading(Passport(), [sheet_table(sheet, header, forms, is_csv=True)], [])


def _unrecognised(sheet: Sheet, form: Form | None) -> Problem:
    if form is None:
        return say("no_forms", "error")
    headers = listing(Words(one.header("zh"), one.header("en")) for one in form.fields)
    place = {"form": form.id, "sheet": sheet.name}
    return say("header_not_found", "error", place, sheet=sheet.name, headers=headers)


def _read_workbook(found: Contents, forms: Sequence[Form]) -> Reading:
    own = {PASSPORT, *(text(lang, key) for lang in LANGUAGES for key in _OWN_SHEETS)}
    tables: dict[str, SheetTable] = {}
    problems: list[Problem] = []
    # Hidden sheets come last: they are read only where no visible sheet is the same form.
    for sheet in sorted(found.sheets, key=lambda one: one.hidden):
        if sheet.name in own or not sheet.rows:
            continue
        header = _header(sheet, forms)
        if isinstance(header, Header) and header.form.id not in tables:
            tables[header.form.id] = sheet_table(sheet, header, forms, is_csv=False)
            problems += _hidden_too(sheet, header.form)
        elif isinstance(header, Header):
            problems.append(_twice(sheet, header.form, tables[header.form.id]))
        elif header:
            problems.append(header)
    order = [form.id for form in forms]
    passport = passport_of(found.sheets)
    problems += _versions(passport, forms)
    reading = _reading(passport, sorted(tables.values(), key=lambda one: order.index(one.table.form)), problems)
    reasons = reasons_in(found.sheets, passport.unit, passport.period)
    return replace(reading, unchanged=declared_unchanged(found.sheets, forms), reasons=reasons)


def _header(sheet: Sheet, forms: Sequence[Form]) -> Header | Problem | None:
    """The header of the form on a sheet, or what is to be said about a sheet that has none."""
    named = form_named(sheet.name, forms)
    header = find_header(sheet, named) if named else best_header(sheet, forms)
    if header or named:
        return header or _unrecognised(sheet, named)
    return None if sheet.hidden else say("unknown_sheet", "warning", {"sheet": sheet.name}, sheet=sheet.name)


def _hidden_too(sheet: Sheet, form: Form) -> list[Problem]:
    place = {"form": form.id, "sheet": sheet.name}
    return [say("hidden_sheet", "warning", place, sheet=sheet.name)] if sheet.hidden else []


def _twice(sheet: Sheet, form: Form, first: SheetTable) -> Problem:
    place = {"form": form.id, "sheet": sheet.name}
    if sheet.hidden:
        return say("hidden_sheet_left_out", "warning", place, sheet=sheet.name, first=first.table.sheet)
    return say("form_twice", "error", place, form=form.id, first=first.table.sheet, second=sheet.name)


def _versions(passport: Passport, forms: Sequence[Form]) -> list[Problem]:
    return [
        say("form_version", "warning", {"form": form.id}, form=form.id, found=found, wanted=form.version)
        for form in forms
        if (found := passport.versions.get(form.id, form.version)) != form.version
    ]


def _reading(passport: Passport, found: Sequence[SheetTable], problems: Sequence[Problem]) -> Reading:
    """The reading as a whole; unit and quarter come from the columns where the workbook does not say."""
    tables = tuple(one.table for one in found)
    said = (*problems, *(one for each in found for one in each.problems))
    if not tables and all(one.level != "error" for one in said):
        said = (*said, say("no_forms", "error"))
    unit = passport.unit or _only("unit_code", tables)
    period = passport.period or _only("period", tables)
    return Reading(unit, period, dict(passport.versions), tables, said, passport.programme, passport.demo)


def _only(name: str, tables: Sequence[RawTable]) -> str | None:
    """The one value that a column has in all rows of all tables; `None` when there are several or none."""
    values: set[str] = set()
    for table in tables:
        if name in table.frame.columns:
            found = table.frame[name].drop_nulls().unique().to_list()
            values |= {narrowed(value).strip() for value in found}
    values.discard("")
    return values.pop() if len(values) == 1 else None
