"""The page of one community: found by name or code, told field by field, silent where nothing was sent."""

from __future__ import annotations

import re
from collections.abc import Callable

Said = Callable[..., str]
PILOT, PLAIN, URBAN, SILENT = "350212109001", "350212109002", "350212109003", "350213103001"


def test_a_community_is_found_by_name_and_by_the_first_digits_of_its_code(site: Said) -> None:
    assert re.search(r"水尾社区（同安区\w+，代码350212109002）：村改居。", site(q="水尾"))
    assert "沉默社区（翔安区" in site(q="350213")


def test_nothing_fits_is_said_with_what_to_do(site: Said) -> None:
    shown = site(q="没有这个名字")
    assert "没有找到这个社区" in shown
    assert "改选“全市”" in shown


def test_the_first_sentence_says_what_it_is_and_how_far_it_has_come(site: Said) -> None:
    shown = site(site=PILOT)
    assert "：村改居，试点。" in shown
    assert "2009年5月1日改居。" in shown
    assert "里程碑已核实2/" in shown


def test_milestones_are_listed_with_days_past_plan_and_reason(site: Said) -> None:
    shown = site(site=PILOT)
    assert "已核实 2011年6月30日 2011年11月1日 —" in shown
    assert "进行中 2011年6月30日 — 184 经费" in shown
    assert "不是试点社区" in site(site=PLAIN)


def test_a_form_tells_each_field_and_what_stood_before(site: Said) -> None:
    shown = site(site=PILOT)
    assert "核定岗位 10 人" in shown
    assert "在岗 9 人 （上次 8 人）" in shown
    assert "承接方式 独立工作站" in shown


def test_what_is_blank_is_said_to_be_missing_with_its_reason_where_one_was_given(site: Said) -> None:
    shown = site(site=PILOT)
    assert "资产总额 缺报（未核定）" in shown
    assert "未填 " in shown
    assert "批复文号" not in site(site=PLAIN)


def test_decisions_money_centre_and_council_stand_on_the_same_page(site: Said) -> None:
    shown = site(site=PILOT)
    assert "J1 资产处置 12.5 2011年10月2日 2011年10月5日（通过） 2011年10月6日" in shown
    assert "2011年10月10日 2.0 — —" in shown
    assert "可办 2/3" in shown
    assert "外来员工席位 2 席" in shown


def test_it_is_said_in_which_file_and_row_each_form_came_and_what_the_checks_said(site: Said) -> None:
    assert "T04 队伍与原两委成员 2011年四季度 350212-2011Q4-02.xlsx 表 第4行 2012年1月15日 请核对在岗人数。" in site(
        site=PILOT
    )


def test_a_community_that_sent_nothing_says_so_and_is_not_zero(site: Said) -> None:
    shown = site(site=SILENT)
    assert "没有数据不等于没有做" in shown
    assert "应报而从未报送" in shown
    assert "登记册上没有服务这个社区的中心" in shown


def test_an_urban_community_owes_nothing(site: Said) -> None:
    shown = site(site=URBAN)
    assert "这类社区不要求报送治理指标" in shown
    assert "应报而从未报送" not in shown


def test_a_quarter_that_nobody_reported_shows_what_stood_before(site: Said) -> None:
    assert "2012年一季度应报而未报，以下是以前的情况。" in site(site=PILOT, period="2012Q1")


def test_an_earlier_quarter_knows_nothing_of_a_later_one(site: Said) -> None:
    shown = site(site=PILOT, period="2011Q3")
    assert "在岗 8 人" in shown
    assert "J1" not in shown


def test_it_is_told_in_english_too(site: Said) -> None:
    shown = site(site=PILOT, lang="en")
    assert "Village-turned community, pilot." in shown
    assert "Staff in post 9 persons (before: 8 persons)" in shown.replace("  ", " ")
