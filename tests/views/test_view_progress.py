"""The pilot page on four pilots: one on plan, one stalled, one a little late, one that has not said a word.

翔安's site is on plan; of 同安's two, 001 has waited 212 days past its plan and 002 31 days; 集美's is silent.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

Opened = Callable[..., AppTest]
HomeOf = Callable[..., Path]
Text = Callable[[AppTest], str]
Row = dict[str, Any]
PERIOD, LATER = "2011Q2", date(2011, 12, 31)
ON_PLAN, STALLED, LATE, SILENT = "350213103001", "350212109001", "350212109002", "350211102001"
NAMES = {ON_PLAN: "蒹葭社区", STALLED: "采薇社区", LATE: "鹿鸣社区", SILENT: "关雎社区"}


def register() -> list[Row]:
    return [
        {"period": PERIOD, "unit_code": code[:6], "community_code": code, "town_code": code[:9], "name": name}
        | {"ctype": "村改居", "converted_on": date(2009, 5, 1), "is_pilot": True}
        | {"pilot_approved_on": date(2010, 9, 1)}
        | {f"ready_{item}": True for item in "abcde"}
        for code, name in NAMES.items()
    ]


def step(code: str, number: int, **given: Any) -> Row:
    planned = {"planned_on": LATER, "ms_status": "未开始", "done_on": None, "evidence_no": None, "verified_by": None}
    key = {"period": PERIOD, "unit_code": code[:6], "community_code": code, "ms_code": f"M{number:02}"}
    return key | planned | {"delay_code": None} | given


def milestones() -> list[Row]:
    done = {"ms_status": "已核实", "evidence_no": "演示1号", "verified_by": "区"}
    first = done | {"planned_on": date(2010, 10, 1), "done_on": date(2010, 10, 1)}
    second = {
        ON_PLAN: done | {"planned_on": date(2011, 1, 31), "done_on": date(2011, 3, 1)},
        STALLED: {"planned_on": date(2010, 11, 30), "ms_status": "进行中", "delay_code": "资产争议"},
        LATE: {"planned_on": date(2011, 5, 30), "ms_status": "完成待核", "done_on": date(2011, 5, 30)},
    }
    opened = [step(code, 1, **first) for code in second] + [step(code, 2, **given) for code, given in second.items()]
    return opened + [step(code, number) for code in second for number in range(3, 13)]


@pytest.fixture(scope="module")
def homes(home_of: HomeOf) -> dict[str, Path]:
    """The home of this module's release, in place of the shared ones."""
    return {"full": home_of("pilots", {"T01": register(), "T02": milestones()})}


def figure(shown: AppTest, key: str) -> Any:
    """The Plotly figure `key` of a page with its alternative text."""
    proto = next(block.proto for block in shown.get("plotly_chart") if block.proto.id.endswith(key))
    return json.loads(proto.spec) | {"alt": proto.alt}


def test_the_first_sentence_counts_who_keeps_to_the_plan_and_who_does_not(opened: Opened, text: Text) -> None:
    shown = text(opened("progress"))
    assert "厦门市4个试点：1个按计划推进或已完成，2个有里程碑过了计划日期仍未核实，其中1个停滞超过计划90天。" in shown
    assert "另有1个试点没有报送里程碑，不计入以上判断。" in shown
    assert "慢也可能是稳妥" in shown


def test_the_first_sentence_reads_the_same_in_english(opened: Opened, text: Text) -> None:
    shown = text(opened("progress", lang="en"))
    assert "Xiamen City, 4 pilot sites: 1 on plan or finished; 2 with milestones past their planned date" in shown
    assert "1 of them stalled more than 90 days past it." in shown


def test_a_silent_site_is_missing_and_not_behind_or_on_plan(opened: Opened, text: Text) -> None:
    shown = text(opened("progress", unit="350211"))
    assert "里程碑未报" in figure(opened("progress", unit="350211"), "stages")["alt"]
    assert "缺报" in shown


def test_milestones_verified_are_the_indicators_own_numbers(opened: Opened, text: Text) -> None:
    """Four verified of 36 reported; the silent site's twelve are not in the base."""
    assert "经区核实的里程碑 4/36。" in text(opened("progress"))


def test_pilots_are_held_against_the_range_of_the_policy(opened: Opened, text: Text) -> None:
    shown = text(opened("progress"))
    assert "2010年要求每区2–3个：现3个区中1个在此范围" in shown
    assert "占村改居社区 4/4" in shown


def test_the_matrix_has_a_row_per_site_and_a_column_per_milestone(opened: Opened) -> None:
    drawn = figure(opened("progress"), "milestones")
    rows = drawn["layout"]["yaxis"]["ticktext"]
    assert [name for name in NAMES.values() if any(name in row for row in rows)] == list(NAMES.values())
    assert len(rows) == 4
    columns = [text.split("<br>")[0] for text in drawn["layout"]["xaxis"]["ticktext"]]
    assert sorted(columns) == [f"M{n:02}" for n in range(1, 13)]
    assert (columns[0], columns[-1]) == ("M01", "M12")
    assert columns.index("M07") == columns.index("M02") + 1


def test_districts_come_in_administrative_order(opened: Opened) -> None:
    rows = figure(opened("progress"), "milestones")["layout"]["yaxis"]["ticktext"]
    assert [row.split("<b>")[1].split("</b>")[0] for row in rows if "<b>" in row] == ["集美区", "同安区", "翔安区"]


def test_late_steps_bear_their_days_and_silent_ones_are_hatched(opened: Opened) -> None:
    drawn = figure(opened("progress"), "milestones")
    late = next(trace for trace in drawn["data"] if trace.get("mode") == "text")
    assert sorted(late["text"]) == ["+212", "+31"]
    hatched = next(trace for trace in drawn["data"] if trace["type"] == "bar")
    assert len(hatched["x"]) == 12
    assert "停滞的试点：采薇社区。" in drawn["alt"]


def test_the_list_says_where_a_site_is_stuck_and_why(opened: Opened, text: Text) -> None:
    shown = text(opened("progress"))
    assert "居民知情 资产争议" in " ".join(shown.split())
    assert "Asset dispute" in text(opened("progress", lang="en"))


def test_one_district_shows_its_own_sites_only(opened: Opened) -> None:
    rows = figure(opened("progress", unit="350212"), "milestones")["layout"]["yaxis"]["ticktext"]
    assert rows == ["<b>同安区</b>  采薇社区", "鹿鸣社区"]


def test_figures_carry_the_watermark_of_demonstration_data(opened: Opened) -> None:
    for key in ("milestones", "stages"):
        notes = figure(opened("progress"), key)["layout"]["annotations"]
        assert "演示数据" in [note["text"] for note in notes if note.get("name") == "watermark"]


def test_a_district_without_pilots_is_told_so(opened: Opened, text: Text) -> None:
    assert "本期没有这方面的数据" in text(opened("progress", unit="350203"))
