"""Finding the header: whatever stands above it, in one row or in three; what it means is never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.programme.model import Form, Programme

T04 = "T04 队伍与原两委成员"
FORMS = ["T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T10b", "T11", "T12"]
TOP, HEADER, ROW = 2, 3, 4  # the rows of a group above the header, the header, the first data


def values(office: Any, data: bytes, form: str) -> Any:
    """The accepted values of a form, without the place where they stood."""
    return office.checked(office.read(data)).rows[form].drop("sheet", "row", "receipt")


def headed(sheet: Worksheet, texts: dict[int, str]) -> None:
    for column, text in texts.items():
        sheet.cell(HEADER, column, text)


def codes(reading: Any) -> list[str]:
    return [one.code for one in reading.problems]


def split_in_two_rows(sheet: Worksheet, form: Form) -> None:
    sheet["A2"] = None
    for column, field in enumerate(form.fields, start=1):
        half = (len(field.title.zh) + 1) // 2
        sheet.cell(TOP, column, field.title.zh[:half])
        sheet.cell(HEADER, column).value = field.header("zh")[half:] or None


def grouped(sheet: Worksheet, form: Form) -> None:
    """One group over all columns that the template has, the headers below as they are."""
    sheet["A2"] = None
    sheet.cell(TOP, 1, "基本情况")
    sheet.cell(TOP, 6, "本期情况")
    sheet.merge_cells(start_row=TOP, end_row=TOP, start_column=1, end_column=5)
    sheet.merge_cells(start_row=TOP, end_row=TOP, start_column=6, end_column=len(form.fields))


def merged_downwards(sheet: Worksheet, form: Form) -> None:
    sheet["A2"] = None
    for column, field in enumerate(form.fields, start=1):
        sheet.cell(TOP, column, field.header("zh"))
        sheet.cell(HEADER, column).value = None
        sheet.merge_cells(start_row=TOP, end_row=HEADER, start_column=column, end_column=column)


def shared_beginnings(form: Form) -> Iterator[tuple[str, int, int]]:
    """Columns next to each other whose titles begin alike: what they share, the first, the last."""
    titles = list(enumerate((field.title.zh for field in form.fields), start=1))
    for start, group in groupby(titles, key=lambda pair: pair[1][:3]):
        columns = [column for column, _ in group]
        if len(columns) > 1 and all(len(titles[column - 1][1]) > 3 for column in columns):
            yield start, columns[0], columns[-1]


def grouped_by_their_beginnings(sheet: Worksheet, form: Form) -> None:
    merged_downwards(sheet, form)
    for start, first, last in shared_beginnings(form):
        for column in range(first, last + 1):
            sheet.unmerge_cells(start_row=TOP, end_row=HEADER, start_column=column, end_column=column)
            sheet.cell(TOP, column).value = start if column == first else None
            sheet.cell(HEADER, column, form.fields[column - 1].header("zh").removeprefix(start))
        sheet.merge_cells(start_row=TOP, end_row=TOP, start_column=first, end_column=last)


def units_below(sheet: Worksheet, form: Form) -> None:
    sheet["A2"] = None
    for column, field in enumerate(form.fields, start=1):
        sheet.cell(TOP, column, field.title.zh)
        sheet.cell(HEADER, column).value = f"（{field.unit.zh}）" if field.unit.zh else None


def english_below(sheet: Worksheet, form: Form) -> None:
    sheet.insert_rows(ROW)
    for column, field in enumerate(form.fields, start=1):
        sheet.cell(ROW, column, field.title.en)


def numbers_below(sheet: Worksheet, form: Form) -> None:
    sheet.insert_rows(ROW)
    for column in range(1, len(form.fields) + 1):
        sheet.cell(ROW, column, column)


def letters_and_numbers_below(sheet: Worksheet, form: Form) -> None:
    sheet.insert_rows(ROW)
    for column in range(1, len(form.fields) + 1):
        sheet.cell(ROW, column, "甲乙丙"[column - 1] if column < 4 else f"({column - 3})")


def titles_above(sheet: Worksheet, form: Form) -> None:
    sheet.insert_rows(1, 12)
    sheet["A1"] = "厦门市村改居社区基层治理机制改革试点统计表"
    sheet.merge_cells("A1:H1")
    sheet["A5"], sheet["D5"] = "制表单位：同安区民政局", "2011年4月6日"


def blank_rows_and_columns(sheet: Worksheet, form: Form) -> None:
    sheet.insert_rows(1, 40)
    sheet.insert_cols(1, 3)


LAYOUTS = [
    split_in_two_rows,
    grouped,
    merged_downwards,
    grouped_by_their_beginnings,
    units_below,
    english_below,
    numbers_below,
    letters_and_numbers_below,
    titles_above,
    blank_rows_and_columns,
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_form_reads_the_same_under_any_layout_of_its_header(
    layout: Callable[[Worksheet, Form], None], xiamen: Programme, office: Any, site: Any
) -> None:
    def change(book: Workbook) -> None:
        for form in xiamen.forms:
            if form.id in site:
                layout(book[form.sheet("zh")], form)

    straight = office.checked(office.read(office.workbook(site)))
    checked = office.checked(office.read(office.workbook(site, change)))
    assert [one for one in checked.problems if one.level != "info"] == [
        one for one in straight.problems if one.level != "info"
    ]
    for form, rows in straight.rows.items():
        assert checked.rows[form].drop("sheet", "row").equals(rows.drop("sheet", "row")), form


def test_a_header_of_two_rows_is_told_and_its_cells_stay_at_their_address(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        sheet = book[T04]
        sheet["A2"] = None
        sheet["K2"] = "年龄"
        sheet.merge_cells("K2:N2")
        for letter, text in zip("KLMN", ("35岁及以下", "36至45岁", "46—55岁", "56岁及以上"), strict=True):
            sheet[f"{letter}3"] = text
        sheet["O2"] = "学历"  # not merged: the group stands over its first column only
        for letter, text in zip("OPQR", ("高中及以下", "大专", "本科", "研究生"), strict=True):
            sheet[f"{letter}3"] = text
        sheet["W2"] = "原两委"
        sheet.merge_cells("W2:AB2")
        for letter, text in zip(("W", "X"), ("符合条件", "已培训"), strict=True):
            sheet[f"{letter}3"] = text

    reading = office.read(office.workbook({"T04": site["T04"]}, change))
    assert codes(reading) == ["header_rows"]
    (table,) = reading.tables
    assert table.cell("cad_elig", 4) == "W4"
    assert values(office, office.workbook({"T04": site["T04"]}, change), "T04").equals(
        values(office, office.workbook({"T04": site["T04"]}), "T04")
    )
