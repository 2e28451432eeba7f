"""The catalogue: found by words, narrowed by kind, every indicator shown whole in both languages, kept in the link."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.i18n import LANGUAGES
from pipelines.programme.model import Programme

Opened = Callable[..., AppTest]
Text = Callable[[AppTest], str]


def whole() -> None:
    """The page as the entry draws it for the whole city in English."""
    from dashboard.views import catalogue
    from dashboard.widgets.choice import Choice

    catalogue.render(Choice("en", "350200", "2011Q2", "350200"))


def html(shown: AppTest) -> str:
    return " ".join(str(block.proto.body) for block in shown.get("html"))


def picker(shown: AppTest, name: str) -> object:
    """The picker of this name, such as `family`."""
    return next(one for one in shown.selectbox if one.key.startswith(f"{name}-"))


def listed(shown: AppTest) -> list[str]:
    """The indicators in the list, by the links of its lines."""
    found = re.search(r"ps-found.*?</table>", html(shown), re.DOTALL)
    return re.findall(r"indicator=([a-z0-9_]+)", found[0]) if found else []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_indicator_stands_in_the_list_and_can_be_chosen(
    opened_anew: Opened, text: Text, xiamen: Programme, lang: str
) -> None:
    shown = opened_anew("catalogue", lang=lang)
    assert listed(shown) == [one.id for one in xiamen.indicators]
    for one in xiamen.indicators:
        picker(shown, "indicator").set_value(one.id).run()
        assert not shown.exception
        said = text(shown)
        for words in (one.definition, one.name):
            assert words.zh in said and words.en in said, one.id
        for words in (one.question, one.caution):
            assert words[lang] in said, one.id


def test_a_search_leaves_what_fits_and_stands_in_the_link(opened_anew: Opened, xiamen: Programme) -> None:
    shown = opened_anew("catalogue")
    shown.text_input[0].set_value("费随事转").run()
    family = [one.id for one in xiamen.indicators if one.family == "F9"]
    assert [one for one in listed(shown) if one in family] == family
    assert len(listed(shown)) < len(xiamen.indicators)
    assert shown.query_params["q"] == "费随事转"
    assert all("q=%E8%B4%B9" in link for link in re.findall(r'href="([^"]+)"', html(shown).split("ps-entry")[0])[:1])
    shown.text_input[0].set_value("").run()
    assert "q" not in shown.query_params


def test_what_a_link_says_is_shown(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch, text: Text) -> None:
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    shown = AppTest.from_function(whole, default_timeout=30)
    shown.query_params.update({"q": "funding", "family": "F9", "indicator": "fund_on_time_share"})
    shown.run()
    assert not shown.exception
    assert shown.text_input[0].value == "funding"
    assert picker(shown, "family").value == "F9"
    assert "Funds on time · 经费及时率" in text(shown)
    assert shown.query_params["indicator"] == "fund_on_time_share"


@pytest.mark.parametrize("wrong", ["no_such_indicator", "station_post_fill_rate"])
def test_a_link_to_what_is_not_there_or_not_found_shows_the_first(
    homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch, text: Text, wrong: str
) -> None:
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    shown = AppTest.from_function(whole, default_timeout=30)
    shown.query_params.update({"family": "F9", "indicator": wrong})
    shown.run()
    assert not shown.exception
    assert "Funded matters · 费随事转落实率" in text(shown)
    assert "indicator" not in shown.query_params


def test_filters_narrow_and_nothing_found_says_what_to_do(opened_anew: Opened, text: Text) -> None:
    shown = opened_anew("catalogue", lang="en")
    picker(shown, "family").set_value("F4").run()
    picker(shown, "target").set_value("none").run()
    assert shown.query_params["family"] == "F4" and shown.query_params["target"] == "none"
    assert 0 < len(listed(shown)) < 10
    shown.text_input[0].set_value("no such words").run()
    assert not shown.exception
    assert "No indicator fits" in text(shown)
    assert listed(shown) == []


def test_the_chosen_indicator_shows_its_value_and_who_reported(opened_anew: Opened, text: Text) -> None:
    shown = opened_anew("catalogue", lang="en", period="2011Q1")
    picker(shown, "indicator").set_value("station_post_fill_rate").run()
    assert "86.0% (Q1 2011, 10 of 10 reported)" in text(shown)
    assert "posts_filled ÷ posts × 100" in text(shown)


def test_counter_figures_are_links_and_the_sql_is_behind_a_disclosure(opened_anew: Opened, xiamen: Programme) -> None:
    shown = opened_anew("catalogue")
    picker(shown, "indicator").set_value("fund_arrival_rate").run()
    entry = html(shown).split("ps-entry", 1)[1]
    assert 'href="?indicator=fund_on_time_share"' in entry
    assert re.search(r"<details[^>]*><summary>[^<]*F9[^<]*</summary><pre>", entry)
    assert "SELECT" in entry


@pytest.mark.parametrize("home", ["real", "hollow"])
def test_a_release_without_figures_still_has_its_definitions(opened: Opened, xiamen: Programme, home: str) -> None:
    shown = opened("catalogue", home=home)
    assert not shown.exception
    assert len(listed(shown)) == len(xiamen.indicators)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_open_words_of_the_policy_and_the_glossary_are_explained(
    opened: Opened, text: Text, xiamen: Programme, lang: str
) -> None:
    said = text(opened("catalogue", lang=lang))
    for one in xiamen.criteria:
        assert one.term[lang] in said and one.decided_by[lang] in said
    assert "village-turned-community" in said and "村改居社区" in said
