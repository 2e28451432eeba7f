"""Whole numbers in Chinese characters: 三, 十二, 一百零五, 贰拾; nothing that could mean two numbers."""

from __future__ import annotations

from pipelines.intake.cells.signs import DIGITS, UNITS, VARIANTS

_LONGEST = 20


def chinese_number(text: str) -> int | None:
    """The number that the characters say, `None` where they say none or not one alone (一二, 一百五, 十几)."""
    plain = text.translate(VARIANTS)
    if not plain or len(plain) > _LONGEST or not set(plain) <= {*DIGITS, *UNITS}:
        return None
    if not set(plain) & {*UNITS}:
        return _digits(plain)
    number = _sum(plain)
    return number if _written(number) == _shortened(plain) else None


def chinese_digits(text: str) -> str | None:
    """Characters read one by one as digits: 二〇一〇 is 2010; `None` when other characters are among them."""
    plain = text.translate(VARIANTS)
    return "".join(str(DIGITS.index(sign)) for sign in plain) if plain and set(plain) <= {*DIGITS} else None


def _digits(plain: str) -> int | None:
    """One character, or a row of them that holds a zero: 一二 may well mean one or two."""
    if len(plain) > 1 and ("零" not in plain or plain.startswith("零")):
        return None
    return int(chinese_digits(plain) or "0")


def _sum(plain: str) -> int:
    """The sum of digits times units, whether or not anybody would write it so."""
    total = section = digit = 0
    for sign in plain:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
            continue
        unit = UNITS[sign]
        if unit < 10_000:
            section += (digit or 1) * unit
        else:
            total, section = (total + section + digit) * unit if unit > 10_000 else total + (section + digit) * unit, 0
        digit = 0
    return total + section + digit


def _written(number: int) -> str:
    """The number as it is properly written, 十 without a leading 一."""
    for name, size in (("亿", 100_000_000), ("万", 10_000)):
        if number >= size:
            head, rest = divmod(number, size)
            return _written(head) + name + (_tail(rest, size) if rest else "")
    return _shortened(_below_10000(number)) if number else "零"


def _tail(rest: int, size: int) -> str:
    """What follows a unit: with 零 where a place is skipped."""
    full = _below_10000(rest) if rest < 10_000 else _written(rest)
    return full if rest >= size // 10 else f"零{full}"


def _below_10000(number: int) -> str:
    parts, gap = "", False
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            parts += ("零" if gap and parts else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return parts


def _shortened(plain: str) -> str:
    return plain[1:] if plain.startswith("一十") else plain
