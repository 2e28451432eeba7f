"""Every page in both languages and in every state: whole, one district, nothing to show, a quarter just begun."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines import i18n

Opened = Callable[..., AppTest]
Text = Callable[[AppTest], str]
ROOT = Path(__file__).parents[2]
TEXT = ROOT / "dashboard" / "text"
PAGES = (
    *("overview", "progress", "coverage", "staffing", "decisions", "assets", "matters", "centres", "funding"),
    *("council", "access", "reporting"),
)
NO_VILLAGE_TURNED = "350203"
# The passport of a figure and the pages of `profiles` are gone through in books of their own.
ELSEWHERE = {"about", "community", "council", "district", "issues", "passport"}
VIEWS = sorted({file.stem for file in (ROOT / "dashboard" / "views").glob("[a-z]*.py")} - ELSEWHERE)
STATES = {
    "full": {},
    "one district": {"unit": "350213"},
    "a district that is silent": {"unit": NO_VILLAGE_TURNED},
    "empty": {"home": "hollow"},
    "new quarter": {"home": "early", "period": "2011Q3"},
}


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_stands_whole_and_shows_no_raw_key(opened: Opened, text: Text, view: str, state: str, lang: str) -> None:
    shown = opened(view, lang=lang, **STATES[state])
    assert not shown.exception
    keys = i18n.wording(lang, TEXT).keys()
    assert [word for word in re.findall(r"\b[a-z_]+\.[a-zA-Z_.0-9]+\b", text(shown)) if word in keys] == []
    assert i18n.wording(lang, TEXT)[f"{view}.question"] in text(shown)


def test_a_district_without_village_turned_communities_is_told_what_to_do(opened: Opened, text: Text) -> None:
    shown = text(opened("staffing", unit=NO_VILLAGE_TURNED))
    assert "本期没有这方面的数据" in shown
    assert "请在上方改选“全市”" in shown


def test_the_headline_is_a_true_sentence(opened: Opened, text: Text) -> None:
    """54 of 60 posts in 翔安, 24 of 30 in 同安; 集美's ten posts are not reported, so not in the base."""
    assert "厦门市工作站核定岗位90个，实际到岗78人，到岗率86.7%。" in text(opened("staffing"))


def test_fewer_than_five_are_counted_and_get_no_percentage(opened: Opened, text: Text) -> None:
    shown = text(opened("centres", unit="350212"))
    assert "3个中的1个" in shown
    assert "33.3%" not in shown


def test_a_missing_report_is_said_and_is_not_zero(opened: Opened, text: Text) -> None:
    shown = text(opened("staffing", unit="350211"))
    assert "缺报" in shown
    assert "工作站岗位到岗率：本期没有可用的报送" in shown


def test_a_half_yearly_figure_names_its_own_period(opened: Opened, text: Text) -> None:
    assert "所示为2010年下半年" in text(opened("staffing", period="2011Q1"))


def test_the_demonstration_is_marked_on_the_page(opened: Opened, text: Text) -> None:
    for view in PAGES:
        assert "演示数据" in text(opened(view))
        assert "演示数据" in text(opened(view, lang="en")) or "Demonstration data" in text(opened(view, lang="en"))


def test_real_data_bears_no_demonstration_mark(opened: Opened, text: Text) -> None:
    for view in PAGES:
        assert "演示数据" not in text(opened(view, home="real"))


@pytest.mark.parametrize("view", PAGES)
def test_a_release_without_values_is_an_empty_page_not_an_error(opened: Opened, text: Text, view: str) -> None:
    shown = opened(view, home="hollow")
    assert not shown.exception
    assert "本期没有这方面的数据" in text(shown)


def test_the_overview_says_who_has_not_reported(opened: Opened, text: Text) -> None:
    assert "湖里区缺报" in text(opened("overview"))
    assert "not reported: Huli District" in text(opened("overview", lang="en"))


@pytest.mark.parametrize("kind", ["none", "broken"])
def test_without_a_release_the_entry_says_in_both_languages_what_to_do(
    homes: dict[str, Path], text: Text, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("PINGSHI_HOME", str(homes[kind]))
    shown = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30).run()
    assert not shown.exception
    for lang in i18n.LANGUAGES:
        assert i18n.wording(lang, TEXT)[f"empty.{kind}_do"] in text(shown)


def test_the_entry_reads_the_link(homes: dict[str, Path], text: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
    app.query_params.update({"lang": "en", "unit": "350213", "period": "2011Q1"})
    shown = text(app.run())
    assert not app.exception
    assert "Xiang'an District · Q1 2011" in shown


def test_a_link_with_wrong_codes_opens_the_whole_city_now(
    homes: dict[str, Path], text: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
    app.query_params.update({"lang": "fr", "unit": "999999", "period": "1999Q4"})
    shown = text(app.run())
    assert "厦门市 · 2011年二季度" in shown
    assert dict(app.query_params) == {}


def test_a_new_release_shows_without_a_restart(homes: dict[str, Path], opened: Opened, text: Text) -> None:
    assert "2011-full" in text(opened("staffing"))
    pointer = homes["full"] / "CURRENT"
    later = homes["full"] / "releases" / "2011-later.duckdb"
    later.write_bytes((homes["real"] / "releases" / "2011-real.duckdb").read_bytes())
    pointer.write_text("2011-later\n", encoding="utf-8")
    try:
        assert "2011-real" in text(opened("staffing"))
    finally:
        pointer.write_text("2011-full\n", encoding="utf-8")
