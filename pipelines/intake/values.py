"""Texts → typed columns: every cell is read as its field says, and every cell that cannot be is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.intake import kinds
from pipelines.intake.findings import Finding
from pipelines.intake.grid import UNCOMPUTED
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
    short = _parsed(raw, form.fields)
    odd = short.select(pl.any_horizontal([_unread(one) for one in form.fields])).to_series()
    plain = short.select("row", *_columns(form.fields, _never))
    findings = list(_findings(short, [test for one in form.fields for test in _content_tests(one)], ~odd))
    if not odd.any():
        return Typed(plain, tuple(findings))
    long = _tidied(raw.filter(odd), form.fields)
    findings += _findings(long, [test for one in form.fields for test in (*_reading_tests(one), *_content_tests(one))])
    frame = _exchanged(plain, odd, long.select("row", *_columns(form.fields, _says_na)))
    return Typed(frame, tuple(findings))


def _exchanged(frame: pl.DataFrame, where: pl.Series, rows: pl.DataFrame) -> pl.DataFrame:
    """The frame with `rows` in the places `where`; of a long table only those columns are copied that differ."""
    before = frame.filter(where)
    changed = [name for name in frame.columns if not before[name].equals(rows[name])]
    if not changed:
        return frame
    added = where.cast(pl.Int64).cum_sum() + (len(frame) - 1)
    places = pl.select(pl.when(where).then(added).otherwise(pl.int_range(len(frame)))).to_series()
    return frame.with_columns(pl.concat([frame[name], rows[name]]).gather(places) for name in changed)


def _value(name: str) -> str:
    """The column that holds a field's value while its own name still holds the text."""
    return f"{name}="


def _parsed(texts: pl.DataFrame, fields: Sequence[Field]) -> pl.DataFrame:
    """The texts with their values beside them."""
    # Lazily, because only then Polars computes a part that an expression names twice (a date, to be tested) once.
    values = (kinds.parsed(pl.col(one.name), one).alias(_value(one.name)) for one in fields)
    return texts.lazy().with_columns(values).collect()


def _tidied(texts: pl.DataFrame, fields: Sequence[Field]) -> pl.DataFrame:
    """The texts tidied, with their values; free text is what it is, unless it stands for nothing."""
    rows = _parsed(texts.with_columns(kinds.tidied(pl.col(one.name), one) for one in fields), fields)
    words = [pl.col(one.name) for one in fields if kinds.is_free_text(one) and not one.may_be_na and _long(one)]
    return rows.with_columns(
        pl.when(~text.is_in(kinds.CELL_ERRORS)).then(text).alias(_value(text.meta.output_name())) for text in words
    )


def _long(one: Field) -> bool:
    return (one.max_length or 0) >= kinds.FREE_TEXT


def _unread(one: Field) -> pl.Expr:
    return pl.col(_value(one.name)).is_null() & pl.col(one.name).is_not_null()


def _says_na(one: Field) -> pl.Expr:
    return _unread(one) & pl.col(one.name).is_in(kinds.NOT_APPLICABLE)


def _never(_: Field) -> pl.Expr:
    return pl.lit(False)


def _columns(fields: Sequence[Field], says_na: Callable[[Field], pl.Expr]) -> Iterator[pl.Expr]:
    """The columns of `Typed.frame`; a value outside its limits is none."""
    for one in fields:
        value = pl.col(_value(one.name))
        for test in _limits(one):
            value = pl.when(~test.broken).then(value)
        yield value.alias(one.name)
        yield pl.col(one.name).is_not_null().alias(answered(one.name))
        yield (says_na(one) if one.may_be_na else pl.lit(False)).alias(excused(one.name))


@dataclass(frozen=True, slots=True)
class _Test:
    """One way a cell of a field can be wrong: where it is, and the words for it."""

    field: Field
    code: str
    broken: pl.Expr
    slots: Mapping[str, Any]
    level: Level = "error"


def _findings(read: pl.DataFrame, tests: Sequence[_Test], among: pl.Series | bool = True) -> Iterator[Finding]:
    """What the tests find in the rows `among` which they are asked."""
    masks = read.select((test.broken & among).fill_null(False).alias(str(n)) for n, test in enumerate(tests))
    some = masks.select(pl.all().any()).row(0) if tests else ()
    for number, test in enumerate(tests):
        if some[number]:
            rows = read.select("row").filter(masks[str(number)])
            words = {"title": test.field.title, "scale": test.field.scale}
            yield Finding(test.code, test.level, test.field.name, rows, words | dict(test.slots))


def _content_tests(one: Field) -> Iterator[_Test]:
    """What can be wrong with a cell however it was written: outside its limits, missing, finer than is kept."""
    yield from _limits(one)
    if one.required:
        yield _Test(one, "required_missing", pl.col(one.name).is_null(), {})
    if one.kind == "number":
        finer = pl.col(one.name).str.contains(rf"\.[0-9]{{{one.scale}}}[0-9]*[1-9]")
        yield _Test(one, "rounded", finer & pl.col(_value(one.name)).is_not_null(), {}, "info")


def _reading_tests(one: Field) -> Iterator[_Test]:
    """What a text can be that is no value of its field; a cell is one of these at most."""
    text, unread = pl.col(one.name), _unread(one)
    said = _says_na(one)
    error = unread & text.is_in(kinds.CELL_ERRORS)
    large = unread & kinds.is_number(text, one)
    if not one.may_be_na:
        yield _Test(one, "na_not_allowed", said, {})
    yield _Test(one, "formula_not_computed", error & (text == UNCOMPUTED), {})
    yield _Test(one, "cell_error", error & (text != UNCOMPUTED), {})
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
