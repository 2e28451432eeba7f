"""Round after round: rows held back are shown, marks go again, and the workbook stays what it was."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from pipelines.intake.outbox import put_in_place
from pipelines.intake.receipts.annotate import annotate
from pipelines.intake.receipts.importance import at_most, grouped

SHEET = "队伍"
RED = "FFFFC7CE"


def finding(level: str, row: int | None, code: str = "x", **more: Any) -> dict[str, Any]:
    cell = f"C{row}" if row else None
    place = {"form": "T04", "sheet": SHEET, "cell": cell, "row": row, "field": "staff", "value": "x"}
    return {"code": code, "level": level, "message_zh": "改", "message_en": "mend"} | place | more


def receipt(*problems: dict[str, Any], held: str = "", **more: Any) -> dict[str, Any]:
    counts = {"rows": 6, "accepted": 4, "rejected": 2, "warnings": 0, "explained": 0, "asked": 60, "changed": 6}
    known = {"receipt": "350212-2013Q3-01", "sha256": "ab" * 32, "state": "checked", "unit": "350212"}
    forms = {"T04": counts | {"held": held}}
    return known | {"period": "2013Q3", "file": "a.xlsx", "forms": forms, "problems": list(problems)} | more


@pytest.fixture
def sent() -> bytes:
    """A sheet with everything that an office puts into one."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for row in range(1, 11):
        sheet.append([f"{row}", "甲", row, f"=C{row}*2"])
    sheet["C5"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.merge_cells("A1:B1")
    sheet.freeze_panes, sheet.column_dimensions["B"].width = "B2", 33
    sheet.protection.sheet = True
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0", sqref="C2:C10")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("C2:C10", CellIsRule(operator="lessThan", formula=["0"]))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def given_back(data: bytes, told: dict[str, Any], path: Path) -> openpyxl.Workbook:
    annotate(data, told, path, "zh")
    return openpyxl.load_workbook(path)


def rules(sheet: Any) -> list[tuple[str, str]]:
    return [(str(area.sqref), rule.formula[0]) for area in sheet.conditional_formatting for rule in area.rules]


def marked(sheet: Any) -> dict[str, str]:
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.fill.fgColor.rgb for cell in cells if cell.fill.fill_type}


def test_rows_held_back_show_in_their_first_cell(sent, tmp_path):
    told = receipt(finding("error", 4), finding("error", 7), held="4, 6-7")
    sheet = given_back(sent, told, tmp_path / "a.xlsx")[SHEET]
    assert rules(sheet) == [("C2:C10", "0"), ("A4 A6:A7", 'N("pingshi")=0')]


def test_the_next_round_takes_everything_off_and_leaves_the_rest(sent, tmp_path):
    told = receipt(finding("error", 4), finding("error", 5), held="4-5")
    given_back(sent, told, tmp_path / "a.xlsx")
    before = openpyxl.load_workbook(BytesIO(sent))[SHEET]
    after = given_back((tmp_path / "a.xlsx").read_bytes(), receipt(), tmp_path / "b.xlsx")[SHEET]
    assert rules(after) == rules(before) and marked(after) == marked(before) == {"C5": "FF00FF00"}
    assert [cell.comment for row in after.iter_rows() for cell in row if cell.comment] == []
    assert [[cell.value for cell in row] for row in after] == [[cell.value for cell in row] for row in before]
    assert after["D4"].data_type == "f"
    assert (after.freeze_panes, after.merged_cells.ranges) == ("B2", before.merged_cells.ranges)
    assert after.column_dimensions["B"].width == 33 and after.protection.sheet
    assert [str(one.sqref) for one in after.data_validations.dataValidation] == ["C2:C10"]


