"""The kinds of rules across forms that compare a row with what was accepted in earlier quarters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.intake.checks.conditions import Broken, broken_by, held, keys_of, meets, names
from pipelines.intake.checks.seen import Seen, key_field, subject
from pipelines.programme.periods import previous, quarter_start, quarters

Params = Mapping[str, Any]


def never_falls(params: Params, seen: Seen) -> Iterator[Broken]:
    """Each field is not below its last accepted value of an earlier quarter, unless the new row meets `unless`.

    A year's running total starts anew every January: only values of the same year count.
    """
    form = seen.forms[params["form"]]
    rows = _pairs(params, seen, meets(form, params["unless"]).fill_null(False))
    fallen = {name: (pl.col(name) < pl.col(f"{name}_before")) & ~pl.col("excepted") for name in params["fields"]}
    for name, found in broken_by(rows, fallen):
        yield Broken(form.id, name, _shown(found, name), names(seen, form.id, name))


def changed_by_more_than(params: Params, seen: Seen) -> Iterator[Broken]:
    """Each field moved by more than a share of its last accepted value; a change from 0 has no share."""
    rows = _pairs(params, seen, pl.lit(False))
    moved = {}
    for name in params["fields"]:
        now, before = pl.col(name), pl.col(f"{name}_before")
        moved[name] = (before > 0) & ((now - before).abs() > params["share"] * before)
    for name, found in broken_by(rows, moved):
        slots = names(seen, params["form"], name) | {"share": f"{params['share']:.0%}"}
        yield Broken(params["form"], name, _shown(found, name), slots)


def _pairs(params: Params, seen: Seen, excepted: pl.Expr) -> pl.DataFrame:
    """The sent rows that have an earlier one: `row`, `key`, `excepted`, the fields, and what was last accepted.

    That is the last value there is of each field, as `<field>_before`.
    """
    form, fields = seen.forms[params["form"]], params["fields"]
    past = seen.past(form.id, [*subject(form), *fields])
    if past.is_empty() or not seen.touches([form.id]):
        return pl.DataFrame()
    this_year = pl.col("period").str.starts_with(seen.period[:4])
    lasts = past.group_by(subject(form)).agg(
        pl.col(name)
        .filter(this_year if form.field(name).prefill == "year" else pl.lit(True))
        .drop_nulls()
        .last()
        .alias(f"{name}_before")
        for name in fields
    )
    sent = seen.sent[form.id].select("row", *subject(form), *fields, key=key_field(form), excepted=excepted)
    return sent.join(lasts, on=subject(form), maintain_order="left")


def _shown(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    return rows.select("row", "key", now=name, before=f"{name}_before")


def none_for_quarters(params: Params, seen: Seen) -> Iterator[Broken]:
    """A key that met `among` before the last quarters began has no row of the form in any of them.

    Asked only of a submission that could have held such rows, and once the programme is so many quarters old.
    """
    on, form = params["on"], params["form"]
    first = seen.period
    for _ in range(params["quarters"] - 1):
        first = previous(first)
    if form not in seen.sent or first < seen.first_period:
        return
    keys = keys_of(seen, params["among"], on)
    meant = {key for key, holds in zip(keys, held(seen, params["among"], on, keys), strict=True) if holds}
    since_form, since = params["since"].split(".")
    began = seen.rows(since_form).select(on, long=pl.col(since) < quarter_start(first))
    long_enough = meant.intersection(began.filter("long")[on].to_list())
    silent = long_enough - seen.reported(form, on, quarters(first, seen.period))
    # There is no row to point at: the finding stands at the sheet that could have held one.
    rows = pl.DataFrame({"key": sorted(silent)}, schema={"key": pl.String})
    slots = [pl.lit(None, pl.Int64).alias("row"), pl.lit(params["quarters"]).alias("quarters")]
    yield Broken(form, on, rows.with_columns(slots))
