"""Wording and numbers as people read them: text lookup, rates, changes, counts, money, periods, lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipelines.i18n import decimals, wording

TEXT = Path(__file__).parent / "text"
MINUS = "\N{MINUS SIGN}"
FEW = 5  # below this denominator a share is shown as x of y


def t(lang: str, key: str, /, **slots: object) -> str:
    """The dashboard's wording of `key` with its named slots filled; a missing key or slot raises `KeyError`."""
    return wording(lang, TEXT)[key].format_map(slots)


def has(lang: str, key: str) -> bool:
    """Whether there is a wording for `key`."""
    return key in wording(lang, TEXT)


def counted(lang: str, key: str, n: int, /, **slots: object) -> str:
    """The wording for `n` things: `<key>.one` for one, `<key>.many` otherwise, with the slot `n`."""
    return t(lang, f"{key}.one" if n == 1 else f"{key}.many", n=whole(n), **slots)


def listed(lang: str, names: Sequence[str]) -> str:
    """Names in one row of text: 同安区、翔安区 / Tong'an, Xiang'an."""
    return t(lang, "frame.list_mark").join(names)


def decimal(value: float, places: int = 1) -> str:
    """A number as `decimals` writes it, with a true minus sign."""
    return decimals(value, places).replace("-", MINUS)


def whole(value: float) -> str:
    """A count, 1,254; with one decimal only where it is not a whole number (areas, money)."""
    return decimal(value, 0 if float(value).is_integer() else 1)


def known(lang: str, value: float | None, places: int | None = None) -> str:
    """A number with so many decimals, a count without; or that it is missing."""
    if value is None:
        return t(lang, "reading.missing")
    return whole(value) if places is None else decimal(value, places)


def percent(lang: str, share: float | None) -> str:
    """A share of one as 42.0%, or that it is missing."""
    return t(lang, "reading.missing") if share is None else f"{decimal(100 * share)}%"


def answered(lang: str, answer: bool | None) -> str:
    """Yes or no, or that it is missing."""
    return t(lang, "reading.missing") if answer is None else t(lang, "reading.yes" if answer else "reading.no")


def signed(value: float, places: int = 1) -> str:
    """A change with its sign: +2.1, −0.8, 0.0 without one."""
    shown = round(value, places) + 0.0
    return ("+" if shown > 0 else "") + decimal(shown, places)


def money(lang: str, ten_thousands: float) -> str:
    """An amount given in 万元: 万元 or 亿元 in Chinese, million or thousand yuan in English."""
    if lang == "zh":
        large = abs(ten_thousands) >= 10_000
        key, amount = ("frame.yi_yuan", ten_thousands / 10_000) if large else ("frame.wan_yuan", ten_thousands)
    else:
        large = abs(ten_thousands) >= 100
        key, amount = ("frame.yi_yuan", ten_thousands / 100) if large else ("frame.wan_yuan", ten_thousands * 10)
    return t(lang, key, n=decimal(amount, 2 if lang == "zh" else 1 + large))


def period_name(lang: str, period: str, *, short: bool = False) -> str:
    """`2011Q1`, `2011H1` or `2011` in words: 2011年一季度, Q1 2011; `short` for axes and heads of columns."""
    year, kind = period[:4], period[4:] or "A"
    return t(lang, f"frame.short_{kind}" if short else f"frame.period_{kind}", year=year)


def day(lang: str, on: date) -> str:
    """A date in words: 2013年6月30日, 30 June 2013."""
    month = t(lang, f"frame.month_{on.month}")
    return t(lang, "frame.day", year=on.year, month=month, day=on.day)
