"""One worksheet's cells, collected while its XML is walked; standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.intake.files.addresses import number, span
from pipelines.intake.files.cell_text import NO, YES, plain_text, value_text
from pipelines.intake.files.gathered import UNCOMPUTED, GatheredSheet
from pipelines.intake.files.limits import MAX_CELLS, MAX_COLUMN, RefusedError
from pipelines.intake.files.number_format import Formats
from pipelines.intake.files.safe_xml import Attributes

_NAMES = ("row", "c", "v", "t", "f", "rPh", "col", "mergeCell")
_BLANKS = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+")?(?:/>|></c>)(?=<c r="|</row>)')
_TRUE = ("1", "true")


def without_blanks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The sheet's XML without its cells that are only styled: a template has many, a filled-down column a million.

    Left as it is from the first CDATA section on, where the same signs would be text.
    """
    rest, plain = b"", True
    for chunk in chunks:
        text = rest + chunk
        plain = plain and b"<!" not in text
        cut = text.rfind(b"<row")
        if cut <= 0 or not plain:
            cut = len(text) - text.endswith(b"<")
        rest = text[cut:]
        yield _BLANKS.sub(b"", text[:cut]) if plain else text[:cut]
    yield rest


class Book:
    """What all sheets of a workbook share: texts, styles, calendar, and whether formulas were left uncalculated."""

    def __init__(self, strings: list[str], formats: Formats, from_1904: bool, stale: bool) -> None:
        self.strings = strings
        self.formats = formats
        self.from_1904 = from_1904
        self.stale = stale


class WorksheetReader:
    """Fills a sheet: one call of `start`, `data` and `end` per XML element, in the parser's order.

    Anything impossible in it (a text that does not exist, rows running backwards) raises; the file is then unreadable.
    """

    def __init__(self, sheet: GatheredSheet, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        self._names: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._row = 0
        self._row_hidden = False
        self._cells: dict[int, str] = {}
        self._cell: Attributes | None = None
        self._column = 0
        self._formula = False
        self._pieces: list[str] = []
        self._listening = False
        self._aside = False

    def start(self, tag: str, given: Attributes) -> None:
        """An element opens."""
        if not self._names:
            prefix = tag[: tag.rfind(":") + 1]
            self._names = {f"{prefix}{name}": name for name in _NAMES}
        name = self._names.get(tag)
        if name == "c":
            self._open_cell(given)
        elif name in ("v", "t"):
            self._listening = not self._aside
        elif name == "row":
            self._row = int(given.get("r", self._row + 1))
            self._row_hidden = given.get("hidden") in _TRUE
            self._column = 0
        elif name:
            self._note(name, given)

    def _note(self, name: str, given: Attributes) -> None:
        """What happens more rarely."""
        if name == "f":
            self._formula = True
        elif name == "rPh":
            self._aside = True
        elif name == "mergeCell":
            self._sheet.merged.append(span(given["ref"]))
            if len(self._sheet.merged) > MAX_CELLS // 10:
                raise RefusedError("cells_too_many", wanted=MAX_CELLS)
        elif given.get("hidden") in _TRUE:
            last = min(int(given["max"]), MAX_COLUMN)
            self._sheet.hidden_columns.extend(range(int(given["min"]), last + 1))

    def _open_cell(self, given: Attributes) -> None:
        self._cell = given
        self._formula = False
        self._pieces = []
        place = given.get("r")
        if place is None:
            self._column += 1
            return
        name = place.rstrip("0123456789")
        if name not in self._columns:
            self._columns[name] = number(name)
        column = self._columns[name]
        if column <= self._column or place[len(name) :] != str(self._row):
            raise RefusedError("unreadable")
        self._column = column

    def data(self, text: str) -> None:
        """Text between the tags."""
        if self._listening:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """An element closes."""
        name = self._names.get(tag)
        if name in ("v", "t"):
            self._listening = False
        elif name == "c":
            if self._cell is not None and (self._pieces or self._formula):
                self._close_cell(self._cell)
            self._cell = None
        elif name == "rPh":
            self._aside = False
        elif name == "row" and self._cells:
            self._sheet.add(self._row, self._cells)
            if self._row_hidden:
                self._sheet.hidden_rows.append(self._row)
            self._cells = {}

    def _close_cell(self, given: Attributes) -> None:
        kind = given.get("t", "n")
        raw = "".join(self._pieces)
        if self._formula and self._uncomputed(kind, raw):
            self._cells[self._column] = UNCOMPUTED
        elif raw and (value := self._value(kind, raw, given)).strip():
            self._cells[self._column] = value

    def _uncomputed(self, kind: str, raw: str) -> bool:
        """Whether a formula has no value; the zero of a file that wants to be calculated first is none."""
        return kind != "str" and (not raw or self._book.stale and kind == "n" and raw == "0")

    def _value(self, kind: str, raw: str, given: Attributes) -> str:
        match kind:
            case "s":
                return self._book.strings[_place(raw)]
            case "n":
                return value_text(raw, self._book.formats.of(int(given.get("s", 0))), self._book.from_1904)
            case "b":
                return YES if raw in _TRUE else NO
            case "str" | "inlineStr":
                return plain_text(raw)
            case _:
                return raw


def _place(raw: str) -> int:
    place = int(raw)
    if place < 0:
        raise RefusedError("unreadable")
    return place
