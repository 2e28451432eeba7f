"""An OpenDocument spreadsheet (.ods): its sheets from the one document that holds them; standard library only."""

from __future__ import annotations

from pipelines.intake.files.file_notes import file_notes
from pipelines.intake.files.gathered import GatheredFile, GatheredSheet
from pipelines.intake.files.limits import MAX_COLUMN, RefusedError
from pipelines.intake.files.ods_cell import ASIDE, OdsCell
from pipelines.intake.files.safe_xml import Attributes, local, walk
from pipelines.intake.files.zip_parts import Archive

_MANIFEST, _CONTENT = "META-INF/manifest.xml", "content.xml"
_LINKED = "'file:"  # what is kept of other files stands in sheets with such names


def read_ods(archive: Archive) -> GatheredFile:
    """All sheets in their order, hidden ones marked; `RefusedError` when there is a password on the file."""
    if _MANIFEST in archive.parts:
        walk(archive.chunks(_MANIFEST), _refuse_encryption)
    reader = _Reader()
    walk(archive.chunks(_CONTENT), reader.start, reader.end, reader.data)
    sheets = [sheet.square() for sheet in reader.sheets if not sheet.name.startswith(_LINKED)]
    macros = any(name.startswith(("Basic/", "Scripts/")) and name.count("/") > 1 for name in archive.parts)
    return GatheredFile("workbook", sheets, file_notes("ods", macros, len(reader.sheets) - len(sheets)))


def _refuse_encryption(tag: str, _: Attributes) -> None:
    if local(tag) == "encryption-data":
        raise RefusedError("encrypted")


class _Reader:
    """Fills the sheets while the document is walked; an entry that stands for a million blanks costs nothing."""

    def __init__(self) -> None:
        self.sheets: list[GatheredSheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._from_1904 = False
        self._row = 0
        self._rows = 1
        self._row_hidden = False
        self._column = 0
        self._columns = 0
        self._cells: dict[int, str] = {}
        self._cell: OdsCell | None = None
        self._aside = 0

    def start(self, tag: str, given: Attributes) -> None:
        name = local(tag)
        given = {local(key): value for key, value in given.items()}
        if self._cell is not None:
            self._aside += name in ASIDE
            if not self._aside:
                self._cell.start(name, given)
        elif name in ("table-cell", "covered-table-cell"):
            self._cell = OdsCell(given)
            self._merge(given)
        elif name == "table-row":
            self._row += 1
            self._rows = int(given.get("number-rows-repeated", 1))
            self._row_hidden = given.get("visibility", "visible") != "visible"
            self._column, self._cells = 0, {}
        else:
            self._outside(name, given)

    def _outside(self, name: str, given: Attributes) -> None:
        match name:
            case "table":
                sheet = GatheredSheet(given["name"], given.get("style-name") in self._hidden_styles)
                sheet.from_1904 = self._from_1904
                self.sheets.append(sheet)
                self._row = self._columns = 0
            case "table-column":
                first = self._columns + 1
                self._columns += int(given.get("number-columns-repeated", 1))
                if given.get("visibility", "visible") != "visible":
                    self.sheets[-1].hidden_columns.extend(range(first, min(self._columns, MAX_COLUMN) + 1))
            case "null-date":
                self._from_1904 = given.get("date-value", "").startswith("1904")
            case "style":
                self._style = given.get("name", "")
            case "table-properties" if given.get("display") == "false":
                self._hidden_styles.add(self._style)

    def _merge(self, given: Attributes) -> None:
        rows, columns = (int(given.get(f"number-{what}-spanned", 1)) for what in ("rows", "columns"))
        if rows > 1 or columns > 1:
            top, left = self._row, self._column + 1
            self.sheets[-1].merged.append((top, left, top + rows - 1, left + columns - 1))

    def data(self, text: str) -> None:
        if self._cell is not None and not self._aside:
            self._cell.data(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        if self._cell is not None and name in ("table-cell", "covered-table-cell"):
            self._close_cell(self._cell)
        elif self._cell is not None:
            self._aside -= name in ASIDE
            self._cell.end(name)
        elif name == "table-row":
            self._close_row()

    def _close_cell(self, cell: OdsCell) -> None:
        self._cell, text = None, cell.text()
        if text.strip():
            last = min(self._column + cell.repeated, MAX_COLUMN + 1)
            self._cells |= dict.fromkeys(range(self._column + 1, last + 1), text)
        self._column += cell.repeated

    def _close_row(self) -> None:
        last = self._row + self._rows - 1
        if self._cells:
            for row in range(self._row, last + 1):
                self.sheets[-1].add(row, self._cells)
                if self._row_hidden:
                    self.sheets[-1].hidden_rows.append(row)
        self._row = last
