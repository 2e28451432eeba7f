"""The page of one district: figures on their scale, what moved, what it sent when, and where it differs."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Said = Callable[..., str]
Opened = Callable[..., AppTest]


def test_the_whole_city_leads_to_each_district(said: Said) -> None:
    shown = said("district")
    assert "选一个区" in shown
    assert "同安区 1 2 1 " in shown
    assert "思明区 缺报 缺报 缺报" in shown


def test_links_keep_language_and_quarter(opened: Opened) -> None:
    shown = opened("district", period="2011Q4", lang="en")
    body = " ".join(str(block.proto.body) for block in shown.get("html"))
    assert 'href="district?lang=en&amp;unit=350212&amp;period=2011Q4"' in body


def test_a_district_shows_each_theme_with_value_yardstick_city_and_change(said: Said) -> None:
    shown = said("district", unit="350212")
    assert "登记册：1个街道（镇）、2个村改居社区、4,000名常住人口，其中试点1个。" in shown
    staffing = shown.split("工作站岗位到岗率 ", 1)[1]
    assert "75.0%" in staffing
    assert "▼ 差 20.0 个百分点" in staffing
    assert "15/20" in staffing


def test_what_moved_is_better_or_worse_by_its_direction(said: Said) -> None:
    assert "工作站岗位到岗率 70.0% 75.0% ↑ +5.0 个百分点 变好" in said("district", unit="350212")


def test_events_of_the_quarter_are_listed_by_day(said: Said) -> None:
    shown = said("district", unit="350212").split("本季发生了什么", 1)[1]
    milestone, raised = shown.index("2011年11月1日 里程碑核实 山前社区"), shown.index("2011年12月1日 提出问题 N3")
    assert milestone < raised


def test_late_submissions_are_counted_in_days_from_the_first_file(said: Said) -> None:
    """The first file of 2011Q4 came in time, though the one accepted came two days late."""
    shown = said("district", unit="350212")
    assert "2011年四季度 2012年1月13日 2012年1月12日 — 2 0 0 2012年1月15日采纳" in shown
    assert "2010年三季度" in shown


def test_only_what_may_be_compared_is_held_against_the_rest(said: Said) -> None:
    shown = said("district", unit="350212").split("与全市其他区合计相比", 1)[1]
    assert "没有哪一项能说与其他区合计确有高低。" in shown
    assert "其他区没有可比的" in shown


def test_communities_lead_to_their_own_page(opened: Opened) -> None:
    shown = opened("district", period="2011Q4", unit="350212")
    body = " ".join(str(block.proto.body) for block in shown.get("html"))
    assert 'href="community?lang=zh&amp;unit=350212&amp;period=2011Q4&amp;site=350212109001"' in body


def test_what_the_last_submission_must_mend_is_listed_with_what_to_do(said: Said) -> None:
    shown = said("district", unit="350212")
    assert "最近一次报送还有1处要改或说明。" in shown
    assert "最近一次报送要改什么 2011年四季度的报送" in shown
    assert "提醒 T04 队伍与原两委成员 请核对在岗人数。 1" in shown


def test_a_submission_without_findings_has_nothing_to_mend(said: Said) -> None:
    assert "最近一次报送没有要改的" in said("district", unit="350213")
