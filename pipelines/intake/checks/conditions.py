"""Conditions of rules across forms: whether they hold for each key, fail, or are not known, and what was found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.intake.cells.values import answered, excused
from pipelines.intake.checks.rules import says
from pipelines.intake.checks.seen import Seen
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


def broken_by(rows: pl.DataFrame, masks: Mapping[str, pl.Expr]) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows in each mask that any row is in, by the mask's name; all masks are looked at in one go."""
    if masks and not rows.is_empty():
        found = rows.select(mask.fill_null(False).alias(name) for name, mask in masks.items())
        for mask in found:
            if mask.any():
                yield mask.name, rows.filter(mask)


def meets(form: Form, conditions: Sequence[Condition]) -> pl.Expr:
    """Whether a row of the form meets all conditions; null where a field that decides is blank or unreadable."""
    states = [_state(form, name, one) for one in conditions for name in one["fields"]]
    return pl.all_horizontal(*states, *(test for one in conditions for test in _where(one)))


def keys_of(seen: Seen, conditions: Sequence[Condition], on: str) -> list[str]:
    """Every key that one of the forms in the conditions has a row for, once."""
    forms = dict.fromkeys(one["form"] for one in conditions)
    return [key for key in dict.fromkeys(key for form in forms for key in seen.rows(form)[on].to_list()) if key]


def held(seen: Seen, conditions: Sequence[Condition], on: str, keys: Iterable[str]) -> list[bool | None]:
    """For each key, in their order, whether all conditions hold (null: not known).

    A condition holds for a key when one of its rows meets it. For a key that it has no row for it is not known,
    unless it asks only whether something is filled.
    """
    states = [(_by_key(seen, one, on), _without_rows(one)) for one in conditions]
    return [_all(state.get(key, without) for state, without in states) for key in keys]


def found(seen: Seen, conditions: Sequence[Condition], on: str, keys: Sequence[str]) -> list[list[str | None]]:
    """For each key, in their order, the values that the conditions looked at."""
    wanted = pl.DataFrame({on: keys}, schema={on: pl.String})
    values: dict[str, list[str | None]] = {key: [] for key in keys}
    for one in conditions:
        told = wanted.join(_values(seen, one, on), on=on, how="left").iter_rows()
        for key, said in told:
            values[key] += [None] if said is None else said
    return list(values.values())


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


def _all(states: Iterable[bool | None]) -> bool | None:
    """Whether all are true; one that is false settles it, one that is not known leaves the rest unknown."""
    told = {*states}
    return False if False in told else None if None in told else True


def _any(state: bool | None, other: bool | None) -> bool | None:
    return True if state or other else None if state is None or other is None else False


def _by_key(seen: Seen, condition: Condition, on: str) -> Mapping[str, bool | None]:
    """Per key that has a row, whether one of its rows meets the condition."""
    name = f"{on} {condition}"
    if name not in seen.states:
        form = seen.forms[condition["form"]]
        state = pl.all_horizontal([_state(form, name, condition) for name in condition["fields"]])
        rows = seen.rows(form.id).select(on, state=state, where=pl.all_horizontal(pl.lit(True), *_where(condition)))
        states: dict[str, bool | None] = {}
        for key, met, meant in rows.iter_rows():
            if meant and key is not None:
                states[key] = _any(states[key], met) if key in states else met
        seen.states[name] = states
    return seen.states[name]


def _values(seen: Seen, condition: Condition, on: str) -> pl.DataFrame:
    """Per key that has a row, the list `found` of the values that the condition looks at."""
    form, fields = seen.forms[condition["form"]], condition["fields"]
    rows = seen.rows(form.id).filter(pl.col(on).is_not_null(), *_where(condition))
    shown = rows.select(on, found=pl.concat_list([as_text(form.field(name)) for name in fields]))
    values = pl.col("found").list.explode()
    if len(fields) == 1:
        values = values.unique(maintain_order=True)
    return shown.group_by(on, maintain_order=True).agg(values.head(SHOWN + 1))
