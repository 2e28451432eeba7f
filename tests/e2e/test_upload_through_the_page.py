"""A district's correction in a real browser: refused cells named, mended, signed, accepted, built, seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from pipelines import open_release
from pipelines.ledger.events import receipts
from pipelines.warehouse.release import current

if TYPE_CHECKING:
    from conftest import Visit

pytestmark = pytest.mark.e2e

UNIT, RATE, SHEET, HEAD, FIRST = "350212", "station_post_fill_rate", "T04 队伍与原两委成员", 3, 4
STAFF = "在岗（人）"
PARTS = ("35岁及以下（人）", "高中及以下（人）")  # by age and by education the staff add up


def latest(home: Path) -> tuple[str, Path]:
    """The last quarter that the district sent, and its workbook."""
    file = max((home / "inbox").glob(f"*/{UNIT}-*.xlsx"))
    return file.parent.name, file


def written(source: Path, target: Path, fewer: int, word: str | None = None) -> Path:
    """The workbook with `fewer` staff in its first community, or with a word where their number belongs."""
    book = load_workbook(source)
    sheet = book[SHEET]
    heads = [cell.value for cell in sheet[HEAD]]
    for head in (STAFF, *PARTS):
        cell = sheet.cell(FIRST, heads.index(head) + 1)
        cell.value = int(cell.value) - fewer
    if word:
        sheet.cell(FIRST, heads.index(STAFF) + 1).value = word
    book.save(target)
    return target


def rate(home: Path, period: str) -> float:
    with open_release(home) as release:
        values = release.values(RATE, level="district", period=period)
    return float(values.filter(pl.col("unit_code") == UNIT)["value"].item())


def send(visit: Visit, file: Path, period: str) -> None:
    page = visit.open("submit", sender=UNIT, quarter=period)
    page.set_input_files("input[type=file]", [file])
    page.get_by_role("button", name="报送", exact=True).click()


def test_a_bad_and_then_a_mended_workbook_change_the_figure_on_the_pages(
    desk_visit: Visit, desk_home: Path, tmp_path: Path
) -> None:
    period, sent = latest(desk_home)
    before = rate(desk_home, period)
    page = desk_visit.page

    send(desk_visit, written(sent, tmp_path / "错.xlsx", 1, "约六人"), period)
    expect(page.locator(".ps-receipt .said")).to_contain_text("有1处错误", timeout=60_000)
    expect(page.locator(".ps-problems")).to_contain_text(f"H{FIRST}")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载批注后的工作簿").click()
    with Path(download.value.path()).open("rb") as annotated:
        assert "待改清单" in load_workbook(annotated).sheetnames

    send(desk_visit, written(sent, tmp_path / "改.xlsx", 1), period)
    expect(page.locator(".ps-receipt .said")).not_to_contain_text("有1处错误", timeout=60_000)
    bad, mended = [*receipts(desk_home).values()][-2:]
    expect(page.locator(".ps-receipt h2")).to_contain_text(mended.id)
    assert (bad.state, mended.state) == ("superseded", "checked")

    desk_visit.open("review", receipt=mended.id)
    page.get_by_role("button", name="签批").click()
    expect(page.locator(".ps-said")).to_contain_text("已签批", timeout=60_000)
    page.get_by_role("button", name="采纳").click()
    expect(page.locator(".ps-said")).to_contain_text("已采纳", timeout=60_000)
    page.get_by_role("button", name="生成新的发布版").click()
    expect(page.get_by_role("link", name="打开新的发布版")).to_be_visible(timeout=60_000)
    expect(page.locator(".ps-foot")).to_contain_text(str(current(desk_home)))

    after = rate(desk_home, period)
    assert after < before
    assert f"{after:.1f}" in desk_visit.open("staffing", unit=UNIT, period=period).inner_text("body")
    assert desk_visit.errors == []
    assert desk_visit.outside == []
