"""The four states of a value at its cell: a number, a confirmed zero, missing (a reason or none), not applicable."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest


@pytest.fixture
def staffing(site: Any) -> Any:
    """A T04 row without any figure."""
    return {key: value for key, value in site["T04"][0].items() if key in ("row_status", "remark")}


def checked(office: Any, site: Any, *rows: Any) -> Any:
    codes = [f"35021210920{place}" for place in range(1, 1 + len(rows))]
    register = [
        site["T01"][0] | {"community_code": code, "name": f"社区{code[-1]}", "is_pilot": "否"} for code in codes
    ]
    sent = [row | {"community_code": code} for row, code in zip(rows, codes, strict=True)]
    return office.check({"T01": register, "T04": sent})


def test_zero_blank_reason_and_not_applicable_are_four_things(office: Any, site: Any, staffing: Any) -> None:
    answers = [{"posts": text, "measure_doc": "同民〔2011〕1号"} for text in ("0", None, "未统计", "不适用")]
    rows = checked(office, site, *(staffing | one for one in answers)).rows["T04"]
    assert rows.select("posts", "missing", "not_applicable").rows() == [
        (0, [], []),
        (None, [], []),
        (None, ["posts=not_counted"], []),
        (None, [], ["posts"]),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("未统计", "not_counted"), ("尚未掌握", "not_known"), (" 资料待核 ", "to_verify"), ("暂无资料", "no_records"),
     ("Not counted", "not_counted"), ("no data", "no_records")],
)  # fmt: skip
def test_a_reason_may_be_given_in_the_words_of_the_list(
    text: str, reason: str, office: Any, site: Any, staffing: Any
) -> None:
    found = checked(office, site, staffing | {"staff": text, "posts": "8"})
    assert found.rows["T04"]["missing"].to_list() == [[f"staff={reason}"]]


def test_reasons_are_remarked_once_per_field_and_hold_nothing_back(office: Any, site: Any, staffing: Any) -> None:
    found = checked(office, site, *[staffing | {"staff": "未统计"}] * 5)
    told = [one for one in found.problems if one.code == "missing_with_reason"]
    assert [(one.level, one.field, one.row) for one in told] == [("info", "staff", None)]
    assert "5 行" in told[0].message_zh
    assert found.counts["T04"].accepted == 5


def test_several_fields_of_a_row_may_be_missing_for_different_reasons(office: Any, site: Any, staffing: Any) -> None:
    found = checked(office, site, staffing | {"staff": "未统计", "posts": "待核", "measure_doc": "暂无资料"})
    (reasons,) = found.rows["T04"]["missing"].to_list()
    assert sorted(reasons) == ["measure_doc=no_records", "posts=to_verify", "staff=not_counted"]


def test_a_field_that_must_be_filled_takes_no_reason(office: Any, site: Any) -> None:
    found = office.check({"T01": [site["T01"][0] | {"ctype": "未统计"}]})
    (problem,) = [one for one in found.problems if one.field == "ctype" and one.level == "error"]
    assert problem.code == "required_missing"
    assert "未统计" in problem.message_zh


def test_not_applicable_where_the_form_does_not_allow_it_is_an_error(office: Any, site: Any, staffing: Any) -> None:
    found = checked(office, site, staffing | {"staff": "不适用"})
    assert ("na_not_allowed", "staff") in [(one.code, one.field) for one in found.problems]


def test_the_words_of_the_list_are_words_like_others_in_a_remark(office: Any, site: Any, staffing: Any) -> None:
    rows = checked(office, site, staffing | {"staff": "7", "remark": "未统计"}).rows["T04"]
    assert rows.select("remark", "missing").row(0) == ("未统计", [])


def test_a_row_that_gives_another_reason_than_last_time_has_changed(office: Any, site: Any, staffing: Any) -> None:
    before = checked(office, site, staffing | {"row_status": "新增", "staff": "未统计"}).rows
    register = {"T01": site["T01"]}
    for text, told in (("未统计", False), ("资料待核", True)):
        row = staffing | {"row_status": "无变化", "staff": text, "community_code": "350212109201"}
        codes = [one.code for one in office.check(register | {"T04": [row]}, before).problems]
        assert ("status_differs" in codes) is told


def test_rows_accepted_before_reasons_were_kept_still_count(office: Any, site: Any, staffing: Any) -> None:
    before = checked(office, site, staffing | {"row_status": "新增", "staff": "7"}).rows
    old = {form: rows.with_columns(pl.lit(None, pl.List(pl.String)).alias("missing")) for form, rows in before.items()}
    row = staffing | {"row_status": "无变化", "staff": "7", "community_code": "350212109201"}
    codes = [one.code for one in office.check({"T01": site["T01"], "T04": [row]}, old).problems]
    assert "status_differs" not in codes
