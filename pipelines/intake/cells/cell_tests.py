"""What can be wrong with a cell, whatever was written there: the tests of each kind of field, and what fails them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.intake.cells import kinds
from pipelines.intake.cells.findings import Finding
from pipelines.intake.cells.readings import held, unread, value_of
from pipelines.intake.files.grid import UNCOMPUTED
from pipelines.problems import Level
from pipelines.programme.model import Field, Words


@dataclass(frozen=True, slots=True)
class CellTest:
    """One way a cell of a field can be wrong: where it is, and the words for it."""

    field: Field
    code: str
    broken: pl.Expr
    slots: Mapping[str, Any]
    level: Level = "error"


def says_na(one: Field) -> pl.Expr:
    """Whether a cell without value says 不适用."""
    return unread(one) & pl.col(one.name).is_in(kinds.NOT_APPLICABLE)


def failures(read: pl.DataFrame, tests: Sequence[CellTest], among: pl.Series | bool = True) -> Iterator[Finding]:
    """What the tests find in the rows `among` which they are asked."""
    masks = read.select((test.broken & among).fill_null(False).alias(str(n)) for n, test in enumerate(tests))
    some = masks.select(pl.all().any()).row(0) if tests else ()
    for number, test in enumerate(tests):
        if some[number]:
            rows = read.select("row").filter(masks[str(number)])
            words = {"title": test.field.title, "scale": test.field.scale}
            yield Finding(test.code, test.level, test.field.name, rows, words | dict(test.slots))


def content_tests(one: Field) -> Iterator[CellTest]:
    """What can be wrong with a cell however it was written: outside its limits, missing, finer than is kept."""
    yield from limits(one)
    if one.required:
        yield CellTest(one, "required_missing", pl.col(one.name).is_null(), {})
    if one.kind == "number":
        finer = pl.col(one.name).str.contains(rf"\.[0-9]{{{one.scale}}}[0-9]*[1-9]")
        yield CellTest(one, "rounded", finer & pl.col(value_of(one.name)).is_not_null(), {}, "info")


def reading_tests(one: Field) -> Iterator[CellTest]:
    """What a text can be that is no value of its field, where no reason was told; a cell is one of these at most."""
    text, none = pl.col(one.name), unread(one) & ~pl.col(held(one.name))
    said = says_na(one)
    error = none & text.is_in(kinds.CELL_ERRORS)
    large = none & kinds.is_number(text, one)
    if not one.may_be_na:
        yield CellTest(one, "na_not_allowed", said, {})
    yield CellTest(one, "formula_not_computed", error & (text == UNCOMPUTED), {})
    yield CellTest(one, "cell_error", error & (text != UNCOMPUTED), {})
    if one.kind in ("integer", "number"):
        yield CellTest(one, "number_too_large", large, {})
    if not kinds.is_free_text(one):
        slots = {"allowed": _allowed(one), "wanted": _wanted(one)}
        yield CellTest(one, _fault(one), none & ~said & ~error & ~large, slots)


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


def limits(one: Field) -> Iterator[CellTest]:
    """The limits of a field that a value can break."""
    value = pl.col(value_of(one.name))
    if one.kind == "string" and one.max_length is not None:
        yield CellTest(one, "too_long", value.str.len_chars() > one.max_length, {"limit": one.max_length})
    if one.kind in ("integer", "number"):
        if one.minimum is not None:
            yield CellTest(one, "below_minimum", value < _exact(one, one.minimum), {"limit": f"{one.minimum:g}"})
        if one.maximum is not None:
            yield CellTest(one, "above_maximum", value > _exact(one, one.maximum), {"limit": f"{one.maximum:g}"})


def _exact(one: Field, limit: float) -> float | Decimal:
    # As the contract writes it: 117.88 as a binary fraction has too many digits to be compared with a decimal.
    return limit if one.kind == "integer" else Decimal(str(limit))
