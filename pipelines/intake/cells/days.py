"""Days and quarters as offices write them: 2010年7月9日, 二〇一〇年七月九日, Excel's day numbers; or held."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipelines.intake.cells.numerals import chinese_digits, chinese_number
from pipelines.intake.cells.senses import Sense, read, unread
from pipelines.intake.cells.signs import MONTH_PARTS, NUMERALS, QUARTERS, WEEKDAY

_CODE = "not_a_date"
_CHINESE = re.compile(rf"([{NUMERALS}]{{4}})年([{NUMERALS}]{{1,3}})月([{NUMERALS}]{{1,3}})[日号]")
_WRITTEN = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0+)?")
_WEEKDAY = re.compile(rf"[\s,]*\(?{WEEKDAY}\)?")
_TIME = re.compile(r"(?<=[0-9日号])(?:[T\s]+)([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)Z?$")
_SERIAL = re.compile(r"([2-5][0-9]{4})(?:\.0+)?")
_SHORT_YEAR = re.compile(r"'?[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*[日号]?")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}")
_NO_DAY = re.compile(rf"[0-9]{{4}}\s*[-/.年]\s*[0-9]{{1,2}}\s*月?(?:{MONTH_PARTS})?|[0-9]{{6}}|[0-9]{{4}}年?")
_NO_YEAR = re.compile(r"[0-9]{1,2}月[0-9]{1,2}[日号]?")
# Day numbers count from here; 1 March 1900 and later, so that Excel's 29 February 1900 does not matter.
_DAY_NUMBER_0 = date(1899, 12, 30)
_QUARTER = re.compile(rf"([0-9]{{4}})\s*年?\s*[-/.]?\s*(?:第?\s*([{''.join(QUARTERS)}])\s*季度?|[Qq]\s*([1-4]))")


def day(text: str, from_1904: bool) -> Sense | None:
    """What the text says as a day; `None` when it says nothing of one."""
    plain, with_time = _without_time(_WEEKDAY.sub("", text.removeprefix("'")).strip())
    for pattern, parts in ((_WRITTEN, _as_numbers), (_COMPACT, _as_numbers), (_CHINESE, _as_characters)):
        if found := pattern.fullmatch(plain if pattern is not _CHINESE else "".join(plain.split())):
            return _existing(parts(found), "day_with_time" if with_time else "plain")
    if _SERIAL.fullmatch(plain):
        return _numbered(int(plain.partition(".")[0]), from_1904)
    return next((unread(_CODE, why) for pattern, why in _DOUBTS if pattern.fullmatch(plain)), None)


def quarter(text: str) -> Sense | None:
    """What the text says as a quarter; `None` when it says nothing of one."""
    found = _QUARTER.fullmatch(text.strip())
    return read(f"{found[1]}Q{QUARTERS[found[2] or found[3]]}") if found else None


_DOUBTS = (
    (_SHORT_YEAR, "two_digit_year"),
    (_YEAR_LAST, "year_last"),
    (_NO_DAY, "without_day"),
    (_NO_YEAR, "without_year"),
)


def _without_time(text: str) -> tuple[str, bool]:
    """The text without a time of day behind it, and whether that was another one than midnight."""
    found = _TIME.search(text)
    return (text[: found.start()], bool(set(found[1]) - set("0:."))) if found else (text, False)


def _as_numbers(found: re.Match[str]) -> list[int | None]:
    return [int(part) for part in found.groups()]


def _as_characters(found: re.Match[str]) -> list[int | None]:
    reads: tuple[Callable[[str], str | int | None], ...] = (chinese_digits, chinese_number, chinese_number)
    parts = [one(part) for one, part in zip(reads, found.groups(), strict=True)]
    return [None if part is None else int(part) for part in parts]


def _existing(parts: list[int | None], why: str) -> Sense:
    year, month, number = parts
    if year is None or month is None or number is None:
        return unread(_CODE, "no_such_day")
    try:
        return read(date(year, month, number).isoformat(), why)
    except ValueError:
        return unread(_CODE, "no_such_day")


def _numbered(number: int, from_1904: bool) -> Sense:
    """A day number that lost its date format: what it means depends on the workbook's calendar."""
    found = (_DAY_NUMBER_0 + timedelta(days=number)).isoformat()
    if from_1904:
        return unread(_CODE, "day_number", shown=found)
    return read(found, "day_number")
