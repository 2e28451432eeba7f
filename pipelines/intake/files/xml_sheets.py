"""An "XML spreadsheet" of Excel 2003, one document with all sheets; standard library only."""

from __future__ import annotations

from pipelines.intake.files.cell_text import NO, YES, number_text, percent_text
from pipelines.intake.files.encodings import decoded
from pipelines.intake.files.file_notes import file_notes
from pipelines.intake.files.gathered import UNCOMPUTED, GatheredFile, GatheredSheet
from pipelines.intake.files.limits import MAX_COLUMN, RefusedError
from pipelines.intake.files.number_format import PERCENT, shown_as
from pipelines.intake.files.safe_xml import Attributes, local, walk

_CHUNK = 2**16


def read_xml_sheets(data: bytes) -> GatheredFile:
    """All sheets in their order."""
    text = decoded(data)
    reader = _Reader()
    walk((text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)), reader.start, reader.end, reader.data)
    if not reader.sheets:
        raise RefusedError("not_a_workbook", kind="markup")
    return GatheredFile("workbook", [sheet.square() for sheet in reader.sheets], file_notes("xml", False, 0))


class _Reader:
    """Fills the sheets while the document is walked."""

    def __init__(self) -> None:
        self.sheets: list[GatheredSheet] = []
        self._percentages: set[str] = set()
        self._style = ""
        self._row = 0
        self._column = 0
        self._cells: dict[int, str] = {}
        self._cell: Attributes = {}
        self._after = 0
        self._aside = False
        self._from_1904 = False
        self._kind = ""
        self._pieces: list[str] | None = None

    def start(self, tag: str, given: Attributes) -> None:
        name, given = local(tag), {local(key): value for key, value in given.items()}
        if name == "Cell":
            self._column = int(given.get("Index", self._column + 1))
            self._cell, self._kind = given, ""
            self._merge(int(given.get("MergeAcross", 0)), int(given.get("MergeDown", 0)))
        elif name == "Data" and not self._aside:
            self._kind, self._pieces = given.get("Type", "String"), []
        elif name == "Visible":
            self._pieces = []
        else:
            self._outside(name, given)

    def _outside(self, name: str, given: Attributes) -> None:
        match name:
            case "Worksheet":
                self.sheets.append(GatheredSheet(given["Name"]))
                self.sheets[-1].from_1904 = self._from_1904
                self._row = self._column = 0
            case "Row":
                self._open_row(given)
            case "Column":
                self._hide_columns(given)
            case "Style":
                self._style = given.get("ID", "")
            case "NumberFormat" if _is_percentage(given.get("Format", "")):
                self._percentages.add(self._style)
            case "Comment":
                self._aside = True
            case "Date1904":
                self._from_1904 = True

    def _open_row(self, given: Attributes) -> None:
        self._row = int(given.get("Index", self._row + 1))
        self._after, self._column, self._cells = int(given.get("Span", 0)), 0, {}
        if given.get("Hidden") == "1":
            self.sheets[-1].hidden_rows.append(self._row)

    def _hide_columns(self, given: Attributes) -> None:
        first = int(given.get("Index", self._column + 1))
        self._column = first + int(given.get("Span", 0))
        if given.get("Hidden") == "1":
            self.sheets[-1].hidden_columns.extend(range(first, min(self._column, MAX_COLUMN) + 1))

    def _merge(self, across: int, down: int) -> None:
        if across or down:
            self.sheets[-1].merged.append((self._row, self._column, self._row + down, self._column + across))

    def data(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        if name == "Data" and self._pieces is not None:
            self._put("".join(self._pieces))
            self._pieces = None
        elif name == "Cell":
            if "Formula" in self._cell and not self._kind:
                self._cells[self._column] = UNCOMPUTED
            self._column += int(self._cell.get("MergeAcross", 0))
            self._cell = {}
        elif name == "Row":
            if self._cells:
                self.sheets[-1].add(self._row, self._cells)
            self._row += self._after
        elif name == "Comment":
            self._aside = False
        elif name == "Visible" and self._pieces is not None:
            self.sheets[-1].hidden = "".join(self._pieces) != "SheetVisible"
            self._pieces = None

    def _put(self, raw: str) -> None:
        text = self._text(raw)
        if text.strip():
            self._cells[self._column] = text

    def _text(self, raw: str) -> str:
        match self._kind:
            case "Number":
                return percent_text(raw) if self._cell.get("StyleID") in self._percentages else number_text(raw)
            case "Boolean":
                return YES if raw == "1" else NO
            case "DateTime":
                return raw.removesuffix(".000").removesuffix("T00:00:00")
            case _:
                return raw


def _is_percentage(code: str) -> bool:
    return code == "Percent" or shown_as(code) == PERCENT
