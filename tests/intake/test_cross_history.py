"""Rules that look back: over a blank quarter, into another year, and at what a correction replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest


def found(checked: Any) -> list[str]:
    """What was found, by code."""
    return sorted({one.code for one in checked.problems})


def accepted(office: Any, site: Any, **staffing: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """The staffing rows accepted for these quarters, each with what it says otherwise than the site's row."""
    rows = []
    for period, said in staffing.items():
        checked = office.check({"T01": site["T01"], "T04": [site["T04"][0] | said]})
        rows.append(checked.rows["T04"].with_columns(period=pl.lit(period)))
    return {"T04": pl.concat(rows)}


def sent(office: Any, site: Any, before: Mapping[str, pl.DataFrame], **said: str) -> Any:
    """The staffing row checked after what was accepted before."""
    return office.check({"T01": site["T01"], "T04": [site["T04"][0] | said]}, before)


def test_a_running_total_is_compared_with_the_last_value_there_is(office: Any, site: Any) -> None:
    before = accepted(office, site, **{"2010Q3": {}, "2010Q4": {"cad_trained": ""}})
    checked = sent(office, site, before, cad_trained="4")
    assert found(checked) == ["X05"]
    assert "上次 5 人，这次 4 人" in checked.problems[0].message_zh


def test_a_total_since_january_may_be_smaller_in_a_new_year(office: Any, site: Any) -> None:
    before = accepted(office, site, **{"2010Q3": {"hired_n": "3"}, "2010Q4": {"hired_n": "5"}})
    assert found(sent(office, site, before, hired_n="1")) == []


@pytest.mark.parametrize(("swapped", "asked"), [("12", False), ("21", True)])
def test_a_question_names_the_subject_the_field_and_the_figures_before(
    swapped: str, asked: bool, office: Any, site: Any
) -> None:
    twelve = {"posts": "12"}
    before = accepted(office, site, **{"2010Q3": twelve, "2010Q4": twelve})
    checked = sent(office, site, before, posts=swapped, row_status="变更")
    assert found(checked) == (["T04.staff_step"] if asked else [])
    assert checked.counts["T04"].accepted == 1
    for problem in checked.problems:
        assert (problem.level, problem.cell) == ("warning", f"{office.column('T04', 'posts')}4")
        assert "350212109201 的核定岗位，此前各季为 12、12 人，本季 21 人" in problem.message_zh
        assert "Approved posts was 12, 12 in the quarters before, 21 in this one" in problem.message_en


def test_a_reason_in_the_remark_goes_with_the_question(office: Any, site: Any) -> None:
    twelve = {"posts": "12"}
    before = accepted(office, site, **{"2010Q3": twelve, "2010Q4": twelve})
    (problem,) = sent(office, site, before, posts="21", remark="两站合并").problems
    assert problem.reason == "两站合并"


def test_a_corrected_quarter_counts_as_corrected(office: Any, site: Any) -> None:
    wrong = accepted(office, site, **{"2010Q3": {"posts": "8"}, "2010Q4": {"posts": "80"}})
    right = accepted(office, site, **{"2010Q3": {"posts": "8"}, "2010Q4": {"posts": "8"}})
    assert found(sent(office, site, wrong, posts="8")) == []
    assert found(sent(office, site, right, posts="80")) == ["T04.staff_step"]
