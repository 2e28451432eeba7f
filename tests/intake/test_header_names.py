"""What a header means: the field it names, however it is written, or a question; never a guess."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook

from pipelines.programme.model import Programme

T04 = "T04 队伍与原两委成员"


@pytest.mark.parametrize(
    ("found", "field"),
    [
        ("*核定岗位（人）", "posts"),
        ("1、核定岗位", "posts"),
        ("③ 核定岗位：", "posts"),
        ("核定岗位（个）", "posts"),
        ("核定岗位（人，必填）", "posts"),
        ("核定岗位/人", "posts"),
        ("其中：大专", "edu_col"),
        ("党务", "party_workers"),
        ("36~45岁", "age_36_45"),
        ("社区代码（12位）", "community_code"),
    ],
)
def test_a_header_written_a_little_differently_is_the_same_header(
    found: str, field: str, office: Any, site: Any
) -> None:
    letter = office.column("T04", field)
    reading = office.read(office.workbook(site, lambda book: book[T04].__setitem__(f"{letter}3", found)))
    assert reading.problems == ()
    assert {table.form: table.columns for table in reading.tables}["T04"][field] == letter


@pytest.mark.parametrize(
    ("found", "field"),
    [
        ("核定岗位数量", "posts"),
        ("在岗人员", "staff"),
        ("在刚", "staff"),
        ("在刚人数", "staff"),
        ("大砖", "edu_col"),
        ("本年离值", "left_n"),
    ],
)
def test_a_header_that_can_mean_one_field_only_is_read_and_asked_about(
    found: str, field: str, office: Any, site: Any
) -> None:
    letter = office.column("T04", field)
    reading = office.read(office.workbook(site, lambda book: book[T04].__setitem__(f"{letter}3", found)))
    (problem,) = reading.problems
    assert (problem.code, problem.level, problem.cell, problem.field) == (
        "header_read_as",
        "warning",
        f"{letter}3",
        field,
    )
    assert found in problem.message_zh
    assert {table.form: table.columns for table in reading.tables}["T04"][field] == letter


@pytest.mark.parametrize(
    ("found", "field"),
    [
        ("本年解聘", "hired_n"),  # dismissed, not hired
        ("未持证", "cert_n"),
        ("非在岗", "staff"),
        ("专科", "edu_ba"),
        ("36至44岁", "age_36_45"),
        ("35岁以下", "age_le35"),
        ("在岗人数上期", "staff"),
        ("在岗（2010年）", "staff"),
        ("在岗（不含借调）", "staff"),
        ("原两委考核", "cad_assessed"),  # assessed, or passed
        ("不知何物", "staff"),
        (None, "staff"),
    ],
)
def test_a_header_that_may_mean_something_else_is_a_question_and_holds_the_form(
    found: str | None, field: str, office: Any, site: Any, xiamen: Programme
) -> None:
    letter = office.column("T04", field)
    data = office.workbook({"T04": site["T04"]}, lambda book: setattr(book[T04][f"{letter}3"], "value", found))
    reading = office.read(data)
    (problem,) = reading.problems
    assert (problem.code, problem.level, problem.cell) == ("column_may_be", "error", f"{letter}3")
    assert xiamen.form("T04").field(field).title.zh in problem.message_zh
    assert reading.tables[0].frame[field].to_list() == [None]
    assert office.checked(reading).counts["T04"].accepted == 0


def test_two_columns_that_may_mean_the_same_field_are_both_left_alone(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        book[T04]["H3"], book[T04]["AH3"], book[T04]["AH4"] = "在刚", "在岗人员", 9

    checked = office.checked(office.read(office.workbook({"T04": site["T04"]}, change)))
    assert [one.cell for one in checked.problems if one.code == "column_may_be"] == ["H3", "AH3"]
    assert checked.counts["T04"].accepted == 0


def test_neighbouring_fields_are_never_exchanged(xiamen: Programme) -> None:
    """No title or alias of a field may be taken for another field of its form, not even as a misspelling."""
    from pipelines.intake.sheets.header_names import FormNames

    for form in xiamen.forms:
        names = FormNames(form)
        for field in form.fields:
            for title in (field.header("zh"), field.title.zh, field.title.en, field.name, *field.aliases):
                assert names.heading(title).field == field.name, (form.id, title)
                like = names.spelt_like(title)
                assert like is None or like.field == field.name, (form.id, title)
