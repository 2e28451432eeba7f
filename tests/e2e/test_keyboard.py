"""A page by keyboard alone: past the navigation, another district, a figure's passport, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from conftest import Visit

pytestmark = pytest.mark.e2e

MANY = 60  # stops after which whoever goes on by Tab would have given up
HERE = """() => { const here = document.activeElement, box = here.getBoundingClientRect();
  return { name: here.getAttribute('aria-label') || here.innerText, css: String(here.className),
    role: here.getAttribute('role'),
    clip: { x: Math.max(0, box.x - 6), y: Math.max(0, box.y - 6), width: box.width + 9, height: box.height + 9 } }; }"""
STOPS = 30


def go(page: Page, by: str = "Tab", **like: str) -> None:
    """Key by key to the first stop whose name, role or class begins with what is asked for."""
    for _ in range(MANY):
        page.keyboard.press(by)
        here = page.evaluate(HERE)
        if all((here[key] or "").strip().startswith(value) for key, value in like.items()):
            return
    pytest.fail(f"no way to {like} by keyboard")


def test_the_first_stop_leads_past_the_navigation_in_the_language_of_the_page(visit: Visit) -> None:
    for lang, name in (("zh", "跳到正文"), ("en", "Skip to the page")):
        page = visit.open("staffing", lang=lang)
        page.keyboard.press("Tab")
        assert page.evaluate(HERE)["name"] == name
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "Whole city" in page.evaluate(HERE)["name"]


def test_another_district_its_figures_passport_and_back_without_a_mouse(visit: Visit) -> None:
    page = visit.open("staffing", lang="zh")
    go(page, role="radio", name="全市")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("unit=350212"))
    expect(page.locator(".ps-head .where")).to_contain_text("同安区")
    visit.still()
    go(page, css="ps-figure mark")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/passport"))
    visit.still()
    expect(page.locator(".ps-sentence")).to_contain_text("同安区")
    go(page, css="ps-back")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/staffing.*unit=350212"))
    visit.still()
    expect(page.locator(".ps-head .where")).to_contain_text("同安区")


def test_a_page_of_the_navigation_opens_without_a_mouse(visit: Visit) -> None:
    page = visit.open("staffing", lang="en")
    go(page, name="Assets and money")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Assets")).to_be_focused()
    go(page, by="ArrowDown", name="Funding")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("did the money come with it")


def test_where_the_keyboard_stands_is_seen_and_it_goes_as_one_reads(visit: Visit) -> None:
    page = visit.open("progress", lang="zh")
    assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        with_focus = page.screenshot(clip=here["clip"])
        page.evaluate("document.activeElement.blur()")
        assert page.screenshot(clip=here["clip"]) != with_focus, here["name"]
