"""The workbook a reporting unit fills in: every form as a sheet, prefilled, with instructions and limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

import polars as pl
from xlsxwriter import Workbook

from pipelines.i18n import user_error
from pipelines.intake.outbox import put_in_place
from pipelines.intake.templates.template_codes import code_names
from pipelines.intake.templates.template_guide import write_codes, write_guide
from pipelines.intake.templates.template_paper import Paper
from pipelines.intake.templates.template_rows import Printed, Request, printed_rows
from pipelines.intake.templates.template_sheet import HEADER_ROW, write_form
from pipelines.programme.model import Form, Programme
from pipelines.programme.periods import quarter_end, valid_period

TEMPLATE_VERSION = "1"
_IDENTITY = "_pingshi"


def write_template(  # noqa: PLR0913, PLR0917
    programme: Programme,
    unit: str,
    period: str,
    last: Mapping[str, pl.DataFrame],
    path: Path,
    lang: str = "zh",
    only_form: str | None = None,
    demo: bool = False,
) -> None:
    """One .xlsx at `path` with the unit's sheets for the period; the same bytes for the same arguments.

    `last` holds per form the unit's accepted rows (typed, latest per key). `only_form` leaves the other
    sheets out; `demo` marks every sheet as demonstration data. `UserError` for an unknown unit, period or
    form, and for a path that cannot be written.
    """
    forms = _wanted(programme, unit, period, only_form)
    request = Request(programme, unit, period, last, lang, demo)
    write_workbook(request, {form.id: printed_rows(request, form) for form in forms}, path)


def write_workbook(request: Request, printed: Mapping[str, Printed], path: Path) -> None:
    """One .xlsx at `path` with a sheet for each form of `printed`, and these rows on it.

    A value is what a cell takes: typed, or text as somebody typed it. `UserError` for a path that cannot be
    written.
    """
    forms = [form for form in request.programme.forms if form.id in printed]
    file = BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # A fixed date of creation: the template's bytes depend on nothing but the arguments.
    book.set_properties({"created": datetime.combine(quarter_end(request.period), time.min)})
    paper = Paper(book, request, code_names(request))
    guide = book.add_worksheet(paper.say("guide_sheet"))
    for form in forms:
        write_form(paper, form, printed[form.id])
    write_guide(paper, guide, {form.id: printed[form.id] for form in forms})
    write_codes(paper)
    paper.write_lists()
    _write_identity(paper, forms)
    guide.activate()
    book.close()
    try:
        put_in_place(path, file.getvalue())
    except OSError as fault:
        raise user_error("cannot_write", path=path, reason=fault.strerror) from fault


def _wanted(programme: Programme, unit: str, period: str, only_form: str | None) -> list[Form]:
    """The forms to write, once unit, period and form are known to exist."""
    units = {one.code: one.name for one in programme.reporting_units}
    if unit not in units:
        known = [f"{code} {name.zh} {name.en}" for code, name in units.items()]
        raise user_error("unknown_unit", unit=unit, known=", ".join(known))
    if not valid_period(period) or period < programme.first_period:
        raise user_error("unknown_period", period=period, first=programme.first_period)
    forms = [form for form in programme.forms if only_form in (None, form.id)]
    if not forms:
        raise user_error("unknown_form", form=only_form, known=", ".join(form.id for form in programme.forms))
    return forms


def _write_identity(paper: Paper, forms: list[Form]) -> None:
    """The hidden sheet that tells the reader what the workbook is, so that nobody has to type it."""
    request = paper.request
    sheet = paper.book.add_worksheet(_IDENTITY)
    sheet.very_hidden()
    rows = {
        "programme": request.programme.id,
        "unit": request.unit,
        "period": request.period,
        "template_version": TEMPLATE_VERSION,
        "lang": request.lang,
        "demo": "yes" if request.demo else "no",
    } | {f"form:{form.id}": f"version={form.version};header_row={HEADER_ROW}" for form in forms}
    for row, pair in enumerate(rows.items()):
        for column, words in enumerate(pair):
            sheet.write_string(row, column, words)
