"""Rows that are no data: totals are compared with the rows, signatures and repeated headers are left out and told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from openpyxl import Workbook

T04, T07 = "T04 队伍与原两委成员", "T07 集体资产改制"
CODES = ["350212109201", "350212109202", "350212109203"]


def rows(site: Any, form: str = "T04", **more: Any) -> list[dict[str, Any]]:
    """Three rows of a form: in sheet rows 4, 5 and 6."""
    return [site[form][0] | {"community_code": code, **more} for code in CODES]


def checked(office: Any, site: Any, reading: Any) -> Any:
    """The reading checked where the register knows the three communities."""
    register = office.check({"T01": rows(site, "T01")}).rows
    return office.checked(reading, register)


def said(reading: Any) -> list[tuple[str, str, str | None]]:
    return [(one.code, one.level, one.cell) for one in reading.problems]


def read(office: Any, filled: Sequence[Mapping[str, Any]], change: Callable[[Any], None], form: str = T04) -> Any:
    return office.read(office.workbook({form[:3]: filled}, lambda book: change(book[form])))


@pytest.mark.parametrize("label", ["合计", "合　计", "小计：", "全区总计", "共计（人）", "Total", "同安区合计"])
@pytest.mark.parametrize("column", ["A", "B", "C"])
def test_a_total_is_no_data_and_the_sum_is_checked(label: str, column: str, office: Any, site: Any) -> None:
    def change(sheet: Any) -> None:
        sheet[f"{column}7"], sheet["G7"], sheet["H7"] = label, 24, 20

    reading = read(office, rows(site), change)
    assert reading.tables[0].frame["row"].to_list() == [4, 5, 6]
    assert said(reading) == [("total_rows", "info", None), ("total_differs", "warning", "H7")]
    told = reading.problems[1]
    assert (told.field, told.value) == ("staff", "20")
    assert "20" in told.message_zh and "21" in told.message_zh


def test_totals_are_right_in_any_order_offices_have_them(office: Any, site: Any) -> None:
    """A total over all rows at the top, a subtotal after two rows, one after the third, and a total at the end."""

    def change(sheet: Any) -> None:
        sheet.insert_rows(4)
        sheet.insert_rows(7)
        for row, label, posts in ((4, "合计", 24), (7, "小计", 16), (9, "小计", 8), (10, "总计", "24")):
            sheet[f"C{row}"], sheet[f"G{row}"] = label, posts

    reading = read(office, rows(site), change)
    assert said(reading) == [("total_rows", "info", None)]
    assert reading.tables[0].frame["row"].to_list() == [5, 6, 8]


def test_a_total_of_money_is_compared_exactly(office: Any, site: Any) -> None:
    def change(sheet: Any) -> None:
        for row, text in ((4, "1,200.10"), (5, "0.2"), (6, 3), (7, 1203.3)):
            sheet[f"I{row}"] = text
        sheet["C7"] = "合计"

    assert said(read(office, rows(site, "T07"), change, T07)) == [("total_rows", "info", None)]


def test_a_column_with_a_cell_that_is_no_number_is_not_added_up(office: Any, site: Any) -> None:
    def change(sheet: Any) -> None:
        sheet["G5"], sheet["C7"], sheet["G7"] = "约8人", "合计", 999

    assert said(read(office, rows(site), change)) == [("total_rows", "info", None)]


FOOTERS = ["填表人：王某某", "审核人：", "负责人：李某", "填表日期：2011年4月5日", "联系电话：0592-0000000"]
FOOTERS += ["备注：数据为季末数", "注：本表由区汇总", "说明：同上", "以下空白"]


@pytest.mark.parametrize("footer", FOOTERS)
def test_signatures_and_notes_below_the_rows_are_left_out_and_not_repeated(footer: str, office: Any, site: Any) -> None:
    def change(sheet: Any) -> None:
        sheet["A8"], sheet["D8"], sheet["G8"] = footer, "审核人：王某某", 5920000000

    reading = read(office, rows(site), change)
    assert said(reading) == [("note_rows", "info", None)]
    assert reading.tables[0].frame["row"].to_list() == [4, 5, 6]
    assert "王某" not in reading.problems[0].message_zh + reading.problems[0].message_en
    assert reading.problems[0].value is None
    assert office.checked(reading).counts["T04"].rows == 3


@pytest.mark.parametrize("text", ["本表数据截至季度末", "2011年4月5日", "同安区民政局（章）"])
def test_a_lone_text_after_the_last_row_is_a_note(text: str, office: Any, site: Any) -> None:
    reading = read(office, rows(site), lambda sheet: sheet.__setitem__("C9", text))
    assert said(reading) == [("note_rows", "info", None)]


@pytest.mark.parametrize(
    "cells",
    [
        {"C7": CODES[0][:-1] + "9", "AG7": "填表人：某"},  # holds a valid key
        {"A7": "2011Q1", "G7": 8},  # the key is missing
        {"C7": "某某社区", "G7": 8},  # a name instead of the code
        {"G7": 8},
    ],
)
def test_what_may_be_data_is_data(cells: Mapping[str, Any], office: Any, site: Any) -> None:
    def change(sheet: Any) -> None:
        for cell, text in cells.items():
            sheet[cell] = text

    assert read(office, rows(site), change).tables[0].frame["row"].to_list() == [4, 5, 6, 7]


def test_a_header_repeated_on_every_page_is_no_data(office: Any, site: Any) -> None:
    def change(sheet: Any) -> None:
        sheet.insert_rows(5, 3)
        for column in range(1, sheet.max_column + 1):
            sheet.cell(6, column, sheet.cell(3, column).value)

    reading = read(office, rows(site), change)
    assert said(reading) == [("header_repeated", "info", None)]
    assert reading.tables[0].frame["row"].to_list() == [4, 8, 9]


def test_blank_rows_between_the_rows_do_no_harm(office: Any, site: Any) -> None:
    reading = read(office, rows(site), lambda sheet: sheet.insert_rows(5, 30))
    assert said(reading) == []
    assert reading.tables[0].frame["row"].to_list() == [4, 35, 36]


def test_a_second_form_below_the_first_is_told_and_not_read(office: Any, site: Any, xiamen: Any) -> None:
    def change(sheet: Any) -> None:
        sheet["A9"] = "T07 集体资产改制"
        for column, field in enumerate(xiamen.form("T07").fields, start=1):
            sheet.cell(10, column, field.header("zh"))
            sheet.cell(11, column, "1")

    reading = read(office, rows(site), change)
    assert ("second_table", "error", None) in said(reading)
    assert [one.row for one in reading.problems if one.code == "second_table"] == [10]
    assert reading.tables[0].frame["row"].to_list() == [4, 5, 6]
    counts = checked(office, site, reading).counts["T04"]
    assert (counts.rows, counts.accepted) == (3, 3)


def test_one_code_merged_over_its_rows_is_read_in_each_of_them(office: Any, site: Any) -> None:
    milestones = [site["T02"][0] | {"ms_code": f"M{n:02}"} for n in range(1, 13)]

    def change(book: Workbook) -> None:
        book["T02 试点里程碑"].merge_cells("C4:C15")

    straight, merged = (office.read(office.workbook({"T02": milestones}, how)) for how in (None, change))
    assert [one.code for one in merged.problems] == ["merged_read_down"]
    assert "C4:C15" in merged.problems[0].message_zh
    assert merged.tables[0].frame.equals(straight.tables[0].frame)


@pytest.mark.parametrize(("area", "held"), [("G4:G5", 2), ("G4:H4", 1), ("G4:H5", 2)])
def test_a_merged_number_or_a_cell_over_two_columns_holds_its_rows(
    area: str, held: int, office: Any, site: Any
) -> None:
    reading = read(office, rows(site), lambda sheet: sheet.merge_cells(area))
    assert [one.code for one in reading.problems] == ["merged_not_read"] * held
    assert {one.cell for one in reading.problems} == {"G4"}
    assert checked(office, site, reading).counts["T04"].accepted == 3 - held
