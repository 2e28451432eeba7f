"""The sheet in front of an annotated workbook: what to mend, with a link to every cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.i18n import text
from pipelines.intake.receipt import Finding, field_label, heading, level_counts, place_label
from pipelines.intake.template_paper import FONTS
from pipelines.intake.width import printable, shortened, wrapped_lines
from pipelines.programme.model import Programme

_COLUMNS = {"number": 6, "level": 9, "sheet": 28, "cell": 9, "field": 22, "value": 22, "message": 84}
_VALUE_WIDTH = 60
FILLS = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "info": "FFDDEBF7"}
_LINE = Side(style="thin", color="FFBFBFBF")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def marked_cell(finding: Finding) -> str | None:
    """Where a finding is marked: its cell, else the first cell of its row, else nowhere."""
    return finding.get("cell") or (f"A{finding['row']}" if finding.get("row") else None)


def write_mending_list(
    book: Workbook,
    receipt: Mapping[str, Any],
    listed: Sequence[Finding],
    lang: str,
    programme: Programme | None,
) -> None:
    """Puts the list in front of `book` and opens the book there; one row per finding of `listed`.

    A finding is linked to its cell when its sheet is in the book; a book without sheets is all list.
    """
    alone = not book.sheetnames
    sheet = book.create_sheet(text(lang, "annotate.sheet"), 0)
    for row, words in enumerate(_opening(receipt, len(listed), lang, alone=alone), start=1):
        _write(sheet, row, 1, words).font = _font(lang)
        _across(sheet, row)
    sheet["A1"].font = _font(lang, bold=True, size=14)
    _table(sheet, sheet.max_row + 2, listed, lang, programme)
    _print_setup(sheet)
    _open_here(book)


def _opening(receipt: Mapping[str, Any], listed: int, lang: str, *, alone: bool) -> Iterator[str]:
    """The lines above the table: which receipt, of which file, how much is wrong, what to do now."""
    counts = level_counts(receipt["problems"])
    yield heading("annotate.title", receipt, lang)
    known = {key: receipt[key] for key in ("unit", "period", "file", "sha256") if receipt.get(key)}
    facts = [text(lang, "annotate.fact", label=text(lang, f"receipt.{key}"), value=known[key]) for key in known]
    yield text(lang, "annotate.fact_gap").join(facts)
    yield text(lang, "annotate.total", state=text(lang, f"receipt.state.{receipt['state']}"), **counts)
    if not listed:
        yield text(lang, "annotate.none")
        return
    yield text(lang, "annotate.alone" if alone else "annotate.how")
    if not alone:
        yield text(lang, "annotate.lost")
    if more := sum(counts.values()) - listed:
        yield text(lang, "annotate.more", n=more)


def _across(sheet: Worksheet, row: int) -> None:
    """Lets a line of text run over all columns, wrapped."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_COLUMNS))
    sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="center")
    lines = wrapped_lines(str(sheet.cell(row, 1).value), sum(_COLUMNS.values()))
    sheet.row_dimensions[row].height = 16 * lines + 4


def _table(sheet: Worksheet, top: int, listed: Sequence[Finding], lang: str, programme: Programme | None) -> None:
    for column, (name, width) in enumerate(_COLUMNS.items(), start=1):
        head = _write(sheet, top, column, text(lang, f"annotate.column.{name}"))
        head.font, head.fill, head.border = (
            _font(lang, bold=True),
            PatternFill("solid", fgColor="FFD9D9D9"),
            _GRID,
        )
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, finding in enumerate(listed, start=1):
        _finding(sheet, top + number, [str(number), *_labels(finding, lang, programme)], _font(lang))
        sheet.cell(top + number, 2).fill = PatternFill("solid", fgColor=FILLS[finding["level"]])
        if place := _address(finding, sheet):
            _link(sheet.cell(top + number, 4), place, lang)
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(_COLUMNS))}{top + len(listed)}"


def _labels(finding: Finding, lang: str, programme: Programme | None) -> list[str]:
    return [
        text(lang, f"annotate.level.{finding['level']}"),
        finding.get("sheet") or text(lang, "receipt.whole_file"),
        place_label(finding, lang),
        field_label(finding, lang, programme),
        shortened(finding.get("value") or "", _VALUE_WIDTH),
        finding[f"message_{lang}"],
    ]


def _finding(sheet: Worksheet, row: int, labels: Sequence[str], font: Font) -> None:
    for column, words in enumerate(labels, start=1):
        entry = _write(sheet, row, column, words)
        entry.font, entry.border, entry.alignment = font, _GRID, Alignment(wrap_text=True, vertical="center")
    lines = [wrapped_lines(words, width) for words, width in zip(labels, _COLUMNS.values(), strict=True)]
    sheet.row_dimensions[row].height = 16 * max(lines) + 2


def _address(finding: Finding, sheet: Worksheet) -> str | None:
    """Where the finding is in this workbook, `None` where the workbook has no such place."""
    place, name = marked_cell(finding), str(finding.get("sheet"))
    if place is None or sheet.parent is None or name not in sheet.parent.sheetnames:
        return None
    quoted = name.replace("'", "''")
    return f"'{quoted}'!{place}"


def _link(entry: Cell | MergedCell, place: str, lang: str) -> None:
    entry.hyperlink = Hyperlink(ref=entry.coordinate, location=place)
    entry.font = _font(lang, underline="single", color="FF0563C1")


def _font(lang: str, **look: Any) -> Font:
    whole: dict[str, Any] = {"name": FONTS[lang], "size": 10} | look
    return Font(**whole)


def _write(sheet: Worksheet, row: int, column: int, words: str) -> Cell | MergedCell:
    """Writes text that stays text, whatever it begins with."""
    cell = sheet.cell(row, column, printable(words))
    cell.data_type = "s"
    return cell


def _print_setup(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _open_here(book: Workbook) -> None:
    """Makes the list the only selected sheet: with several selected, one entry would go into all of them."""
    book.active = 0
    for position, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = position == 0
