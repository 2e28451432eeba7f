"""The sender's workbook given back: exactly the named cells are marked, nothing else is touched."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from pipelines.intake.receipts import annotate as module
from pipelines.intake.receipts.annotate import annotate
from pipelines.intake.sheets.read import read_submission
from pipelines.intake.templates.template import write_template

SHEET = "T04 队伍与原两委成员"
RED, YELLOW, BLUE, OWN = "FFFFC7CE", "FFFFEB9C", "FFDDEBF7", "FF00FF00"


def finding(level: str, message: str, cell: str | None, **more: Any) -> dict[str, Any]:
    row = int("".join(filter(str.isdigit, cell))) if cell else None
    place = {"form": "T04", "sheet": SHEET, "cell": cell, "row": row, "field": "staff", "value": "x"}
    return {"code": "x", "level": level, "message_zh": message, "message_en": f"en {message}"} | place | more


PROBLEMS = [
    finding("warning", "请核对", "H5"),
    finding("error", "=1+1 不是整数", "H5"),
    finding("info", "已按变更处理", "E6"),
    finding("error", "整行重复", None, row=7),
    finding("error", "=HYPERLINK(1)", None, sheet=None, row=None, field=None, value="=cmd|' /C calc'!A0\x07"),
]


def receipt(problems: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    known = {"receipt": "350212-2013Q3-01", "sha256": "ab" * 32, "state": "checked", "unit": "350212"}
    return known | {"period": "2013Q3", "file": "a.xlsx", "forms": {}, "problems": problems} | more


@pytest.fixture
def sent(xiamen, tmp_path) -> bytes:
    """A filled template with a text that looks like a formula, and a colour and a comment of the sender's own."""
    path = tmp_path / "sent.xlsx"
    write_template(xiamen, "350212", "2013Q3", {}, path, only_form="T04")
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    sheet["H5"], sheet["H6"] = "十二", 7
    sheet["F6"] = "=1+1"
    sheet["F6"].data_type = "s"
    sheet["H5"].fill = PatternFill("solid", fgColor=OWN)
    sheet["H5"].comment = Comment("我的备注", "某科")
    book.save(path)
    return path.read_bytes()


@pytest.fixture
def given_back(sent, xiamen, tmp_path) -> openpyxl.Workbook:
    annotate(sent, receipt(PROBLEMS), tmp_path / "back.xlsx", "zh", xiamen)
    return openpyxl.load_workbook(tmp_path / "back.xlsx")


def fills(sheet) -> dict[str, str]:
    cells = (cell for row in sheet.iter_rows(min_row=4) for cell in row)
    return {cell.coordinate: cell.fill.fgColor.rgb for cell in cells if cell.fill.fill_type}


def values(sheet) -> dict[str, object]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_exactly_the_named_cells_are_coloured_by_the_worst_finding(given_back):
    assert fills(given_back[SHEET]) == {"H5": RED, "E6": BLUE, "A7": RED}


def test_the_comment_says_every_finding_and_keeps_the_senders_own(given_back):
    assert given_back[SHEET]["H5"].comment.text == "✖ 错误：=1+1 不是整数\n▲ 提醒：请核对\n我的备注"


def test_headers_limits_protection_and_values_are_as_they_were(given_back, sent):
    before, after = openpyxl.load_workbook(BytesIO(sent))[SHEET], given_back[SHEET]
    assert values(after) == values(before) != {}
    rules = [
        sorted((str(one.sqref), one.type, one.formula1) for one in sheet.data_validations.dataValidation)
        for sheet in (before, after)
    ]
    assert rules[0] == rules[1] != []
    assert after.protection.sheet and after["H3"].comment.text == before["H3"].comment.text


def test_the_list_comes_first_and_links_to_the_cells(given_back):
    sheet = given_back.worksheets[0]
    assert (sheet.title, given_back.active) == ("待改清单", sheet)
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]
    assert [(row[1], row[3], row[4], row[6]) for row in rows] == [
        ("错误", None, None, "=HYPERLINK(1)"),
        ("错误", "H5", "在岗", "=1+1 不是整数"),
        ("错误", "第 7 行", "在岗", "整行重复"),
        ("提醒", "H5", "在岗", "请核对"),
        ("说明", "E6", "在岗", "已按变更处理"),
    ]
    links = [sheet.cell(row, 4).hyperlink for row in range(head + 1, head + 6)]
    assert [link and link.location for link in links] == [None, *(f"'{SHEET}'!{at}" for at in ("H5", "A7", "H5", "E6"))]


