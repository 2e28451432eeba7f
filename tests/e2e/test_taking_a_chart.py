"""A chart is taken away as a picture from the keyboard, and goes into a briefing that is then saved."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def staffing(browser, address: str) -> Page:
    """The page on staffing with its charts drawn, and the menu of the first one open."""
    context = browser.new_context(accept_downloads=True, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(f"{address}/staffing")
    page.wait_for_selector(".st-key-panel-compare .main-svg", timeout=60_000)
    page.locator(".st-key-tool-take-compare button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-picture=svg]")
    yield page
    context.close()


def saved(page: Page, selector: str, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        page.locator(selector).press("Enter")
    waiting.value.save_as(folder / "file")
    return (folder / "file").read_bytes()


def test_the_picture_has_title_day_code_and_mark_and_scales_on_paper(staffing: Page, tmp_path: Path) -> None:
    drawn = ET.fromstring(saved(staffing, "[data-picture=svg]", tmp_path))
    text = "".join("".join(one.itertext()) for one in drawn.iter(f"{SVG}text"))
    for said in ("各地比较", "数据截至", "pingshi show", "演示数据", "发布版"):
        assert said in text
    styles = [one.get("style", "") for one in drawn.iter()]
    assert not [style for style in styles if "non-scaling-stroke" in style]


def test_the_picture_for_the_screen_is_large(staffing: Page, tmp_path: Path) -> None:
    data = saved(staffing, "[data-picture=png]", tmp_path)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20]) > 2000


def test_a_chart_goes_into_the_briefing_and_out_as_a_file(staffing: Page, tmp_path: Path) -> None:
    staffing.locator(".st-key-add-compare button").press("Enter")
    staffing.get_by_text("已选入简报，共 1 项").wait_for()
    staffing.keyboard.press("Escape")
    staffing.get_by_text("数据与口径").click()
    staffing.get_by_text("简报", exact=True).last.click()
    staffing.wait_for_selector(".st-key-panel-item-1")
    staffing.locator(".st-key-briefing-write button").press("Enter")
    staffing.wait_for_selector(".st-key-file-docx", timeout=60_000)
    names = zipfile.ZipFile(io.BytesIO(saved(staffing, ".st-key-file-docx button", tmp_path))).namelist()
    assert "word/charts/chart1.xml" in names
