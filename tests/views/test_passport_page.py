"""The page of a figure's passport, and the links to it: every figure of every page has one that opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.briefing.model import Reading
from dashboard.briefing.sentences import value_text
from dashboard.widgets.passport import address, code_of, figure_link
from dashboard.widgets.tables import value_words
from pipelines import i18n
from pipelines.passport.codes import code_of as parsed
from pipelines.passport.make import passport, release_named
from pipelines.passport.reported import row_code

Opened = Callable[..., AppTest]
Text = Callable[[AppTest], str]
ROOT = Path(__file__).parents[2]
PAGES = tuple(sorted(file.stem for file in (ROOT / "dashboard" / "views").glob("[a-z]*.py") if file.stem != "passport"))
# Pages without figures; that on reporting has none here, since this record does not name the forms sent.
BARE = {"about", "briefing", "reporting", "review", "service_point", "submit", "what_if"}
CODE = "station_post_fill_rate/350213/2011Q2"
LINK = re.compile(r'<a class="ps-figure[^"]*" href="([^"]+)"')


def html_of(shown: AppTest) -> str:
    return " ".join(str(block.proto.body) for block in shown.get("html"))


def codes_on(shown: AppTest) -> list[str]:
    links = [unescape(link) for link in LINK.findall(html_of(shown))]
    return list(dict.fromkeys(parse_qs(urlsplit(link).query)["figure"][0] for link in links))


@pytest.fixture
def paper(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The passport page as a reader's link opens it."""
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))

    def open_page(code: str, lang: str = "zh") -> AppTest:
        app = AppTest.from_function(_page, kwargs={"lang": lang}, default_timeout=30)
        app.query_params["figure"] = code
        return app.run()

    return open_page


def _page(lang: str) -> None:
    from dashboard.views import passport
    from dashboard.widgets.choice import Choice

    passport.render(Choice(lang, "350213", "2011Q2", "350200"))


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_the_page_says_the_figure_and_what_it_rests_on(paper, text: Text, lang: str) -> None:
    shown = paper(CODE, lang)
    assert not shown.exception
    said = text(shown)
    expected = {
        "zh": "翔安区2011年二季度工作站岗位到岗率：90.0%",
        "en": "Xiang'an District, Q2 2011, Posts filled: 90.0%",
    }
    assert expected[lang] in said
    for key in ("title_figure", "title_definition", "title_norms", "title_cautions", "title_columns", "title_sql"):
        assert i18n.text(lang, f"passport.{key}") in said


def test_the_way_back_keeps_language_unit_and_quarter(paper) -> None:
    assert 'href="staffing?lang=en&amp;unit=350213&amp;period=2011Q2"' in html_of(paper(CODE, "en"))


def test_counter_figures_lead_on_to_their_own_passports(paper) -> None:
    assert "staff_per_10k_residents/350213/2011Q2" in codes_on(paper(CODE))


@pytest.mark.parametrize(
    ("code", "says"), [("", "没有指定数字"), ("nope", "没有名为 nope 的指标"), ("a/b/c/d/e", "写法")]
)
def test_a_link_to_no_figure_is_answered(paper, text: Text, code: str, says: str) -> None:
    shown = paper(code)
    assert not shown.exception
    assert says in text(shown)


@pytest.mark.parametrize("unit", ["350200", "350213"])
@pytest.mark.parametrize("view", [page for page in PAGES if page not in BARE])
def test_the_figures_of_a_page_lead_to_passports_that_open(opened: Opened, homes, view: str, unit: str) -> None:
    codes = [code for code in codes_on(opened(view, unit=unit)) if row_code(code) is None]
    assert codes
    with release_named(homes["full"], None) as release:
        for code in codes[:: max(1, len(codes) // 12)]:
            assert passport(release, homes["full"], parsed(code)).code == code


@pytest.mark.parametrize("view", PAGES)
def test_no_figure_of_a_card_or_a_matrix_is_without_its_link(opened: Opened, view: str) -> None:
    shown = html_of(opened(view))
    bare = re.findall(r'<td class="(?:met|below|plain|few|missing)"[^>]*><div>(?!<a )', shown)
    bare += re.findall(r'<p class="big (?:met|below|plain|few|missing)">(?!<a )', shown)
    assert bare == []


def test_a_link_names_the_figure_and_keeps_language_unit_and_quarter() -> None:
    link = address("en", "party_committee_rate/350212109001/2011H1/form=a b")
    assert unquote(link) == (
        "passport?figure=party_committee_rate/350212109001/2011H1/form=a b&lang=en&unit=350212&period=2011Q2"
    )


def test_a_link_is_named_for_those_who_do_not_see_it() -> None:
    assert 'aria-label="Where this figure comes from"' in figure_link("en", CODE)
    assert "aria-label" not in figure_link("en", CODE, "90.0%")
    assert figure_link("en", "", "90.0%") == "90.0%"


def test_what_has_no_line_has_no_code() -> None:
    assert code_of(None) == ""
    assert code_of({"indicator": None, "period": None}) == ""


def test_few_people_are_a_state_of_their_own() -> None:
    """Neither missing nor zero: said in words wherever a figure is said."""
    indicator = {"kind": "ratio", "unit_en": "%", "unit_zh": "%", "decimals": 1, "direction": "up", "period": "Q"}
    line = {"value": None, "status": "suppressed", "numerator": None, "denominator": None, "closes": 1}
    reading = Reading(indicator, {}, line, (), ())
    assert reading.verdict == "suppressed"
    assert value_text("zh", reading) == "少于 3 人，不显示"
    assert value_words("en", indicator, line) == ("fewer than 3 people, not shown", "suppressed")
