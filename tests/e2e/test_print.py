"""Every page on A4: all of its panels, every word of its figures, its tables no wider than the sheet."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Visit

pytestmark = pytest.mark.e2e

SHEET = 710  # CSS pixels between the margins of an A4 sheet
MOST_SHEETS = 20
# Pickers, the place for files, and what is asked of them.
ON_SCREEN_ONLY = ".st-key-panel-start, .st-key-panel-upload, body:has(.st-key-desk) .st-key-panel-compare"
HEADINGS = (
    f"[...document.querySelectorAll('h1, h2')].filter(h => !h.closest('{ON_SCREEN_ONLY}')).map(h => h.textContent)"
)
FIGURES = "[...document.querySelectorAll('.js-plotly-plot text')].map(text => text.textContent)"
TOO_WIDE = f"""[...document.querySelectorAll('.stMain table')].filter(table => table.getBoundingClientRect().right
  > {SHEET} + 1).map(table => table.innerText.slice(0, 80))"""


@dataclass(frozen=True)
class Sheets:
    """A page as printed: its words without spaces, how many sheets; and what should be on them."""

    words: str
    many: int
    headings: list[str]
    of_figures: list[str]
    too_wide: list[str]


def squeezed(text: str) -> str:
    """Text without what differs between screen and sheet: spaces, line ends, marks that only lead elsewhere."""
    return re.sub(r"\s|ⓘ", "", text)


@pytest.fixture(scope="module")
def printed(walk: Visit, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Sheets]:
    """Each page is printed once, as by the browser's own menu."""
    file, done = tmp_path_factory.mktemp("print") / "page.pdf", dict[str, Sheets]()
    walk.open("overview", lang="zh")

    def of(name: str) -> Sheets:
        if name not in done:
            page = walk.turn(name)
            headings, figures = page.evaluate(HEADINGS), page.evaluate(FIGURES)
            page.pdf(path=file, print_background=True, prefer_css_page_size=True)
            done[name] = Sheets(*read(file), headings, figures, tables_too_wide(walk))
        return done[name]

    return of


def read(file: Path) -> tuple[str, int]:
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    return squeezed(text), text.count("\f")


def tables_too_wide(visit: Visit) -> list[str]:
    """The first words of the tables that reach past the edge of the sheet."""
    visit.page.set_viewport_size({"width": SHEET, "height": 1000})
    visit.page.emulate_media(media="print")
    found = visit.page.evaluate(TOO_WIDE)
    visit.page.emulate_media(media="null")
    visit.page.set_viewport_size({"width": 1366, "height": 768})
    return list(found)


def test_every_panel_is_on_paper(printed: Callable[[str], Sheets], name: str) -> None:
    sheets = printed(name)
    assert sheets.headings
    assert [one for one in sheets.headings if squeezed(one) not in sheets.words] == []


def test_no_word_of_a_figure_is_cut_off(printed: Callable[[str], Sheets], name: str) -> None:
    sheets = printed(name)
    assert [one for one in sheets.of_figures if squeezed(one) not in sheets.words] == []


def test_no_table_is_wider_than_the_sheet(printed: Callable[[str], Sheets], name: str) -> None:
    assert printed(name).too_wide == []


def test_a_page_takes_a_handful_of_sheets(printed: Callable[[str], Sheets], name: str) -> None:
    assert 1 <= printed(name).many <= MOST_SHEETS


@pytest.mark.parametrize("by", ["Control+p", "button"])
def test_printing_from_the_page_draws_its_figures_at_the_width_of_the_sheet(visit: Visit, by: str) -> None:
    page = visit.open("progress", lang="zh")
    widest = "Math.max(...[...document.querySelectorAll('.svg-container')].map(figure => figure.offsetWidth))"
    page.evaluate(f"() => {{ window.print = () => {{ window.printed = {widest} }} }}")
    on_screen = page.evaluate(widest)
    if by == "button":
        page.get_by_role("button", name="打印本页").click()
    else:
        page.keyboard.press(by)
    page.wait_for_function("window.printed")
    assert 600 < page.evaluate("window.printed") < SHEET < on_screen
    visit.still()
    assert page.evaluate(widest) == on_screen