def test_only_the_list_is_selected_so_that_typing_changes_one_sheet(given_back):
    assert [sheet.title for sheet in given_back if sheet.sheet_view.tabSelected] == ["待改清单"]


def test_no_text_becomes_a_formula(given_back):
    cells = (cell for sheet in given_back for row in sheet.iter_rows() for cell in row)
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_the_senders_own_formula_stays_one(xiamen, tmp_path, sent):
    book = openpyxl.load_workbook(BytesIO(sent))
    book[SHEET]["H8"] = "=3+4"
    book.save(tmp_path / "formula.xlsx")
    annotate((tmp_path / "formula.xlsx").read_bytes(), receipt(PROBLEMS), tmp_path / "back.xlsx", "zh", xiamen)
    assert openpyxl.load_workbook(tmp_path / "back.xlsx")[SHEET]["H8"].data_type == "f"


def test_a_mended_workbook_can_be_sent_straight_back(xiamen, tmp_path, sent, given_back):
    before = read_submission(sent, "a.xlsx", xiamen.forms)
    after = read_submission((tmp_path / "back.xlsx").read_bytes(), "a.xlsx", xiamen.forms)
    assert (after.unit, after.period, after.problems) == (before.unit, before.period, before.problems)
    assert all(one.frame.equals(two.frame) for one, two in zip(before.tables, after.tables, strict=True))


def test_a_second_round_takes_off_the_marks_of_the_first(xiamen, tmp_path, given_back):
    once = (tmp_path / "back.xlsx").read_bytes()
    annotate(once, receipt([finding("warning", "再核对", "H6")]), tmp_path / "again.xlsx", "en", xiamen)
    book = openpyxl.load_workbook(tmp_path / "again.xlsx")
    assert fills(book[SHEET]) == {"H5": OWN, "H6": YELLOW}
    assert (book[SHEET]["H5"].comment.text, book[SHEET]["E6"].comment) == ("我的备注", None)
    assert [name for name in book.sheetnames if name in {"待改清单", "To mend"}] == ["To mend"]


@pytest.mark.parametrize(
    ("data", "state"),
    [(b"period,unit_code\n2013Q3,350212\n", "checked"), (b"PK\x03\x04 cut off", "checked"), (b"", "refused")],
)
def test_what_is_not_a_workbook_comes_back_as_the_list_alone(xiamen, tmp_path, data, state):
    annotate(data, receipt(PROBLEMS, state=state), tmp_path / "back.xlsx", "zh", xiamen)
    book = openpyxl.load_workbook(tmp_path / "back.xlsx")
    assert book.sheetnames == ["待改清单"]
    words = [cell.value for (cell, *_) in book.worksheets[0].iter_rows() if cell.value]
    assert "350212-2013Q3-01" in words[0] and any("ab" * 32 in word for word in words)


def test_a_refused_workbook_is_not_opened(sent, xiamen, tmp_path):
    annotate(sent, receipt(PROBLEMS, state="refused"), tmp_path / "back.xlsx", "zh", xiamen)
    assert openpyxl.load_workbook(tmp_path / "back.xlsx").sheetnames == ["待改清单"]


def test_more_problems_than_can_be_marked_are_counted(sent, xiamen, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MARKED_AT_MOST", 1)
    annotate(sent, receipt(PROBLEMS), tmp_path / "back.xlsx", "zh", xiamen)
    words = [cell.value for (cell, *_) in openpyxl.load_workbook(tmp_path / "back.xlsx").worksheets[0].iter_rows()]
    assert any("另有 4 处未列出" in str(word) for word in words)


def test_nothing_wrong_is_said_too(sent, xiamen, tmp_path):
    annotate(sent, receipt([]), tmp_path / "back.xlsx", "zh", xiamen)
    words = [cell.value for (cell, *_) in openpyxl.load_workbook(tmp_path / "back.xlsx").worksheets[0].iter_rows()]
    assert "没有发现问题。" in words


def test_an_unwritable_place_is_told_to_the_caller(sent, xiamen):
    with pytest.raises(OSError, match="nowhere"):
        annotate(sent, receipt([]), Path("/nowhere/back.xlsx"), "zh", xiamen)
