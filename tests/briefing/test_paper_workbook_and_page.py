"""The workbook and the page, opened again: native charts, numbers as numbers, nothing fetched, nothing run."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser

import openpyxl
import pytest
from lxml import etree

from dashboard.briefing.paper.model import Cell
from dashboard.briefing.paper.page import page
from dashboard.briefing.paper.svg import svg
from dashboard.briefing.paper.workbook import workbook, written_as


@pytest.fixture(scope="module")
def data(made) -> bytes:
    """The city's full report as a workbook."""
    return workbook(made())


@pytest.fixture(scope="module")
def html(made) -> str:
    """The same as a page."""
    return page(made()).decode()


def test_a_sheet_for_each_figure_and_table(data, made) -> None:
    names = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    figures, annexes = len(made().figures), len(made().annexes)
    assert names[1 : 1 + figures] == [f"图{n}" for n in range(1, figures + 1)]
    assert names[-annexes - 1 :] == [f"附件{n}" for n in range(1, annexes + 2)]


def test_charts_are_native_and_beside_their_numbers(data, made) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for n, figure in enumerate(made().figures, start=1):
        sheet = book[f"图{n}"]
        assert len(sheet._charts) == 1
        for k, one in enumerate(figure.series, start=2):
            assert [sheet.cell(row, k).value for row in range(7, 7 + len(figure.categories))] == list(one.values)
            assert sheet.cell(6, k).value == one.name
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        told = "".join(file.read(name).decode() for name in file.namelist() if "drawings/drawing" in name)
    assert made().figures[0].alt.split("。")[0] in told


def test_figures_in_tables_are_numbers_that_read_as_on_paper(data, made) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["附件1"]
    matrix = made().annexes[0]
    row = next(n for n, one in enumerate(matrix.rows) if one[0].text.startswith("工作站岗位到岗率"))
    cell = sheet.cell(row + 7, 2)
    assert cell.value == matrix.rows[row][1].value
    assert cell.number_format.startswith("#,##0.0")


def test_written_as_gives_a_format_only_where_it_is_true() -> None:
    assert written_as(Cell("45.8% ▼", "below", "", 45.81)) == '#,##0.0"% ▼"'
    assert written_as(Cell("\N{MINUS SIGN}1,254", "", "", -1254.0)) == "#,##0"
    assert written_as(Cell("99.9%", "", "", 99.96)) == ""
    assert written_as(Cell("4个中的3个", "few")) == ""


def test_every_sheet_carries_imprint_code_and_mark(data, made) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        assert made().imprint.line in sheet["A3"].value
        assert "pingshi show " in sheet["A3"].value
        assert sheet["A2"].value.startswith("演示数据")
        assert sheet.oddHeader.center.text == "演示数据"
        assert "应报6个区，已报3个" in sheet.oddFooter.left.text


def test_text_that_looks_like_a_formula_stays_text(made) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(made())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_the_same_briefing_gives_the_same_bytes(made, data, html) -> None:
    assert workbook(made()) == data
    assert page(made()).decode() == html


class Tags(HTMLParser):
    """Counts tags, and keeps attributes that could fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.bad: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.bad += [(k, v) for k, v in attrs if k in ("src", "href", "srcset", "action") or k.startswith("on")]


@pytest.mark.parametrize("unit", ["350200", "350213"])
def test_the_page_fetches_and_runs_nothing(made, unit) -> None:
    text = page(made(unit)).decode()
    tags = Tags()
    tags.feed(text)
    assert "script" not in tags.tags
    assert tags.bad == []
    assert "&lt;script&gt;" in text
    assert not re.search(r"url\((?!#)|@import", text)


def test_the_page_draws_every_figure(html, made) -> None:
    assert html.count("<svg") == len(made().figures)
    for n, figure in enumerate(made().figures, start=1):
        drawn = svg(figure, n)
        etree.fromstring(drawn)
        assert f"<title>{figure.alt}</title>" in drawn.replace("&amp;", "&").replace("&quot;", '"')


def test_the_printed_page_bears_imprint_and_mark(html, made) -> None:
    assert "@bottom-center" in html
    assert made().imprint.line in html
    assert '<div class="mark" aria-hidden="true"><span>演示数据</span></div>' in html


def test_what_ends_a_style_sheet_cannot_stand_in_the_imprint(made) -> None:
    from dataclasses import replace

    one = made("350213", "zh", "leader")
    bad = replace(one, imprint=replace(one.imprint, source='</style><b>"\\'))
    assert "</style><b>" not in page(bad).decode()
