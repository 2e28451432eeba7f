"""Raw tables → typed rows that passed, and every problem of a submission at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.intake.cells.decipher import Ways
from pipelines.intake.cells.findings import Finding, held_rows, worded
from pipelines.intake.cells.registers import directories, in_order, town_field
from pipelines.intake.cells.values import excused, typed
from pipelines.intake.checks import cross
from pipelines.intake.checks.points import readable_points
from pipelines.intake.checks.references import unknown_codes
from pipelines.intake.checks.row_checks import row_findings
from pipelines.intake.checks.seen import Seen, about
from pipelines.intake.checks.sender import Context, file_problems
from pipelines.intake.checks.status import asked, completed_keys, not_reported, stated
from pipelines.intake.files.grid import number, ranges
from pipelines.intake.sheets.reasons import with_reasons
from pipelines.intake.tables import RawTable, Reading
from pipelines.intake.wording import say
from pipelines.problems import Problem
from pipelines.programme.model import Form, Point, Programme

__all__ = ["Checked", "Context", "FormCount", "check"]


@dataclass(frozen=True, slots=True)
class FormCount:
    """A form in numbers: rows reported, accepted, held back; `warnings` counts warnings, not rows.

    `explained` are the warnings that have a reason. `held` names the rows held back (`4-7, 9`). `asked` are the cells
    that the sender was to answer (all content cells of the rows reported or printed), `changed` those that are news.
    """

    rows: int
    accepted: int
    rejected: int
    warnings: int
    explained: int = 0
    held: str = ""
    asked: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check: per form the typed rows that passed, all problems, and the numbers.

    `rows` have the contract's fields, `not_applicable` (names of the fields that say 不适用), `missing` (`field=reason`
    for fields that say why they have no value), `receipt` (null until there is one), `sheet` and `row`. A file that
    cannot be taken in as a whole has neither rows nor counts.
    """

    rows: Mapping[str, pl.DataFrame]
    problems: tuple[Problem, ...]
    counts: Mapping[str, FormCount]


@dataclass(slots=True)
class _Sheet:
    """One form on its way through the checks: its raw table, its typed rows, and what was found so far."""

    form: Form
    table: RawTable
    rows: pl.DataFrame
    findings: list[Finding]
    skipped: int = 0
    completed: int = 0
    changed: int = 0


def check(reading: Reading, programme: Programme, context: Context) -> Checked:
    """Checks a submission against its contracts: cells first, then rows, keys, codes and the rules across forms.

    Errors hold their row back, warnings and remarks do not; one mistake hides no other.
    """
    whole = tuple(file_problems(reading, programme, context)) if reading.tables else ()
    if whole or not reading.tables:
        return Checked({}, (*reading.problems, *whole), {})
    unit, period = context.unit or reading.unit or "", context.period or reading.period or ""
    sheets = _sheets(reading, programme, context.accepted, (unit, period))
    sent = {name: sheet.rows for name, sheet in sheets.items()}
    forms = {form.id: form for form in programme.forms}
    units = {one.code: one.name for one in programme.reporting_units}
    seen = Seen(
        period, programme.first_period, forms, sent, context.accepted, context.elsewhere, units, programme.places
    )
    for name, sheet in sheets.items():
        told = stated(sheet.form, sheet.rows, seen.last(name), sheet.table.columns, declared=name in reading.unchanged)
        sent[name] = sheet.rows = told.rows
        sheet.findings += told.findings
        sheet.changed = told.changed
    for sheet in sheets.values():
        sheet.findings += unknown_codes(programme, sheet.form, seen, unit)
    for name, finding in cross.broken_rules(programme.cross_rules, seen):
        sheets[name].findings.append(finding)
    return _checked(reading, list(sheets.values()))


def _sheets(
    reading: Reading, programme: Programme, accepted: Mapping[str, pl.DataFrame], place: tuple[str, str]
) -> dict[str, _Sheet]:
    """Every form's rows as values; registers first, so that others may name what stands in them."""
    tables = {one.form: one for one in reading.tables}
    reasons = {text: reason for reason in programme.missing for text in reason.texts}
    sheets: dict[str, _Sheet] = {}
    for name in in_order(programme, tables):
        form, table = programme.form(name), tables[name]
        known = directories(programme, form, ({id: sheet.rows for id, sheet in sheets.items()}, accepted), place)
        ways = Ways(table.units, table.from_1904, reasons, known, town_field(form))
        sheets[name] = _sheet(table, form, place, ways, programme.places.point(form.id))
    return {name: sheets[name] for name in tables}


