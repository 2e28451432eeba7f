"""Texts → typed columns: every cell is read as its field says, and every cell that cannot be is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.intake import kinds
from pipelines.intake.cell_tests import content_tests, failures, limits, reading_tests, says_na
from pipelines.intake.decipher import PLAIN_WAYS, Ways
from pipelines.intake.findings import Finding
from pipelines.intake.readings import MISSING, deciphered, needs_a_look, parsed, value_of
from pipelines.programme.model import Field, Form


@dataclass(frozen=True, slots=True)
class Typed:
    """A form's rows as values.

    `frame`: `row`, the contract's fields typed (null: nothing usable there), per field two flags: `answered`
    (the cell is not blank, be it filled wrongly) and `excused` (it says 不适用), and `missing`: the fields whose cell
    gives a reason for having no value, as `field=reason`; they count as blank. `findings`: cells without value, and
    cells read otherwise than written.
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
    return pl.DataFrame(schema=types | {MISSING: pl.List(pl.String)})


def typed(raw: pl.DataFrame, form: Form, ways: Ways = PLAIN_WAYS) -> Typed:
    """The values of a raw frame (one Utf8 column per field, and `row`), and all cells that have none."""
    if raw.is_empty():
        return Typed(blank(form), ())
    short = parsed(raw, form.fields)
    looks = short.select(needs_a_look(one, ways).fill_null(False).alias(one.name) for one in form.fields)
    busy = [one for one in form.fields if looks[one.name].any()]
    odd = looks.select(pl.any_horizontal(pl.all())).to_series()
    nothing = pl.lit([], pl.List(pl.String)).alias(MISSING)
    plain = short.select("row", *_columns(form.fields, _never), nothing)
    findings = list(failures(short, [test for one in form.fields for test in content_tests(one)], ~odd))
    if not busy:
        return Typed(plain, tuple(findings))
    long, told = deciphered(short.filter(odd), busy, ways)
    tests = [test for one in busy for test in reading_tests(one)]
    tests += [test for one in form.fields for test in content_tests(one)]
    findings += [*told, *failures(long, tests)]
    frame = pl.concat([plain.filter(~odd), long.select("row", *_columns(form.fields, says_na), MISSING)])
    return Typed(frame.sort("row"), tuple(findings))


def _never(_: Field) -> pl.Expr:
    return pl.lit(False)


def _columns(fields: Sequence[Field], excuse: Callable[[Field], pl.Expr]) -> Iterator[pl.Expr]:
    """The columns of `Typed.frame`; a value outside its limits is none."""
    for one in fields:
        value = pl.col(value_of(one.name))
        for test in limits(one):
            value = pl.when(~test.broken).then(value)
        yield value.alias(one.name)
        yield pl.col(one.name).is_not_null().alias(answered(one.name))
        yield (excuse(one) if one.may_be_na else pl.lit(False)).alias(excused(one.name))
