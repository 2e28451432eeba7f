"""How the book of indicators is written: short tables of reported rows in, one line per figure out.

Communities have letters. In a table, `.` is a cell left blank (not reported) and `n/a` one that says 不适用.
A figure reads `value = numerator/denominator, reported of expected`, then how many do not apply, then its status
when that is not plainly "reported": `86.67 = 13/15, 2 of 3, 1 n/a, partial`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.ledger.rows import row_schema
from pipelines.problems import Problem
from pipelines.programme.model import Family, Field, Form, Programme
from pipelines.programme.periods import due_on, quarter_end
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

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query's answer."""
        return self.con.execute(query).fetchall()

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
    """Counts families from short tables: `count("F4", "2011Q1", T04=…)`; others than the forms given stay empty.

    With `receipts`, and perhaps `problems`, the record of what was sent is counted too (see `record_of`).
    """
    with duckdb.connect(config={"threads": 1}) as con:

        def run(families: str, period: str, receipts: str = "", problems: str = "", **tables: str) -> Figures:
            counted = tuple(f for f in xiamen.families if f.id in families.split())
            needed = {"T01"} | {need.split(".")[0] for f in counted for i in f.indicators for need in i.needs}
            needed |= {form for family in counted for form in read_by_details(family)}
            forms = tuple(form for form in xiamen.forms if receipts or form.id in needed)
            small = cut_down(xiamen, counted, forms)
            frames = {form.id: frame(form, tables.get(form.id, ""), period) for form in forms}
            frames |= {"T01": _register(small.form("T01"), tables, period)}
            fill_release(con, small, frames, record_of(xiamen, receipts, problems))
            return Figures(con)

        yield run


def cut_down(programme: Programme, families: tuple[Family, ...], forms: tuple[Form, ...]) -> Programme:
    """The programme with some of its families and forms, and of its points and services what these hold."""
    held = {form.id for form in forms}
    points = tuple(point for point in programme.places.points if point.form in held)
    access = programme.access if points == programme.places.points else None
    return replace(
        programme, families=families, forms=forms, places=replace(programme.places, points=points), access=access
    )


def read_by_details(family: Family) -> set[str]:
    """The forms that the family's tables of single cases read."""
    texts = (detail.sql.read_text(encoding="utf-8") for detail in family.details)
    return {name.upper() for text in texts for name in re.findall(r"\bt\d\d\b", text)}


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
            small = cut_down(xiamen, (family,), forms)
            told = frame(small.form("T05"), table, period)
            stands = told.unique(["unit_code", "community_code", "dec_id"], keep="last", maintain_order=True)
            receipts = [_receipt(one, day) for one, day in (received or {}).items()]
            frames = {"T05": stands, "T01": _register(small.form("T01"), {"T05": table}, period)}
            fill_release(con, small, frames, Record(receipts=receipts), {"T05": told})
            return Log(Figures(con))

        yield run


def _receipt(period: str, day: str) -> tuple[None, dict[str, Any]]:
    given = {"receipt": f"350212-{period}-01", "unit": "350212", "period": period, "state": "accepted"}
    blank = _NOTHING | {"due_on": None, "on_time": None}
    return None, blank | given | {"forms": ["T05"], "received_at": datetime.fromisoformat(day)}


def frame(form: Form, table: str, period: str) -> pl.DataFrame:
    """The typed rows of a short table; `community` stands for the codes, cells not given are not reported."""
    rows = [_row(form, cells, period, n) for n, cells in enumerate(_lines(table), start=4)]
    return pl.DataFrame(rows, schema=row_schema(form), orient="row")


def record_of(programme: Programme, receipts: str, problems: str) -> Record:
    """The record of a short table of receipts, `forms` of which reads `T03:12/2` (12 rows, 2 of them held back).

    `problems` are errors of a `receipt`, a `form`, a `row` (`.` for the sheet as a whole) and a `code`.
    """
    sent, held = [], []
    for line in _lines(receipts):
        came, due = datetime.fromisoformat(line["came"]), due_on(programme, line["period"])
        known = {"receipt": line["receipt"], "unit": line["unit"], "period": line["period"], "received_at": came}
        sent.append(_NOTHING | known | {"due_on": due, "on_time": came.date() <= due, "state": line["state"]})
        for form, _, counts in (part.partition(":") for part in line["forms"].split()):
            rows, rejected = map(int, counts.split("/"))
            told = {"rows": rows, "accepted": rows - rejected, "rejected": rejected, "warnings": 0}
            held.append({"receipt": line["receipt"], "form": form} | told)
    found = [
        dict.fromkeys(field.name for field in fields(Problem))
        | {"level": "error", "sheet": line["form"], **line, "row": None if line["row"] == "." else int(line["row"])}
        for line in _lines(problems)
    ]
    return Record(*([(None, row) for row in rows] for rows in (sent, held, found)))


def _lines(table: str) -> list[dict[str, str]]:
    cells = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [dict(zip(cells[0], line, strict=True)) for line in cells[1:]]


_NOTHING = dict.fromkeys(
    ("sha256", "file", "forms", "signed_at", "accepted_at", "reason", "cells_asked", "cells_changed")
)


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
