"""Conditions of rules across forms: whether they hold for each key, fail, or are not known, and what was found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.intake.rules import says
from pipelines.intake.seen import Seen
from pipelines.intake.values import answered, excused
from pipelines.intake.wording import SHOWN
from pipelines.programme.model import Field, Form, Words

Condition = Mapping[str, Any]
_FILLED = "*"


@dataclass(frozen=True, slots=True)
class Broken:
    """Rows of one form that break a rule across forms: `row` (null: the sheet) and the slots of the rule's message."""

    form: str
    field: str | None
    rows: pl.DataFrame
    slots: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def names(seen: Seen, form_id: str, name: str) -> dict[str, Words]:
    """The slots `form` and `field` of a message: the form's sheet name and the field's title."""
    form = seen.forms[form_id]
    return {"form": Words(form.sheet("zh"), form.sheet("en")), "field": form.field(name).title}


def meets(form: Form, conditions: Sequence[Condition]) -> pl.Expr:
    """Whether a row of the form meets all conditions; null where a field that decides is blank or unreadable."""
    states = [_state(form, name, one) for one in conditions for name in one["fields"]]
    return pl.all_horizontal(*states, *(test for one in conditions for test in _where(one)))


def keys_of(seen: Seen, conditions: Sequence[Condition], on: str) -> pl.DataFrame:
    """Every key that one of the forms in the conditions has a row for, once."""
    forms = dict.fromkeys(one["form"] for one in conditions)
    return pl.concat([seen.rows(form).select(on) for form in forms]).drop_nulls().unique(maintain_order=True)


def held(seen: Seen, conditions: Sequence[Condition], on: str, keys: pl.DataFrame) -> pl.DataFrame:
    """For each key, in their order: `holds` (null: not known) and `found`, the list of the values looked at.

    A condition holds for a key when one of its rows meets it. For a key that it has no row for it is not known,
    unless it asks only whether something is filled.
    """
    states: list[pl.Series] = []
    found: list[pl.Series] = []
    for one in conditions:
        met = keys.join(_by_key(seen, one, on), on=on, how="left", maintain_order="left")
        states.append(met["holds"].set(met["found"].is_null(), _without_rows(one)))
        found.append(met["found"].fill_null([None]))
    places = [str(place) for place in range(len(conditions))]
    holds = pl.DataFrame(states, schema=places).select(holds=pl.all_horizontal(places))
    lists = pl.DataFrame(found, schema=places).select(found=pl.concat_list(places))
    return pl.concat([keys, holds, lists], how="horizontal")


def placed(seen: Seen, conditions: Sequence[Condition], on: str, broken: pl.DataFrame) -> Iterator[Broken]:
    """Puts findings by key at their rows: of the forms named, the first that this submission holds the key in."""
    left = broken
    for one in conditions:
        if left.is_empty() or not seen.touches([one["form"]]):
            continue
        rows = seen.sent[one["form"]].filter(*_where(one)).select(on, "row")
        yield Broken(one["form"], one["fields"][0], left.join(rows, on=on).rename({on: "key"}))
        left = left.join(rows, on=on, how="anti")


def as_text(field: Field) -> pl.Expr:
    """A field's value as it would be typed: 是 and 否, 不适用, several items joined; null where it is blank."""
    column = pl.col(field.name)
    if field.kind == "boolean":
        column = pl.when(column).then(pl.lit("是")).when(~column).then(pl.lit("否"))
    elif field.kind == "list":
        column = column.list.join("、")
    return pl.when(pl.col(excused(field.name))).then(pl.lit("不适用")).otherwise(column.cast(pl.String))


def _where(condition: Condition) -> list[pl.Expr]:
    return [pl.col(name) == value for name, value in condition.get("where", {}).items()]


def _state(form: Form, name: str, condition: Condition) -> pl.Expr:
    if "above" in condition:
        above = pl.col(name) > condition["above"]
        return pl.when(pl.col(excused(name))).then(False).otherwise(above)
    wanted = "values" in condition
    values = condition["values"] if wanted else condition["not_values"]
    if _FILLED in values:
        return pl.col(answered(name)) if wanted else ~pl.col(answered(name))
    said = says(form, name, values)
    known = pl.col(name).is_not_null() | pl.col(excused(name))
    return pl.when(known).then(said if wanted else ~said)


def _without_rows(condition: Condition) -> bool | None:
    if _FILLED in condition.get("values", ()):
        return False
    return True if _FILLED in condition.get("not_values", ()) else None


def _by_key(seen: Seen, condition: Condition, on: str) -> pl.DataFrame:
    form = seen.forms[condition["form"]]
    fields = condition["fields"]
    rows = seen.rows(form.id).filter(pl.col(on).is_not_null(), *_where(condition))
    state = pl.all_horizontal([_state(form, name, condition) for name in fields])
    shown = pl.concat_list([as_text(form.field(name)) for name in fields])
    states = rows.select(on, holds=state, found=shown).group_by(on, maintain_order=True)
    found = pl.col("found").list.explode()
    if len(fields) == 1:
        found = found.unique(maintain_order=True)
    return states.agg(pl.col("holds").any(ignore_nulls=False), found.head(SHOWN + 1))
