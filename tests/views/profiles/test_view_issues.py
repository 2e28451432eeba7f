"""The page on issues raised upward: who holds them, when they are due, and what research has found."""

from __future__ import annotations

from collections.abc import Callable

Said = Callable[..., str]


def test_the_first_sentence_counts_what_is_open_past_due_and_waits_for_the_city(said: Said) -> None:
    shown = said("issues")
    assert "厦门市提出满90日的2个问题中，1个在90日内办结。" in shown
    assert "开始以来共提出3个，已办结1个，2个尚未办结。" in shown
    assert "未办结的有1个超过90日。等市里协调的有1个。" in shown


def test_an_issue_shows_owner_due_day_and_answer_and_open_ones_come_first(said: Said) -> None:
    shown = said("issues")
    due = "同安区 N2 2011年9月22日 设施 演示问题 财政局 是 2011年四季度 2011年12月21日 100（超10） 办理中"
    fresh = "同安区 N3 2011年12月1日 其他 演示问题 缺报 否 — 2012年2月29日 30 待办"
    closed = (
        "同安区 N1 2011年8月1日 资产 演示问题 民政局 否 2011年四季度 2011年10月30日 31 已办结（2011年9月1日，协调解决）"
    )
    assert f"{due} {fresh} {closed}" in shown


def test_what_came_later_is_not_known_in_an_earlier_quarter(said: Said) -> None:
    shown = said("issues", period="2011Q3")
    assert "N2" in shown
    assert "N3" not in shown
    assert "还没有完成的研究成果" in shown


def test_owners_are_listed_with_those_past_due_first(said: Said) -> None:
    shown = said("issues")
    assert "财政局 1 0 1 1 — 未定牵头部门 1 0 1 0 — 民政局 1 1 0 0 31" in shown


def test_research_shows_question_by_district_and_each_output(said: Said) -> None:
    shown = said("issues")
    assert "R3 资产经营与社区服务怎样分开 — — — — 办法 —" in shown
    assert "R3 资产经营与社区服务怎样分开 同安区 办法 2011年10月1日 分离办法 Y1" in shown
    assert "R3 Separating asset management from community service Measures" in said("issues", lang="en", unit="350212")


def test_a_unit_that_reported_none_is_told_that_this_is_not_nothing(said: Said) -> None:
    assert "没有报送不等于没有问题" in said("issues", unit="350213") or "本期没有这方面的数据" in said(
        "issues", unit="350213"
    )


def test_how_issues_ended_goes_to_paper_with_codes_that_open(traced) -> None:
    found = traced("issues", period="2011Q4")["parts-outcome"]
    assert found[0] == "issue_closed_rate_90d/350200/2011Q4"
    assert len(found) > 1
