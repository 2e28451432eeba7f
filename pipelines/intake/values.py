"""Texts → typed columns: every cell is read as its field says, and every cell that cannot be is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.intake import kinds
from pipelines.intake.findings import Finding
from pipelines.problems import Level
from pipelines.programme.model import Field, Form, Words


@dataclass(frozen=True, slots=True)
class Typed:
    """A form's rows as values.

    `frame`: `row`, the contract's fields typed (null: nothing usable there), and per field two flags: `answered`
    (the cell is not blank, be it filled wrongly) and `excused` (it says 不适用). `findings`: cells without value.
    """

    frame: pl.DataFrame
    findings: tuple[Finding, ...]


def answered(name: str) -> str:
    """The flag column that says whether the field's cell is filled."""
    return f"{name}?"


def excused(name: str) -> str:
    """The flag column that says whether the field's cell says 不适用, and may."""
    return f"{name}~"


def blank(form: Form) -> pl.DataFrame:
    """A frame of `Typed` without rows."""
    types: dict[str, pl.DataType] = {"row": pl.Int64()}
    for one in form.fields:
        types |= {one.name: kinds.polars_type(one), answered(one.name): pl.Boolean(), excused(one.name): pl.Boolean()}
    return pl.DataFrame(schema=types)


def typed(raw: pl.DataFrame, form: Form) -> Typed:
    """The values of a raw frame (one Utf8 column per field, and `row`), and all cells that have none."""
    if raw.is_empty():
        return Typed(blank(form), ())
    read, odd = _read(raw, form.fields)
    tests = [test for one in form.fields for test in _tests(one, odd)]
    columns = [column for one in form.fields for column in _columns(one, odd)]
    return Typed(read.select("row", *columns), tuple(_findings(read, tests)))


def _value(name: str) -> str:
    """The column that holds a field's value while its own name still holds the text."""
    return f"{name}="


def _read(raw: pl.DataFrame, fields: Sequence[Field]) -> tuple[pl.DataFrame, bool]:
    """The texts with their values beside them, and whether any text was odd.

    Most rows are written as they should be and take the short way; only the others are tidied and read again.
    """
    short = raw.with_columns(kinds.parsed(pl.col(one.name), one).alias(_value(one.name)) for one in fields)
    odd = short.select(pl.any_horizontal([_unread(one) for one in fields])).to_series()
    if not odd.any():
        return short, False
    long = raw.filter(odd).with_columns(kinds.tidied(pl.col(one.name), one) for one in fields)
    long = long.with_columns(kinds.parsed(pl.col(one.name), one).alias(_value(one.name)) for one in fields)
    return pl.concat([short.filter(~odd), _with_text(long, fields)]).sort("row"), True


def _with_text(rows: pl.DataFrame, fields: Sequence[Field]) -> pl.DataFrame:
    """Free text is what it is once the space around it is gone, unless it stands for nothing."""
    free = [one for one in fields if kinds.is_free_text(one) and not one.may_be_na and _long(one)]
    texts = {one.name: pl.col(one.name) for one in free}
    return rows.with_columns(
        pl.when(~text.is_in(kinds.CELL_ERRORS)).then(text).alias(_value(name)) for name, text in texts.items()
    )


def _long(one: Field) -> bool:
    return (one.max_length or 0) >= kinds.FREE_TEXT


def _unread(one: Field) -> pl.Expr:
    return pl.col(_value(one.name)).is_null() & pl.col(one.name).is_not_null()


def _says_na(one: Field) -> pl.Expr:
    return _unread(one) & pl.col(one.name).is_in(kinds.NOT_APPLICABLE)


def _columns(one: Field, odd: bool) -> Iterator[pl.Expr]:
    outside = [test.broken for test in _limits(one)]
    value = pl.col(_value(one.name))
    yield (pl.when(~pl.any_horizontal(outside).fill_null(False)).then(value) if outside else value).alias(one.name)
    yield pl.col(one.name).is_not_null().alias(answered(one.name))
    yield (_says_na(one) if odd and one.may_be_na else pl.lit(False)).alias(excused(one.name))


@dataclass(frozen=True, slots=True)
class _Test:
    """One way a cell of a field can be wrong: where it is, and the words for it."""

    field: Field
    code: str
    broken: pl.Expr
    slots: Mapping[str, Any]
    level: Level = "error"


def _findings(read: pl.DataFrame, tests: Sequence[_Test]) -> Iterator[Finding]:
    masks = read.select(test.broken.fill_null(False).alias(str(number)) for number, test in enumerate(tests))
    some = masks.select(pl.all().any()).row(0) if tests else ()
    for number, test in enumerate(tests):
        if some[number]:
            rows = read.select("row").filter(masks[str(number)])
            words = {"title": test.field.title, "scale": test.field.scale}
            yield Finding(test.code, test.level, test.field.name, rows, words | dict(test.slots))


def _tests(one: Field, odd: bool) -> Iterator[_Test]:
    if odd:
        yield from _reading(one)
    yield from _limits(one)
    if one.required:
        yield _Test(one, "required_missing", pl.col(one.name).is_null(), {})
    if one.kind == "number":
        finer = pl.col(one.name).str.contains(rf"\.[0-9]{{{one.scale}}}[0-9]*[1-9]")
        yield _Test(one, "rounded", finer & pl.col(_value(one.name)).is_not_null(), {}, "info")


def _reading(one: Field) -> Iterator[_Test]:
    """What a text can be that is no value of its field; a cell is one of these at most."""
    text, unread = pl.col(one.name), _unread(one)
    said = _says_na(one)
    error = unread & text.is_in(kinds.CELL_ERRORS)
    large = unread & kinds.is_number(text, one)
    if not one.may_be_na:
        yield _Test(one, "na_not_allowed", said, {})
    yield _Test(one, "cell_error", error, {})
    if one.kind in ("integer", "number"):
        yield _Test(one, "number_too_large", large, {})
    if not kinds.is_free_text(one):
        slots = {"allowed": _allowed(one), "wanted": _wanted(one)}
        yield _Test(one, _fault(one), unread & ~said & ~error & ~large, slots)


def _fault(one: Field) -> str:
    if one.kind == "string":
        return "value_not_allowed" if one.choices else "wrong_pattern"
    return kinds.FAULTS[one.kind]


def _allowed(one: Field) -> Words:
    """The values to choose from; in English each with its label."""
    zh = "、".join(choice.value for choice in one.choices)
    pairs = [(choice.value, choice.label.en) for choice in one.choices]
    return Words(zh, ", ".join(value if value == label else f"{value} ({label})" for value, label in pairs))


def _wanted(one: Field) -> Words:
    return Words(one.note.zh or one.pattern or "", one.note.en or one.pattern or "")


def _limits(one: Field) -> Iterator[_Test]:
    value = pl.col(_value(one.name))
    if one.kind == "string" and one.max_length is not None:
        yield _Test(one, "too_long", value.str.len_chars() > one.max_length, {"limit": one.max_length})
    if one.kind in ("integer", "number"):
        if one.minimum is not None:
            yield _Test(one, "below_minimum", value < _exact(one, one.minimum), {"limit": f"{one.minimum:g}"})
        if one.maximum is not None:
            yield _Test(one, "above_maximum", value > _exact(one, one.maximum), {"limit": f"{one.maximum:g}"})


def _exact(one: Field, limit: float) -> float | Decimal:
    # As the contract writes it: 117.88 as a binary fraction has too many digits to be compared with a decimal.
    return limit if one.kind == "integer" else Decimal(str(limit))
