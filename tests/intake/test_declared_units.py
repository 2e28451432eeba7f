"""Units that a sheet declares: equal ones are silent, others go with the column, contradictions are told."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook

from pipelines.intake.cells.unit_names import measure, relation

SHEETS = {
    "T04": "T04 队伍与原两委成员",
    "T07": "T07 集体资产改制",
    "T10": "T10 服务中心与可及性",
    "T08": "T08 委托事项清单",
}


def read(office: Any, site: Any, form: str, cells: dict[str, str | None]) -> Any:
    def change(book: Workbook) -> None:
        for cell, text in cells.items():
            book[SHEETS[form]][cell].value = text

    return office.read(office.workbook({form: site[form]}, change))


@pytest.mark.parametrize(
    ("form", "field", "header", "unit"),
    [
        ("T07", "assets", "资产总额（元）", "元"),
        ("T07", "assets", "资产总额：亿元", "亿元"),
        ("T07", "assets", "资产总额千元", "千元"),
        ("T07", "assets", "资产总额（万元）", None),
        ("T07", "assets", "资产总额", None),
        ("T10", "area", "面积（亩）", "亩"),
        ("T10", "area", "建筑面积(平方米)", None),
        ("T10", "area", "面积（㎡）", None),
        ("T10", "area", "面积(公顷)", "公顷"),
        ("T04", "posts", "核定岗位（名）", None),
        ("T04", "posts", "核定岗位（万人）", "万人"),
    ],
)
def test_a_unit_in_the_header_goes_with_its_column(
    form: str, field: str, header: str, unit: str | None, office: Any, site: Any
) -> None:
    reading = read(office, site, form, {f"{office.column(form, field)}3": header})
    assert reading.problems == ()
    assert reading.tables[0].units == ({field: unit} if unit else {})


@pytest.mark.parametrize(
    ("form", "field", "header"),
    [("T04", "posts", "核定岗位（户）"), ("T08", "days", "承诺时限（天）"), ("T07", "assets", "资产总额（亩）")],
)
def test_a_unit_of_another_kind_holds_the_form(form: str, field: str, header: str, office: Any, site: Any) -> None:
    cell = f"{office.column(form, field)}3"
    reading = read(office, site, form, {cell: header})
    (problem,) = reading.problems
    assert (problem.code, problem.level, problem.cell, problem.field) == ("unit_not_convertible", "error", cell, field)
    assert office.checked(reading).counts[form].accepted == 0


@pytest.mark.parametrize(
    "line", ["单位：元", "金额单位:元", "单 位： 元  人", "制表单位：同安区民政局　单位：元", "计量单位：元、人"]
)
def test_a_line_above_the_table_is_for_the_headers_that_say_no_unit(line: str, office: Any, site: Any) -> None:
    titles = {name: office.programme.form("T07").field(name).title.zh for name in ("assets", "dividend")}
    bare = {f"{office.column('T07', name)}3": title for name, title in titles.items()}
    reading = read(office, site, "T07", {"A2": line, f"{office.column('T07', 'op_assets')}3": "经营性资产"} | bare)
    assert reading.problems == ()
    assert reading.tables[0].units == {"assets": "元", "op_assets": "元", "dividend": "元"}


def test_a_header_goes_before_the_line_above_and_the_sender_is_asked(office: Any, site: Any) -> None:
    reading = read(office, site, "T07", {"A2": "单位：元"})
    assert reading.tables[0].units == {}
    (problem,) = reading.problems
    assert (problem.code, problem.level, problem.field) == ("header_unit_counts", "warning", "assets")
    assert "资产总额、经营性资产、本年分红" in problem.message_zh


def test_two_lines_that_contradict_each_other_hold_the_form(office: Any, site: Any) -> None:
    cell = f"{office.column('T07', 'assets')}3"
    reading = read(office, site, "T07", {"A2": "单位：元", "F2": "单位：万元", cell: "资产总额"})
    assert [(one.code, one.cell) for one in reading.problems if one.level == "error"] == [("units_contradict", cell)]


def test_a_row_of_units_below_the_header_counts_like_the_header(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        sheet = book[SHEETS["T07"]]
        sheet.insert_rows(4)
        for column, field in enumerate(office.programme.form("T07").fields, start=1):
            sheet.cell(3, column, field.title.zh)
            if field.unit.zh:
                sheet.cell(4, column, "（元）" if field.unit.zh == "万元" else field.unit.zh)

    (table,) = office.read(office.workbook({"T07": site["T07"]}, change)).tables
    assert table.units == {"assets": "元", "op_assets": "元", "dividend": "元"}
    assert table.frame["row"].to_list() == [5]


def test_a_word_that_is_no_unit_is_none(office: Any, site: Any) -> None:
    assert read(office, site, "T07", {"A2": "制表单位：同安区民政局"}).problems == ()
    assert measure("民政局") is None


def test_units_stand_to_each_other_as_they_measure() -> None:
    assert [relation(measure(text), "人") for text in ("名", "百人", "户")] == ["same", "converted", "other"]
    assert measure("亩").times * 3 == 2_000
