"""What the template shows: what was taken over and wants a look, what is asked, where a form is declared unchanged."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from pipelines.intake.cells.kinds import polars_type
from pipelines.intake.sheets.read import read_submission
from pipelines.intake.templates.template import write_template
from pipelines.programme.model import Form, Programme

UNIT, PERIOD, ONE = "350212", "2013Q3", "350212109201"
LOCKED, CARRIED = "FFEDEDED", "FFE2F0F9"
HEAD = {"zh": "本表无变化", "en": "No change in this form"}
GUIDE = {"zh": "说明", "en": "Instructions"}


def accepted(form: Form, **values: Any) -> pl.DataFrame:
    schema = {one.name: polars_type(one) for one in form.fields} | {"not_applicable": pl.List(pl.String)}
    row = {"unit_code": UNIT, "period": "2013Q2", "as_of": date(2013, 6, 30), "not_applicable": []} | values
    return pl.DataFrame([{name: row.get(name) for name in schema}], schema=schema, orient="row")


@pytest.fixture(scope="module")
def last(xiamen: Programme) -> dict[str, pl.DataFrame]:
    """One community: its register, staffing and disclosure of the quarter before."""
    given: dict[str, dict[str, Any]] = {
        "T01": {"name": "葛覃社区", "ctype": "村改居", "is_pilot": False, "town_code": ONE[:9]},
        "T04": {"staff": 8, "seconded": 0, "not_applicable": ["posts"]},
        "T06": {"asm_n": 3, "sup_set": True},
    }
    return {form: accepted(xiamen.form(form), community_code=ONE, **row) for form, row in given.items()}


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def template(xiamen, last, lang, tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("look") / "t.xlsx"
    write_template(xiamen, UNIT, PERIOD, last, path, lang)
    return path.read_bytes()


@pytest.fixture
def book(template) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(template))


def declaration(book: openpyxl.Workbook, lang: str, form: str) -> Any:
    """The form's cell "no change" on the first sheet."""
    sheet = book[GUIDE[lang]]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == HEAD[lang])
    return next(sheet.cell(row[0].row, column) for row in sheet.iter_rows() if row[0].value == form)


def look(book: openpyxl.Workbook, form: Form, lang: str, field: str) -> tuple[str | None, bool, bool]:
    """Colour, italic and locked of the field's cell in the first printed row."""
    names = [one.name for one in form.fields]
    cell = book[form.sheet(lang)].cell(4, names.index(field) + 1)
    colour = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    return colour, bool(cell.font.i), bool(cell.protection.locked)


@pytest.mark.parametrize(
    ("form", "field", "expected"),
    [
        ("T04", "community_code", (LOCKED, False, True)),
        ("T04", "staff", (CARRIED, True, False)),
        ("T04", "seconded", (CARRIED, True, False)),  # zero is a value
        ("T04", "posts", (CARRIED, True, False)),  # and so is "not applicable"
        ("T04", "party_workers", (None, False, False)),  # not reported last time
        ("T04", "row_status", (None, False, False)),
        ("T04", "remark", (None, False, False)),
        ("T06", "asm_n", (None, False, False)),  # counted anew each quarter
        ("T06", "sup_set", (CARRIED, True, False)),
    ],
)
def test_what_was_taken_over_is_blue_and_what_is_asked_is_white(xiamen, book, lang, form, field, expected):
    assert look(book, xiamen.form(form), lang, field) == expected


def test_the_legend_shows_the_look_of_a_carried_value(book, lang):
    cells = [cell for row in book[GUIDE[lang]].iter_rows(max_col=2) for cell in row]
    blue = [cell for cell in cells if cell.fill.fill_type and cell.fill.fgColor.rgb == CARRIED]
    assert [bool(cell.font.i) for cell in blue] == [True]
    said = str(blue[0].offset(column=1).value)
    assert ("请核对" if lang == "zh" else "check it") in said


def test_no_change_is_offered_only_where_nothing_has_to_be_typed_anew(book, lang):
    offered = declaration(book, lang, "T04")
    rules = [rule for rule in offered.parent.data_validations.dataValidation if offered.coordinate in rule.sqref]
    assert [rule.formula1 for rule in rules] == ['"是"' if lang == "zh" else '"Yes"']
    assert (offered.value, offered.protection.locked) == (None, False)
    for form in ("T06", "T05"):
        other = declaration(book, lang, form)
        assert (other.value, other.protection.locked) == ({"zh": "须逐项填写", "en": "fill in by row"}[lang], True)


def test_one_cell_says_that_a_form_is_unchanged(xiamen, book, lang):
    declaration(book, lang, "T04").value = {"zh": "是", "en": "Yes"}[lang]
    book[GUIDE[lang]].insert_rows(3, 2)
    file = BytesIO()
    book.save(file)
    assert read_submission(file.getvalue(), "a.xlsx", xiamen.forms).unchanged == {"T04"}


def test_an_untouched_template_declares_nothing(xiamen, template):
    assert read_submission(template, "t.xlsx", xiamen.forms).unchanged == frozenset()


def test_a_template_never_writes_through_a_link(xiamen, tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    (tmp_path / "t.xlsx").symlink_to(victim)
    write_template(xiamen, UNIT, PERIOD, {}, tmp_path / "t.xlsx", only_form="T04")
    assert victim.read_text() == "mine" and not Path(tmp_path / "t.xlsx").is_symlink()
