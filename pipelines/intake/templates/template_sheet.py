"""One form as a sheet to fill: title, instructions, headers with notes, printed rows, limits, protection."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipelines.intake.templates.template_limits import described, limit, offered, worded
from pipelines.intake.templates.template_paper import CARRIED, GRID, INK, Paper, print_setup
from pipelines.intake.templates.template_rows import NOT_APPLICABLE, Printed, Values, due
from pipelines.intake.width import display_width, wrapped_lines
from pipelines.programme.model import Field, Form

HEADER_ROW = 3
_BLANK_ROWS = 1000
_FROZEN_WIDTH = 75
_INSTRUCTIONS_WIDTH = 110
_FREE_TEXT = 100  # from this many characters on a text needs a wide cell
_WIDEST = 40.0
_NARROWEST = 9
_HEADER_LINE = 14
_PAGE_WIDTH = 230  # what fits on A4 across and can still be read
_ALLOWED = ("format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter")
_LIST_SIGN = "、"
_OPEN = {"locked": False}
_LOCKED = {"locked": True, "bg_color": INK["locked"]}
_CARRIED = {"locked": False} | CARRIED


@dataclass(frozen=True, slots=True)
class _Page:
    """A form's sheet being written: the rows to print and the width of each column."""

    paper: Paper
    sheet: Worksheet
    form: Form
    rows: Sequence[Values]
    widths: list[float]


def write_form(paper: Paper, form: Form, printed: Printed) -> None:
    """Adds the form's sheet with these rows."""
    lang = paper.request.lang
    rows = [{name: worded(form.field(name), value, lang) for name, value in row.items()} for row in printed.rows]
    sheet = paper.book.add_worksheet(form.sheet(lang))
    page = _Page(paper, sheet, form, rows, [_width(paper, form, field, rows) for field in form.fields])
    _columns(page)
    _title(page)
    _instructions(page)
    _headers(page)
    carried = printed.carried or [frozenset()] * len(rows)
    for number, (row, names) in enumerate(zip(rows, carried, strict=True), start=HEADER_ROW):
        _row(page, number, row, names)
    _limits(page)
    _view(page)


def _row(page: _Page, number: int, row: Values, carried: Collection[str]) -> None:
    """One printed row: grey what identifies it, blue what was taken over and wants a look, white what is asked."""
    for column, field in enumerate(page.form.fields):
        if _locked(page.form, field):
            look = _look(page.paper, field, _LOCKED, name=_name(page.paper, page.form, field, row))
        elif field.name in carried and field.name in row:
            look = _look(page.paper, field, _CARRIED)
        else:
            look = _look(page.paper, field)
        _write(page, (number, column), row.get(field.name), look)


def _locked(form: Form, field: Field) -> bool:
    return field.prefill == "key" or field.name in form.key


def _columns(page: _Page) -> None:
    """Column formats make every blank row an input row without a single cell being written."""
    for column, (field, width) in enumerate(zip(page.form.fields, page.widths, strict=True)):
        page.sheet.set_column(column, column, width, _look(page.paper, field))


def _title(page: _Page) -> None:
    paper, request = page.paper, page.paper.request
    title = paper.say(
        "title",
        form=f"{page.form.id} {page.form.title[request.lang]}",
        unit=paper.unit_words(),
        period=paper.period_words(),
    )
    mark = f"  {paper.say('demo_mark')}" if request.demo else ""
    look = paper.style(bold=True, font_size=14, font_color=INK["demo" if request.demo else "title"])
    page.sheet.set_row(0, 26, look)
    page.sheet.write_string(0, 0, title + mark, look)


def _instructions(page: _Page) -> None:
    """What a row is and how to fill it, over as many columns as one can read without moving the sheet."""
    paper, lang = page.paper, page.paper.request.lang
    grain = page.form.grain[lang]
    grain = grain[:1].upper() + grain[1:]
    words = paper.say("form_instructions", grain=grain, text=page.form.instructions[lang])
    total, last = page.widths[0], 0
    while total < _INSTRUCTIONS_WIDTH and last + 1 < len(page.widths):
        last += 1
        total += page.widths[last]
    look = paper.style(text_wrap=True, font_color=INK["title"], valign="top")
    page.sheet.set_row(1, 8 + 15 * wrapped_lines(words, total), look)
    if last:
        page.sheet.merge_range(1, 0, 1, last, "", look)
    page.sheet.write_string(1, 0, words, look)


