"""Checks of codes against the lists they come from: the programme's registers, and other forms' rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from pipelines.intake.cells.findings import Finding
from pipelines.intake.checks.seen import Seen
from pipelines.intake.wording import listing, words
from pipelines.programme.model import Division, Field, Form, Programme, Words
from pipelines.programme.periods import quarter_end

_DIVISIONS = "divisions"


def unknown_codes(programme: Programme, form: Form, seen: Seen, unit: str) -> Iterator[Finding]:
    """The cells of a form whose code is in no list, or not in that of the unit and the quarter.

    A field whose list is another form's is left to a rule across forms where the programme has one for it.
    """
    if not seen.touches([form.id]):
        return
    ruled = _ruled(programme)
    for one in form.fields:
        if one.refers_to is None or one.choices or (form.id, one.name) in ruled:
            continue
        table, column = one.refers_to.split(".")
        if table == _DIVISIONS:
            yield from _wrong_divisions(programme, one, seen.sent[form.id], (unit, quarter_end(seen.period)))
        elif table in seen.forms:
            yield from _unknown(one, seen.sent[form.id], seen.rows(table)[column], _sheet(seen.forms[table]))
        else:
            known = pl.Series([entry.code for entry in getattr(programme, table)], dtype=pl.String)
            yield from _unknown(one, seen.sent[form.id], known, None)


def _ruled(programme: Programme) -> set[tuple[str, str]]:
    rules = [rule.params["fields"] for rule in programme.cross_rules if rule.kind == "exists_in"]
    return {pair for fields in rules for pair in fields.items()}


def _sheet(form: Form) -> Words:
    return Words(form.sheet("zh"), form.sheet("en"))


def _unknown(one: Field, rows: pl.DataFrame, known: pl.Series, sheet: Words | None) -> Iterator[Finding]:
    """Codes that are not known: an error where the code is the row's key or comes from the programme's own list."""
    values = rows.select("row", code=one.name).drop_nulls()
    if one.kind == "list":
        values = values.explode("code")
    missing = values.filter(~pl.col("code").is_in(known.drop_nulls().unique().implode()))
    if missing.is_empty():
        return
    slots = {"title": one.title, "sheet": sheet}
    if sheet is None:
        yield Finding("unknown_code", "error", one.name, missing, slots)
    elif one.name == "community_code":
        yield Finding("unknown_community", "error", one.name, missing, slots)
    else:
        yield Finding("unknown_reference", "warning", one.name, missing, slots)


def _wrong_divisions(
    programme: Programme, one: Field, rows: pl.DataFrame, place: tuple[str, date]
) -> Iterator[Finding]:
    """Codes of places that do not exist, did not exist on the quarter's last day, or belong to another unit."""
    unit, day = place
    by_code = {entry.code: entry for entry in programme.divisions}
    said = rows.select("row", code=one.name).drop_nulls()
    codes = {code: _division_fault(by_code.get(code), unit, day) for code in said["code"].unique(maintain_order=True)}
    for code, fault in codes.items():
        if fault:
            slots = {"title": one.title, "day": day.isoformat()} | _division_words(programme, by_code.get(code), unit)
            yield Finding(fault, "error", one.name, said.filter(pl.col("code") == code), slots)


def _division_fault(found: Division | None, unit: str, day: date) -> str | None:
    if found is None:
        return "unknown_division"
    if not found.valid_on(day):
        return "division_not_valid"
    return None if unit in (found.code, found.parent) else "division_elsewhere"


def _division_words(programme: Programme, found: Division | None, unit: str) -> dict[str, Words | str]:
    names = {entry.code: entry.name for entry in programme.divisions}
    slots: dict[str, Words | str] = {"name": found.name if found else Words("", ""), "unit_name": names[unit]}
    if found is None:
        return slots
    heirs = listing(Words(f"{code} {names[code].zh}", f"{code} {names[code].en}") for code in found.successors)
    end = found.valid_to.isoformat() if found.valid_to else words("intake.open_end")
    dates = {"valid_from": found.valid_from.isoformat(), "valid_to": end}
    return slots | dates | {"successors": heirs if found.successors else words("intake.none")}
