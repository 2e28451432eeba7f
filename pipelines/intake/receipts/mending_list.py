"""The sheet in front of an annotated workbook: what to mend, with a link to every cell and room for reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.i18n import text
from pipelines.intake.receipts.importance import Group
from pipelines.intake.receipts.marks import FILLS, marked_cell
from pipelines.intake.receipts.mending_head import write_head
from pipelines.intake.receipts.mending_paper import COLUMNS, GRID, HEAD, WRAPPED, font, write
from pipelines.intake.receipts.receipt import Finding, field_label, place_label
from pipelines.intake.sheets.reasons import REASON_LENGTH, finding_id, list_mark
from pipelines.intake.width import shortened, wrapped_lines
from pipelines.programme.model import Programme

_VALUE_WIDTH = 60
_UNFOLDED = 4  # of a large group so many lines are seen; the others unfold
_QUIET = PatternFill("solid", fgColor="FFF2F2F2")
_LINK, _REASON, _HIDDEN = 4, len(COLUMNS), len(COLUMNS) + 1


def write_mending_list(
    book: Workbook, receipt: Mapping[str, Any], groups: Sequence[Group], lang: str, programme: Programme | None
) -> None:
    """Puts the list in front of `book` and opens the book there; one row per finding of `groups`.

    A finding is linked to its cell when its sheet is in the book; a book without sheets is all list.
    """
    alone = not book.sheetnames
    sheet = book.create_sheet(text(lang, "annotate.sheet"), 0)
    listed = sum(len(group.findings) for group in groups)
    for column, width in enumerate(COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    top = write_head(sheet, receipt, listed, lang, programme, alone=alone)
    _heads(sheet, top, receipt, lang)
    number = 0
    for group in groups:
        _group(sheet, top + number + 1, number, group, lang, programme)
        number += len(group.findings)
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(_REASON)}{top + listed}"
    _answers(sheet, top + 1, top + listed, lang)
    _print_setup(sheet)
    _open_here(book)


def _heads(sheet: Worksheet, top: int, receipt: Mapping[str, Any], lang: str) -> None:
    for column, name in enumerate(COLUMNS, start=1):
        head = write(sheet, top, column, text(lang, f"annotate.column.{name}"))
        head.font, head.fill, head.border = font(lang, bold=True), HEAD, GRID
    write(sheet, top, _HIDDEN, list_mark(receipt.get("unit"), receipt.get("period")))
    sheet.column_dimensions[get_column_letter(_HIDDEN)].hidden = True
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)


def _group(sheet: Worksheet, start: int, before: int, group: Group, lang: str, programme: Programme | None) -> None:
    """The lines of one group, `before` being listed already; of a large group all but the first few are folded away."""
    folds = len(group.findings) > _UNFOLDED + 1
    for place, finding in enumerate(group.findings):
        labels = [str(before + place + 1), *_labels(finding, lang, programme)]
        if folds and place == 0:
            labels[-1] += text(lang, "annotate.alike", n=group.total)
        _line(sheet, start + place, labels, finding, lang)
        if folds and place >= _UNFOLDED:
            sheet.row_dimensions[start + place].outlineLevel = 1
            sheet.row_dimensions[start + place].hidden = True
    if folds:
        sheet.row_dimensions[start + _UNFOLDED - 1].collapsed = True


def _labels(finding: Finding, lang: str, programme: Programme | None) -> list[str]:
    return [
        text(lang, f"annotate.level.{finding['level']}"),
        finding.get("sheet") or text(lang, "receipt.whole_file"),
        place_label(finding, lang),
        field_label(finding, lang, programme),
        shortened(finding.get("value") or "", _VALUE_WIDTH),
        finding[f"message_{lang}"],
    ]


def _line(sheet: Worksheet, row: int, labels: Sequence[str], finding: Finding, lang: str) -> None:
    """One finding: what and where, the answer that was given or room for one, and hidden which finding it is."""
    answer = finding.get("reason") or ""
    for column, words in enumerate([*labels, answer], start=1):
        entry = write(sheet, row, column, words)
        entry.font, entry.border, entry.alignment = font(lang), GRID, WRAPPED
    sheet.cell(row, 2).fill = PatternFill("solid", fgColor=FILLS[finding["level"]])
    sheet.cell(row, _REASON).number_format = "@"
    if finding["level"] != "warning":
        sheet.cell(row, _REASON).fill = _QUIET
    write(sheet, row, _HIDDEN, finding_id(finding))
    if place := _address(finding, sheet):
        _link(sheet.cell(row, _LINK), place, lang)
    lines = [wrapped_lines(words, width) for words, width in zip([*labels, answer], COLUMNS.values(), strict=True)]
    sheet.row_dimensions[row].height = 16 * max(lines) + 2


def _answers(sheet: Worksheet, first: int, last: int, lang: str) -> None:
    """A reason may be so long and no longer."""
    if last < first:
        return
    letter, message = get_column_letter(_REASON), text(lang, "annotate.reason_length", n=REASON_LENGTH)
    rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(REASON_LENGTH))
    rule.error, rule.errorTitle = message, text(lang, "annotate.column.reason")
    rule.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(rule)


def _address(finding: Finding, sheet: Worksheet) -> str | None:
    """Where the finding is in this workbook, `None` where the workbook has no such place."""
    place, name = marked_cell(finding), str(finding.get("sheet"))
    if place is None or sheet.parent is None or name not in sheet.parent.sheetnames:
        return None
    quoted = name.replace("'", "''")
    return f"'{quoted}'!{place}"


def _link(entry: Cell | MergedCell, place: str, lang: str) -> None:
    entry.hyperlink = Hyperlink(ref=entry.coordinate, location=place)
    entry.font = font(lang, underline="single", color="FF0563C1")


def _print_setup(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _open_here(book: Workbook) -> None:
    """Makes the list the only selected sheet: with several selected, one entry would go into all of them."""
    book.active = 0
    for position, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = position == 0
