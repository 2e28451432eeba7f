"""The streams of an OLE compound file (the container of old Office files) held in memory; standard library only."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from pipelines.intake.files.limits import RefusedError

_HEADER = struct.Struct("<24xHHH H H10xL L 4x L L L L L")
_ENTRY = struct.Struct("<64sHB x LLL 36x L L 4x")
_ENTRY_SIZE = 128
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_NONE = 0xFFFFFFFF
_MINI = 64


class OleFile:
    """The streams and storages of the root by name; `RefusedError` when the container is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, UnicodeError) as fault:
            raise RefusedError("unreadable") from fault

    def _open(self) -> None:
        _, _, _, shift, _, _, directory, cutoff, mini_fat, _, more, _ = _HEADER.unpack_from(self._data)
        if shift not in (9, 12):
            raise RefusedError("unreadable")
        self._size = 1 << shift
        self._cutoff = cutoff
        self._fat = self._numbers(self._fat_sectors(more))
        entries = list(_entries(self._chained(directory, self._fat)))
        self._mini_fat = self._numbers(self._chain(mini_fat, self._fat)) if mini_fat < _LAST else []
        self._mini = self._chained(entries[0][4], self._fat) if entries[0][4] < _LAST else b""
        self.entries = dict(_root_names(entries))

    def stream(self, name: str) -> bytes:
        """The bytes of one stream of the root."""
        start, size = self.entries[name]
        if size >= self._cutoff:
            return self._chained(start, self._fat)[:size]
        pieces = (self._mini[at * _MINI : (at + 1) * _MINI] for at in self._chain(start, self._mini_fat))
        return b"".join(pieces)[:size]

    def _fat_sectors(self, more: int) -> Iterator[int]:
        """The sectors that hold the table of sectors: 109 named in the header, the rest in a chain of their own."""
        yield from (one for one in struct.unpack_from("<109L", self._data, 76) if one < _LAST)
        for _ in range(len(self._data) // self._size):
            if more >= _LAST:
                return
            *named, more = struct.unpack(f"<{self._size // 4}L", self._sector(more))
            yield from (one for one in named if one < _LAST)

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        raw = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(raw) // 4}L", raw))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise IndexError(number)
        return sector.ljust(self._size, b"\x00")

    def _chained(self, start: int, table: list[int]) -> bytes:
        return b"".join(map(self._sector, self._chain(start, table)))

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        for _ in range(len(table) + 1):
            if start >= _LAST:
                return
            yield start
            start = table[start]
        raise RefusedError("unreadable")  # it runs in a circle


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int, int, int]]:
    """Name, left and right neighbour, first child, first sector and size of every entry."""
    for at in range(0, len(directory), _ENTRY_SIZE):
        raw, length, _, left, right, child, start, size = _ENTRY.unpack_from(directory, at)
        yield raw[: max(0, length - 2)].decode("utf-16-le"), left, right, child, start, size


def _root_names(entries: list[tuple[str, int, int, int, int, int]]) -> Iterator[tuple[str, tuple[int, int]]]:
    """What stands directly in the root: a workbook embedded in the workbook does not."""
    waiting, seen = [entries[0][3]], set()
    while waiting:
        place = waiting.pop()
        if place == _NONE or place in seen:
            continue
        seen.add(place)
        name, left, right, _, start, size = entries[place]
        waiting += [left, right]
        yield name, (start, size)
