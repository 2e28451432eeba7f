"""Texts → typed columns: every cell is read as its field says, and every cell that cannot be is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.intake.cells import kinds
from pipelines.intake.cells.cell_tests import content_tests, failures, limits, reading_tests, says_na
from pipelines.intake.cells.decipher import PLAIN_WAYS, Ways
from pipelines.intake.cells.findings import Finding
from pipelines.intake.cells.readings import MISSING, deciphered, needs_a_look, parsed, value_of
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
    odd = looks.select(odd=pl.any_horizontal(pl.all())).to_series()
    nothing = pl.lit([], pl.List(pl.String)).alias(MISSING)
    plain = short.select("row", *_columns(form.fields, _never), nothing)
    tests = [test for one in form.fields for test in content_tests(one)]
    findings = list(failures(short, tests, ~odd))
    # Mostly a few columns of a form hold all that is written oddly; the others keep the values that they have.
    some = looks.select(pl.all().any()).row(0)
    if not (oddly := [one for one, any_odd in zip(form.fields, some, strict=True) if any_odd]):
        return Typed(plain, tuple(findings))
    long, told = deciphered(short.filter(odd), oddly, ways)
    findings += [*told, *failures(long, [*tests, *(test for one in oddly for test in reading_tests(one))])]
    frame = _exchanged(plain, odd, long.select("row", *_columns(form.fields, says_na), MISSING))
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
