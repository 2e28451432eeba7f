"""Answers to warnings: from the row's remark, or typed into the list of the annotated workbook and read back."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.intake.checks.check import Checked
from pipelines.intake.receipts.annotate import annotate
from pipelines.intake.sheets.reasons import REASON_LENGTH, finding_id, list_mark

UNIT, PERIOD = "350212", "2011Q1"


def receipt(checked: Checked, **more: Any) -> dict[str, Any]:
    known = {"receipt": f"{UNIT}-{PERIOD}-01", "sha256": "ab" * 32, "state": "checked", "unit": UNIT, "period": PERIOD}
    forms = {form: asdict(count) for form, count in checked.counts.items()}
    return known | {"file": "a.xlsx", "forms": forms, "problems": [one.as_dict() for one in checked.problems]} | more


def crowded(site: Any, **more: str) -> dict[str, Any]:
    """A submission in which there are more staff than posts, which is a question."""
    return {"T01": site["T01"], "T04": [site["T04"][0] | {"posts": "6"} | more]}


@pytest.fixture
def given_back(office: Any, site: Any, tmp_path: Path) -> openpyxl.Workbook:
    """The annotated workbook, with a note beside the table, which is a question about the whole sheet."""
    data = office.workbook(crowded(site), lambda book: book.worksheets[1].cell(4, 45, "便笺"))
    annotate(data, receipt(office.checked(office.read(data))), tmp_path / "back.xlsx", "zh", office.programme)
    return openpyxl.load_workbook(tmp_path / "back.xlsx")


def sent_back(office: Any, book: openpyxl.Workbook) -> Checked:
    file = BytesIO()
    book.save(file)
    return office.checked(office.read(file.getvalue()))


def questions(sheet: Any) -> dict[str, Any]:
    """The reason cells of the list, by the code of the finding that they answer."""
    mark = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("pingshi-reasons"))
    ids = [sheet.cell(row, mark.column) for row in range(mark.row + 1, sheet.max_row + 1)]
    return {str(one.value).split("|", maxsplit=1)[0]: one.offset(column=-1) for one in ids}


def reasons(checked: Checked) -> dict[str, str | None]:
    return {one.code: one.reason for one in checked.problems if one.level == "warning"}


def test_a_reason_typed_into_the_list_is_read_back(office, given_back):
    cells = questions(given_back.worksheets[0])
    cells["T04.staff_within_posts"].value = "两人待退休"
    cells["column_without_header"].value = "便笺不用报"
    checked = sent_back(office, given_back)
    assert reasons(checked) == {"T04.staff_within_posts": "两人待退休", "column_without_header": "便笺不用报"}
    assert (checked.counts["T04"].warnings, checked.counts["T04"].explained) == (2, 2)


def test_it_is_read_back_although_the_row_has_moved(office, given_back):
    questions(given_back.worksheets[0])["T04.staff_within_posts"].value = "两人待退休"
    sheet = given_back[office.programme.form("T04").sheet("zh")]
    for cell in list(sheet[4]):  # as an office would: the row cut out and put in further down
        if not isinstance(cell, openpyxl.cell.MergedCell):
            sheet.cell(9, cell.column).value, cell.value = cell.value, None
    assert reasons(sent_back(office, given_back))["T04.staff_within_posts"] == "两人待退休"


def test_a_remark_goes_before_what_the_list_says(office, given_back):
    questions(given_back.worksheets[0])["T04.staff_within_posts"].value = "旧的理由"
    sheet = given_back[office.programme.form("T04").sheet("zh")]
    sheet[f"{office.column('T04', 'remark')}4"] = "新的理由"
    assert reasons(sent_back(office, given_back))["T04.staff_within_posts"] == "新的理由"


def test_an_answer_is_about_one_quarter(office, given_back):
    sheet = given_back.worksheets[0]
    questions(sheet)["T04.staff_within_posts"].value = "两人待退休"
    mark = next(cell for row in sheet.iter_rows() for cell in row if cell.value == list_mark(UNIT, PERIOD))
    mark.value = list_mark(UNIT, "2010Q4")
    assert set(reasons(sent_back(office, given_back)).values()) == {None}


def test_an_answer_to_another_question_answers_nothing(office, given_back):
    sheet = given_back[office.programme.form("T04").sheet("zh")]
    questions(given_back.worksheets[0])["T04.staff_within_posts"].value = "两人待退休"
    sheet[f"{office.column('T04', 'posts')}4"] = 9
    assert reasons(sent_back(office, given_back)) == {"column_without_header": None}


def test_a_long_answer_is_cut_and_one_of_blanks_is_none(office, given_back):
    cells = questions(given_back.worksheets[0])
    cells["T04.staff_within_posts"].value = "长" * 999
    cells["column_without_header"].value = " \n "
    found = reasons(sent_back(office, given_back))
    assert found == {"T04.staff_within_posts": "长" * REASON_LENGTH, "column_without_header": None}


def test_the_list_shows_the_reasons_it_knows(office, site, tmp_path):
    data = office.workbook(crowded(site, remark="+两人待退休"))
    annotate(data, receipt(office.checked(office.read(data))), tmp_path / "back.xlsx", "zh", office.programme)
    cell = questions(openpyxl.load_workbook(tmp_path / "back.xlsx").worksheets[0])["T04.staff_within_posts"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("+两人待退休", "s", True)


def test_a_remark_that_cannot_be_read_is_no_reason(office, site):
    checked = office.check(crowded(site, remark="#REF!"))
    assert reasons(checked) == {"T04.staff_within_posts": None}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"form": "T04", "field": "staff", "cell": "H5", "row": 5, "key": "350212109201"}, "c|T04|staff|350212109201"),
        ({"form": "T04", "sheet": "队伍", "field": None, "cell": "AS1"}, "c|T04||AS1"),
        ({"sheet": "便笺"}, "c|便笺||"),
        ({}, "c|||"),
    ],
)
def test_a_finding_is_known_by_what_its_row_is_about(place, expected):
    assert finding_id({"code": "c"} | place) == expected
