"""What is folded away on the screen: it opens by keyboard, stays open, is out of the way of Tab, and whole on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page

if TYPE_CHECKING:
    from conftest import Visit

pytestmark = pytest.mark.e2e

OPEN_TO_TAB = """box => [...box.querySelectorAll('a, button, input, [tabindex="0"]')]
  .filter(one => one.checkVisibility({ visibilityProperty: true })).length"""


def fold(page: Page, key: str) -> tuple[Locator, Locator]:
    """The line that says what is folded away, and what is."""
    return page.locator(f".st-key-fold-{key} summary"), page.locator(f".st-key-folded-{key}")


def height(box: Locator) -> float:
    found = box.bounding_box()
    return found["height"] if found else 0.0


def test_what_is_folded_takes_no_room_and_no_stop_until_it_is_opened_by_keyboard(visit: Visit) -> None:
    page = visit.open("access", lang="zh")
    line, inner = fold(page, "items")
    assert (height(inner), inner.evaluate(OPEN_TO_TAB)) == (0, 0)
    line.focus()
    page.keyboard.press("Enter")
    visit.still()
    assert height(inner) > 300
    assert inner.evaluate(OPEN_TO_TAB) > 10


def test_charts_in_a_fold_are_drawn_when_it_opens_and_it_stays_open(visit: Visit) -> None:
    page = visit.open("access", lang="zh")
    line, inner = fold(page, "one")
    line.click()
    visit.still()
    assert inner.locator(".js-plotly-plot .main-svg").first.bounding_box()["width"] > 300
    inner.get_by_role("radio", name="15分钟可达人口占比").click()
    visit.still()
    assert height(inner) > 300


def test_a_link_to_one_figure_finds_its_fold_open(visit: Visit) -> None:
    page = visit.open("access", lang="zh", figure="pop_within_15min_share")
    assert height(fold(page, "one")[1]) > 300


def test_the_first_questions_are_answered_without_scrolling(visit: Visit) -> None:
    page = visit.open("access", lang="zh")
    answers = page.locator(".ps-answers").bounding_box()
    assert answers["y"] + answers["height"] < 768


def test_both_values_of_a_pair_lead_to_their_passports_by_keyboard_and_by_pointer(visit: Visit) -> None:
    page = visit.open("access", lang="zh")
    values = page.locator(".st-key-panel-pairs svg a:not(:has(rect))")
    first = values.first.text_content()
    values.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/passport?**")
    visit.still()
    assert first in page.locator(".ps-sentence").inner_text()
    page = visit.open("access", lang="zh")
    second = values.nth(1)
    said = second.text_content()
    second.evaluate("link => link.scrollIntoView({ block: 'center' })")
    box = second.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/passport?**")
    visit.still()
    assert said in page.locator(".ps-sentence").inner_text()