def _headers(page: _Page) -> None:
    paper, top = page.paper, HEADER_ROW - 1
    headers = [field.header(paper.request.lang) for field in page.form.fields]
    lines = [wrapped_lines(header, width - 1) for header, width in zip(headers, page.widths, strict=True)]
    page.sheet.set_row(top, 20 + 15 * max(lines), paper.style())  # the filter buttons take the last line
    for column, (field, header) in enumerate(zip(page.form.fields, headers, strict=True)):
        ink = "head_required" if field.required else "head"
        color = INK["head_key" if _locked(page.form, field) else ink]
        look = paper.style(bold=True, text_wrap=True, align="center", valign="top", bg_color=color, **GRID)
        page.sheet.write_string(top, column, header, look)
        note = described(paper, field)
        height = 24 + 18 * sum(wrapped_lines(line, 40) for line in note.splitlines())
        page.sheet.write_comment(top, column, note, {"width": 300, "height": height, "author": ""})


def _write(page: _Page, place: tuple[int, int], value: Any, look: Format) -> None:
    """Writes one value as what it is; text is always written as text, whatever it begins with."""
    sheet, say = page.sheet, page.paper.say
    if value is None:
        sheet.write_blank(*place, None, look)
    elif value is NOT_APPLICABLE:
        sheet.write_string(*place, say("not_applicable"), look)
    elif isinstance(value, bool):
        sheet.write_string(*place, say("yes" if value else "no"), look)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(*place, float(value), look)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(*place, value, look)
    else:
        sheet.write_string(*place, _LIST_SIGN.join(value) if isinstance(value, list) else str(value), look)


def _name(paper: Paper, form: Form, field: Field, row: Values) -> str:
    """The name that a locked code is shown with, unless the row or the title says it already."""
    value = row.get(field.name)
    if not _locked(form, field) or not isinstance(value, str) or field.name == "unit_code":
        return ""
    labels = {choice.value: choice.label[paper.request.lang] for choice in field.choices}
    name = labels.get(value) or paper.names.get(value, "")
    return "" if name in row.values() else name


def _look(paper: Paper, field: Field, ink: Mapping[str, Any] = _OPEN, name: str = "") -> Format:
    """The look of a cell. A code's name is in its number format: seen and printed, not part of the value."""
    decimals = f"0.{'0' * field.scale}" if field.scale else "General"
    pattern = {"integer": "0", "number": decimals, "date": "yyyy-mm-dd"}.get(field.kind, "@")
    if name:
        pattern = '@"  {}"'.format(name.replace('"', ""))
    wrap = {"text_wrap": True} if (field.max_length or 0) >= _FREE_TEXT else {}
    is_word = field.kind in {"boolean", "date"} or (field.choices and ink is not _LOCKED)
    centred = {"align": "center"} if is_word else {}
    return paper.style(num_format=pattern, **ink, **wrap, **centred, **GRID)


def _width(paper: Paper, form: Form, field: Field, rows: Sequence[Values]) -> float:
    """Wide enough for the longest choice, the printed texts with names, a date, and the wrapped header."""
    if (field.max_length or 0) >= _FREE_TEXT:
        return _WIDEST
    printed = [row for row in rows if isinstance(row.get(field.name), str)]
    shown = [f"{row[field.name]}  {_name(paper, form, field, row)}" for row in printed]
    day = ["2000-01-01"] if field.kind == "date" else []
    texts = [2 + display_width(words) for words in (*offered(paper, field), *shown, *day)]
    return float(min(max([_header_width(field, paper.request.lang), _NARROWEST, *texts]), _WIDEST))


def _header_width(field: Field, lang: str) -> int:
    """So wide that a short header stays on one line; a long one breaks between words or before its unit."""
    header, title = display_width(field.header(lang)), display_width(field.title[lang])
    if lang == "en":
        return 1 + max(map(len, field.header(lang).split()))
    if header <= _HEADER_LINE:
        return 1 + header
    return 1 + title if title <= _HEADER_LINE else 3 + math.ceil(title / 2)


def _limits(page: _Page) -> None:
    last_row = HEADER_ROW + len(page.rows) + _BLANK_ROWS
    for column, field in enumerate(page.form.fields):
        if rule := limit(page.paper, field, xl_rowcol_to_cell(HEADER_ROW, column)):
            page.sheet.data_validation(HEADER_ROW, column, last_row, column, rule)


def _view(page: _Page) -> None:
    sheet, form = page.sheet, page.form
    keys = [column for column, field in enumerate(form.fields, start=1) if field.name in form.key]
    narrow = [column for column in keys if sum(page.widths[:column]) <= _FROZEN_WIDTH]
    sheet.freeze_panes(HEADER_ROW, max(narrow, default=0))
    sheet.autofilter(HEADER_ROW - 1, 0, HEADER_ROW - 1 + max(len(page.rows), 1), len(form.fields) - 1)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.set_tab_color(INK["head_required"] if due(form, page.paper.request.period) else INK["line"])
    sheet.protect("", dict.fromkeys(_ALLOWED, True))
    sheet.repeat_columns(0, max(narrow, default=1) - 1)
    print_setup(page.paper, sheet, pages_wide=math.ceil(sum(page.widths) / _PAGE_WIDTH))
