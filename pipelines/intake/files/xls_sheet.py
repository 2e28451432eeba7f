"""The cells of one sheet of an old .xls workbook, record by record."""

from __future__ import annotations

import struct
from collections.abc import Callable

from pipelines.intake.files.binary_cells import error_text, packed_number
from pipelines.intake.files.cell_text import NO, YES, value_text
from pipelines.intake.files.gathered import UNCOMPUTED, GatheredSheet
from pipelines.intake.files.limits import MAX_COLUMN, RefusedError
from pipelines.intake.files.number_format import Formats
from pipelines.intake.files.xls_texts import Spread

_CALCULATE_ON_LOAD = 2
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 1


class SheetRecords:
    """Takes the records of a sheet in their order and gives the sheet; anything impossible raises."""

    def __init__(self, sheet: GatheredSheet, texts: list[str], formats: Formats) -> None:
        self._sheet = sheet
        self._texts = texts
        self._formats = formats
        self._rows: dict[int, dict[int, str]] = {}
        self._hidden: set[int] = set()
        self._formula: tuple[int, int] | None = None
        self._known: dict[int, Callable[[bytes], None]] = {
            0x0208: self._row,
            0x007D: self._column,
            0x00E5: self._merged,
            0x00FD: self._shared_text,
            0x0203: self._number,
            0x027E: self._packed,
            0x00BD: self._packed_row,
            0x0205: self._bool_or_error,
            0x0006: self._calculated,
        }

    def take(self, kind: int, records: list[bytes]) -> None:
        """One record, with what continues it."""
        if kind in (0x0204, 0x00D6):
            row, column, _, length = struct.unpack_from("<4H", records[0])
            self._put(row, column, Spread([records[0][8:], *records[1:]]).text(length))
        elif kind == 0x0207 and self._formula:
            (length,) = struct.unpack_from("<H", records[0])
            self._put(*self._formula, Spread([records[0][2:], *records[1:]]).text(length))
        elif kind in self._known:
            self._known[kind](records[0])

    def gathered(self) -> GatheredSheet:
        """The sheet, once all records are taken."""
        for row, cells in sorted(self._rows.items()):
            self._sheet.add(row, cells)
        self._sheet.hidden_rows = sorted(self._hidden & self._rows.keys())
        return self._sheet.square()

    def _put(self, row: int, column: int, text: str) -> None:
        self._formula = None
        cells = self._rows.setdefault(row + 1, {})
        if column + 1 in cells:
            raise RefusedError("unreadable")
        if text.strip():
            cells[column + 1] = text
        elif not cells:
            del self._rows[row + 1]

    def _put_number(self, row: int, column: int, style: int, number: str) -> None:
        self._put(row, column, value_text(number, self._formats.of(style), self._sheet.from_1904))

    def _row(self, record: bytes) -> None:
        if struct.unpack_from("<H", record, 12)[0] & _HIDDEN_ROW:
            self._hidden.add(struct.unpack_from("<H", record)[0] + 1)

    def _column(self, record: bytes) -> None:
        first, last, _, _, flags = struct.unpack_from("<5H", record)
        if flags & _HIDDEN_COLUMN:
            self._sheet.hidden_columns.extend(range(first + 1, min(last + 1, MAX_COLUMN) + 1))

    def _merged(self, record: bytes) -> None:
        (count,) = struct.unpack_from("<H", record)
        for at in range(2, 2 + 8 * count, 8):
            top, bottom, left, right = struct.unpack_from("<4H", record, at)
            self._sheet.merged.append((top + 1, left + 1, bottom + 1, right + 1))

    def _shared_text(self, record: bytes) -> None:
        row, column, _, place = struct.unpack_from("<3HL", record)
        self._put(row, column, self._texts[place])

    def _number(self, record: bytes) -> None:
        row, column, style, value = struct.unpack_from("<3Hd", record)
        self._put_number(row, column, style, repr(value))

    def _packed(self, record: bytes) -> None:
        row, column, style, packed = struct.unpack_from("<3HL", record)
        self._put_number(row, column, style, packed_number(packed))

    def _packed_row(self, record: bytes) -> None:
        row, first = struct.unpack_from("<2H", record)
        for place in range((len(record) - 6) // 6):
            style, packed = struct.unpack_from("<HL", record, 4 + 6 * place)
            self._put_number(row, first + place, style, packed_number(packed))

    def _bool_or_error(self, record: bytes) -> None:
        row, column, _, value, is_error = struct.unpack_from("<3H2B", record)
        self._put(row, column, error_text(value) if is_error else (YES if value else NO))

    def _calculated(self, record: bytes) -> None:
        row, column, style, value, flags = struct.unpack_from("<3H8sH", record)
        if value[6:] != b"\xff\xff":
            (number,) = struct.unpack("<d", value)
            if number == 0 and flags & _CALCULATE_ON_LOAD:  # written by a program that calculates nothing
                self._put(row, column, UNCOMPUTED)
            else:
                self._put_number(row, column, style, repr(number))
        elif value[0] == 0:
            self._formula = (row, column)  # its text is the next record
        elif value[0] in (1, 2):
            self._bool_or_error(record[:6] + value[2:3] + bytes([value[0] == 2]))