def test_marks_go_although_rows_have_moved(sent, tmp_path):
    book = given_back(sent, receipt(finding("error", 4), finding("error", 5), held="4-5"), tmp_path / "a.xlsx")
    sheet = book[SHEET]
    for row in (7, 6):  # two rows further down, with their looks, as a spreadsheet program moves them
        for cell in sheet[row - 2]:
            there = sheet.cell(row, cell.column)
            there.value, there._style, there.comment = cell.value, cell._style, cell.comment
            cell.comment, cell.fill = None, PatternFill()
    after = given_back(saved(book), receipt(finding("warning", 9)), tmp_path / "b.xlsx")[SHEET]
    assert marked(after) == {"C7": "FF00FF00", "C9": "FFFFEB9C"}
    assert [cell.coordinate for row in after.iter_rows() for cell in row if cell.comment] == ["C9"]


def test_the_list_goes_by_rows_held_back_and_folds_what_is_equal(sent, tmp_path):
    column = [finding("error", row, "wrong") for row in range(2, 10)]
    told = receipt(finding("info", 2, "i"), finding("warning", 3, "w"), finding("error", 10, "one"), *column)
    whole = finding("error", None, "missing_column")
    sheet = given_back(sent, told | {"problems": [*told["problems"], whole]}, tmp_path / "a.xlsx").worksheets[0]
    head = next(cell.row for cell in sheet["A"] if cell.value == "序号")
    codes = [str(sheet.cell(row, 9).value).split("|")[0] for row in range(head + 1, head + 13)]
    assert codes == [*["wrong"] * 8, "missing_column", "one", "w", "i"]
    hidden = [row - head for row in range(head + 1, head + 13) if sheet.row_dimensions[row].hidden]
    assert hidden == [5, 6, 7, 8] and "同类共 8 处" in sheet.cell(head + 1, 7).value


def test_a_column_full_of_errors_does_not_crowd_out_the_rest():
    column = [finding("error", row, "wrong") for row in range(4, 504)]
    groups = grouped([*column, finding("warning", 4, "w"), finding("info", 4, "i")], {})
    shown = at_most(groups, 10)
    assert [(one.findings[0]["code"], len(one.findings), one.total) for one in shown] == [
        ("wrong", 8, 500),
        ("w", 1, 1),
        ("i", 1, 1),
    ]


def test_the_list_tells_numbers_steps_and_fingerprint(sent, xiamen, tmp_path):
    annotate(sent, receipt(finding("error", 4), held="4-9"), tmp_path / "a.xlsx", "zh", xiamen)
    words = [str(cell.value) for row in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0] for cell in row]
    for said in ("ab" * 32, "队伍与原两委成员", "4／2", "4-9", "0（已说明 0）", "应填 60 格，变动 6 格（10%）"):
        assert any(said in word for word in words), said
    assert any(word.startswith("1. 在批注后的工作簿中逐处改正") for word in words)


def test_the_copy_replaces_a_link_and_does_not_follow_it(sent, tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    (tmp_path / "a.xlsx").symlink_to(victim)
    annotate(sent, receipt(), tmp_path / "a.xlsx", "zh")
    assert victim.read_text() == "mine" and not (tmp_path / "a.xlsx").is_symlink()


def test_a_copy_that_cannot_be_written_leaves_no_part_of_itself(tmp_path, monkeypatch):
    (tmp_path / "a.xlsx").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        put_in_place(tmp_path / "a.xlsx", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"] and (tmp_path / "a.xlsx").read_bytes() == b"old"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r="])
def test_what_looks_like_a_formula_is_text_everywhere(sent, tmp_path, begin):
    evil = f"{begin}HYPERLINK(1)"
    told = receipt(finding("warning", 4, value=evil, reason=evil, message_zh=evil), file=evil, held="")
    sheet = given_back(sent, told, tmp_path / "a.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK(1)" in str(cell.value)]
    assert len(cells) >= 4 and {cell.data_type for cell in cells} == {"s"}
    live = [cell for cell in cells if str(cell.value).strip().startswith(begin.strip())]
    assert len(live) == 3 and all(cell.quotePrefix for cell in live)
