"""The whole way: what the districts sent is what the pages say, also by a pasted link and after a rebuild."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pipelines import open_release
from pipelines.cli import main
from pipelines.warehouse.release import current

if TYPE_CHECKING:
    from conftest import Visit

pytestmark = pytest.mark.e2e

RATE, UNIT, EARLIER = "station_post_fill_rate", "350212", "2011Q1"


def held(home: Path, level: str, unit: str) -> pl.DataFrame:
    """What the release holds of the rate in its last quarter."""
    with open_release(home) as release:
        values = release.values(RATE, level=level)
    return values.filter(pl.col("period") == values["period"].max(), pl.col("unit_code") == unit)


def test_the_staffing_page_shows_the_number_that_the_release_holds(visit: Visit, workspace: Path) -> None:
    city = held(workspace, "city", "350200")["value"].item()
    assert f"{city:.1f}" in visit.open("staffing", lang="zh").inner_text("body")


def test_another_district_shows_its_own_number(visit: Visit, workspace: Path) -> None:
    page = visit.open("staffing", lang="zh")
    page.get_by_role("radio", name="同安").click()
    page.wait_for_url(re.compile(f"unit={UNIT}"))
    value = held(workspace, "district", UNIT)["value"].item()
    page.wait_for_selector(f"text={value:.1f}")


def test_a_pasted_link_shows_the_number_of_its_district_and_quarter(visit: Visit, workspace: Path) -> None:
    shown = visit.open("staffing", lang="en", unit=UNIT, period=EARLIER).inner_text("body")
    with open_release(workspace) as release:
        rows = release.values(RATE, level="district", period=EARLIER).filter(pl.col("unit_code") == UNIT)
    assert "Tong'an" in shown
    assert f"{rows['value'].item():.1f}" in shown


def test_a_new_release_shows_without_a_restart(visit: Visit, workspace: Path) -> None:
    before = visit.open("staffing", lang="zh").inner_text(".ps-foot")
    assert main(["build", "--full", "--home", str(workspace)]) == 0
    name = str(current(workspace))
    assert name not in before
    assert name in visit.open("staffing", lang="zh").inner_text(".ps-foot")
