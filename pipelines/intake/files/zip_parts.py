"""The parts of a zip archive held in memory, each name once, none larger than declared; standard library only.

The child process reads archives with this rather than with `zipfile`, which takes longer to import than a quarter's
workbook takes to read and leaves two readers room for two truths (names twice, other names in the local headers).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from pipelines.intake.files.limits import MAX_PARTS, MAX_RATIO, MAX_UNPACKED, RATIO_FROM, RefusedError

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_CHUNK = 2**14
_ENCRYPTED, _UTF8 = 1, 0x800
_STORED, _DEFLATED = 0, 8


class Part:
    """One entry of the archive's directory."""

    def __init__(self, raw_name: bytes, fields: tuple[int, ...], extra: bytes) -> None:
        _, _, flags, self.method, _, _, self.crc, packed, size, *_, offset = fields
        self.raw_name = raw_name
        self.encrypted = bool(flags & _ENCRYPTED)
        # Old tools write Windows paths; the parts refer to each other with slashes all the same.
        self.name = raw_name.decode("utf-8" if flags & _UTF8 else "cp437").replace("\\", "/")
        self.size, self.packed, self.offset = _large(extra, size, packed, offset)

    @property
    def is_bomb(self) -> bool:
        """Whether the part unpacks to suspiciously much."""
        return self.size > RATIO_FROM and self.size > MAX_RATIO * self.packed

    @property
    def escapes(self) -> bool:
        """Whether the name points out of the archive."""
        return self.name.startswith("/") or "\x00" in self.name or ".." in self.name.split("/")


class Archive:
    """The parts by name; `RefusedError` when the directory is broken, dangerous or locked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            parts = list(_directory(data))
        except (struct.error, ValueError) as fault:
            raise RefusedError("unreadable") from fault
        if any(part.encrypted for part in parts):
            raise RefusedError("encrypted")
        if reason := _fault(parts):
            raise RefusedError("unsafe_workbook", reason=reason)
        self.parts = {part.name: part for part in parts}

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of one part, piece by piece; `RefusedError` where they are not what was declared."""
        if name not in self.parts:
            raise RefusedError("unreadable")
        part = self.parts[name]
        size, crc = 0, 0
        try:
            for chunk in _unpacked(self._data, part):
                size, crc = size + len(chunk), zlib.crc32(chunk, crc)
                if size > part.size:
                    raise RefusedError("unsafe_workbook", reason="size")
                yield chunk
        except (struct.error, zlib.error) as fault:
            raise RefusedError("unreadable") from fault
        if (size, crc) != (part.size, part.crc):
            raise RefusedError("unreadable")

    def start(self, name: str, length: int) -> bytes:
        """The first bytes of one part."""
        return next(self.chunks(name), b"")[:length]


def _fault(parts: list[Part]) -> str | None:
    if len(parts) > MAX_PARTS:
        return "parts"
    if len({part.name.lower() for part in parts}) < len(parts) or any(part.escapes for part in parts):
        return "names"
    if any(part.method not in (_STORED, _DEFLATED) for part in parts):
        return "packing"
    if sum(part.size for part in parts) > MAX_UNPACKED or any(part.is_bomb for part in parts):
        return "size"
    return None


def _directory(data: bytes) -> Iterator[Part]:
    place, count = _where(data)
    if count > 2 * MAX_PARTS:
        raise RefusedError("unsafe_workbook", reason="parts")
    for _ in range(count):
        signature, *fields = _ENTRY.unpack_from(data, place)
        if signature != b"PK\x01\x02":
            raise ValueError("no directory entry")
        name, extra, comment = fields[9:12]
        start = place + _ENTRY.size
        _expect(len(data) >= start + name + extra + comment)
        yield Part(data[start : start + name], tuple(fields), data[start + name : start + name + extra])
        place = start + name + extra + comment


def _where(data: bytes) -> tuple[int, int]:
    """Where the directory begins and how many entries it has."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 2**16 - _END.size))
    _expect(end >= 0)
    _, _, _, _, count, _, offset, _ = _END.unpack_from(data, end)
    if offset == 0xFFFFFFFF or count == 0xFFFF:
        end64 = data.rfind(b"PK\x06\x06", 0, end)
        _expect(end64 >= 0)
        *_, count, _, offset = _END64.unpack_from(data, end64)
    return offset, count


def _expect(held: bool) -> None:
    if not held:
        raise ValueError("not as a zip archive is made")


def _large(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The sizes and the place of a part; those too large for the directory stand in an extra field."""
    numbers = iter(())
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == 1:
            numbers = iter(struct.unpack_from(f"<{length // 8}Q", extra, 4))
        extra = extra[4 + length :]
    size, packed, offset = (next(numbers, value) if value == 0xFFFFFFFF else value for value in (size, packed, offset))
    return size, packed, offset


def _unpacked(data: bytes, part: Part) -> Iterator[bytes]:
    signature, *_, name, extra = _LOCAL.unpack_from(data, part.offset)
    start = part.offset + _LOCAL.size
    if signature != b"PK\x03\x04" or data[start : start + name] != part.raw_name:
        raise RefusedError("unreadable")
    start += name + extra
    pieces = (data[at : min(at + _CHUNK, start + part.packed)] for at in range(start, start + part.packed, _CHUNK))
    if part.method == _STORED:
        yield from pieces
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in pieces:
        yield unpacker.decompress(piece)
    yield unpacker.flush()
