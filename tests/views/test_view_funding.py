"""The funding page on two districts that report and one that does not: tasks without money, and the reverse.

同安 lists three matters: E01 with money, E08 certified nil cost, E27 bare; it also pays for E29, on no list.
翔安 lists E01, bare, and E13, whose money is due and unpaid. 集美 sends nothing. Amounts in 万元.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipelines import i18n

TEXT = Path(__file__).parents[2] / "dashboard" / "text"
Opened = Callable[..., AppTest]
HomeOf = Callable[..., Path]
Text = Callable[[AppTest], str]
Row = dict[str, Any]
PERIOD, DUE = "2011Q2", date(2011, 5, 10)
TOWNS = {"350211": "350211102", "350212": "350212109", "350213": "350213103"}


def register() -> list[Row]:
    return [
        {"period": PERIOD, "unit_code": unit, "community_code": f"{town}001", "town_code": town, "name": "演示社区"}
        | {"ctype": "村改居", "converted_on": date(2009, 5, 1)}
        for unit, town in TOWNS.items()
    ]


def matter(unit: str, code: str, department: str, nil: str | None = None) -> Row:
    return {
        "period": PERIOD,
        "unit_code": unit,
        "matter_code": code,
        "ecat": code[:3],
        "dept_code": department,
        "basis": "文件委托",
        "on_list": True,
        "nil_cost": nil is not None,
        "nil_doc": nil,
        "c_closed": 40,
    }


def payment(
    unit: str, code: str, department: str, due: float, paid: float, paid_on: date | None, recv: str | None
) -> Row:
    return {
        "period": PERIOD,
        "unit_code": unit,
        "matter_code": code,
        "payer": department,
        "source": "区",
        "receiver_code": f"{TOWNS[unit]}001",
        "agr_no": "演示3号",
        "agreed": 40.0,
        "due_on": DUE,
        "due_amt": due,
        "paid_on": paid_on,
        "paid_amt": paid,
        "recv": recv,
    }


def forms() -> dict[str, list[Row]]:
    return {
        "T01": register(),
        "T08": [
            matter("350212", "E01", "CIV"),
            matter("350212", "E08", "CIV", nil="演示2号"),
            matter("350212", "E27", "LRH"),
            matter("350213", "E01", "CIV"),
            matter("350213", "E13", "LSS"),
        ],
        "T09": [
            payment("350212", "E01", "CIV", 10.0, 8.0, date(2011, 5, 30), "社区或站"),
            payment("350212", "E29", "CUL", 4.0, 3.0, date(2011, 5, 5), "街镇"),
            payment("350213", "E13", "LSS", 6.0, 0.0, None, None),
        ],
    }


@pytest.fixture(scope="module")
def homes(home_of: HomeOf) -> dict[str, Path]:
    """The home of this module's release, in place of the shared ones."""
    return {"full": home_of("money", forms())}


def figure(shown: AppTest, key: str) -> Any:
    """The Plotly figure `key` of a page with its alternative text."""
    proto = next(block.proto for block in shown.get("plotly_chart") if block.proto.id.endswith(key))
    return json.loads(proto.spec) | {"alt": proto.alt}


def marks(drawn: Any, name: str) -> list[tuple[Any, Any]]:
    trace = next(trace for trace in drawn["data"] if trace["name"] == name)
    return list(zip(trace["x"], trace["y"], strict=True))


def heads(drawn: Any) -> list[str]:
    return [note["text"] for note in drawn["layout"]["annotations"] if note.get("name") == "head"]


def test_the_first_sentence_says_whether_the_money_came(opened: Opened, text: Text) -> None:
    shown = text(opened("funding"))
    assert "厦门市清单内事项 5 项次，有经费或已认定零成本的 3 项次，占 60.0%。" in shown
    assert "今年以来应拨 20.00 万元，已拨 11.00 万元：到社区（站）8.00 万元，停在街镇 3.00 万元。" in shown
    assert "有 2 项事项至少在一个区没有经费。" in shown
    assert "另有 1 项拨了钱而事项不在清单。" in shown


def test_who_has_not_reported_is_named_and_not_counted_as_unfunded(opened: Opened, text: Text) -> None:
    shown = text(opened("funding"))
    assert "集美区没有报送经费，不计入金额。" in shown
    assert "集美区本期没有报送事项清单，不能判断。" in shown


def test_amounts_of_money_bear_their_unit(opened: Opened, text: Text) -> None:
    assert "8/20 万元" in text(opened("funding"))
    assert "8/20 (10,000 yuan)" in text(opened("funding", lang="en"))


