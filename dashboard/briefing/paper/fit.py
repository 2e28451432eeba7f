"""How much text goes where: lines that a text needs, rows that a box holds. Estimates, on the safe side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from math import ceil

from dashboard.briefing.paper.model import Cell, Table

_LATIN = 0.56  # of a Chinese character's width
_WORDS = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*")
_POINTS = 72  # of an inch


def width_of(text: str) -> float:
    """The width of a text in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else _LATIN for one in text)


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines a text of `size` points takes in `width` inches; at least one."""
    room = max(1.0, width * _POINTS / size)
    return sum(max(1, ceil(width_of(line) / room)) for line in text.split("\n"))


def lines_in_cell(text: str, size: float, width: float) -> int:
    """The same where lines are short and words keep together, as in the cells of a table; a long word is broken."""
    room, lines, used = max(1.0, width * _POINTS / size), 1, 0.0
    for word in _WORDS.findall(text):
        wide = width_of(word)
        if used and used + width_of(word.rstrip()) > room:
            lines, used = lines + 1, 0.0
        used += wide
        if used > room:
            lines, used = lines + ceil(used / room) - 1, used % room
    return lines


def size_for(text: str, sizes: Sequence[float], width: float, lines: int) -> float:
    """The largest of the sizes, given from large to small, at which the text keeps to so many lines."""
    return next((size for size in sizes if lines_of(text, size, width) <= lines), sizes[-1])


def shortened(text: str, size: float, width: float, lines: int) -> str:
    """The text, cut with an ellipsis where it would take more lines than that."""
    if lines_of(text, size, width) <= lines:
        return text
    kept = text
    while kept and lines_of(kept + "…", size, width) > lines:
        kept = kept[:-1]
    return kept + "…"


def row_height(cells: Sequence[Cell], widths: Sequence[float], size: float) -> float:
    """The height of a row of a table in inches; `widths` in inches, less what a cell keeps free."""
    most = max(lines_in_cell(cell.text, size, width - 0.16) for cell, width in zip(cells, widths, strict=True))
    return most * size * 1.3 / _POINTS + 0.09


def fitting(table: Table, widths: Sequence[float], size: float, room: float) -> int:
    """How many rows of a table go into `room` inches under its head."""
    left = room - row_height([Cell(text) for text in table.head], widths, size)
    for n, row in enumerate(table.rows):
        left -= row_height(row, widths, size)
        if left < 0:
            return n
    return len(table.rows)


def broken(text: str, room: float) -> list[str]:
    """A name in one line, in two of like length, or where words are too long for that in as many as it takes.

    `room` is in ems. A name without blanks is never in more than two lines.
    """
    if width_of(text) <= room:
        return [text]
    half = ceil(len(text) / 2)
    cut = min((n for n in range(1, len(text)) if text[n] in " （("), key=lambda n: abs(n - half), default=half)
    two = [text[:cut], text[cut:].strip()]
    if " " not in text or max(map(width_of, two)) <= room:
        return two
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if width_of(longer) <= room else [*lines, word]
    return [line for line in lines if line]
