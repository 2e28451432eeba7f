"""An office that sends JSON instead of workbooks, so that these tests are about the ledger alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.intake.checks.check import Checked, Context, FormCount
from pipelines.intake.checks.sender import file_problems
from pipelines.intake.sheets.read import RawTable, Reading
from pipelines.ledger import compare, examine, report
from pipelines.ledger.home import make_home
from pipelines.ledger.rows import row_schema
from pipelines.ledger.submit import submit
from pipelines.problems import Problem
from pipelines.programme.model import Programme

UNIT, PERIOD = "350212", "2013Q3"
FIELDS = {"T04": "staff", "T06": "asm_n"}  # the one number that a row of each form holds
WRONG = -1  # a number that the check holds back


def read(data: bytes, name: str, forms: object) -> Reading:
    """The file as read; bytes that are no JSON cannot be read."""
    try:
        said = json.loads(data)
    except ValueError:
        return Reading(None, None, {}, (), (Problem("unreadable", "error", "读不了", "cannot be read"),))
    tables = [_table(said["period"], form, rows) for form, rows in said["rows"].items()]
    problems = () if tables else (Problem("no_forms", "error", "没有表", "no form"),)
    return Reading(said["unit"], said["period"], {}, tuple(tables), problems, demo=said.get("demo", False))


def check(reading: Reading, programme: Programme, context: Context) -> Checked:
    """All rows but those with the wrong number."""
    if whole := tuple(file_problems(reading, programme, context)):
        return Checked({}, whole, {})
    rows, problems, counts = {}, [], {}
    for table in reading.tables:
        name = FIELDS[table.form]
        typed = table.frame.with_columns(pl.col(name).cast(pl.Int64), unit_code=pl.lit(context.unit))
        good = typed.filter(pl.col(name) != WRONG)
        rows[table.form] = pl.DataFrame(good.to_dicts(), schema=row_schema(programme.form(table.form)))
        wrong = typed.filter(pl.col(name) == WRONG)["row"].to_list()
        problems += [Problem("below_minimum", "error", "太小", "too small", **table.place(name, row)) for row in wrong]
        counts[table.form] = FormCount(len(typed), len(good), len(wrong), 0)
    return Checked(rows, tuple(problems), counts)


def _table(period: str, form: str, rows: dict[str, int]) -> RawTable:
    name = FIELDS[form]
    lines = [
        {"period": period, "community_code": code, name: str(number), "row": row}
        for row, (code, number) in enumerate(rows.items(), start=4)
    ]
    texts = {"period": pl.String, "community_code": pl.String, name: pl.String, "row": pl.Int64}
    return RawTable(form, form, {name: "H"}, pl.DataFrame(lines, schema=texts))


@dataclass
class Office:
    """A district's office with a folder for its files, and the home to which it sends them."""

    folder: Path
    home: Path
    programme: Programme

    def file(self, name: str, rows: dict[str, dict[str, int]], **said: Any) -> Path:
        """A file saying which unit and period it is for, with staff per community and form."""
        path = self.folder / name
        path.write_text(json.dumps({"unit": UNIT, "period": PERIOD, "rows": rows} | said))
        return path

    def send(self, name: str, staff: int | dict[str, dict[str, int]] = 8, **said: Any) -> dict[str, Any]:
        """The receipt of a file with this number of staff in one community, or with these rows."""
        rows = staff if isinstance(staff, dict) else {"T04": {f"{UNIT}109001": staff}}
        return self.submit(self.file(name, rows, **said))

    def submit(self, path: Path) -> dict[str, Any]:
        """The receipt of any file."""
        return submit(self.home, self.programme, path)


@pytest.fixture
def office(tmp_path, monkeypatch, xiamen) -> Office:
    monkeypatch.setattr(examine, "read_submission", read)
    monkeypatch.setattr(examine, "check", check)
    monkeypatch.setattr(report, "read_submission", read)
    monkeypatch.setattr(compare, "read_submission", read)
    (tmp_path / "files").mkdir()
    return Office(tmp_path / "files", make_home(tmp_path / "home"), xiamen)