def test_a_matter_funded_in_one_of_two_districts_is_half_funded(opened: Opened) -> None:
    drawn = figure(opened("funding"), "wide-matters")
    assert [matter for _, matter in marks(drawn, "部分区有经费")] == ["E01 低保与社会救助"]
    assert "1/2" in [note["text"] for note in drawn["layout"]["annotations"] if note.get("name") == "share"]


def test_every_kind_of_matter_has_its_mark_under_its_department(opened: Opened) -> None:
    drawn = figure(opened("funding"), "wide-matters")
    columns = [name.replace("<br>", "") for name in drawn["layout"]["xaxis"]["ticktext"]]
    seen = {
        name: [(columns[round(x + 0.3)], m[:3]) for x, m in marks(drawn, name)]
        for name in ("认定零成本", "没有经费", "已有经费")
    }
    assert seen == {
        "认定零成本": [("民政局", "E08")],
        "没有经费": [("土地房管局", "E27")],
        "已有经费": [("劳动保障局", "E13")],
    }
    assert [m[:3] for _, m in marks(drawn, "有钱无事（不在清单）")] == ["E29"]


def test_one_district_shows_its_own_answer_without_shares(opened: Opened) -> None:
    drawn = figure(opened("funding", unit="350213"), "wide-matters")
    assert [matter[:3] for _, matter in marks(drawn, "没有经费")] == ["E01"]
    assert [note for note in drawn["layout"]["annotations"] if note.get("name") == "share"] == []


def test_bars_show_due_paid_and_where_the_money_stands(opened: Opened) -> None:
    drawn = figure(opened("funding"), "flows")
    assert heads(drawn) == [
        "<b>集美区</b>  缺报",
        "<b>同安区</b>  应拨 14.00，已拨 11.00，到社区 8.00",
        "<b>翔安区</b>  应拨 6.00，已拨 0.00，到社区 0.00",
    ]


def test_one_districts_bars_are_by_paying_department(opened: Opened) -> None:
    assert [head.split("</b>")[0] for head in heads(figure(opened("funding", unit="350212"), "flows"))] == [
        "<b>民政局",
        "<b>文化局",
    ]


def test_the_strip_counts_days_from_due_to_paid_and_keeps_the_unpaid_open(opened: Opened) -> None:
    drawn = figure(opened("funding"), "delay")
    assert [days for days, _ in marks(drawn, "已拨（一笔一点）")] == [-5, 20]
    assert [days for days, _ in marks(drawn, "到期未拨，已等的天数")] == [51]
    assert heads(drawn) == ["<b>同安区</b>  未拨 0/2 笔", "<b>翔安区</b>  未拨 1/1 笔"]


def test_lists_name_tasks_without_money_and_money_without_a_task(opened: Opened, text: Text) -> None:
    shown = " ".join(text(opened("funding")).split())
    assert "E01 低保与社会救助 翔安区 民政局 文件委托" in shown
    assert "E27 征地拆迁协助、违建巡查 同安区 土地房管局 文件委托" in shown
    assert "E29 文化体育科普 文化局 同安区 4.00 3.00" in shown


def test_a_silent_district_gets_no_verdict_but_what_is_missing(opened: Opened, text: Text) -> None:
    shown = text(opened("funding", unit="350211"))
    assert i18n.wording("zh", TEXT)["reading.nothing_said"].format(name="费随事转落实率") in shown
    assert "集美区本期没有报送事项清单，不能判断。" in shown
    assert "本期没有这种情况。" not in shown


def test_matters_are_not_compared_between_towns(opened: Opened, text: Text) -> None:
    assert "这项指标不往下一级细分。" in text(opened("funding", unit="350212"))


def test_the_page_speaks_english_too(opened: Opened, text: Text) -> None:
    shown = text(opened("funding", lang="en"))
    assert "Xiamen City: of 5 listed matters (each counted once per district), 3 have money" in shown
    assert "E01 Subsistence allowance and assistance" in shown


def test_figures_carry_the_watermark_of_demonstration_data(opened: Opened) -> None:
    shown = opened("funding")
    for key in ("wide-matters", "flows", "delay"):
        notes = figure(shown, key)["layout"]["annotations"]
        assert "演示数据" in [note["text"] for note in notes if note.get("name") == "watermark"]


def test_a_district_without_village_turned_communities_is_told_so(opened: Opened, text: Text) -> None:
    assert "本期没有这方面的数据" in text(opened("funding", unit="350203"))
