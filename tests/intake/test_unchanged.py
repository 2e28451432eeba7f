"""What did not change: a form declared unchanged in one cell, rows that nobody confirmed, cells asked and changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.intake.checks.check import Checked, Context, check
from pipelines.intake.files.grid import Sheet
from pipelines.intake.sheets.declared import declared_unchanged
from pipelines.intake.tables import Reading
from pipelines.programme.model import Programme

UNIT, PERIOD, EARLIER = "350212", "2011Q1", "2010Q4"
TODAY = date(2013, 7, 1)


@pytest.fixture
def accepted(office: Any, site: Any) -> dict[str, pl.DataFrame]:
    """The site's staffing as accepted one quarter earlier."""
    rows = office.check({"T01": site["T01"], "T04": site["T04"]}).rows
    return {form: frame.with_columns(period=pl.lit(EARLIER)) for form, frame in rows.items()}


def sent(office: Any, accepted: Any, row: dict[str, str], declared: bool = False) -> Checked:
    unchanged = frozenset({"T04"} if declared else ())
    reading = Reading(UNIT, PERIOD, {}, (office.table("T04", [row]),), (), unchanged=unchanged)
    return check(reading, office.programme, Context(UNIT, PERIOD, accepted, TODAY))


def told(checked: Checked) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.level, one.row) for one in checked.problems if "X" not in one.code]


def test_rows_as_last_time_count_as_unchanged_and_somebody_is_asked_to_confirm(office, site, accepted):
    checked = sent(office, accepted, site["T04"][0] | {"row_status": ""})
    assert checked.rows["T04"]["row_status"].to_list() == ["无变化"]
    assert told(checked) == [("not_confirmed", "warning", None)]
    assert "有 1 行与上次采纳的相同" in checked.problems[-1].message_zh
    assert checked.counts["T04"].accepted == 1


@pytest.mark.parametrize(("status", "declared"), [("", True), ("无变化", True), ("无变化", False)])
def test_a_declaration_for_the_form_or_for_the_row_confirms(office, site, accepted, status, declared):
    checked = sent(office, accepted, site["T04"][0] | {"row_status": status}, declared)
    assert checked.rows["T04"]["row_status"].to_list() == ["无变化"]
    assert told(checked) == []


@pytest.mark.parametrize(("status", "read"), [("", "变更"), ("无变化", "变更"), ("更正", "更正")])
def test_a_row_that_differs_in_a_form_declared_unchanged_is_pointed_at(office, site, accepted, status, read):
    checked = sent(office, accepted, site["T04"][0] | {"row_status": status, "seconded": "0"}, declared=True)
    assert checked.rows["T04"]["row_status"].to_list() == [read]
    assert told(checked) == [("declared_unchanged_but_differs", "warning", 4)]
    assert checked.counts["T04"].accepted == 1


def test_a_new_row_in_a_form_declared_unchanged_is_pointed_at_too(office, site, accepted):
    row = site["T04"][0] | {"row_status": ""}
    checked = sent(office, {"T01": accepted["T01"]}, row, declared=True)
    assert checked.rows["T04"]["row_status"].to_list() == ["新增"]
    assert told(checked) == [("declared_unchanged_but_differs", "warning", 4)]


def test_cells_asked_are_the_content_cells_and_cells_changed_those_that_are_news(office, site, accepted):
    row, form = site["T04"][0], office.programme.form("T04")
    content = [field for field in form.fields if field.prefill != "key" and field.name not in ("row_status", "remark")]
    same, other, new = (
        sent(office, last, row | given).counts["T04"]
        for last, given in ((accepted, {}), (accepted, {"seconded": "0", "remark": "借调一人"}), ({}, {}))
    )
    assert {same.asked, other.asked, new.asked} == {len(content) - ("community_code" in [f.name for f in content])}
    assert (same.changed, other.changed) == (0, 1)
    assert new.changed == sum(bool(row.get(field.name)) for field in content)


def test_a_printed_row_that_nobody_filled_in_was_asked_all_the_same(office, site):
    one, two = site["T04"][0], {"community_code": "350212109202"}
    counts = [office.check({"T01": site["T01"], "T04": rows}).counts["T04"] for rows in ([one], [one, two])]
    assert counts[1].asked == 2 * counts[0].asked and counts[1].changed == counts[0].changed


def test_the_rows_held_back_are_named(office, site):
    good = site["T04"][0]
    codes = [f"3502121092{n:02}" for n in range(1, 7)]
    rows = [good | {"community_code": code, "staff": "约七" if n in (1, 2, 4) else "7"} for n, code in enumerate(codes)]
    assert office.check({"T04": rows[:1]}).counts["T04"].held == "4"  # the community is not in the register
    register = [site["T01"][0] | {"community_code": code, "name": f"社区{code}"} for code in codes]
    assert office.check({"T01": register, "T04": rows}).counts["T04"].held == "5-6, 8"


@pytest.mark.parametrize("head", ["本表无变化", "No change in this form", " 本表 无变化"])
@pytest.mark.parametrize("yes", ["是", "Yes", "√", "无变化", "y", " 是 "])
def test_the_declaration_is_found_wherever_rows_and_column_stand(xiamen: Programme, head: str, yes: str) -> None:
    sheet = Sheet("说明", rows=[2, 9, 30], columns={1: ["表号", "T04", "T07"], 9: [head, yes, None]})
    assert declared_unchanged([sheet], xiamen.forms) == {"T04"}


@pytest.mark.parametrize("answer", [None, "否", "须逐项填写", "fill in by row", "?"])
def test_anything_but_a_yes_declares_nothing(xiamen, answer):
    sheet = Sheet("说明", rows=[2, 9], columns={1: ["表号", "T04"], 9: ["本表无变化", answer]})
    assert declared_unchanged([sheet], xiamen.forms) == frozenset()
    assert declared_unchanged([Sheet("别的", rows=[1], columns={1: ["T04"]})], xiamen.forms) == frozenset()
