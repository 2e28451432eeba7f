"""Submissions small enough to read: one pilot site's rows, as a workbook, as CSV, or as tables already read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from openpyxl import Workbook

from pipelines.intake.cells.decipher import Ways
from pipelines.intake.cells.findings import worded
from pipelines.intake.cells.values import typed
from pipelines.intake.checks.check import Checked, Context, check
from pipelines.intake.files.grid import letters
from pipelines.intake.sheets.read import RawTable, Reading, read_submission
from pipelines.problems import Problem
from pipelines.programme.model import Choice, Field, Form, Programme, Words

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

UNIT, PERIOD = "350212", "2011Q1"
PRINTED = {"period": PERIOD, "unit_code": UNIT, "community_code": "350212109201", "as_of": "2011-03-31"}
HEADER_ROW = 3
TODAY = date(2013, 7, 1)
NOTHING = Words("", "")
PERSONS, YUAN = Words("人", "persons"), Words("万元", "10,000 yuan")
MODES = (Choice("独立", Words("独立", "Own"), ("单独",)), Choice("联合", Words("联合", "Shared")))
COLUMNS = (
    Field("staff", Words("在岗", "Staff"), "integer", unit=PERSONS, minimum=0),
    Field("money", Words("金额", "Amount"), "number", unit=YUAN, scale=2),
    Field("area", Words("面积", "Area"), "number", unit=Words("m²", "m²"), scale=1),
    Field("rate", Words("比例", "Rate"), "number", unit=Words("%", "%"), scale=1),
    Field("since", Words("启用", "Since"), "date"),
    Field(
        "open", Words("开放", "Open"), "boolean", yes=("是", "√", "有", "Y", "TRUE"), no=("否", "×", "无", "N", "FALSE")
    ),
    Field("code", Words("代码", "Code"), "string", pattern=r"\d{12}"),
    Field("period", Words("报告期", "Period"), "string", pattern=r"\d{4}Q[1-4]"),
    Field("mode", Words("方式", "Mode"), "string", choices=MODES),
    Field("doc", Words("文号", "Document"), "string", max_length=60),
)
SHEET = Form("T77", NOTHING, 1, NOTHING, "quarter", False, ("code",), COLUMNS, (), None, (), NOTHING)


@pytest.fixture(scope="session")
def site() -> dict[str, list[dict[str, str]]]:
    """One pilot site's rows of every form, without a fault."""
    file = Path(__file__).parents[1] / "contracts" / "valid_submission.yaml"
    return dict(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


@dataclass(frozen=True)
class Office:
    """A reporting unit at work: fills in workbooks and CSV files, and sends them."""

    programme: Programme

    def workbook(self, rows: Rows, change: Callable[[Workbook], None] | None = None) -> bytes:
        """The forms as sheets laid out like the template, one row per mapping; `change` meddles with it."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for form, filled in rows.items():
            self._sheet(book, self.programme.form(form), filled)
        identity = book.create_sheet("_pingshi")
        identity.sheet_state = "veryHidden"
        for pair in {"programme": self.programme.id, "unit": UNIT, "period": PERIOD}.items():
            identity.append(pair)
        if change:
            change(book)
        file = BytesIO()
        book.save(file)
        return file.getvalue()

    def _sheet(self, book: Workbook, form: Form, rows: Sequence[Mapping[str, Any]]) -> None:
        sheet = book.create_sheet(form.sheet("zh"))
        sheet["A1"], sheet["A2"] = form.title.zh, form.instructions.zh
        for column, field in enumerate(form.fields, start=1):
            sheet.cell(HEADER_ROW, column, field.header("zh"))
        for number, row in enumerate(rows, start=HEADER_ROW + 1):
            for column, field in enumerate(form.fields, start=1):
                sheet.cell(number, column, (PRINTED | row).get(field.name) or None)

    def csv(self, form: str, rows: Sequence[Mapping[str, Any]], separator: str = ",") -> str:
        """One form as CSV, the header in its first line."""
        fields = self.programme.form(form).fields
        lines = [[field.header("zh") for field in fields]]
        lines += [[str((PRINTED | row).get(field.name, "")) for field in fields] for row in rows]
        return "".join(separator.join(cells) + "\n" for cells in lines)

    def table(self, form_id: str, rows: Sequence[Mapping[str, Any]]) -> RawTable:
        """One form as if read from a sheet with the header in row 3."""
        form = self.programme.form(form_id)
        names = [field.name for field in form.fields]
        texts = [{name: (PRINTED | row).get(name) or None for name in names} for row in rows]
        frame = pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String))
        numbers = pl.Series("row", range(HEADER_ROW + 1, HEADER_ROW + 1 + len(rows)), pl.Int64)
        columns = {name: letters(place) for place, name in enumerate(names, start=1)}
        return RawTable(form.id, form.sheet("zh"), columns, frame.with_columns(numbers))

    def read(self, data: bytes, name: str = "报送.xlsx") -> Reading:
        """A file as the intake reads it."""
        return read_submission(data, name, self.programme.forms)

    def check(self, rows: Rows, accepted: Mapping[str, pl.DataFrame] | None = None) -> Checked:
        """The rows checked, as if read, on top of what was accepted."""
        tables = tuple(self.table(form, filled) for form, filled in rows.items())
        return self.checked(Reading(UNIT, PERIOD, {}, tables, ()), accepted)

    def checked(self, reading: Reading, accepted: Mapping[str, pl.DataFrame] | None = None) -> Checked:
        """A reading checked."""
        return check(reading, self.programme, Context(UNIT, PERIOD, accepted or {}, TODAY))

    def column(self, form: str, field: str) -> str:
        """The letter of a field's column in this office's sheets."""
        return letters([one.name for one in self.programme.form(form).fields].index(field) + 1)


@pytest.fixture(scope="session")
def office(xiamen: Programme) -> Office:
    """The district of Tong'an in the first quarter of 2011."""
    return Office(xiamen)


ReadColumn = Callable[..., tuple[list[Any], list[Problem]]]
ReadCell = Callable[..., tuple[Any, list[Problem]]]


@pytest.fixture(scope="session")
def fields() -> dict[str, Field]:
    """A field of every kind, by name; the first has the letter A."""
    return {field.name: field for field in COLUMNS}


@pytest.fixture(scope="session")
def column(fields: dict[str, Field]) -> ReadColumn:
    """`column(field, texts, ways)`: the values of many texts in one of the `fields`, and the problems they make."""

    def read(name: str, texts: Sequence[str], ways: Ways | None = None) -> tuple[list[Any], list[Problem]]:
        frame = pl.DataFrame([{name: text} for text in texts], schema=dict.fromkeys(fields, pl.String))
        frame = frame.with_columns(pl.Series("row", range(4, 4 + len(texts)), pl.Int64))
        found = typed(frame, SHEET, ways or Ways())
        table = RawTable("T77", "T77", dict(zip(fields, "ABCDEFGHIJ", strict=True)), frame)
        return found.frame[name].to_list(), list(worded(found.findings, table))

    return read


@pytest.fixture(scope="session")
def read(column: ReadColumn) -> ReadCell:
    """`read(field, text, ways)`: the value of one text, and the problems it makes."""

    def one(name: str, text: str, ways: Ways | None = None) -> tuple[Any, list[Problem]]:
        (value,), problems = column(name, [text], ways)
        return value, problems

    return one
