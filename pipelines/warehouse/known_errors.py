"""The known-error list: `<home>/corrections/*.toml`, read and checked against the contracts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipelines.intake.cells.kinds import whole
from pipelines.programme.model import Field, Form, Programme, Words
from pipelines.programme.reading import Source, read_toml

FOLDER = "corrections"
_KEYS = ("where", "field", "expect", "value", "missing", "reason", "reported_on", "reported_by", "indicators")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "date": (date,),
    "list": (list,),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One known error: the row and field where the source is wrong, and what is right (`value` `None`: missing).

    `expect` is what the source wrongly says; once it says anything else the correction must go. `indicators` are
    those that need the field. `entry` counts the entries of its file from 1.
    """

    file: Path
    entry: int
    form: str
    key: Mapping[str, Any]
    field: str
    expect: Any
    value: Any
    reason: Words
    reported_on: date
    reported_by: str
    indicators: tuple[str, ...]


def known_errors(home: Path, programme: Programme) -> tuple[Correction, ...]:
    """All entries in the order of their files; `UserError` `broken_definition` for one that is not right."""
    found: list[Correction] = []
    places: set[tuple[object, ...]] = set()
    for file in known_error_files(home):
        whole_file = read_toml(file)
        whole_file.refuse_others(("correction",))
        for entry, source in enumerate(whole_file.each("correction"), start=1):
            one = _correction(programme, source, entry)
            place = (one.form, *one.key.values(), one.field)
            if place in places:
                raise source.wrong("where", _shown(one.key), "no_repeat")
            places.add(place)
            found.append(one)
    return tuple(found)


def known_error_files(home: Path) -> list[Path]:
    """The files of the list, in the order of their names."""
    return sorted((home / FOLDER).glob("*.toml"))


def row_key(form: Form) -> tuple[str, ...]:
    """What tells two accepted rows apart: codes are a district's own, so the unit always belongs to the key."""
    return tuple(dict.fromkeys(("unit_code", *form.key)))


def _correction(programme: Programme, source: Source, entry: int) -> Correction:
    source.refuse_others(_KEYS)
    where = source.sub("where")
    form = programme.form(where.one_of("form", [one.id for one in programme.forms]))
    where.refuse_others(("form", *row_key(form)))
    key = {name: _value(where, name, form.field(name)) for name in row_key(form)}
    open_to = [one.name for one in form.fields if one.name not in key]
    field = form.field(source.one_of("field", open_to))
    expect = _value(source, "expect", field)
    value = _right_value(source, field)
    if value == expect:
        raise source.wrong("value", _shown(value), "other_than_expect")
    return Correction(
        file=source.file,
        entry=entry,
        form=form.id,
        key=key,
        field=field.name,
        expect=expect,
        value=value,
        reason=source.words("reason"),
        reported_on=source.need("reported_on", date),
        reported_by=source.need("reported_by", str),
        indicators=_indicators(programme, source, f"{form.id}.{field.name}"),
    )


def _indicators(programme: Programme, source: Source, need: str) -> tuple[str, ...]:
    """The indicators that need the field, and those that the entry names besides."""
    named = source.strings("indicators")
    known = [one.id for one in programme.indicators]
    for position, name in enumerate(named):
        if name not in known:
            raise source.wrong(f"indicators[{position}]", name, "one_of", allowed=", ".join(known))
    return tuple(one.id for one in programme.indicators if need in one.needs or one.id in named)


def _right_value(source: Source, field: Field) -> Any:
    """The value of the entry, within the contract's limits; `None` where it says that there is none."""
    if source.get("missing", bool, False):
        if "value" in source.table or field.required:
            raise source.wrong("missing", source.table["missing"], "value_or_missing", title=field.title.zh)
        return None
    value = _value(source, "value", field)
    if limit := next(_broken_limits(field, value), None):
        raise source.wrong("value", _shown(value), "within_contract", limit=limit)
    return value


def _value(source: Source, key: str, field: Field) -> Any:
    """The value of `key` in the type in which the field is kept."""
    found = source.table.get(key)
    if type(found) not in _TYPES[field.kind] or found == "":
        raise source.wrong(key, found, f"field_{field.kind}")
    if field.kind == "list":
        return list(source.strings(key))
    return _decimal(source, key, field, found) if field.kind == "number" else found


def _decimal(source: Source, key: str, field: Field, found: object) -> Decimal:
    try:
        exact = Decimal(str(found)).quantize(Decimal(1).scaleb(-field.scale))
    except InvalidOperation as fault:
        raise source.wrong(key, found, "field_number") from fault
    if exact != Decimal(str(found)):
        raise source.wrong(key, found, "decimals", scale=field.scale)
    return exact


def _broken_limits(field: Field, value: Any) -> Iterator[str]:
    """The limits of the contract that a value does not keep, as the contract writes them."""
    if field.minimum is not None and value < field.minimum:
        yield f"minimum {field.minimum:g}"
    if field.maximum is not None and value > field.maximum:
        yield f"maximum {field.maximum:g}"
    for text in value if isinstance(value, list) else [value] if isinstance(value, str) else []:
        if field.choices and text not in {choice.value for choice in field.choices}:
            yield ", ".join(choice.value for choice in field.choices)
        if field.pattern and not re.fullmatch(whole(field.pattern), text):
            yield f"pattern {field.pattern}"
        if field.max_length is not None and len(text) > field.max_length:
            yield f"maxLength {field.max_length}"


def _shown(value: object) -> str:
    return " ".join(map(str, value.values())) if isinstance(value, Mapping) else str(value)
