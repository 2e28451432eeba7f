"""A binary Excel workbook (.xlsb): the same parts as .xlsx, written as records; standard library only."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from pipelines.intake.files.binary_cells import error_text, packed_number
from pipelines.intake.files.cell_text import NO, YES, value_text
from pipelines.intake.files.gathered import GatheredSheet
from pipelines.intake.files.limits import MAX_COLUMN, RefusedError
from pipelines.intake.files.number_format import Formats
from pipelines.intake.files.workbook import Links, links
from pipelines.intake.files.zip_parts import Archive

Records = Iterator[tuple[int, bytes]]

_BOOK, _SHEET = 153, 156
_TEXT = 19
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_ROW, _COLUMN, _MERGED = 0, 60, 176
# Cells: a constant and, where there is one, what a formula gave.
_PACKED, _SHARED, _RICH = 2, 7, 62
_ERROR, _BOOL, _REAL, _WORDS = (3, 11), (4, 10), (5, 9), (6, 8)
_CELLS = frozenset((_PACKED, _SHARED, _RICH, *_ERROR, *_BOOL, *_REAL, *_WORDS))
_ROW_HIDDEN = 0x10


def read_xlsb(archive: Archive, root: str) -> list[GatheredSheet]:
    """All sheets in their order, hidden ones marked."""
    parts = links(archive, root)
    try:
        from_1904, listed = _listing(archive, root)
        texts = [_wide(record, 1)[0] for kind, record in _of(archive, parts, "sharedStrings") if kind == _TEXT]
        formats = _formats(_of(archive, parts, "styles"))
        sheets = []
        for sheet, link in listed:
            kind, part = parts.get(link, ("", ""))
            if kind == "worksheet":
                sheet.from_1904 = from_1904
                sheets.append(_Cells(sheet, texts, formats).read(_records(archive, part)))
    except (struct.error, IndexError, ValueError) as fault:
        raise RefusedError("unreadable") from fault
    return sheets


def _of(archive: Archive, parts: Links, wanted: str) -> Records:
    for kind, name in parts.values():
        if kind == wanted:
            yield from _records(archive, name)


def _records(archive: Archive, part: str) -> Records:
    data = b"".join(archive.chunks(part))
    place = 0
    while place < len(data):
        kind, place = _variable(data, place, 2)
        length, place = _variable(data, place, 4)
        if place + length > len(data):
            raise RefusedError("unreadable")
        yield kind, data[place : place + length]
        place += length


def _variable(data: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place after it."""
    value = 0
    for shift in range(0, 7 * most, 7):
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return value, place


def _wide(record: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and the place after it."""
    (length,) = struct.unpack_from("<L", record, place)
    end = place + 4 + 2 * length
    if end > len(record):
        raise RefusedError("unreadable")
    return record[place + 4 : end].decode("utf-16-le", errors="replace"), end


def _listing(archive: Archive, root: str) -> tuple[bool, list[tuple[GatheredSheet, str]]]:
    from_1904, listed = False, []
    for kind, record in _records(archive, root):
        if kind == _BOOK:
            from_1904 = bool(record[0] & 1)
        elif kind == _SHEET:
            state, _ = struct.unpack_from("<2L", record)
            link, place = _wide(record, 8)
            listed.append((GatheredSheet(_wide(record, place)[0], state != 0), link))
    return from_1904, listed


def _formats(records: Records) -> Formats:
    formats, inside = Formats(), False
    for kind, record in records:
        if kind == _FORMAT:
            formats.define(str(struct.unpack_from("<H", record)[0]), _wide(record, 2)[0])
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            inside = kind == _STYLES_BEGIN
        elif kind == _STYLE and inside:
            formats.add_style(str(struct.unpack_from("<H", record, 2)[0]))
    return formats


class _Cells:
    """Fills a sheet from its records."""

    def __init__(self, sheet: GatheredSheet, texts: list[str], formats: Formats) -> None:
        self._sheet = sheet
        self._texts = texts
        self._formats = formats
        self._row = 0
        self._hidden = False
        self._cells: dict[int, str] = {}

    def read(self, records: Records) -> GatheredSheet:
        """The sheet, once all records are taken."""
        for kind, record in records:
            if kind == _ROW:
                self._next_row(record)
            elif kind in _CELLS:
                self._put(kind, record)
            elif kind == _MERGED:
                top, bottom, left, right = struct.unpack_from("<4L", record)
                self._sheet.merged.append((top + 1, left + 1, bottom + 1, right + 1))
            elif kind == _COLUMN and record[16] & 1:
                first, last = struct.unpack_from("<2L", record)
                self._sheet.hidden_columns.extend(range(first + 1, min(last + 1, MAX_COLUMN) + 1))
        self._end_row()
        return self._sheet.square()

    def _next_row(self, record: bytes) -> None:
        self._end_row()
        self._row = int(struct.unpack_from("<L", record)[0]) + 1
        self._hidden = bool(record[11] & _ROW_HIDDEN)

    def _end_row(self) -> None:
        if self._cells:
            self._sheet.add(self._row, self._cells)
            if self._hidden:
                self._sheet.hidden_rows.append(self._row)
            self._cells = {}

    def _put(self, kind: int, record: bytes) -> None:
        column, style = struct.unpack_from("<2L", record)
        if column + 1 in self._cells:
            raise RefusedError("unreadable")
        text = self._text(kind, record, style & 0xFFFFFF)
        if text.strip():
            self._cells[column + 1] = text

    def _text(self, kind: int, record: bytes, style: int) -> str:
        if kind == _PACKED:
            return self._number(packed_number(struct.unpack_from("<L", record, 8)[0]), style)
        if kind in _REAL:
            return self._number(repr(struct.unpack_from("<d", record, 8)[0]), style)
        if kind == _SHARED:
            (place,) = struct.unpack_from("<L", record, 8)
            return self._texts[int(place)]
        if kind in _ERROR:
            return error_text(record[8])
        if kind in _BOOL:
            return YES if record[8] else NO
        return _wide(record, 9 if kind == _RICH else 8)[0]

    def _number(self, number: str, style: int) -> str:
        return value_text(number, self._formats.of(style), self._sheet.from_1904)
