"""Columns that are missing, doubled or hidden, and sheets that hold a form without saying so."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipelines.intake.checks.check import Checked

T04 = "T04 队伍与原两委成员"


def codes(problems: Any) -> list[tuple[str, str]]:
    return [(one.code, one.level) for one in problems]


def check(office: Any, site: Any, change: Any, accepted: Any = None) -> Checked:
    return office.checked(office.read(office.workbook({"T01": site["T01"], "T04": site["T04"]}, change)), accepted)


def without_seconded(book: Workbook) -> None:
    book[T04].delete_cols(9)


def test_a_missing_optional_column_is_not_reported_and_never_zero(office: Any, site: Any) -> None:
    checked = check(office, site, without_seconded)
    assert codes(checked.problems) == [("columns_not_reported", "warning")]
    assert checked.rows["T04"]["seconded"].to_list() == [None]
    assert checked.rows["T04"]["staff"].to_list() == [7]


def test_a_missing_column_is_no_change(office: Any, site: Any) -> None:
    """A row that says 无变化 and lacks a column still says 无变化; one that differs elsewhere does not."""
    accepted = check(office, site, None).rows

    def change(staff: int) -> Any:
        def meddle(book: Workbook) -> None:
            book[T04]["E4"], book[T04]["H4"] = "无变化", staff
            without_seconded(book)

        return meddle

    same, other = (check(office, site, change(staff), accepted) for staff in (7, 8))
    assert same.rows["T04"]["row_status"].to_list() == ["无变化"]
    assert ("status_differs", "info") in codes(other.problems)


def test_a_column_twice_with_the_same_content_is_read_once(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        book[T04]["AH3"], book[T04]["AH4"] = "在岗人数", " 7 "

    checked = check(office, site, change)
    assert [(one.code, one.cell) for one in checked.problems] == [("repeated_column_same", "AH3")]
    assert checked.rows["T04"]["staff"].to_list() == [7]


def test_unit_period_and_day_may_be_left_to_the_workbook(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        for column in (4, 2, 1):
            book[T04].delete_cols(column)

    checked = check(office, site, change)
    assert codes(checked.problems) == [("rows_completed", "info")]
    assert checked.rows["T04"]["as_of"].to_list() == check(office, site, None).rows["T04"]["as_of"].to_list()


def test_a_hidden_sheet_is_left_out_where_a_visible_one_is_the_same_form(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        hidden = book.copy_worksheet(book[T04])
        hidden.title, hidden.sheet_state, hidden["H4"] = "T04 上季", "hidden", 1
        book.move_sheet(hidden, -10)

    checked = check(office, site, change)
    assert codes(checked.problems) == [("hidden_sheet_left_out", "warning")]
    assert checked.rows["T04"]["staff"].to_list() == [7]


def test_where_two_forms_fit_equally_the_title_above_the_header_decides(office: Any) -> None:
    def change(book: Workbook) -> None:
        for title, sheet in (("表一", book.worksheets[0]), ("表二", book.worksheets[1])):
            sheet.title = title
            for column in range(sheet.max_column, 2, -1):
                sheet.delete_cols(column)
            sheet.cell(3, 1, "社区代码")
            sheet.cell(3, 2, "状态")
            sheet["A4"], sheet["B4"] = "350212109201", None

    reading = office.read(office.workbook({"T03": [{}], "T04": [{}]}, change))
    assert [(table.form, table.sheet) for table in reading.tables] == [("T03", "表一"), ("T04", "表二")]


def test_a_bare_day_number_in_a_workbook_of_the_1904_calendar_is_held_from_the_file_on(office: Any, site: Any) -> None:
    def as_number(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        sheet = book[office.programme.form("T04").sheet("zh")]
        sheet[f"{office.column('T04', 'as_of')}4"] = 39171

    checked = office.checked(office.read(office.workbook({"T01": site["T01"], "T04": site["T04"]}, as_number)))
    assert [(one.code, one.cell) for one in checked.problems if one.level == "error"] == [("not_a_date", "D4")]


def test_a_short_row_of_a_csv_file_is_asked_about_since_a_cell_may_be_missing_in_the_middle(
    office: Any, site: Any
) -> None:
    lines = office.csv("T01", site["T01"]).splitlines()
    lines[1] = lines[1].rsplit(",", 1)[0]
    problems = office.read("\n".join(lines).encode(), "T01.csv").problems
    assert [(one.code, one.level) for one in problems] == [("too_few_cells_in_row", "warning")]


def test_a_mark_of_the_encoding_in_the_middle_of_a_file_changes_no_quarter(office: Any, site: Any) -> None:
    header, *rows = office.csv("T01", site["T01"]).splitlines()
    reading = office.read("\n".join([header, *(f"\ufeff{row}" for row in rows)]).encode(), "T01.csv")
    assert reading.period == "2011Q1"


@pytest.mark.parametrize(("day", "asked"), [("2010-12-31", True), ("2011-02-28", False), ("2011-04-08", False)])
def test_a_day_left_over_from_another_quarter_is_asked_about(day: str, asked: bool, office: Any, site: Any) -> None:
    checked = office.check({"T01": site["T01"], "T06": [site["T06"][0] | {"as_of": day}]})
    assert ("as_of_elsewhere" in {one.code for one in checked.problems}) == asked
