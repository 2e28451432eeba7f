"""How the book of indicators is written: short tables of reported rows in, one line per figure out.

Communities have letters. In a table, `.` is a cell left blank (not reported) and `n/a` one that says 不适用.
A figure reads `value = numerator/denominator, reported of expected`, then how many do not apply, then its status
when that is not plainly "reported": `86.67 = 13/15, 2 of 3, 1 n/a, partial`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.ledger.rows import row_schema
from pipelines.programme.model import Field, Form, Programme
from pipelines.programme.periods import quarter_end
from pipelines.warehouse.fill import fill_release
from pipelines.warehouse.record import Record

CODES = {
    "A": "350212001001",  # Tong'an (mainland), Datong Subdistrict
    "B": "350212001002",
    "C": "350212109003",  # Tong'an, Tingxi: a pilot town
    "D": "350213103004",  # Xiang'an (mainland), Xinxu: a pilot town
    "S": "350203001005",  # Siming (island), Xiagang Subdistrict
}
REGISTER = {"ctype": "村改居", "converted_on": "2009-01-01", "households": "500", "residents": "2000"}

READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"yes": True, "no": False}.__getitem__,
    "date": date.fromisoformat,
    "list": lambda cell: [CODES.get(part, part) for part in cell.split()],
}

Count = Callable[..., "Figures"]


@dataclass(frozen=True)
class Figures:
    """The figures of one family, ready to be asked for."""

    con: duckdb.DuckDBPyConnection

    def __call__(
        self, indicator: str, place: str = "350200", part: str = "all", period: str | None = None, also: str = ""
    ) -> str:
        """One figure of the last period: of a community's letter or a unit's code, of one `split:value`."""
        split, _, value = part.partition(":")
        found = self.con.execute(
            """SELECT * FROM indicator_values
            WHERE indicator = $1 AND unit_code = $2 AND split = $3 AND split_value = $4 AND ($5 IS NULL OR period = $5)
            ORDER BY period DESC LIMIT 1""",
            [indicator, CODES.get(place, place), split, value or "all", period],
        )
        names = [column[0] for column in found.description]
        row = found.fetchone()
        return _line(dict(zip(names, row, strict=True)), also) if row else "no row"

    def column(self, query: str) -> list[Any]:
        """The first column of a query's answer."""
        return [row[0] for row in self.con.execute(query).fetchall()]


def _line(row: dict[str, Any], also: str) -> str:
    value = "none" if row["value"] is None else f"{row['value']:.2f}".rstrip("0").rstrip(".")
    parts = [value]
    if row["numerator"] is not None:
        parts[0] += f" = {row['numerator']:g}" + (f"/{row['denominator']:g}" if row["denominator"] is not None else "")
    parts.append(f"{row['reported']} of {row['expected']}")
    parts += [f"{row['not_applicable']} n/a"] if row["not_applicable"] else []
    parts += [row["status"]] if row["status"] != "reported" else []
    if also:
        low, high = {"bounds": ("bound_low", "bound_high"), "interval": ("lower", "upper")}[also]
        parts.append(f"{row[low]:.2f} to {row[high]:.2f}")
    return ", ".join(parts)


@pytest.fixture
def count(xiamen: Programme) -> Iterator[Count]:
    """Counts one family from short tables: `count("F4", "2011Q1", T04=…)`; others than the forms given stay empty."""
    with duckdb.connect(config={"threads": 1}) as con:

        def run(family: str, period: str, **tables: str) -> Figures:
            one = next(f for f in xiamen.families if f.id == family)
            needed = {"T01"} | {need.split(".")[0] for i in one.indicators for need in i.needs}
            forms = tuple(form for form in xiamen.forms if form.id in needed)
            small = replace(xiamen, families=(one,), forms=forms)
            frames = {form.id: frame(form, tables.get(form.id, ""), period) for form in forms}
            fill_release(con, small, frames | {"T01": _register(small.form("T01"), tables, period)}, Record())
            return Figures(con)

        yield run


