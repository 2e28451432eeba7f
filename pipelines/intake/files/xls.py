"""An old .xls workbook (Excel 97–2003, WPS .et): its sheets from the records of its one stream."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from pipelines.intake.files.file_notes import file_notes
from pipelines.intake.files.gathered import GatheredFile, GatheredSheet
from pipelines.intake.files.limits import RefusedError
from pipelines.intake.files.number_format import Formats
from pipelines.intake.files.ole_streams import OleFile
from pipelines.intake.files.xls_sheet import SheetRecords
from pipelines.intake.files.xls_texts import Spread, shared_texts

Records = Iterator[tuple[int, list[bytes]]]

_BOF, _EOF, _CONTINUE, _FILEPASS = 0x0809, 0x000A, 0x003C, 0x002F
_BOUNDSHEET, _DATEMODE, _FORMAT, _XF, _SST, _SUPBOOK = 0x0085, 0x0022, 0x041E, 0x00E0, 0x00FC, 0x01AE
_OF_1997 = 0x0600
_INSIDE = (b"\x01\x04", b"\x01\x3a")  # a "book" that is this one, or an add-in


def read_xls(data: bytes) -> GatheredFile:
    """All sheets in their order; `RefusedError` for other old Office files and for those under a password."""
    ole = OleFile(data)
    names = {name.lower(): name for name in ole.entries}
    if "encryptedpackage" in names:
        raise RefusedError("encrypted")
    if "workbook" not in names:
        raise RefusedError("not_a_workbook", kind="old_office")
    stream = ole.stream(names["workbook"])
    book = _Globals()
    try:
        for kind, records in _records(stream, 0):
            book.take(kind, records)
        sheets = [_sheet(stream, place, sheet, book) for place, sheet in book.sheets]
    except (struct.error, IndexError) as fault:
        raise RefusedError("unreadable") from fault
    notes = file_notes("xls", "_vba_project_cur" in names, book.outside)
    return GatheredFile("workbook", sheets, notes)


def _records(stream: bytes, place: int) -> Records:
    """The records of one part of the stream with what continues them, without those of charts inside it."""
    depth = 0
    while place < len(stream):
        kind, length = struct.unpack_from("<2H", stream, place)
        pieces = [stream[place + 4 : place + 4 + length]]
        place += 4 + length
        while stream[place : place + 2] == b"\x3c\x00":
            (length,) = struct.unpack_from("<H", stream, place + 2)
            pieces.append(stream[place + 4 : place + 4 + length])
            place += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, pieces
    raise RefusedError("unreadable")


class _Globals:
    """What stands before the sheets and holds for all of them."""

    def __init__(self) -> None:
        self.sheets: list[tuple[int, GatheredSheet]] = []
        self.texts: list[str] = []
        self.formats = Formats()
        self.from_1904 = False
        self.outside = 0

    def take(self, kind: int, records: list[bytes]) -> None:
        """One record."""
        record = records[0]
        match kind:
            case _ if kind == _BOF and struct.unpack_from("<H", record)[0] != _OF_1997:
                raise RefusedError("not_a_workbook", kind="old_office")
            case _ if kind == _FILEPASS:
                raise RefusedError("encrypted")
            case _ if kind == _BOUNDSHEET and record[5] == 0:
                (place,) = struct.unpack_from("<L", record)
                name = Spread([record[7:]]).text(record[6])
                self.sheets.append((place, GatheredSheet(name, bool(record[4] & 3))))
            case _ if kind == _SST:
                self.texts = shared_texts(records)
            case _:
                self._note(kind, records)

    def _note(self, kind: int, records: list[bytes]) -> None:
        record = records[0]
        if kind == _DATEMODE:
            self.from_1904 = record[0] == 1
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<2H", record)
            self.formats.define(str(number), Spread([record[4:]]).text(length))
        elif kind == _XF:
            self.formats.add_style(str(struct.unpack_from("<H", record, 2)[0]))
        elif kind == _SUPBOOK:
            self.outside += record[2:4] not in _INSIDE


def _sheet(stream: bytes, place: int, sheet: GatheredSheet, book: _Globals) -> GatheredSheet:
    sheet.from_1904 = book.from_1904
    cells = SheetRecords(sheet, book.texts, book.formats)
    for kind, records in _records(stream, place):
        cells.take(kind, records)
    return cells.gathered()
