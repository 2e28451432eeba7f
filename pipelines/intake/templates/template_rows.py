"""Which rows a template prints and what is in them: the register, the last accepted values, what is open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import polars as pl

from pipelines.i18n import LANGUAGES, text
from pipelines.programme.model import Field, Form, Programme
from pipelines.programme.periods import quarter_end, year_of

REGISTER = "T01"
ABOUT_THE_ROW = ("row_status", "remark")  # typed anew each time; they say nothing about the community
_SET_BY_THE_REQUEST = ("period", "unit_code", "as_of")
NOT_APPLICABLE: Final = object()

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Printed:
    """The rows of one sheet: one mapping field → value each; a field left out is a blank cell.

    `carried` are, row by row, the fields whose value was taken over from the last accepted row and wants a look;
    `whole` says that no cell of these rows has to be typed anew, so that the form can be confirmed at once.
    """

    rows: Sequence[Values]
    carried: Sequence[frozenset[str]] = ()
    whole: bool = False


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


def printed_rows(request: Request, form: Form) -> Printed:
    """The rows to print, by code, with typed values.

    Printed are the rows of communities that owe the form, and the last accepted rows that go on: all of a
    form that carries, the unfinished facts of a form without period in its key, the last sent ones otherwise.
    A row with nothing but its key is printed only if somebody owes it.
    """
    owed = set(_owed(request, form))
    previous = {_subject(form, row): row for row in _going_on(request, form)}
    rows = {key: _values(request, form, key, previous.get(key)) for key in owed | previous.keys()}
    keys = [key for key in sorted(rows) if key in owed or _says_something(form, rows[key])]
    asked = {field.name for field in form.fields} - _keys(form)
    carried = [frozenset(_taken_over(request, form, previous[key])) if key in previous else frozenset() for key in keys]
    whole = bool(keys) and all(asked <= names for names in carried)
    return Printed([rows[key] for key in keys], carried, whole)


def due(form: Form, period: str) -> bool:
    """Whether the form is owed in this quarter: half-yearly ones in Q2 and Q4, yearly ones in Q4."""
    return {"half": period[-1] in "24", "year": period[-1] == "4"}.get(form.cadence, True)


def register(request: Request) -> list[Values]:
    """The unit's communities as last accepted, by code."""
    rows = [row for form in request.programme.forms if form.id == REGISTER for row in _latest(request, form)]
    return sorted(rows, key=lambda row: str(row["community_code"]))


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
    if previous:
        values |= {name: _value(previous, name) for name in _taken_over(request, form, previous) if name not in values}
    return {name: value for name, value in values.items() if value is not None}


def _taken_over(request: Request, form: Form, previous: Values) -> Iterator[str]:
    """The content fields whose last value is printed."""
    fields = (field for field in form.fields if field.name not in (*form.key, *_SET_BY_THE_REQUEST, *ABOUT_THE_ROW))
    return (field.name for field in fields if _taken(form, field, previous, request.period))


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
    return bool(values.keys() - _keys(form))


def _keys(form: Form) -> set[str]:
    """The fields that hold no answer: the key and what is printed beside it, the status, the remark."""
    return {*form.key, *(field.name for field in form.fields if field.prefill == "key"), *ABOUT_THE_ROW}
