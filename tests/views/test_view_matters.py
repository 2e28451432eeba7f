"""The page on entrusted matters and the ledger of the funding page, on two districts that report and one that does not.

同安 lists E01 (funded, arrears) and E27 (bare) and was asked for E05 off the list, without money.
翔安 lists E01 and pays for E29, on no list. 集美 sends nothing.
"""

from __future__ import annotations

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
PERIOD, DUE = "2011Q2", date(2011, 5, 10)
TOWNS = {"350211": "350211102", "350212": "350212109", "350213": "350213103"}


def register() -> list[Row]:
    return [
        {"period": PERIOD, "unit_code": unit, "community_code": f"{town}001", "town_code": town, "name": "演示社区"}
        | {"ctype": "村改居", "converted_on": date(2009, 5, 1)}
        for unit, town in TOWNS.items()
    ]


def matter(unit: str, code: str, department: str, taken: int, on_list: bool = True) -> Row:
    return {
        "period": PERIOD,
        "unit_code": unit,
        "matter_code": code,
        "ecat": code[:3],
        "dept_code": department,
        "basis": "文件委托" if on_list else "临时交办",
        "basis_doc": "演示1号" if on_list else None,
        "on_list": on_list,
        "asked_on": None if on_list else date(2011, 6, 1),
        "com_due": 10,
        "com_station": taken,
        "days": 5,
        "c_due": 100,
        "c_ontime": 90,
        "nil_cost": False,
        "cond_need": True,
        "cond_ok": False,
    }


def payment(unit: str, code: str, department: str, due: float, paid: float) -> Row:
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
        "paid_on": DUE,
        "paid_amt": paid,
        "recv": "社区或站",
    }


@pytest.fixture(scope="module")
def homes(home_of: HomeOf) -> dict[str, Path]:
    """The home of this module's release, in place of the shared ones."""
    rows = {
        "T01": register(),
        "T08": [
            matter("350212", "E01", "CIV", 8),
            matter("350212", "E27", "LRH", 10),
            matter("350212", "E05-90", "DPF", 0, on_list=False),
            matter("350213", "E01", "CIV", 2),
        ],
        "T09": [payment("350212", "E01", "CIV", 10.0, 8.0), payment("350213", "E29", "CUL", 4.0, 4.0)],
    }
    return {"full": home_of("matters", rows)}


def spoken(text: Text, shown: AppTest) -> str:
    return " ".join(text(shown).split())


def test_the_first_sentence_counts_pairs_of_matter_and_community(opened: Opened, text: Text) -> None:
    shown = text(opened("matters"))
    assert "厦门市清单事项应由工作站承接 30 项次，已在站内办理 20 项次，占 66.7%。" in shown


def test_requests_beyond_the_list_are_listed_with_what_they_rest_on(opened: Opened, text: Text) -> None:
    shown = spoken(text, opened("matters"))
    assert "E05-90 残疾人服务 同安区 残联 临时交办，没有文号 2011年6月1日 没有经费" in shown
    assert "集美区没有报送事项清单，不能判断。" in shown


def test_no_request_is_said_with_care(opened: Opened, text: Text) -> None:
    assert "可能没有，也可能没有上报" in text(opened("matters", unit="350213"))
    silent = text(opened("matters", unit="350211"))
    assert "可能没有，也可能没有上报" not in silent
    assert "集美区没有报送事项清单，不能判断。" in silent


def test_categories_stand_under_the_whole(opened: Opened, text: Text) -> None:
    shown = spoken(text, opened("matters"))
    assert "事项类别 委托事项承接率 事项按时办结率 厦门市 ▼ 66.7% 20/30 ▼ 90.0% 270/300" in shown
    assert "低保与社会救助 ▼ 50.0% 10/20 ▼ 90.0% 180/200" in shown


def test_the_ledger_counts_each_finding_and_says_where(opened: Opened, text: Text) -> None:
    shown = spoken(text, opened("funding"))
    assert "有事无钱：在清单上，没有签订金额，也未认定零成本 二㈡4 2 同安 1、翔安 1" in shown
    assert "清单外交办，没有经费 二㈡4 1 同安 1" in shown
    assert "已拨，停在街镇 二㈡4 0" in shown


def test_the_ledger_puts_the_worst_first_with_authority_and_money(opened: Opened, text: Text) -> None:
    shown = spoken(text, opened("funding")).split("费随事转台账", 1)[1]
    unfunded = "E27 征地拆迁协助、违建巡查 有事无钱 土地房管局 文件委托，演示1号 没有配齐"
    paid = "E01 低保与社会救助 欠拨 民政局 文件委托，演示1号 没有配齐 40.00 10.00 8.00 2.00 10"
    assert "区 事项 情况 部门 依据和文号 工作条件 全年协议 应拨 到社区 欠拨 天数" in shown
    assert unfunded in shown
    assert "E29 文化体育科普 有钱无事 文化局 本季清单中没有 40.00 4.00 4.00 0.00 0" in shown
    assert shown.index(unfunded) < shown.index(paid)


def test_one_districts_ledger_holds_its_own_matters(opened: Opened, text: Text) -> None:
    shown = text(opened("funding", unit="350213", lang="en"))
    assert "Money, no task" in shown
    assert "E27" not in shown.split("Ledger: matter, authority", 1)[1].split("Indicator", 1)[0]
