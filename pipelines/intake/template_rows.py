"""Which rows a template prints and what is in them: the register, the last accepted values, what is open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import polars as pl

from pipelines.i18n import LANGUAGES, text
from pipelines.programme.model import Field, Form, Programme
from pipelines.programme.periods import quarter_end, year_of

REGISTER = "T01"
_ABOUT_THE_ROW = ("row_status", "remark")  # typed anew each time; they say nothing about the community
NOT_APPLICABLE: Final = object()

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A template that somebody asked for: whose, for which quarter, on top of which accepted rows.

    `last` holds per form the unit's accepted rows, typed, the latest per key.
    """

    programme: Programme
    unit: str
    period: str
    last: Mapping[str, pl.DataFrame]
    lang: str
    demo: bool = False


def printed_rows(request: Request, form: Form) -> list[Values]:
    """The rows to print, by code: one mapping field → typed value each; a field left out is a blank cell.

    Printed are the rows of communities that owe the form, and the last accepted rows that go on: all of a
    form that carries, the unfinished facts of a form without period in its key, the last sent ones otherwise.
    A row with nothing but its key is printed only if somebody owes it.
    """
    owed = set(_owed(request, form))
    previous = {_subject(form, row): row for row in _going_on(request, form)}
    rows = {key: _values(request, form, key, previous.get(key)) for key in owed | previous.keys()}
    return [rows[key] for key in sorted(rows) if key in owed or _says_something(form, rows[key])]


def due(form: Form, period: str) -> bool:
    """Whether the form is owed in this quarter: half-yearly ones in Q2 and Q4, yearly ones in Q4."""
    return {"half": period[-1] in "24", "year": period[-1] == "4"}.get(form.cadence, True)


def register(request: Request) -> list[Values]:
    """The unit's communities as last accepted, by code."""
    rows = [row for form in request.programme.forms if form.id == REGISTER for row in _latest(request, form)]
    return sorted(rows, key=lambda row: str(row["community_code"]))


def no_change(form: Form) -> str | None:
    """The row status that says "no change" in this form, `None` where it has none."""
    words = {text(lang, "intake.status.same") for lang in LANGUAGES}
    choices = [choice for field in form.fields if field.name == "row_status" for choice in field.choices]
    return next((one.value for one in choices if words & {one.value, one.label.zh, one.label.en}), None)


def _latest(request: Request, form: Form) -> list[Values]:
    """The unit's latest accepted row per subject, up to the period asked for."""
    rows = request.last.get(form.id)
    if rows is None or rows.is_empty():
        return []
    mine = rows.filter(pl.col("unit_code") == request.unit, pl.col("period") <= request.period)
    latest = mine.sort("period").unique(_subject_fields(form), keep="last", maintain_order=True)
    return list(latest.iter_rows(named=True))


def _going_on(request: Request, form: Form) -> list[Values]:
    rows = _latest(request, form)
    if form.carries:
        return rows
    if _is_one_fact(form):
        dates = [field.name for field in form.fields if field.kind == "date" and field.prefill != "key"]
        return [row for row in rows if row["period"] == request.period or not dates or row[dates[-1]] is None]
    if not due(form, request.period):
        return []
    latest = max((row["period"] for row in rows), default=None)
    return [row for row in rows if row["period"] == latest]


def _is_one_fact(form: Form) -> bool:
    """Whether a row is a fact of its own (a decision, a payment), open until its last date is filled in."""
    return "period" not in form.key


def _owed(request: Request, form: Form) -> Iterator[tuple[str, ...]]:
    """The subjects that owe the form: each community in scope, times each choice of the rest of the key."""
    if form.scope is None or not due(form, request.period):
        return
    fields = [form.field(name) for name in _subject_fields(form)]
    for community in register(request):
        if _in_scope(community[form.scope.field], form.scope.values):
            yield from product(*(_alternatives(field, community) for field in fields))


def _alternatives(field: Field, community: Values) -> list[str]:
    return [choice.value for choice in field.choices] or [str(community[field.name])]


def _in_scope(value: object, wanted: Collection[str]) -> bool:
    if isinstance(value, bool):
        return any(text(lang, f"template.{'yes' if value else 'no'}") in wanted for lang in LANGUAGES)
    return value in wanted


def _subject_fields(form: Form) -> list[str]:
    return [name for name in form.key if name != "period"]


def _subject(form: Form, row: Values) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in _subject_fields(form))


def _values(request: Request, form: Form, subject: tuple[str, ...], previous: Values | None) -> Values:
    """What stands in one printed row: its key, then what each field's `prefill` takes from the last row."""
    fixed = {"period": request.period, "unit_code": request.unit, "as_of": quarter_end(request.period)}
    values: dict[str, Any] = {field.name: fixed[field.name] for field in form.fields if field.name in fixed}
    for name, written in zip(_subject_fields(form), subject, strict=True):
        values[name] = previous[name] if previous else written
    rest = [field for field in form.fields if field.name not in {*values, *_ABOUT_THE_ROW}]
    taken = [field for field in rest if previous and _taken(form, field, previous, request.period)]
    values |= {field.name: _value(previous or {}, field.name) for field in taken}
    if previous and taken == rest and (status := no_change(form)):
        values["row_status"] = status
    return {name: value for name, value in values.items() if value is not None}


def _taken(form: Form, field: Field, previous: Values, period: str) -> bool:
    """Whether the last value is printed.

    Facts are printed whole, since the new row replaces the old one; so is a quarter that is asked for again.
    """
    if _is_one_fact(form) or previous["period"] == period:
        return True
    same_year = year_of(previous["period"]) == year_of(period)
    return {"key": True, "last": True, "year": same_year, "none": False}[field.prefill]


def _value(row: Values, name: str) -> Any:
    return NOT_APPLICABLE if name in (row.get("not_applicable") or ()) else row[name]


def _says_something(form: Form, values: Values) -> bool:
    keys = {*form.key, *(field.name for field in form.fields if field.prefill == "key")}
    return bool(values.keys() - keys - set(_ABOUT_THE_ROW))
