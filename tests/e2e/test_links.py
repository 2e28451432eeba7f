"""A link that is copied and pasted opens the same view: same page, district, quarter, language, figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

if TYPE_CHECKING:
    from conftest import Visit

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def reader(walk: Visit) -> Visit:
    """Somebody who has chosen English, 同安 and an earlier quarter by the controls of a page."""
    page = walk.open("staffing", lang="zh")
    page.get_by_role("radio", name="EN").click()
    page.get_by_role("radio", name="Tong'an").click()
    page.wait_for_url(re.compile("unit=350212"))
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="Q1 2011").click()
    page.wait_for_url(re.compile("period=2011Q1"))
    walk.still()
    return walk


@pytest.fixture(scope="module")
def stranger(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody else's browser."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    yield context
    context.close()


@pytest.fixture(scope="module")
def pasted(stranger: BrowserContext) -> Iterator[Page]:
    page = stranger.new_page()
    yield page
    page.close()


def pick_another_figure(reader: Visit) -> None:
    """The last of the figures that the page offers to look into, where it offers any."""
    offered = reader.page.locator(".st-key-tool-figure").get_by_role("radio")
    if offered.count():
        offered.last.click()
        reader.page.wait_for_url(re.compile("figure="))
        reader.still()


def test_a_pasted_link_opens_the_same_view(reader: Visit, pasted: Page, name: str) -> None:
    reader.turn(name)
    pick_another_figure(reader)
    elsewhere = type(reader)(pasted, reader.address)
    pasted.goto(reader.page.url)
    assert elsewhere.still().inner_text(".stMain") == reader.page.inner_text(".stMain")
    assert {"lang=en", "unit=350212", "period=2011Q1"} <= set(re.split("[?&]", pasted.url))
