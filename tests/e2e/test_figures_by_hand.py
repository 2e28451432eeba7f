"""Ten figures counted a second time with nothing but openpyxl, from the workbooks as the districts sent them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipelines.warehouse.release import Release, open_release

LAST, END = "2011Q3", date(2011, 9, 30)
Cells = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """All rows of all accepted workbooks of one district or the whole city, as `sheet → rows by header`."""

    sheets: dict[str, list[Cells]]

    def of(self, form: str, period: str = LAST) -> list[Cells]:
        """The rows that one quarter's workbooks gave."""
        return [row for row in self.sheets.get(form, []) if row["报告期"] == period]

    def standing(self, form: str, *key: str) -> list[Cells]:
        """What stands at the end: of each key the row of the latest quarter."""
        rows = sorted(self.sheets.get(form, []), key=lambda row: row["报告期"])
        return list({tuple(row[name] for name in key): row for row in rows}.values())

    def turned(self) -> dict[str, Cells]:
        """The village-turned communities by code."""
        return {row["社区代码"]: row for row in self.standing("T01", "社区代码") if row["类型"] == "村改居"}


@pytest.fixture(scope="module")
def release(workspace: Path):
    with open_release(workspace) as opened:
        yield opened


@pytest.fixture(scope="module")
def desks(workspace: Path, release: Release) -> dict[str, Desk]:
    accepted = release.sql("SELECT unit, sha256 FROM receipts WHERE state = 'accepted' ORDER BY accepted_at")
    found: dict[str, dict[str, list[Cells]]] = {}
    for unit, sha256 in accepted.iter_rows():
        book = load_workbook(BytesIO((workspace / "archive" / sha256[:2] / sha256).read_bytes()), data_only=True)
        for place in ("350200", unit):
            for sheet in book.worksheets:
                if sheet.title[0] == "T":
                    found.setdefault(place, {}).setdefault(sheet.title.split()[0], []).extend(_rows(sheet))
    return {place: Desk(sheets) for place, sheets in found.items()}


def _rows(sheet: Any) -> Iterable[Cells]:
    lines = list(sheet.iter_rows(values_only=True))[2:]
    heads = [str(head or "").partition("（")[0] for head in lines[0]]
    for line in lines[1:]:
        if line[0]:
            yield {head: _plain(cell) for head, cell in zip(heads, line, strict=True)}


def _plain(cell: Any) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell


Share = tuple[Fraction | int, Fraction | int]
COUNTED: dict[str, Callable[[Desk], Share]] = {}


def by_hand(count: Callable[[Desk], Share]) -> Callable[[Desk], Share]:
    COUNTED[count.__name__] = count
    return count


def exact(number: Any) -> Fraction:
    return Fraction(str(number))


@by_hand
def pilot_coverage_rate(desk: Desk) -> Share:
    turned = desk.turned().values()
    pilots = [
        r for r in turned if r["是否试点"] == "是" and r["批复日期"] <= END and not isinstance(r["结束日期"], date)
    ]
    return len(pilots), len(turned)


@by_hand
def milestone_completion_rate(desk: Desk) -> Share:
    pilots = {r["社区代码"] for r in desk.standing("T01", "社区代码") if r["是否试点"] == "是"}
    rows = [r for r in desk.standing("T02", "社区代码", "里程碑") if r["社区代码"] in pilots]
    due = [r for r in rows if r["里程碑状态"] != "不适用"]
    return len([r for r in due if r["里程碑状态"] == "已核实" and r["核实层级"] == "区"]), len(due)


@by_hand
def station_post_fill_rate(desk: Desk) -> Share:
    rows = [r for r in desk.of("T04") if r["社区代码"] in desk.turned() and isinstance(r["核定岗位"], int)]
    return sum(min(r["在岗"] - r["借调外出"], r["核定岗位"]) for r in rows), sum(r["核定岗位"] for r in rows)


