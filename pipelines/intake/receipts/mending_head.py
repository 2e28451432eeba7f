"""The upper part of the list of what to mend: which receipt, the numbers of each form, what to do now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from pipelines.i18n import text
from pipelines.intake.receipts.mending_paper import COLUMNS, GRID, HEAD, WRAPPED, font, line, write
from pipelines.intake.receipts.receipt import (
    due_label,
    form_numbers,
    heading,
    level_counts,
    next_steps,
    received,
    unit_label,
)
from pipelines.intake.sheets.reasons import REASON_LENGTH
from pipelines.intake.width import shortened, wrapped_lines
from pipelines.programme.model import Programme

_TOTALS = {1: "form", 3: "title", 4: "rows", 5: "passed", 6: "warnings", 7: "held", 8: "cells"}
_HELD_WIDTH = 400


def write_head(
    sheet: Worksheet, receipt: Mapping[str, Any], listed: int, lang: str, programme: Programme | None, *, alone: bool
) -> int:
    """Writes facts, numbers and steps; gives the next free row."""
    for row, words in enumerate(_opening(receipt, listed, lang, programme, alone=alone), start=1):
        line(sheet, row, words, font(lang))
    sheet["A1"].font = font(lang, bold=True, size=14, **({"color": "FFC00000"} if receipt.get("demo") else {}))
    if receipt["forms"]:
        _totals(sheet, sheet.max_row + 2, receipt["forms"], lang, programme)
    return sheet.max_row + 2


def _opening(
    receipt: Mapping[str, Any], listed: int, lang: str, programme: Programme | None, *, alone: bool
) -> Iterator[str]:
    counts = level_counts(receipt["problems"])
    yield heading("annotate.title", receipt, lang)
    yield from _facts(receipt, lang, programme)
    yield text(lang, "annotate.total", state=text(lang, f"receipt.state.{receipt['state']}"), **counts)
    yield from next_steps(receipt, lang)
    if not listed:
        yield text(lang, "annotate.none")
        return
    yield text(lang, "annotate.alone" if alone else "annotate.how")
    if counts["warning"]:
        yield text(lang, "annotate.answer_alone" if alone else "annotate.answer", n=REASON_LENGTH)
    if not alone:
        yield text(lang, "annotate.lost")
    if more := sum(counts.values()) - listed:
        yield text(lang, "annotate.more", n=more)


def _facts(receipt: Mapping[str, Any], lang: str, programme: Programme | None) -> Iterator[str]:
    """Two lines of facts: who and when; which bytes."""
    unit, at = unit_label(receipt.get("unit"), lang, programme), received(receipt.get("received_at"))
    who = {"unit": unit, "period": receipt.get("period"), "received_at": at, "due_on": due_label(receipt, lang)}
    what = {"file": receipt.get("file"), "sha256": receipt.get("sha256")}
    for known in (who, what):
        facts = [
            text(lang, "annotate.fact", label=text(lang, f"receipt.{key}"), value=value)
            for key, value in known.items()
            if value
        ]
        if facts:
            yield text(lang, "annotate.fact_gap").join(facts)


def _totals(
    sheet: Worksheet, top: int, forms: Mapping[str, Mapping[str, Any]], lang: str, programme: Programme | None
) -> None:
    """One line per form and one for all: rows, passed and held back, warnings and reasons, which rows, cells."""
    titles = {form.id: form.title[lang] for form in programme.forms} if programme else {}
    heads = {column: text(lang, f"annotate.totals.{name}") for column, name in _TOTALS.items()}
    _totals_line(sheet, top, heads, lang, bold=True)
    lines = [(form, titles.get(form, ""), form_numbers([counts])) for form, counts in forms.items()]
    lines.append((text(lang, "receipt.column.total"), "", form_numbers(forms.values())))
    for row, (form, title, numbers) in enumerate(lines, start=top + 1):
        held = shortened(forms[form].get("held", ""), _HELD_WIDTH) if form in forms else ""
        said = [text(lang, f"annotate.numbers.{name}", **numbers) for name in ("rows", "passed", "warnings", "cells")]
        cells = dict(zip((1, 3, 4, 5, 6, 7, 8), (form, title, *said[:3], held, said[3]), strict=True))
        _totals_line(sheet, row, cells, lang, bold=form not in forms)


def _totals_line(sheet: Worksheet, row: int, cells: Mapping[int, str], lang: str, *, bold: bool) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    for column in range(1, len(COLUMNS) + 1):
        sheet.cell(row, column).border = GRID
    for column, words in cells.items():
        entry = write(sheet, row, column, words)
        entry.font, entry.alignment = font(lang, bold=bold), WRAPPED
        if bold:
            entry.fill = HEAD
    widths = dict(enumerate(COLUMNS.values(), start=1))
    lines = max(wrapped_lines(words, widths[column]) for column, words in cells.items() if column != 1)
    sheet.row_dimensions[row].height = 16 * lines + 2