@dataclass(frozen=True)
class Log:
    """A decision log counted, and what deviates in it."""

    figures: Figures

    def __call__(self, dec_id: str, *columns: str) -> list[str]:
        """The deviations of one decision: code, step, then the columns asked for."""
        wanted = ", ' ', ".join(("deviation", "step", *(f"COALESCE(CAST({name} AS VARCHAR), '-')" for name in columns)))
        return self.figures.column(
            f"SELECT CONCAT({wanted}) FROM decision_deviations WHERE dec_id = '{dec_id}' ORDER BY deviation, step"
        )


@pytest.fixture
def log(xiamen: Programme) -> Iterator[Callable[..., Log]]:
    """Counts a decision log: `log("2011Q2", table, received={"2011Q1": "2011-04-10"})`.

    The table is what was reported, in order; of rows with one number the last stands. Each period named in
    `received` is one accepted workbook of Tong'an.
    """
    with duckdb.connect(config={"threads": 1}) as con:

        def run(period: str, table: str, received: dict[str, str] | None = None) -> Log:
            family = next(f for f in xiamen.families if f.id == "F5")
            forms = tuple(form for form in xiamen.forms if form.id in ("T01", "T05", "T06"))
            small = replace(xiamen, families=(family,), forms=forms)
            told = frame(small.form("T05"), table, period)
            stands = told.unique(["unit_code", "community_code", "dec_id"], keep="last", maintain_order=True)
            receipts = [_receipt(one, day) for one, day in (received or {}).items()]
            frames = {"T05": stands, "T01": _register(small.form("T01"), {"T05": table}, period)}
            fill_release(con, small, frames, Record(receipts=receipts), {"T05": told})
            return Log(Figures(con))

        yield run


def _receipt(period: str, day: str) -> tuple[None, dict[str, Any]]:
    names = (
        "receipt unit period state sha256 file forms received_at signed_at accepted_at due_on on_time reason"
        " cells_asked cells_changed"
    )
    given = {"receipt": f"350212-{period}-01", "unit": "350212", "period": period, "state": "accepted"}
    blank: dict[str, Any] = dict.fromkeys(names.split())
    return None, blank | given | {"forms": ["T05"], "received_at": datetime.fromisoformat(day)}


def frame(form: Form, table: str, period: str) -> pl.DataFrame:
    """The typed rows of a short table; `community` stands for the codes, cells not given are not reported."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    given = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    rows = [_row(form, cells, period, n) for n, cells in enumerate(given, start=4)]
    return pl.DataFrame(rows, schema=row_schema(form), orient="row")


def _register(form: Form, tables: dict[str, str], period: str) -> pl.DataFrame:
    """The register as given, or one plain village-turned community for every letter that the tables mention."""
    if "T01" in tables:
        return frame(form, tables["T01"], period)
    letters = sorted(
        {line.split("|")[0].strip() for table in tables.values() for line in table.splitlines()} & set(CODES)
    )
    return frame(form, "\n".join(["community", *letters]), "2010Q3")


def _row(form: Form, cells: dict[str, str], period: str, number: int) -> dict[str, Any]:
    period = cells.pop("period", period)
    code = CODES.get(cells.pop("community", ""))
    unit = cells.pop("unit", code and code[:6])
    keys = {"period": period, "unit_code": unit, "community_code": code, "as_of": str(quarter_end(period))}
    if form.id == "T01" and code:
        keys |= REGISTER | {"name": code, "town_code": code[:9]}
    cells = keys | cells
    row = {field.name: _typed(field, cells.get(field.name)) for field in form.fields}
    absent = [name for name, cell in cells.items() if cell == "n/a"]
    return row | {"not_applicable": absent, "receipt": f"{unit}-{period}-01", "sheet": form.id, "row": number}


def _typed(field: Field, cell: str | None) -> Any:
    if cell in (None, ".", "n/a", ""):
        return None
    return READ[field.kind](CODES.get(cell, cell) if field.name == "receiver_code" else cell)
