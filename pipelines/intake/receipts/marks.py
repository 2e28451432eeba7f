"""Marks in the sender's own sheets: coloured and commented cells, rows held back; put on, and taken off again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import chain, groupby
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.files.grid import rows_of
from pipelines.intake.receipts.receipt import LEVELS, Finding
from pipelines.intake.width import printable, wrapped_lines

FILLS = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "info": "FFDDEBF7"}
_HELD = "FFC00000"
_ALWAYS = 'N("pingshi")=0'  # a condition that always holds and by which our rules are known again
_RANGES = 200  # of one rule
_AUTHOR = "Pingshi"
_BEFORE = "_pingshi_marks"


def marked_cell(finding: Finding) -> str | None:
    """Where a finding is marked: its cell, else the first cell of its row, else nowhere."""
    return finding.get("cell") or (f"A{finding['row']}" if finding.get("row") else None)


def mark(book: Workbook, listed: Sequence[Finding], lang: str) -> None:
    """Colours and comments the cell of every finding; what was there before is kept on a hidden sheet."""
    before = book.create_sheet(_BEFORE)
    before.sheet_state = "veryHidden"
    places = [(one.get("sheet"), marked_cell(one), one) for one in listed]
    known = [place for place in places if place[0] in book.sheetnames and place[1]]
    known.sort(key=lambda place: place[:2])
    for row, (place, group) in enumerate(groupby(known, key=lambda place: place[:2]), start=1):
        cell = book[place[0]][place[1]]
        _remember(cell, before, row)
        _mark_cell(cell, [one for _, _, one in group], lang)


def mark_held(book: Workbook, problems: Sequence[Finding], forms: Mapping[str, Mapping[str, Any]]) -> None:
    """Shows the first cell of every row held back in white on red, by a conditional format that moves with the row."""
    sheets = {one.get("form"): one.get("sheet") for one in problems if one["level"] == "error" and one.get("sheet")}
    for form, name in sheets.items():
        held = rows_of(forms.get(form or "", {}).get("held", ""))
        if name in book.sheetnames and held:
            for start in range(0, len(held), _RANGES):
                cells = " ".join(f"A{first}:A{last}" for first, last in held[start : start + _RANGES])
                book[name].conditional_formatting.add(cells, _held_rule())


def take_off_marks(book: Workbook) -> None:
    """Puts back what an earlier round had coloured and commented, also where rows have moved since."""
    before = _remembered(book)
    for sheet in book.worksheets:
        _take_off_held(sheet)
        kept = before.get(sheet.title, {})
        moved = [cell for cell in _marked(sheet) if not _put_back(cell, kept)]
        for cell, own in _paired(moved, kept):
            words = cell.comment.text if cell.comment else ""
            said = [line for line in words.splitlines() if not line.startswith(_openings())]
            cell.comment = Comment("\n".join(said), "") if said else None
            cell.fill = cast("PatternFill", copy(own.fill)) if own else PatternFill()


def size_comments(book: Workbook) -> None:
    """Gives every comment a box large enough for its text: openpyxl forgets the sizes it read."""
    for cell in _cells(book.worksheets):
        if cell.comment:
            lines = sum(wrapped_lines(line, 40) for line in cell.comment.text.splitlines())
            cell.comment.width, cell.comment.height = 300, 24 + 18 * lines


def _cells(sheets: Sequence[Worksheet]) -> Iterator[Cell | MergedCell]:
    # `_cells` holds the cells there are; `iter_rows` would walk to a stray cell in the last row of the grid.
    return chain.from_iterable(sheet._cells.values() for sheet in sheets)


def _remember(cell: Cell, before: Worksheet, row: int) -> None:
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


def _held_rule() -> Rule:
    edge = Side(style="thin", color=_HELD)
    look = DifferentialStyle(
        font=Font(b=True, color="FFFFFFFF"), fill=PatternFill("solid", bgColor=_HELD), border=Border(left=edge)
    )
    return Rule(type="expression", dxf=look, formula=[_ALWAYS])


def _take_off_held(sheet: Worksheet) -> None:
    """Drops our rules and keeps all others."""
    kept = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            if not any("pingshi" in str(formula) for formula in rule.formula):
                kept.add(str(area.sqref), rule)
    sheet.conditional_formatting = kept


def _remembered(book: Workbook) -> dict[str, dict[str, tuple[Any, ...]]]:
    """What the hidden sheet keeps: sheet → cell → its row there; the hidden sheet goes."""
    kept: dict[str, dict[str, tuple[Any, ...]]] = {}
    if _BEFORE in book.sheetnames:
        for row in book[_BEFORE].iter_rows(max_col=4):
            kept.setdefault(str(row[0].value), {})[str(row[1].value)] = row
        del book[_BEFORE]
    return kept


def _openings() -> tuple[str, ...]:
    """How the lines of our comments begin, in either language."""
    return tuple(text(lang, f"annotate.mark.{level}", message="") for lang in LANGUAGES for level in LEVELS)


def _marked(sheet: Worksheet) -> list[Cell | MergedCell]:
    """The cells with a comment of ours, and the cells of our colours in merged ranges, which can have none."""
    return [cell for cell in _cells([sheet]) if _is_ours(cell)]


def _is_ours(cell: Cell | MergedCell) -> bool:
    if isinstance(cell, MergedCell):
        return cell.fill.fgColor.rgb in FILLS.values()
    return bool(cell.comment and cell.comment.text.startswith(_openings()))


def _put_back(cell: Cell | MergedCell, kept: dict[str, tuple[Any, ...]]) -> bool:
    """Whether the marked cell is where it was marked; it then looks as before."""
    row = kept.pop(cell.coordinate, None)
    if row:
        _, _, comment, fill = row
        cell.fill = cast("PatternFill", copy(fill.fill))
        if not isinstance(cell, MergedCell):
            cell.comment = Comment(str(comment.value), "") if comment.value else None
    return row is not None


def _paired(moved: Sequence[Cell | MergedCell], kept: Mapping[str, tuple[Any, ...]]) -> Iterator[tuple[Cell, Any]]:
    """Cells that have moved with what was kept of them: rows keep their order, unless some were deleted or sorted."""
    commented = [cell for cell in moved if isinstance(cell, Cell)]
    commented.sort(key=lambda cell: (cell.column, cell.row))
    for letter, group in groupby(commented, key=lambda cell: cell.column_letter):
        cells = list(group)
        left = [row for place, row in kept.items() if place.rstrip("0123456789") == letter]
        left.sort(key=lambda row: int("".join(filter(str.isdigit, str(row[1].value)))))
        same = len(left) == len(cells)
        yield from ((cell, left[n][3] if same else None) for n, cell in enumerate(cells))
