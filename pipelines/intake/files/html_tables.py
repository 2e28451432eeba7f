"""The tables of a web page: what many systems export under the name .xls; standard library only."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from pipelines.intake.files.cell_text import number_text
from pipelines.intake.files.encodings import decoded, opening
from pipelines.intake.files.file_notes import file_notes
from pipelines.intake.files.gathered import GatheredFile, GatheredSheet
from pipelines.intake.files.limits import MAX_COLUMN, MAX_ROW, MAX_TABLES, RefusedError

Attributes = dict[str, str]

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]*)</x:Name>")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_SILENT = ("script", "style", "title")


def read_html(data: bytes) -> GatheredFile:
    """Every table as a sheet, numbered by its own rows; a lone table is named as Excel named it, or not at all."""
    said = _CHARSET.search(opening(data))
    page = _Page()
    page.feed(decoded(data, said[1] if said else None))
    page.close()
    page.leave_all()
    sheets = [table.sheet.square() for table in page.found if table.sheet.rows]
    if not sheets:
        raise RefusedError("not_a_workbook", kind="web_page")
    names = page.names if len(page.names) == len(sheets) else _numbered(len(sheets))
    for sheet, name in zip(sheets, names, strict=True):
        sheet.name = name
    return GatheredFile("workbook", sheets, file_notes("html", False, 0))


def _numbered(count: int) -> list[str]:
    return [""] if count == 1 else [f"#{number}" for number in range(1, count + 1)]


class _Table:
    """One table while it is read; cells that reach over several rows keep their place in the rows below."""

    def __init__(self) -> None:
        self.sheet = GatheredSheet("")
        self._row = 0
        self._cells: dict[int, str] = {}
        self._taken: dict[int, int] = {}  # column → last row that a cell from above reaches into
        self._column = 0
        self._pieces: list[str] | None = None
        self._given: Attributes = {}

    def next_row(self, given: Attributes) -> None:
        self.end_row()
        self._row += 1
        self._column = 0
        if "display:none" in given.get("style", "").replace(" ", "").lower():
            self.sheet.hidden_rows.append(self._row)

    def next_cell(self, given: Attributes) -> None:
        self.end_cell()
        if not self._row:
            self.next_row({})
        self._column += 1
        while self._taken.get(self._column, 0) >= self._row:
            self._column += 1
        self._given, self._pieces = given, []

    def text(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)

    def end_cell(self) -> None:
        if self._pieces is None:
            return
        text = _shown("".join(self._pieces), self._given)
        self._pieces = None
        if text:
            self._cells[self._column] = text
        self._reach(_count(self._given.get("colspan"), MAX_COLUMN), _count(self._given.get("rowspan"), MAX_ROW))

    def _reach(self, columns: int, rows: int) -> None:
        first, last = self._column, min(self._column + columns - 1, MAX_COLUMN + 1)
        if rows > 1:
            self._taken |= dict.fromkeys(range(first, last + 1), self._row + rows - 1)
        if rows > 1 or last > first:
            self.sheet.merged.append((self._row, first, self._row + rows - 1, last))
        self._column = max(first, last)

    def end_row(self) -> None:
        self.end_cell()
        if self._cells:
            self.sheet.add(self._row, self._cells)
            self._cells = {}


def _count(said: str | None, most: int) -> int:
    said = (said or "").strip()
    return min(max(int(said), 1), most) if said.isdecimal() and len(said) < 10 else 1


def _shown(text: str, given: Attributes) -> str:
    """The text of a cell; the number that Excel keeps beside it where the text shows it shortened."""
    lines = [" ".join(line.split()) for line in text.split("\v")]
    text = "\n".join(lines).strip()
    number = given.get("x:num", "")
    return number_text(number) if _NUMBER.fullmatch(number) and _NUMBER.fullmatch(text) else text


class _Page(HTMLParser):
    """Hands what a page holds to the innermost open table."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Table] = []
        self.names: list[str] = []
        self._open: list[_Table] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._enter()
        elif tag in _SILENT:
            self._silent = True
        elif self._open:
            self._inside(tag, {name: value or "" for name, value in attrs})

    def _enter(self) -> None:
        self._open.append(_Table())
        self.found.append(self._open[-1])
        if len(self.found) > MAX_TABLES:
            raise RefusedError("took_too_long")

    def _inside(self, tag: str, given: Attributes) -> None:
        table = self._open[-1]
        if tag == "tr":
            table.next_row(given)
        elif tag in ("td", "th"):
            table.next_cell(given)
        elif tag in ("br", "p", "div"):
            table.text("\v")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = False
        elif self._open and tag in ("td", "th"):
            self._open[-1].end_cell()
        elif self._open and tag == "tr":
            self._open[-1].end_row()
        elif self._open and tag == "table":
            self._open.pop().end_row()

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self._open[-1].text(data)

    def handle_comment(self, data: str) -> None:
        self.names += _SHEET_NAME.findall(data)

    def leave_all(self) -> None:
        """Ends the tables that the page left open."""
        while self._open:
            self._open.pop().end_row()
