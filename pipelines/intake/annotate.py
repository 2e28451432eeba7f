"""The sender's own workbook, given back with every problem marked in its cell and listed on a first sheet."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping, Sequence
from copy import copy
from io import BytesIO
from itertools import chain, groupby
from pathlib import Path
from typing import Any, cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.limits import MAX_ANNOTATED
from pipelines.intake.mending_list import FILLS, marked_cell, write_mending_list
from pipelines.intake.receipt import LEVELS, Finding, by_importance
from pipelines.intake.width import printable, wrapped_lines
from pipelines.programme.model import Programme

MARKED_AT_MOST = 2000
_AUTHOR = "Pingshi"
_BEFORE = "_pingshi_marks"


def annotate(
    data: bytes, receipt: Mapping[str, Any], path: Path, lang: str, programme: Programme | None = None
) -> None:
    """A workbook at `path`: the sender's with each problem cell marked, and in front what to mend.

    CSV files, refused files and very large workbooks come back as the list alone. Marks of an earlier round
    are taken off first, so a mended workbook can be sent, annotated and sent again. What openpyxl cannot
    carry over (pictures, charts, macros, extended drop-downs) is lost, and the list says so.
    """
    book = None if receipt["state"] == "refused" else _sender_book(data)
    listed = [one for level in LEVELS for one in by_importance(receipt["problems"], level)][:MARKED_AT_MOST]
    if book is not None:
        _take_off_marks(book)
        _mark(book, listed, lang)
        _size_comments(book)
    book = book or _empty_book()
    write_mending_list(book, receipt, listed, lang, programme)
    book.save(path)


def _sender_book(data: bytes) -> Workbook | None:
    """The workbook as sent, or `None` where only a list can be given back."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist() if part.filename.endswith(".xml")) > MAX_ANNOTATED:
                return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells what it drops; the list says it in plain words
            return load_workbook(BytesIO(data), rich_text=True)
    except Exception:  # openpyxl raises almost anything on parts that it cannot read; the list still helps
        return None


def _empty_book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def _mark(book: Workbook, listed: Sequence[Finding], lang: str) -> None:
    before = book.create_sheet(_BEFORE)
    before.sheet_state = "veryHidden"
    places = [(one.get("sheet"), marked_cell(one), one) for one in listed]
    known = [place for place in places if place[0] in book.sheetnames and place[1]]
    known.sort(key=lambda place: place[:2])
    for row, (place, group) in enumerate(groupby(known, key=lambda place: place[:2]), start=1):
        cell = book[place[0]][place[1]]
        _remember(cell, before, row)
        _mark_cell(cell, [one for _, _, one in group], lang)


def _remember(cell: Cell, before: Worksheet, row: int) -> None:
    """Keeps the cell's own colour and comment on a hidden sheet, to be put back when the file returns."""
    kept = (cell.parent.title, cell.coordinate, cell.comment.text if cell.comment else "")
    for column, words in enumerate(kept, start=1):
        before.cell(row, column, words).data_type = "s"
    before.cell(row, len(kept) + 1).fill = cast("PatternFill", copy(cell.fill))


def _mark_cell(cell: Cell, findings: Sequence[Finding], lang: str) -> None:
    worst = min((one["level"] for one in findings), key=LEVELS.index)
    cell.fill = PatternFill("solid", fgColor=FILLS[worst])
    if isinstance(cell, MergedCell):  # only the first cell of a merged range can hold a comment
        return
    said = [(one["level"], printable(one[f"message_{lang}"])) for one in findings]
    lines = [text(lang, f"annotate.mark.{level}", message=message) for level, message in said]
    own = [cell.comment.text] if cell.comment else []
    cell.comment = Comment("\n".join(lines + own), _AUTHOR)


def _take_off_marks(book: Workbook) -> None:
    """Puts back what an earlier round had coloured and commented, and drops its list."""
    for lang in LANGUAGES:
        if (name := text(lang, "annotate.sheet")) in book.sheetnames:
            del book[name]
    if _BEFORE not in book.sheetnames:
        return
    for sheet, cell, comment, fill in book[_BEFORE].iter_rows(max_col=4):
        if sheet.value in book.sheetnames:
            place = book[str(sheet.value)][str(cell.value)]
            place.fill = cast("PatternFill", copy(fill.fill))
            place.comment = Comment(str(comment.value), "") if comment.value else None
    del book[_BEFORE]


def _size_comments(book: Workbook) -> None:
    """Gives every comment a box large enough for its text: openpyxl forgets the sizes it read."""
    # `_cells` holds the cells there are; `iter_rows` would walk to a stray cell in the last row of the grid.
    for cell in chain.from_iterable(sheet._cells.values() for sheet in book.worksheets):
        if cell.comment:
            lines = sum(wrapped_lines(line, 40) for line in cell.comment.text.splitlines())
            cell.comment.width, cell.comment.height = 300, 24 + 18 * lines
