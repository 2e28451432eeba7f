"""Numbers as offices write them: grouped, with a unit, in Chinese characters; exact, and held where in doubt."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from pipelines.intake.cells import signs, unit_names
from pipelines.intake.cells.numerals import chinese_number
from pipelines.intake.cells.senses import COLUMN, SAME, Sense, read, unread
from pipelines.programme.model import Field, Words

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s?(?P<whole>[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+)|[0-9]+)(?P<rest>\.[0-9]+)?"
    r"\s*(?P<unit>[^\s0-9,.].*)?",
    re.DOTALL,
)
_GROUPED_ODDLY = re.compile(r"[+-]?[0-9][0-9,. ]*")
_EXPONENT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")
_CHINESE = re.compile(rf"([{signs.NUMERALS}]+)(.*)", re.DOTALL)
_DOUBT = re.compile(rf"{signs.DOUBTS}|[<>≤≥≈~]|[0-9]\s*(?:{signs.BETWEEN})\s*[0-9]")
_DASHES = frozenset("-—–－―/\\、.。_*")
_PERCENTS = ("%", "‰")
# Longer texts are no numbers that an office would know.
_LONGEST = 30
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)


def amount(text: str, field: Field, column_unit: str | None) -> Sense | None:
    """What the text says as a number of the field's unit; `None` when it says nothing of a number."""
    plain = " ".join(text.removeprefix("'").replace("\u2212", "-").split())
    if len(plain) > _LONGEST:
        return None
    currency = next((sign for sign in signs.CURRENCIES if plain.startswith(sign)), "")
    found = _NUMBER.fullmatch(plain.removeprefix(currency).strip())
    if found is None:
        return _without_digits(plain, field, column_unit) or _why_not(plain, field)
    if _EXPONENT.fullmatch(plain):
        return unread(_code(field), "digits_lost")
    unit = found["unit"] or ("元" if currency else "")
    size = Decimal(found["whole"].replace(",", "").replace(" ", "") + (found["rest"] or ""))
    value = size.copy_negate() if found["sign"] == "-" else size
    return _measured(value, unit, field, column_unit) or _why_not(plain, field)


def _code(field: Field) -> str:
    return "not_an_integer" if field.kind == "integer" else "not_a_number"


def _without_digits(plain: str, field: Field, column_unit: str | None) -> Sense | None:
    """A number in Chinese characters; only counts are written so."""
    found = _CHINESE.fullmatch(plain)
    if found is None or field.kind != "integer":
        return None
    number, unit = chinese_number(found[1]), found[2].strip()
    if number is None and len(found[1]) > 1 and found[1][-1] in "万亿千百":
        # 十二万人: the last character may belong to the unit.
        number, unit = chinese_number(found[1][:-1]), found[1][-1] + unit
    return None if number is None else _measured(Decimal(number), unit, field, column_unit)


def _measured(value: Decimal, unit: str, field: Field, column_unit: str | None) -> Sense | None:
    """The value in the field's unit; `None` when what stands behind the number is no unit at all."""
    if field.unit.zh == unit_names.PERCENT:
        return _percent(value, unit, field)
    if unit in _PERCENTS:
        return unread(_code(field), "percent")
    if not unit:
        return _by_column(value, field, column_unit)
    if unit_names.is_multiple(unit):
        return unread(_code(field), "lone_multiple", unit=unit)
    size = unit_names.factor(unit, field.unit)
    if size is None:
        return _other_unit(unit, field) if field.unit.zh and _is_word(unit) else None
    return _converted(value, size, field, "plain" if size == 1 else "converted")


def _by_column(value: Decimal, field: Field, column_unit: str | None) -> Sense | None:
    """A bare number, in the unit that its column declares where that is another one."""
    if column_unit is None:
        return _converted(value, Fraction(1), field, "plain")
    size = unit_names.factor(column_unit, field.unit)
    if size is None:
        return unread(_code(field), "column_unit", unit=column_unit)
    return _converted(value, size, field, COLUMN if size != 1 else SAME)


def _is_word(unit: str) -> bool:
    """Whether what stands behind a number may be a unit at all."""
    return unit[0].isalpha() and not any(sign.isdigit() for sign in unit) and not _DOUBT.search(unit)


def _other_unit(unit: str, field: Field) -> Sense:
    return unread(_code(field), "other_unit", unit=unit)


def _percent(value: Decimal, unit: str, field: Field) -> Sense | None:
    if unit == "‰":
        return _converted(value, Fraction(1, 10), field, "converted")
    if not unit and 0 < value <= 1:
        return unread(_code(field), "fraction_or_percent", shown=_shown(value * 100, 6), value_itself=_shown(value, 6))
    if unit not in ("", unit_names.PERCENT):
        return None
    return _converted(value, Fraction(1), field, "plain" if unit else SAME)


def _converted(value: Decimal, size: Fraction, field: Field, why: str) -> Sense | None:
    """The value in the field's unit, rounded to what is kept; of a count no part is ever rounded away."""
    exact = _times(value, size)
    if field.kind == "integer" and exact != exact.to_integral_value():
        return None if size == 1 else unread("not_an_integer", "not_whole", exact=_shown(exact, 4))
    if size == 1:
        return read(_shown(exact, _LONGEST), why)
    text, longer = _shown(exact, field.scale), _shown(exact, field.scale + 4)
    return read(text, why) if text == longer else read(text, "converted_rounded", exact=longer)


def _times(value: Decimal, size: Fraction) -> Decimal:
    if size == 1:
        return value
    return _EXACT.divide(_EXACT.multiply(value, Decimal(size.numerator)), Decimal(size.denominator))


def _shown(number: Decimal, places: int) -> str:
    """The number with as many decimals as it has, at most `places`."""
    text = format(number, "f")
    if len(text.partition(".")[2]) > places:
        text = format(number.quantize(Decimal(1).scaleb(-places), context=_EXACT), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _why_not(plain: str, field: Field) -> Sense | None:
    """Why a text that looks like an answer is no number."""
    code = _code(field)
    if set(plain) <= _DASHES:
        return unread(code, "dash")
    if plain in signs.NOTHING:
        return unread(code, "none_in_number")
    if _DOUBT.search(plain):
        return unread(code, "doubtful")
    if "," in plain and _GROUPED_ODDLY.fullmatch(plain):
        return unread(code, "odd_groups")
    if plain.endswith(_PERCENTS):
        return unread(code, "percent")
    return None


def column_factor(unit: str, wanted: Words) -> str | None:
    """How many of the wanted unit one of a column's declared unit is; `None` where it is the same or unknown."""
    size = unit_names.factor(unit, wanted)
    return None if size is None or size == 1 else _shown(_times(Decimal(1), size), 6)
