"""Councils community by community, and the page about the data: who reported when, marks, cautions, glossary."""

from __future__ import annotations

from collections.abc import Callable

Said = Callable[..., str]


def test_a_council_shows_its_meetings_and_seats_and_who_sent_nothing_is_missing(said: Said) -> None:
    shown = said("council")
    assert "同安区 " in shown
    assert "山前社区 开过会 2 9 3 2 1 1 3 4" in shown
    assert "沉默社区 缺报 缺报 缺报" in shown
    assert "已报的1个社区中，1个设有理事会：0个半年没有开过会，0个没有外来员工席位。" in shown


def test_the_data_page_says_which_release_it_is_and_how_much_came(said: Said) -> None:
    shown = said("about")
    assert "发布版profiles，2012年1月25日生成，收有2010年三季度至2011年四季度共6个季度的报送。" in shown
    assert "应到36次（单位×季度），到了3次，其中迟报0次；另有1份是退回后的重报或更正。" in shown


def test_who_reported_when_is_a_table_with_what_is_missing(said: Said) -> None:
    shown = said("about")
    assert "同安区 缺报 缺报 缺报 缺报 按时 按时 2份" in shown
    assert "思明区 缺报 缺报 缺报 缺报 缺报 缺报" in shown


def test_each_form_says_how_fresh_it_is(said: Said) -> None:
    assert "T04 队伍与原两委成员 每社区每季一行 每季 2011年四季度 1/6 2" in said("about")


def test_no_known_error_is_said_and_is_no_proof(said: Said) -> None:
    assert "没有登记不等于没有差错" in said("about")


def test_marks_cautions_criteria_and_glossary_are_explained(said: Said) -> None:
    shown = said("about")
    for word in ("怎样看页面上的记号", "这些数据不能说明什么", "条件成熟", "村改居社区 · village-turned-community"):
        assert word in shown
    assert "What these data cannot show" in said("about", lang="en")
