"""From the bytes of a text file to its text: which encoding, strictly; standard library only."""

from __future__ import annotations

import codecs
from io import BytesIO

from pipelines.intake.files.limits import RefusedError

_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OPENING = 4096
_CONTROLS = frozenset(map(chr, range(32))) - {*"\t\n\r"}


def has_bom(data: bytes) -> bool:
    """Whether the file says itself that it is UTF-16."""
    return data.startswith(_UTF16_BOMS)


def looks_like_utf16(data: bytes) -> str | None:
    """The UTF-16 that a file without a mark evidently is: the zero bytes of its commas and digits all on one side."""
    start = data[:_OPENING]
    first, second = start[0::2].count(0), start[1::2].count(0)
    if len(data) % 2 or bool(first) == bool(second):
        return None
    name = "utf-16-le" if second else "utf-16-be"
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    return name if _CONTROLS.isdisjoint(text) else None


def opening(data: bytes) -> str:
    """The first characters, for a look at what they are; what cannot be read is replaced."""
    start = data[:_OPENING]
    if has_bom(data):
        return start.decode("utf-16", errors="replace")
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def decoded(data: bytes, declared: str | None = None) -> str:
    """The whole text; `RefusedError` names the first line that cannot be read, since nothing is guessed.

    Never GB18030 first: it reads most UTF-8 text too, as other characters. `declared` is what the file says of
    itself; it is believed only where it reads without a fault.
    """
    good = 0
    for encoding in _candidates(data, declared):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as fault:
            good = max(good, fault.start)
        else:
            return _checked(data, text, encoding)
    raise RefusedError("bad_encoding", line=data.count(b"\n", 0, good) + 1)


def _candidates(data: bytes, declared: str | None) -> tuple[str, ...]:
    if has_bom(data):
        return ("utf-16",)
    if b"\x00" in data and (evident := looks_like_utf16(data)):
        return (evident,)
    known = {"big5": "big5", "big5-hkscs": "big5hkscs"}.get((declared or "").lower())
    return ("utf-8-sig", known) if known else ("utf-8-sig", "gb18030")


def _checked(data: bytes, text: str, encoding: str) -> str:
    if "\x00" in text:
        raise RefusedError("not_a_workbook", kind="binary")
    if encoding == "gb18030" and (line := _mixed(data)):
        raise RefusedError("bad_encoding", line=line)
    return text.removeprefix("\ufeff")


def _mixed(data: bytes) -> int | None:
    """The first line of the rarer encoding where lines of both are in one file (pasted, or a byte gone wrong)."""
    first, count = {True: 0, False: 0}, {True: 0, False: 0}
    for number, line in enumerate(BytesIO(data), start=1):
        if not line.isascii():
            kind = _only_utf8(line)
            first[kind] = first[kind] or number
            count[kind] += 1
    if not all(count.values()):
        return None
    return first[count[True] <= count[False]]


def _only_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8 and, read as GB18030, would hold signs that hardly anybody writes."""
    try:
        long = any(sign > "\u07ff" for sign in line.decode())
    except UnicodeDecodeError:
        return False
    try:
        line.decode("gb18030").encode("gb2312")
    except UnicodeError:
        return long
    return False
