"""What a number format makes of a number: a date, a percentage, or the number itself."""

from __future__ import annotations

import re

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
# Numbers of the built-in formats that show dates or times, the East Asian ones (27–36, 50–58) included.
_DATES = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
_PERCENTAGES = (9, 10)
NUMBER, DATE, PERCENT = "number", "date", "percent"


def shown_as(code: str) -> str:
    """What a format such as `yyyy"年"m"月"` or `0.0%` shows: `date`, `percent` or `number`."""
    first = _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()
    if first == "general":
        return NUMBER
    if any(letter in first for letter in "ymdhs"):
        return DATE
    return PERCENT if "%" in first else NUMBER


class Formats:
    """The formats of a workbook by number, and what each of its cell styles shows."""

    def __init__(self) -> None:
        self._known = {str(one): DATE for one in _DATES} | {str(one): PERCENT for one in _PERCENTAGES}
        self.styles: list[str] = []

    def define(self, number: str, code: str) -> None:
        """A format of the workbook's own."""
        self._known[number] = shown_as(code)

    def add_style(self, number: str) -> None:
        """The next cell style, which uses the format of this number."""
        self.styles.append(self._known.get(number, NUMBER))

    def of(self, style: int) -> str:
        """What a cell style shows; one that does not exist shows the number."""
        return self.styles[style] if 0 <= style < len(self.styles) else NUMBER
