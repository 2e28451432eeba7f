"""How the list of what to mend looks: columns, fonts, and cells whose text stays text."""

from __future__ import annotations

from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.intake.templates.template_paper import FONTS
from pipelines.intake.width import printable, wrapped_lines

COLUMNS = {"number": 6, "level": 9, "sheet": 26, "cell": 9, "field": 20, "value": 20, "message": 70, "reason": 34}
_LINE = Side(style="thin", color="FFBFBFBF")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD = PatternFill("solid", fgColor="FFD9D9D9")
WRAPPED = Alignment(wrap_text=True, vertical="center")
# What a spreadsheet would take for the beginning of a formula, were the text typed.
_LIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001


def font(lang: str, **look: Any) -> Font:
    """The list's font."""
    whole: dict[str, Any] = {"name": FONTS[lang], "size": 10} | look
    return Font(**whole)


def write(sheet: Worksheet, row: int, column: int, words: str) -> Cell | MergedCell:
    """Writes text that stays text, whatever it begins with, also when somebody opens the cell and confirms it."""
    cell = sheet.cell(row, column, printable(words))
    cell.data_type = "s"
    cell.quotePrefix = str(cell.value).lstrip().startswith(_LIVE)
    return cell


def line(sheet: Worksheet, row: int, words: str, look: Font) -> None:
    """A line of text over all columns, wrapped."""
    write(sheet, row, 1, words).font = look
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(COLUMNS))
    sheet.cell(row, 1).alignment = WRAPPED
    sheet.row_dimensions[row].height = 16 * wrapped_lines(words, sum(COLUMNS.values())) + 4
