"""The tables made from the contracts: accepted rows of each form, what stands as of a quarter, the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb
import polars as pl

from pipelines.indicators.side_by_side import side_by_side
from pipelines.programme.model import Field, Form, Programme
from pipelines.warehouse.reference import insert

_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "list": "VARCHAR[]",
}
_PROVENANCE = {
    "not_applicable": "VARCHAR[]",
    "missing": "VARCHAR[]",
    "receipt": "VARCHAR",
    "sheet": "VARCHAR",
    "row": "BIGINT",
}
REGISTER_KEY = "community_code"


def form_tables(con: duckdb.DuckDBPyConnection, programme: Programme, frames: Mapping[str, pl.DataFrame]) -> None:
    """One typed table per form with its accepted rows, sorted by unit and key; empty where nothing came."""
    side_by_side(con, _fill, [(table_of(form), form, frames.get(form.id)) for form in programme.forms])


def report_tables(con: duckdb.DuckDBPyConnection, programme: Programme, frames: Mapping[str, pl.DataFrame]) -> None:
    """`<form>_reports` for every form whose key has no period: each accepted row as it came, none replaced."""
    forms = [form for form in programme.forms if "period" not in form.key]
    side_by_side(con, _fill, [(f"{table_of(form)}_reports", form, frames.get(form.id)) for form in forms])


def _fill(con: duckdb.DuckDBPyConnection, job: tuple[str, Form, pl.DataFrame | None]) -> None:
    table, form, frame = job
    columns = {field.name: _type(field) for field in form.fields} | _PROVENANCE
    shape = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    con.execute(f"CREATE TABLE {table} ({shape})")
    if frame is not None and not frame.is_empty():
        insert(con, table, frame, _order(form))


def carried_tables(con: duckdb.DuckDBPyConnection, programme: Programme) -> None:
    """`<form>_asof` for every form that carries, then `communities`; needs `periods` and `reporting_units`."""
    side_by_side(con, _carry, [form for form in programme.forms if form.carries])
    con.execute(f"CREATE TABLE communities AS {_communities(register(programme))}")


def _carry(con: duckdb.DuckDBPyConnection, form: Form) -> None:
    con.execute(f"CREATE TABLE {table_of(form)}_asof AS {_as_of(form)}")


def table_of(form: Form) -> str:
    """The table of a form's accepted rows: `t04`."""
    return form.id.lower()


def copies_of(form: Form) -> tuple[str, ...]:
    """The tables that hold the form's fields: its own and, where it carries, what stands as of each quarter."""
    return (table_of(form), f"{table_of(form)}_asof") if form.carries else (table_of(form),)


def register(programme: Programme) -> Form:
    """The form that lists the communities: it carries and is kept by community alone."""
    return next(form for form in programme.forms if form.carries and set(form.key) == {"period", REGISTER_KEY})


def last_period(frames: Iterable[pl.DataFrame]) -> str | None:
    """The latest period of any accepted row; `None` where nothing was accepted."""
    found = [frame["period"].max() for frame in frames if not frame.is_empty()]
    return max((str(period) for period in found), default=None)


def _type(field: Field) -> str:
    return f"DECIMAL(14, {field.scale})" if field.kind == "number" else _TYPES[field.kind]


def _order(form: Form) -> str:
    return f"ORDER BY {_names(_keys(form))}"


def _keys(form: Form) -> tuple[str, ...]:
    """What tells two rows apart: codes are a district's own, so the unit always belongs to the key."""
    return tuple(dict.fromkeys(("unit_code", *form.key)))


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _as_of(form: Form) -> str:
    """One row per period and key: the latest row whose own period is not later."""
    keys = _names([key for key in _keys(form) if key != "period"])
    fields = _names([name for field in form.fields if (name := field.name) != "period"])
    return f"""
    SELECT p.period, r.* EXCLUDE (until)
    FROM (
      SELECT {fields}, {_names(list(_PROVENANCE))}, period AS reported_period,
        LEAD(period) OVER (PARTITION BY {keys} ORDER BY period) AS until
      FROM {table_of(form)}
    ) AS r
    JOIN periods AS p ON p.period >= r.reported_period AND (r.until IS NULL OR p.period < r.until)
    ORDER BY p.period, {keys}
    """


def _communities(form: Form) -> str:
    return f"""
    SELECT c.*, u.district_code, u.side
    FROM {table_of(form)}_asof AS c
    JOIN reporting_units AS u ON u.unit_code = c.unit_code
    ORDER BY c.period, c.{REGISTER_KEY}
    """