@by_hand
def staff_per_10k_residents(desk: Desk) -> Share:
    turned = desk.turned()
    rows = [r for r in desk.of("T04") if r["社区代码"] in turned]
    return sum(r["在岗"] for r in rows), sum(turned[r["社区代码"]]["常住人口"] for r in rows)


@by_hand
def trinity_complete_rate(desk: Desk) -> Share:
    rows = [r for r in desk.of("T03") if r["社区代码"] in desk.turned()]
    yes = [
        r
        for r in rows
        if r["党组织形式"] != "无" and r["居委会成员数"] > 0 and r["承接方式"] in ("独立工作站", "联合工作站")
        if isinstance(r["启用日期"], date) and r["启用日期"] <= END
        if all(r[f"{who}负责人到岗"] == r[f"{who}本季活动"] == "是" for who in ("党组织", "居委会", "工作站"))
    ]  # fmt: skip
    return len(yes), len(rows)


@by_hand
def incompatible_post_count(desk: Desk) -> Share:
    rows = [r for r in desk.of("T03") if r["社区代码"] in desk.turned()]
    return sum(r[head] for r in rows for head in r if head.startswith("不相容兼任")), 1


@by_hand
def four_unified_full_rate(desk: Desk) -> Share:
    turned = desk.turned()
    centres = [r for r in desk.standing("T10", "中心代码") if set(str(r["服务社区"]).split("、")) & set(turned)]
    marks = [[r[head] for head in r if head.startswith("四统一")] for r in centres]
    return len([m for m in marks if m.count("是") == 12]), len(marks)


@by_hand
def fund_arrival_rate(desk: Desk) -> Share:
    key = ("填报单位", "事项编码", "拨款部门", "来源", "接收单位", "应拨日期")
    due = [r for r in desk.standing("T09", *key) if date(2011, 1, 1) <= r["应拨日期"] <= END]
    paid = [r for r in due if r["到账层级"] == "社区或站" and r["实拨日期"] and r["实拨日期"] <= END]
    return sum(exact(r["实拨金额"]) for r in paid), sum(exact(r["应拨金额"]) for r in due)


@by_hand
def matters_taken_over_rate(desk: Desk) -> Share:
    rows = [r for r in desk.of("T08") if r["是否在清单"] == "是"]
    return sum(r["站内承接社区数"] for r in rows), sum(r["应承接社区数"] for r in rows)


@by_hand
def supervision_active_rate(desk: Desk) -> Share:
    rows = [r for r in desk.of("T06") if r["社区代码"] in desk.turned()]
    active = [r for r in rows if r["监督小组"] == r["监督小组独立性"] == "是" and r["检查次数"] > 0]
    return len(active), len(rows)


@by_hand
def asset_inventory_rate(desk: Desk) -> Share:
    rows = [r for r in desk.of("T07") if r["社区代码"] in desk.turned() and r["是否需改制"] == "是"]
    return len([r for r in rows if r["清产核资"] in ("公示确认", "已备案")]), len(rows)


@pytest.mark.parametrize("indicator", COUNTED)
def test_the_release_has_what_the_workbooks_say(indicator: str, desks: dict[str, Desk], release: Release) -> None:
    about = release.sql("SELECT kind, multiplier FROM indicators WHERE id = $one", one=indicator).row(0, named=True)
    for place, desk in desks.items():
        row = release.sql(
            "SELECT * FROM indicator_values WHERE indicator = $one AND unit_code = $unit AND period = $period"
            " AND split = 'all'",
            one=indicator,
            unit=place,
            period=LAST,
        ).row(0, named=True)
        top, bottom = COUNTED[indicator](desk)
        assert row["numerator"] == float(top), place
        if about["kind"] == "ratio":
            assert row["denominator"] == float(bottom), place
            value = float(top / Fraction(bottom)) * about["multiplier"] if bottom else None
            assert row["value"] == (value if value is None else pytest.approx(value, rel=1e-14)), place


def test_more_than_ten_are_counted() -> None:
    assert len(COUNTED) >= 10
