"""One worksheet's cells, collected while its XML is walked; standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.intake import cell_text
from pipelines.intake.grid import MAX_COLUMN, UNCOMPUTED, RefusedError, Sheet, number, span

Attributes = dict[str, str]
_NAMES = ("row", "c", "v", "t", "f", "col", "mergeCell")


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share: the texts, which styles show dates, and the calendar."""

    strings: list[str]
    date_styles: frozenset[str]
    from_1904: bool


class WorksheetReader:
    """Fills a `Sheet`: one call of `start`, `data` and `end` per XML element, in the parser's order.

    Anything impossible in it (a text that does not exist, rows running backwards) raises; the file is then unreadable.
    """

    def __init__(self, sheet: Sheet, book: Book) -> None:
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

    def start(self, tag: str, given: Attributes) -> None:
        """An element opens."""
        if not self._names:
            prefix = tag[: tag.rfind(":") + 1]
            self._names = {f"{prefix}{name}": name for name in _NAMES}
        name = self._names.get(tag)
        if name == "c":
            self._open_cell(given)
        elif name in ("v", "t"):
            self._listening = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = int(given.get("r", self._row + 1))
            self._row_hidden = given.get("hidden") in ("1", "true")
            self._column = 0
        elif name:
            self._note(name, given)

    def _note(self, name: str, given: Attributes) -> None:
        """What is said of the sheet outside its rows."""
        if name == "mergeCell":
            self._sheet.merged.append(span(given["ref"]))
        elif name == "col" and given.get("hidden") in ("1", "true"):
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
        elif name == "c" and self._cell is not None:
            self._close_cell(self._cell)
        elif name == "row" and self._cells:
            self._sheet.add(self._row, self._cells)
            if self._row_hidden:
                self._sheet.hidden_rows.append(self._row)
            self._cells = {}

    def _close_cell(self, given: Attributes) -> None:
        kind = given.get("t", "n")
        raw = "".join(self._pieces)
        if self._formula and not raw and kind != "str":
            self._cells[self._column] = UNCOMPUTED
        elif raw and (value := self._value(kind, raw, given)).strip():
            self._cells[self._column] = value
        self._cell = None

    def _value(self, kind: str, raw: str, given: Attributes) -> str:
        match kind:
            case "s":
                return self._book.strings[_place(raw)]
            case "n" if given.get("s") in self._book.date_styles:
                return cell_text.moment_text(raw, self._book.from_1904)
            case "n":
                return cell_text.number_text(raw)
            case "b":
                return "是" if raw == "1" else "否"
            case "str" | "inlineStr":
                return cell_text.plain_text(raw)
            case _:
                return raw


def _place(raw: str) -> int:
    place = int(raw)
    if place < 0:
        raise RefusedError("unreadable")
    return place
