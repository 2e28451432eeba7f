"""Text in columns: how wide a word is on the screen, where a Chinese character takes two places."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Sequence

_GAP = "  "
_PROPORTIONAL = 0.9  # a workbook's letters are on average narrower than its digits, which set the column widths


def display_width(words: str) -> int:
    """The places `words` take in a fixed-width font."""
    return sum(_places(char) for char in words)


def wrapped_lines(words: str, width: float) -> int:
    """The lines that `words` take in a workbook's cell of this width, at least one."""
    return max(1, math.ceil(display_width(words) * _PROPORTIONAL / width))


def printable(words: str) -> str:
    """`words` on one line, without characters that steer a terminal or break a workbook's XML."""
    return "".join(char if char.isprintable() else " " for char in words)


def shortened(words: str, width: int) -> str:
    """`words` cut to `width` places, the cut marked by an ellipsis."""
    if display_width(words) <= width:
        return words
    words = words[:width]  # no character is narrower than one place, so a very long text stays cheap
    while display_width(words) > width - 1:
        words = words[:-1]
    return f"{words}…"


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """One line per row, columns padded to their widest word; the columns in `right` end flush."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    return [_GAP.join(_padded(row, widths, right)).rstrip() for row in rows]


def _padded(row: Sequence[str], widths: Sequence[int], right: Collection[int]) -> list[str]:
    blanks = [" " * (width - display_width(word)) for word, width in zip(row, widths, strict=True)]
    return [
        blank + word if place in right else word + blank
        for place, (word, blank) in enumerate(zip(row, blanks, strict=True))
    ]


def _places(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
