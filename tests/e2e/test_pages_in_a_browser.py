"""Every page in both languages in a real browser: whole, by itself, for everybody, and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pipelines import i18n

if TYPE_CHECKING:
    from conftest import Visit

pytestmark = pytest.mark.e2e

# The area files are dropped on is Streamlit's own and takes the label of the picker: announced once too often.
STREAMLITS = {"presentation-role-conflict": "stFileUploaderDropzone"}
TEXT = Path(__file__).parents[2] / "dashboard" / "text"


@dataclass(frozen=True)
class Look:
    """What there is to see of a page in one language."""

    text: str
    broken: int
    errors: list[str]
    outside: list[str]
    hurdles: list[str]
    phone_width: int


def hurdles(visit: Visit) -> list[str]:
    """What axe finds in the way of those who do not see the page or use no mouse."""
    found: list[dict[str, Any]] = Axe().run(visit.page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
        if STREAMLITS.get(rule["id"], "-") not in node["html"]
    ]


def width_on_a_phone(visit: Visit) -> int:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    width = visit.still().evaluate("document.documentElement.scrollWidth")
    visit.page.set_viewport_size({"width": 1366, "height": 768})
    return int(width)


@pytest.fixture(scope="module")
def look(walk: Visit) -> Callable[[str, str], Look]:
    """Each page is turned to once and looked at from all sides."""
    seen: dict[tuple[str, str], Look] = {}
    spoken = ""

    def at(name: str, lang: str) -> Look:
        nonlocal spoken
        if (name, lang) not in seen:
            if spoken != lang:
                walk.open("overview", lang=lang)
                spoken = lang
            walk.errors.clear()
            walk.outside.clear()
            page = walk.turn(name)
            text, broken = page.inner_text("body"), page.locator(".stException").count()
            found, width = hurdles(walk), width_on_a_phone(walk)
            seen[name, lang] = Look(text, broken, [*walk.errors], [*walk.outside], found, width)
        return seen[name, lang]

    return at


def test_a_page_opens_whole(look: Callable[[str, str], Look], name: str, lang: str) -> None:
    shown = look(name, lang)
    assert (shown.broken, shown.errors) == (0, [])
    assert "演示数据" in shown.text
    keys = i18n.wording(lang, TEXT).keys()
    assert [word for word in re.findall(r"\b[a-z_]+\.[a-z_.]+\b", shown.text) if word in keys] == []


def test_it_asks_nobody_outside(look: Callable[[str, str], Look], name: str, lang: str) -> None:
    assert look(name, lang).outside == []


def test_nothing_stands_in_the_way_of_a_screen_reader(look: Callable[[str, str], Look], name: str, lang: str) -> None:
    assert look(name, lang).hurdles == []


def test_nothing_sticks_out_on_a_phone(look: Callable[[str, str], Look], name: str, lang: str) -> None:
    assert look(name, lang).phone_width <= 390


@pytest.mark.parametrize("shown", ["overview", "access"])
def test_a_page_made_narrow_and_wide_again_is_the_same_page(visit: Visit, shown: str) -> None:
    whole = visit.open(shown, lang="zh").locator(".stMain")
    before = whole.inner_text()
    width_on_a_phone(visit)
    expect(whole).to_have_text(before, use_inner_text=True)


@pytest.mark.parametrize("shown", ["overview", "access"])
def test_whoever_prefers_dark_reads_as_well(visit: Visit, shown: str) -> None:
    visit.page.emulate_media(color_scheme="dark")
    visit.open(shown, lang="zh")
    assert hurdles(visit) == []


def test_what_draws_charts_is_fetched_before_the_first_chart(visit: Visit) -> None:
    assert visit.open("overview").locator("link[rel=modulepreload][href*=PlotlyChart]").count() == 1
