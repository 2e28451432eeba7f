"""Rows against their key, their unit and quarter, their codes and the last accepted row: what is held back, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.intake.checks.check import Context, check
from pipelines.intake.tables import Reading
from pipelines.programme.model import Programme


def problems(checked: Any, level: str = "error") -> list[tuple[str, str | None]]:
    """Code and cell of what was found."""
    return [(one.code, one.cell) for one in checked.problems if one.level == level]


def test_good_rows_come_back_typed_and_in_contract_order(office: Any, site: Any, xiamen: Programme) -> None:
    rows = office.check(site).rows["T04"]
    assert rows.columns == [
        *(field.name for field in xiamen.form("T04").fields),
        "not_applicable",
        "missing",
        "receipt",
        "sheet",
        "row",
    ]
    assert rows.schema["staff"] == pl.Int64
    assert office.check(site).rows["T05"].schema["amount"] == pl.Decimal(14, 2)
    assert rows.select("staff", "not_applicable", "receipt", "sheet", "row").row(0) == (
        7, [], None, "T04 队伍与原两委成员", 4
    )  # fmt: skip


def test_what_does_not_apply_is_named_beside_the_row(office: Any, site: Any) -> None:
    rows = office.check(
        {"T01": site["T01"], "T04": [site["T04"][0] | {"posts": "不适用", "cad_covered": "不适用"}]}
    ).rows
    assert rows["T04"].select("posts", "not_applicable").row(0) == (None, ["posts", "cad_covered"])


def test_all_rows_of_a_double_key_are_held_back_and_name_each_other(office: Any, site: Any) -> None:
    row = site["T12"][0]
    checked = office.check({"T12": [row, row | {"iss_id": "I-002"}, row, row]})
    letter = office.column("T12", "iss_id")
    assert problems(checked) == [("duplicate_key", f"{letter}{number}") for number in (4, 6, 7)]
    assert "第 4、6、7 行" in checked.problems[0].message_zh
    assert checked.rows["T12"]["iss_id"].to_list() == ["I-002"]


def test_a_row_of_another_unit_or_quarter_is_held_back(office: Any, site: Any) -> None:
    row = site["T12"][0]
    checked = office.check({"T12": [row | {"unit_code": "350213"}, row | {"iss_id": "I-002", "period": "2010Q4"}]})
    assert problems(checked) == [("wrong_unit", "B4"), ("wrong_period", "A5")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"town_code": "350212999"}, "unknown_division"),
        ({"town_code": "350213102"}, "division_elsewhere"),
        ({"town_code": "350212007"}, "division_not_valid"),
    ],
)
def test_a_town_must_exist_in_the_quarter_and_belong_to_the_unit(
    change: dict[str, str], code: str, office: Any, site: Any
) -> None:
    checked = office.check({"T01": [site["T01"][0] | change]})
    assert problems(checked) == [(code, f"{office.column('T01', 'town_code')}4")]


def test_a_code_outside_the_programmes_list_is_held_back(office: Any, site: Any) -> None:
    checked = office.check({"T12": [site["T12"][0] | {"lead": "XXX"}]})
    assert problems(checked) == [("unknown_code", f"{office.column('T12', 'lead')}4")]


def test_a_code_of_another_form_is_asked_for_but_not_held_back(office: Any, site: Any) -> None:
    checked = office.check({"T01": site["T01"], "T10": site["T10"], "T10b": site["T10b"]})
    assert problems(checked, "warning") == [("unknown_reference", f"{office.column('T10b', 'matter_code')}4")]
    assert checked.counts["T10b"].accepted == 1


def test_a_community_is_known_from_this_submission_or_from_what_was_accepted(office: Any, site: Any) -> None:
    register = office.check({"T01": site["T01"]}).rows
    assert problems(office.check({"T04": site["T04"]})) == [("X01", f"{office.column('T04', 'community_code')}4")]
    assert problems(office.check({"T04": site["T04"]}, register)) == []
    assert problems(office.check({"T01": site["T01"], "T04": site["T04"]})) == []


def test_a_warning_asks_and_a_remark_answers(office: Any, site: Any) -> None:
    row = site["T04"][0] | {"posts": "6"}
    silent, explained = (
        office.check({"T01": site["T01"], "T04": [row | {"remark": remark}]}) for remark in ("", "两人待退休")
    )
    for checked in (silent, explained):
        assert problems(checked, "warning") == [("T04.staff_within_posts", f"{office.column('T04', 'staff')}4")]
        assert (checked.counts["T04"].accepted, checked.counts["T04"].warnings) == (1, 1)
    assert [checked.problems[0].reason for checked in (silent, explained)] == [None, "两人待退休"]
    assert [checked.counts["T04"].explained for checked in (silent, explained)] == [0, 1]
    assert explained.problems[0].message_zh == silent.problems[0].message_zh


def test_a_printed_row_that_nobody_filled_in_is_not_reported(office: Any, site: Any) -> None:
    checked = office.check({"T01": site["T01"], "T04": [site["T04"][0], {"community_code": "350212109202"}]})
    assert problems(checked, "info") == [("rows_not_reported", None)]
    count = checked.counts["T04"]
    assert (count.rows, count.accepted, count.rejected, count.warnings) == (1, 1, 0, 0)


def test_a_row_that_a_sender_added_is_of_this_submission(office: Any, site: Any) -> None:
    added = site["T04"][0] | {"period": None, "unit_code": None, "as_of": None}
    checked = office.check({"T01": site["T01"], "T04": [added]})
    assert problems(checked, "info") == [("rows_completed", None)]
    assert checked.rows["T04"].select("period", "unit_code").row(0) == ("2011Q1", "350212")


def test_a_row_of_zeros_is_reported(office: Any, site: Any) -> None:
    zeros = {name: "0" for name, text in site["T04"][0].items() if text.isdigit()}
    assert office.check({"T01": site["T01"], "T04": [zeros]}).counts["T04"].rows == 1


@pytest.mark.parametrize(
    ("said", "before", "read", "told"),
    [
        ("", None, "新增", False),
        ("", "same", "新增", False),  # the same row once more for the same quarter: as it was accepted
        ("", "other", "变更", False),
        ("无变化", "same", "无变化", False),
        ("无变化", "other", "变更", True),
        ("无变化", None, "新增", True),
        ("更正", "other", "更正", False),
        ("New", None, "新增", False),
    ],
)  # fmt: skip
def test_a_rows_status_is_what_it_is_not_what_it_says(
    said: str, before: str | None, read: str, told: bool, office: Any, site: Any
) -> None:
    row = site["T12"][0]
    earlier = {"same": row, "other": row | {"summary": "旧的说法"}}.get(before or "")
    accepted = office.check({"T12": [earlier]}).rows if earlier else {}
    checked = office.check({"T12": [row | {"row_status": said}]}, accepted)
    assert checked.rows["T12"]["row_status"].to_list() == [read]
    assert [code for code, _ in problems(checked, "info")] == (
        ["status_differs" if before else "status_without_earlier"] if told else []
    )


def submission(office: Any, rows: Any, **said: str) -> Reading:
    """The rows as read, the file saying what is given."""
    tables = tuple(office.table(form, filled) for form, filled in rows.items())
    return Reading(said.get("unit"), said.get("period"), {}, tables, (), said.get("programme"))


@pytest.mark.parametrize(
    ("unit", "period", "said", "code"),
    [
        (None, "2011Q1", {}, "unknown_unit"),
        ("999999", "2011Q1", {}, "unknown_unit"),
        ("350212", None, {}, "unknown_period"),
        ("350212", "2011-1", {}, "unknown_period"),
        ("350212", "2009Q4", {}, "unknown_period"),
        ("350212", "2013Q4", {}, "future_period"),
        ("350212", "2011Q1", {"programme": "elsewhere"}, "other_programme"),
    ],
)  # fmt: skip
def test_a_file_that_is_nobodys_or_no_quarters_is_not_taken_in(
    unit: str | None, period: str | None, said: dict[str, str], code: str, office: Any, site: Any, xiamen: Programme
) -> None:
    context = Context(unit, period, {}, date(2013, 7, 1))
    checked = check(submission(office, {"T12": site["T12"]}, **said), xiamen, context)
    assert problems(checked) == [(code, None)]
    assert (checked.rows, checked.counts) == ({}, {})
    assert all(one.message_zh != one.message_en for one in checked.problems)


def test_the_files_own_word_counts_where_nobody_says_otherwise(office: Any, site: Any, xiamen: Programme) -> None:
    reading = submission(office, {"T12": site["T12"]}, unit="350212", period="2011Q1")
    assert check(reading, xiamen, Context(None, None, {})).counts["T12"].accepted == 1


def test_a_workbook_sent_back_unfilled_says_nothing(office: Any) -> None:
    checked = office.check({"T04": [{"community_code": "350212109201"}]})
    assert problems(checked) == [("no_rows", None)]
