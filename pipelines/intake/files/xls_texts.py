"""The texts of an old .xls workbook, which are cut wherever a record was full."""

from __future__ import annotations

import struct

from pipelines.intake.files.limits import RefusedError

_WIDE, _ASIDE, _RICH = 1, 4, 8


class Spread:
    """Bytes that run on over several records; a text that does says anew in each how wide its signs are."""

    def __init__(self, records: list[bytes]) -> None:
        self._records = records
        self._record = 0
        self._place = 0

    def take(self, length: int) -> bytes:
        """The next bytes."""
        pieces = []
        while length > 0:
            piece = self._records[self._record][self._place : self._place + length]
            self._place += len(piece)
            length -= len(piece)
            pieces.append(piece)
            if length:
                self._next_record()
        return b"".join(pieces)

    def number(self, form: str) -> int:
        """The next number, in a form as `struct` names it."""
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def text(self, length: int) -> str:
        """The next text of so many signs: a mark of how it is written, perhaps its fonts and reading aid with it."""
        flags = self.take(1)[0]
        runs = self.number("<H") if flags & _RICH else 0
        aside = self.number("<L") if flags & _ASIDE else 0
        text = self._signs(length, flags & _WIDE)
        self.take(4 * runs + aside)
        return text

    def _signs(self, length: int, wide: int) -> str:
        pieces = []
        while length > 0:
            if self._place == len(self._records[self._record]):
                self._next_record()
                wide = self.take(1)[0] & _WIDE
            left = (len(self._records[self._record]) - self._place) >> wide
            if left == 0:
                raise RefusedError("unreadable")
            raw = self.take(min(left, length) << wide)
            pieces.append(raw.decode("utf-16-le", errors="replace") if wide else raw.decode("latin-1"))
            length -= min(left, length)
        return "".join(pieces)

    def _next_record(self) -> None:
        self._record, self._place = self._record + 1, 0
        if self._record >= len(self._records):
            raise RefusedError("unreadable")


def shared_texts(records: list[bytes]) -> list[str]:
    """The texts that cells point to."""
    spread = Spread(records)
    _, count = spread.number("<L"), spread.number("<L")
    if count > sum(map(len, records)):
        raise RefusedError("unreadable")
    return [spread.text(spread.number("<H")) for _ in range(count)]
