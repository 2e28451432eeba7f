"""What one workbook cell says, as text: whole numbers without a point, dates as ISO, yes and no as 是 and 否."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Numbers of the built-in formats that show dates or times, the East Asian ones (27–36, 50–58) included.
BUILTIN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LAST_DAY = 2_958_465


def shows_date(code: str) -> bool:
    """Whether a number format such as `yyyy"年"m"月"` shows a date or a time."""
    return any(letter in _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower() for letter in "ymdhs")


def plain_text(text: str) -> str:
    """Text with Excel's escapes (`_x000D_`) undone, those of characters that no text may hold left as they are."""
    return _ESCAPE.sub(_unescaped, text) if "_x" in text else text


def _unescaped(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in "\t\n\r" or sign >= " " and not "\ud800" <= sign <= "\udfff" else found[0]


def number_text(text: str) -> str:
    """A stored number as Excel shows it in full: at most 15 digits, no needless point, no exponent when small."""
    if text.isdigit() and len(text) < 16:
        return str(int(text))
    value = float(text)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    shown = format(value, ".15g")
    return format(Decimal(shown), "f") if "e-" in shown else shown


def moment_text(text: str, from_1904: bool) -> str:
    """A stored serial as `2011-03-31`, `2011-03-31T08:30:00` or `08:30:00`; as a number where no such day exists."""
    serial = float(text)
    if not 0 <= serial <= _LAST_DAY or 60 <= serial < 61 and not from_1904:
        return number_text(text)
    days, seconds = divmod(round(serial * 86_400), 86_400)
    moment = _first_day(days, from_1904) + timedelta(days=days, seconds=seconds)
    if days == 0 and not from_1904:
        return moment.time().isoformat()
    return moment.isoformat() if seconds else moment.date().isoformat()


def _first_day(days: int, from_1904: bool) -> datetime:
    # Excel believes in 29 February 1900 (serial 60), so the days before it count from one day later.
    if from_1904:
        return datetime(1904, 1, 1)
    return datetime(1899, 12, 31) if days < 60 else datetime(1899, 12, 30)
