"""The comparison page: any indicator between any units, what it refuses, and what it says of few units.

翔安 fills 9 of 10 posts in each of six communities, 同安 8 of 10 in three; 集美 sends nothing in the last quarter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipelines import i18n

Opened = Callable[..., AppTest]
Text = Callable[[AppTest], str]
ROOT = Path(__file__).parents[2]
TEXT = ROOT / "dashboard" / "text"


def page(picks: dict[str, str], lang: str, unit: str) -> None:
    """The comparison page as a link with picks opens it."""
    import streamlit as st

    from dashboard.views import comparison
    from dashboard.widgets.choice import Choice

    for name, value in picks.items():
        if f"seen-{name}" not in st.session_state:
            st.session_state[f"seen-{name}"] = True
            st.query_params[name] = value
    comparison.render(Choice(lang, unit, "2011Q2", "350200"))


@pytest.fixture
def picked(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Opened:
    """`picked(lang="zh", unit="350200", home="full", **picks)`: the page with the picks of a link."""

    def open_page(lang: str = "zh", unit: str = "350200", home: str = "full", **picks: str) -> AppTest:
        monkeypatch.setenv("PINGSHI_HOME", str(homes[home]))
        kwargs: dict[str, Any] = {"picks": picks, "lang": lang, "unit": unit}
        return AppTest.from_function(page, kwargs=kwargs, default_timeout=30).run()

    return open_page


def figures(shown: AppTest) -> dict[str, Any]:
    return {block.proto.id.split("figure-")[-1]: json.loads(block.proto.spec) for block in shown.get("plotly_chart")}


INDICATORS = [
    "station_post_fill_rate",
    "staff_per_10k_residents",
    "cadre_conversion_rate",
    "stage_dwell_days",
    "centre_open_hours",
    "pilot_sites_count",
    "fund_arrival_rate",
    "fund_per_case",
    "trinity_complete_rate",
    "mass_org_complete_rate",
]


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("unit", ["350200", "350213", "350203"])
@pytest.mark.parametrize("figure", INDICATORS)
def test_the_page_stands_whole_for_every_kind_of_figure(
    picked: Opened, text: Text, figure: str, unit: str, lang: str
) -> None:
    shown = picked(lang=lang, unit=unit, figure=figure)
    assert not shown.exception
    keys = i18n.wording(lang, TEXT).keys()
    assert [word for word in re.findall(r"\b[a-z_]+\.[a-zA-Z_.0-9]+\b", text(shown)) if word in keys] == []


@pytest.mark.parametrize("by", ["district", "town", "community", "side", "ctype"])
def test_the_page_stands_whole_for_every_kind_of_unit(picked: Opened, text: Text, by: str) -> None:
    shown = picked(figure="station_post_fill_rate", by=by)
    assert not shown.exception
    assert "逐个单位" in text(shown) or "为什么不比" in text(shown)


def test_every_indicator_of_the_release_can_be_picked_by_family(picked: Opened) -> None:
    options = picked().selectbox[0].options
    assert "队伍 · 工作站岗位到岗率" in options
    assert len(options) >= 29


def test_two_districts_are_said_to_differ_only_when_they_do(picked: Opened, text: Text) -> None:
    """54 of 60 against 24 of 30: ten points, from −4.7 to 28.1."""
    shown = text(picked(figure="station_post_fill_rate", by="district"))
    assert "同安区 80.0%，翔安区 90.0%，相差10.0 个百分点" in shown
    assert "可能只是偶然" in shown
    assert "未参加比较：集美区（缺报）" in shown


def test_few_units_get_neither_funnel_nor_ranks(picked: Opened, text: Text) -> None:
    shown = picked(figure="station_post_fill_rate", by="community", unit="350213")
    assert list(figures(shown)) == ["compare", "courses"]
    assert "为什么不排名次" in text(shown)
    assert not any(group.label == "排列" for group in shown.get("button_group"))


def test_yes_or_no_of_single_communities_is_listed_and_not_compared(picked: Opened, text: Text) -> None:
    shown = text(picked(figure="trinity_complete_rate", by="community", unit="350213"))
    assert "没有一个单位可以拿来相比" in shown
    assert "不足5个，只列个数" in shown


def test_a_neutral_figure_names_nobody_good(picked: Opened, text: Text) -> None:
    shown = text(picked(figure="cadre_conversion_rate", by="district"))
    assert "这项指标无所谓高低，不分好坏。" in shown
    assert "第 1 档" not in shown


def test_pilots_against_others_are_refused_with_a_reason_and_a_way_out(picked: Opened, text: Text) -> None:
    shown = picked(figure="trinity_complete_rate", by="pilot")
    assert figures(shown) == {}
    assert "试点是挑选出来的" in text(shown)
    assert "可以看试点自己的历期变化" in text(shown)


def test_money_per_case_is_refused_until_one_matter_is_picked(picked: Opened, text: Text) -> None:
    assert "各事项的成本本来不同" in text(picked(figure="fund_per_case", by="district"))
    shown = picked(figure="fund_per_case", by="district", within="E01")
    assert "各事项的成本本来不同" not in text(shown)
    assert "compare" in figures(shown)


def test_a_median_is_told_without_interval(picked: Opened, text: Text) -> None:
    assert "周开放时长：3 个区都是 48.0 小时/周。" in text(picked(figure="centre_open_hours", by="district"))


def test_a_trend_needs_five_periods(picked: Opened, text: Text) -> None:
    assert "期数不足" in text(picked(figure="station_post_fill_rate", by="district"))


def test_a_district_chosen_above_is_the_one_held_against_its_like(picked: Opened, text: Text) -> None:
    shown = text(picked(unit="350212", figure="station_post_fill_rate", by="district"))
    assert "同安区与同类单位" in shown
    assert "比翔安区低 10.0 个百分点" in shown


def test_one_districts_towns_and_communities_can_be_compared_but_no_sides(picked: Opened) -> None:
    groups = picked(unit="350213", figure="station_post_fill_rate").get("button_group")
    labels = {option.content for group in groups for option in group.proto.options}
    assert {"街道（镇）", "一个区的社区", "各区"} <= labels
    assert "岛内与岛外" not in labels


def test_the_counter_figures_and_the_caution_stand_beside(picked: Opened, text: Text) -> None:
    shown = text(picked(figure="station_post_fill_rate"))
    assert "请同时看" in shown
    assert "借调外出人员若仍计为在岗会虚高" in shown


def test_a_wrong_link_opens_the_first_comparison(picked: Opened) -> None:
    shown = picked(figure="nothing", by="nobody", peer="x")
    assert not shown.exception


def test_a_release_without_values_is_an_empty_page_not_an_error(picked: Opened, text: Text) -> None:
    shown = picked(home="hollow")
    assert not shown.exception
    assert "本期没有这方面的数据" in text(shown)


def test_real_data_bears_no_demonstration_mark(picked: Opened, text: Text) -> None:
    assert "演示数据" not in text(picked(home="real"))


def test_the_course_of_each_district_is_a_panel_of_its_own(picked: Opened) -> None:
    figure = figures(picked(figure="station_post_fill_rate"))["courses"]
    heads = [note["text"] for note in figure["layout"]["annotations"] if note.get("name") == "panel"]
    assert [re.sub("<.*?>", "", head) for head in heads] == ["集美区 缺报", "同安区 80.0%", "翔安区 90.0%"]