def _sheet(table: RawTable, form: Form, place: tuple[str, str], ways: Ways, point: Point | None) -> _Sheet:
    """The form's rows as values, without the printed rows that nobody filled in, and what is wrong in them."""
    raw = table.frame.filter(~not_reported(form))
    skipped = len(table.frame) - len(raw)
    raw, completed = completed_keys(raw, *place)
    read = typed(raw, form, ways)
    cells = readable_points(form, point, raw, read.findings)
    found = [*cells, *row_findings(form, read.frame, *place)]
    return _Sheet(form, table, read.frame, found, skipped, completed)


def _checked(reading: Reading, sheets: Sequence[_Sheet]) -> Checked:
    rows: dict[str, pl.DataFrame] = {}
    counts: dict[str, FormCount] = {}
    problems = with_reasons(reading.problems, reading.reasons)
    for sheet in sheets:
        own = [one for one in problems if one.form == sheet.form.id]
        rows[sheet.form.id] = passed = _passed(sheet, own)
        found = [*worded(sheet.findings, sheet.table, about(sheet.form)), *_unfilled(sheet)]
        told = with_reasons(sorted(found, key=_by_place), reading.reasons)
        counts[sheet.form.id] = _count(sheet, passed, [*own, *told])
        problems += told
    if not any(count.rows for count in counts.values()) and all(one.level != "error" for one in problems):
        problems.append(say("no_rows", "error"))
    return Checked(rows, tuple(problems), counts)


def _count(sheet: _Sheet, passed: pl.DataFrame, found: Sequence[Problem]) -> FormCount:
    warnings = [one for one in found if one.level == "warning"]
    reported = len(sheet.rows)
    return FormCount(
        rows=reported,
        accepted=len(passed),
        rejected=reported - len(passed),
        warnings=len(warnings),
        explained=sum(one.reason is not None for one in warnings),
        held=ranges(sheet.rows.filter(~pl.col("row").is_in(passed["row"].implode()))["row"].to_list()),
        asked=asked(sheet.form) * (reported + sheet.skipped),
        changed=sheet.changed,
    )


def _passed(sheet: _Sheet, own: Sequence[Problem]) -> pl.DataFrame:
    """The rows that no error holds back; an error of the sheet as a whole (a column missing) holds all of them."""
    errors = [one for one in own if one.level == "error"]
    if any(one.row is None for one in errors):
        return _stored(sheet, sheet.rows.clear())
    held = pl.concat([held_rows(sheet.findings), pl.Series("row", [one.row for one in errors], pl.Int64)])
    return _stored(sheet, sheet.rows.filter(~pl.col("row").is_in(held.implode())) if len(held) else sheet.rows)


def _stored(sheet: _Sheet, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in the shape in which they are kept."""
    may = [one.name for one in sheet.form.fields if one.may_be_na]
    marks = [pl.when(pl.col(excused(name))).then(pl.lit(name)) for name in may]
    excuses = pl.concat_list(marks).list.drop_nulls() if marks else pl.lit([], pl.List(pl.String))
    return rows.select(
        *(one.name for one in sheet.form.fields),
        excuses.alias("not_applicable"),
        "missing",
        pl.lit(None, pl.String).alias("receipt"),
        pl.lit(sheet.table.sheet).alias("sheet"),
        "row",
    )


def _unfilled(sheet: _Sheet) -> Iterator[Problem]:
    for code, count in (("rows_not_reported", sheet.skipped), ("rows_completed", sheet.completed)):
        if count:
            yield say(code, "info", sheet.table.place(None, None), count=count)


def _by_place(problem: Problem) -> tuple[int, int]:
    letters = (problem.cell or "").rstrip("0123456789")
    return problem.row or 0, number(letters) if letters else 0
