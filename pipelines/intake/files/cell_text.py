"""What one workbook cell says, as text: whole numbers without a point, dates as ISO, yes and no as 是 and 否."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from pipelines.intake.files.number_format import DATE, PERCENT

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_DAY = 2_958_465
YES, NO = "是", "否"


def plain_text(text: str) -> str:
    """Text with Excel's escapes (`_x000D_`) undone, those of characters that no text may hold left as they are."""
    return _ESCAPE.sub(_unescaped, text) if "_x" in text else text


def _unescaped(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in "\t\n\r" or sign >= " " and not "\ud800" <= sign <= "\udfff" else found[0]


def value_text(number: str, shown: str, from_1904: bool) -> str:
    """A stored number as its cell shows it in full, be it a date, a percentage or a number."""
    if shown == DATE:
        return moment_text(number, from_1904)
    return percent_text(number) if shown == PERCENT else number_text(number)


def number_text(text: str) -> str:
    """A stored number as Excel shows it in full: at most 15 digits, no needless point, no exponent when small.

    A whole number of more than 15 digits has lost some of them; it keeps its exponent, so that nobody takes it
    for one that has not.
    """
    if text.isdigit() and len(text) < 16:
        return str(int(text))
    value = float(text)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    shown = format(value, ".15g")
    return _in_full(shown) if "e-" in shown else shown


def percent_text(text: str) -> str:
    """A stored fraction as the percentage that the cell shows, unrounded: 0.125 is `12.5%`."""
    from decimal import Decimal  # few workbooks have percentages, and importing it takes time

    shown = format(float(text), ".15g")
    if not shown.strip("-").startswith(tuple("0123456789")):
        return shown
    hundredfold = format((Decimal(shown) * 100).normalize(), "f")
    return f"{hundredfold}%"


def _in_full(shown: str) -> str:
    from decimal import Decimal

    return format(Decimal(shown), "f")


def moment_text(text: str, from_1904: bool) -> str:
    """A stored serial as `2011-03-31`, `2011-03-31T08:30:00` or `08:30:00`; as a number where no such day exists."""
    serial = float(text)
    last = _LAST_DAY - 1462 if from_1904 else _LAST_DAY
    if not 0 <= serial <= last or 60 <= serial < 61 and not from_1904:
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
