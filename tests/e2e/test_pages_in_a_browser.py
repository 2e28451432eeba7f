"""The whole way in a real browser: what the districts sent is what the pages say, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pipelines import i18n, open_release
from pipelines.cli import main
from pipelines.warehouse.release import current

if TYPE_CHECKING:
    from conftest import Visit

pytestmark = pytest.mark.e2e

PAGES = (
    *("overview", "progress", "comparison", "coverage", "staffing", "decisions", "council", "assets", "matters"),
    *("funding", "centres", "access", "reporting", "catalogue"),
)
TEXT = Path(__file__).parents[2] / "dashboard" / "text"
RATE = "station_post_fill_rate"


def held(home: Path, level: str, unit: str) -> pl.DataFrame:
    """What the release holds of the rate in its last quarter."""
    with open_release(home) as release:
        values = release.values(RATE, level=level)
    return values.filter(pl.col("period") == values["period"].max(), pl.col("unit_code") == unit)


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_whole_and_asks_nobody_outside(visit: Visit, name: str, lang: str) -> None:
    page = visit.open(name, lang=lang)
    shown = page.inner_text("body")
    assert page.locator(".stException").count() == 0
    assert visit.errors == []
    assert visit.outside == []
    assert "演示数据" in shown
    keys = i18n.wording(lang, TEXT).keys()
    assert [word for word in re.findall(r"\b[a-z_]+\.[a-z_.]+\b", shown) if word in keys] == []


def test_the_staffing_page_shows_the_number_that_the_release_holds(visit: Visit, workspace: Path) -> None:
    city = held(workspace, "city", "350200")["value"].item()
    assert f"{city:.1f}" in visit.open("staffing", lang="zh").inner_text("body")


def test_another_district_shows_its_own_number(visit: Visit, workspace: Path) -> None:
    page = visit.open("staffing", lang="zh")
    page.get_by_role("radio", name="同安").or_(page.get_by_text("同安", exact=True)).first.click()
    page.wait_for_url(re.compile("unit=350212"))
    value = held(workspace, "district", "350212")["value"].item()
    page.wait_for_selector(f"text={value:.1f}")


def test_a_pasted_link_opens_the_same_view(visit: Visit, workspace: Path) -> None:
    page = visit.open("staffing", lang="en", unit="350212", period="2011Q1")
    with open_release(workspace) as release:
        rows = release.values(RATE, level="district", period="2011Q1").filter(pl.col("unit_code") == "350212")
    shown = page.inner_text("body")
    assert "Tong'an" in shown
    assert f"{rows['value'].item():.1f}" in shown


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_on_a_phone(visit: Visit, name: str) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open(name, lang="zh")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_new_release_shows_without_a_restart(visit: Visit, workspace: Path) -> None:
    before = visit.open("staffing", lang="zh").inner_text(".ps-foot")
    assert main(["build", "--full", "--home", str(workspace)]) == 0
    name = str(current(workspace))
    assert name not in before
    assert name in visit.open("staffing", lang="zh").inner_text(".ps-foot")
