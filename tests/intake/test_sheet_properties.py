"""Whatever an office does around the table, the accepted values are the same."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.programme.model import Form

HEADER = 3
FORMS = ("T01", "T03", "T04", "T07", "T11")


def shuffled_columns(sheet: Worksheet, form: Form, random: Random) -> None:
    columns = [list(column) for column in sheet.iter_cols(min_row=HEADER, values_only=True)]
    random.shuffle(columns)
    for place, column in enumerate(columns, start=1):
        for row, value in enumerate(column, start=HEADER):
            sheet.cell(row, place).value = value


def titles_above(sheet: Worksheet, form: Form, random: Random) -> None:
    sheet.insert_rows(1, random.randint(1, 20))
    for row in range(1, random.randint(1, 4)):
        sheet.cell(
            row,
            random.randint(1, 6),
            random.choice(["厦门市统计表", "2011年第一季度", "填报单位：同安区", "单位：万元"]),
        )


def blank_rows(sheet: Worksheet, form: Form, random: Random) -> None:
    header = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == form.fields[0].header("zh"))
    sheet.insert_rows(header + 1, random.randint(1, 30))


def blank_columns(sheet: Worksheet, form: Form, random: Random) -> None:
    sheet.insert_cols(random.randint(1, 8), random.randint(1, 3))


def a_total(sheet: Worksheet, form: Form, random: Random) -> None:
    row = sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(row, column, f"=SUM({column})" if column > 8 and random.random() < 0.1 else None)
    sheet.cell(row, random.randint(1, 3), random.choice(["合计", "合  计", "总计："]))


def a_footer(sheet: Worksheet, form: Form, random: Random) -> None:
    row = sheet.max_row + random.randint(1, 3)
    sheet.cell(row, random.randint(1, 4), random.choice(["填表人：某某", "审核人：某某", "备注：同上", "注：季末数"]))
    sheet.cell(row, 10, "填表日期：2011-04-05")


CHANGES = (blank_rows, a_total, a_footer, shuffled_columns, titles_above, blank_columns)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), chosen=st.sets(st.sampled_from(range(len(CHANGES))), min_size=2))
def test_what_stands_around_the_table_changes_no_value(seed: int, chosen: set[int], office: Any, site: Any) -> None:
    rows = {form: site[form] for form in FORMS}

    def change(book: Workbook) -> None:
        for form in map(office.programme.form, FORMS):
            random = Random(seed)
            for number in sorted(chosen):
                CHANGES[number](book[form.sheet("zh")], form, random)

    straight = office.check(rows)
    checked = office.checked(office.read(office.workbook(rows, change)))
    assert [one for one in checked.problems if one.level == "error"] == []
    for form, accepted in straight.rows.items():
        assert len(accepted) == 1
        place = ["sheet", "row"]
        assert checked.rows[form].drop(place).equals(accepted.drop(place)), form
