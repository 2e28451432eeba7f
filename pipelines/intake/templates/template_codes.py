"""The codes that a template offers and explains: communities, places, departments, matters, milestones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from pipelines.intake.templates.template_rows import REGISTER, Request
from pipelines.programme.model import Division, Field
from pipelines.programme.periods import quarter_end

_TABLES = ("divisions", "milestones", "matters", "departments")
_NAMED_IN_FORMS = {"community_code": "name", "matter_code": "matter_name"}


def code_names(request: Request) -> dict[str, str]:
    """The names behind the codes, valid or not: every code a printed row may hold."""
    named = [one for table in _TABLES for one in getattr(request.programme, table)]
    names = {one.code: one.name[request.lang] for one in named}
    for rows in request.last.values():
        for code, name in _NAMED_IN_FORMS.items():
            if {code, name} <= set(rows.columns):
                names |= dict(rows.sort("period").select(code, name).drop_nulls().iter_rows())
    return names


def code_tables(request: Request) -> dict[str, dict[str, str]]:
    """The tables of the code sheet: name of the table → code → name, what is valid at the quarter's end."""
    names = code_names(request)
    tables = {"communities": _known(request, f"{REGISTER}.community_code")}
    tables |= {table: _known(request, f"{table}.code") for table in _TABLES}
    return {table: {code: names.get(code, "") for code in found} for table, found in tables.items() if found}


def codes(request: Request, field: Field) -> list[str]:
    """What a field that refers to codes may hold, as far as it is known; empty when nothing is."""
    found = _known(request, field.refers_to) if field.refers_to else []
    return [code for code in found if field.pattern is None or re.fullmatch(field.pattern, code)]


def _known(request: Request, place: str) -> list[str]:
    """The codes of a register (`matters.code`) or of the unit's accepted rows (`T08.matter_code`)."""
    table, column = place.split(".")
    if table in _TABLES:
        return [one.code for one in _valid(getattr(request.programme, table), request)]
    rows = request.last.get(table)
    if rows is None or rows.is_empty():
        return []
    mine = rows.filter(pl.col("unit_code") == request.unit, pl.col("period") <= request.period)
    return sorted(mine[column].drop_nulls().unique().to_list())


def _valid(register_rows: Iterable[Any], request: Request) -> list[Any]:
    """What exists at the quarter's end; of the places only the unit and its towns."""
    return [
        one
        for one in register_rows
        if _exists(one, quarter_end(request.period))
        and (not isinstance(one, Division) or request.unit in {one.code, one.parent})
    ]


def _exists(one: Any, day: date) -> bool:
    first, last = getattr(one, "valid_from", None), getattr(one, "valid_to", None)
    return (first or date.min) <= day <= (last or date.max)
