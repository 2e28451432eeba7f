"""The page on decisions, on matters that can be counted by hand.

同安's first community closed six matters of one kind: four by the book, one without consultation, one whose result
was never posted; 翔安's only matter was withdrawn after the proposal. 集美 sends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.warehouse.record import Record

Opened = Callable[..., AppTest]
HomeOf = Callable[..., Path]
Text = Callable[[AppTest], str]
Row = dict[str, Any]
PERIOD = "2011Q2"
TOWNS = {"350211": "350211102", "350212": "350212109", "350213": "350213103"}
DAYS = {
    "s0_on": date(2011, 4, 4),
    "s1_on": date(2011, 4, 6),
    "s2_on": date(2011, 4, 11),
    "s3_on": date(2011, 4, 18),
    "s4_on": date(2011, 4, 25),
    "s5_on": date(2011, 4, 26),
    "impl_on": date(2011, 5, 20),
    "s6_on": date(2011, 5, 24),
}


def register() -> list[Row]:
    return [
        {"period": PERIOD, "unit_code": unit, "community_code": f"{town}001", "town_code": town, "name": "演示社区"}
        | {"ctype": "村改居", "converted_on": date(2009, 5, 1)}
        for unit, town in TOWNS.items()
    ]


def matter(unit: str, number: str, **given: object) -> Row:
    place = {"period": PERIOD, "unit_code": unit, "community_code": f"{TOWNS[unit]}001", "dec_id": number}
    told = {"dec_cat": "工程采购", "s4_result": "通过", "post_days": 7, "as_of": date(2011, 6, 30), "receipt": unit}
    return place | told | DAYS | given


def matters() -> list[Row]:
    after = dict.fromkeys(("s2_on", "s3_on", "s4_on", "s5_on", "impl_on", "s6_on"))
    return [
        *(matter("350212", f"2011-{n}") for n in range(1, 5)),
        matter("350212", "2011-5", s2_on=None),
        matter("350212", "2011-6", s6_on=None),
        matter("350213", "2011-1", **after, s4_result="撤回", dec_cat="其他"),
    ]


def received(unit: str) -> tuple[None, Row]:
    names = [
        "sha256",
        "file",
        "signed_at",
        "accepted_at",
        "due_on",
        "on_time",
        "reason",
        "cells_asked",
        "cells_changed",
    ]
    facts = {"receipt": unit, "unit": unit, "period": PERIOD, "state": "accepted", "forms": ["T05"]}
    return None, dict.fromkeys(names) | facts | {"received_at": datetime(2011, 7, 12)}


@pytest.fixture(scope="module")
def homes(home_of: HomeOf) -> dict[str, Path]:
    """The home of this module's release, in place of the shared ones."""
    record = Record(receipts=[received(unit) for unit in ("350212", "350213")])
    return {"full": home_of("decisions", {"T01": register(), "T05": matters()}, record)}


def test_the_first_sentence_says_how_many_matters_passed_and_how_full_the_log_is(opened: Opened, text: Text) -> None:
    shown = text(opened("decisions"))
    assert "厦门市已报的6件办结重大事项中，4件六步走全、先后不乱（未通过的看前五步），占66.7%。" in shown
    assert "本季登记办结6件，应报社区3个" in shown
    assert "从表决到首次报来，居中的一件隔了78天。" in shown


def test_each_step_is_shown_by_category_and_few_get_no_percentage(opened: Opened, text: Text) -> None:
    shown = " ".join(text(opened("decisions")).split())
    assert "工程采购 100% 6/6 100% 6/6 83% 5/6 100% 6/6 100% 6/6 100% 6/6 83% 5/6" in shown
    assert "其他 1/1 1/1 — — — — —" in shown


def test_how_far_matters_came_counts_all_that_began(opened: Opened, text: Text) -> None:
    shown = " ".join(text(opened("decisions", lang="en")).split())
    assert "The 7 matters that began in the year" in shown
    assert "Reached the step 7 of 7 7 of 7 6 of 7" in shown


def test_deviations_name_decision_clause_and_days(opened: Opened, text: Text) -> None:
    shown = " ".join(text(opened("decisions")).split())
    assert "2011年二季度共2件事项、2处偏差" in shown
    assert "同安区 演示社区 2011-5 工程采购 缺了一步（两委商议） — 2011年4月18日 二㈡2 是" in shown
    assert "2011-6 工程采购 实施结果没有公开 — 2011年5月27日 二㈡2 是" in shown


def test_one_district_shows_its_own_matters(opened: Opened, text: Text) -> None:
    shown = text(opened("decisions", unit="350213", lang="en"))
    assert "No deviation was found in Q2 2011." in shown
    assert "Works and procurement" not in shown


def test_a_district_that_sent_nothing_is_missing_and_not_without_fault(opened: Opened, text: Text) -> None:
    shown = text(opened("decisions", unit="350211"))
    assert "四议两公开全流程合规率：本期没有可用的报送，不能下结论。" in shown
    assert "没有登记不等于没有决定" in shown


def test_the_story_of_a_decision_starts_with_the_one_that_deviates_most(opened: Opened) -> None:
    shown = opened("decisions")
    (picker,) = [one for one in shown.selectbox if "偏差" in one.options[0]]
    assert picker.value == "350212109001/2011-5"
    assert picker.options[0] == "同安区 · 演示社区 · 2011-5 · 工程采购 · 偏差 1 处"


def test_the_story_shows_each_step_with_its_day_and_what_went_wrong(opened: Opened) -> None:
    (figure,) = [
        json.loads(one.proto.spec) for one in opened("decisions").get("plotly_chart") if "story" in one.proto.id
    ]
    said = [note["text"] for note in figure["layout"]["annotations"]]
    assert sum("没有日期（缺了一步）" in one for one in said) == 1
    assert "两委商议" in "".join(said)
    assert figure["layout"]["meta"]["alt"].startswith("时间线：一件事的经过")


def test_a_quarter_without_matters_has_no_story(opened: Opened) -> None:
    assert not [one for one in opened("decisions", unit="350211").get("plotly_chart") if "story" in one.proto.id]


def test_the_story_goes_to_paper_with_the_code_of_what_was_reported(traced: Any) -> None:
    assert traced("decisions")["story"] == ("T05/350212/350212109001/2011-5",)
