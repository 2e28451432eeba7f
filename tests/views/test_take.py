"""What stands under every chart: pictures, a native slide, the data, and the way into the briefing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
import streamlit as st
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from dashboard.briefing.paper.charted import charted
from dashboard.briefing.paper.composed import MOST
from dashboard.briefing.paper.imprint import imprinted
from dashboard.briefing.paper.model import Figure, Imprint, Table
from dashboard.charts.labels import Chart
from dashboard.widgets import take

Opened = Callable[..., AppTest]
DRAWN = (
    *("progress", "coverage", "staffing", "decisions", "matters", "funding", "centres", "access", "comparison"),
    *("assets", "council", "reporting"),
)


def imprint_of(code: str) -> Imprint:
    """What stands on what is taken away."""
    info = {"name": "2011-full", "demo": "yes", "built_at": "2011-07-20"}
    return imprinted("zh", info, date(2011, 6, 30), [], code)


@pytest.fixture
def charts(opened_anew: Opened, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Chart]]:
    """`charts(view)`: the charts of a page by their key."""

    def found(view: str) -> dict[str, Chart]:
        caught: dict[str, Chart] = {}
        with monkeypatch.context() as patch:
            patch.setattr(st, "plotly_chart", lambda chart, **more: caught.update({more["key"]: chart}))
            opened_anew(view)
        return caught

    return found


@pytest.mark.parametrize("view", DRAWN)
def test_every_chart_becomes_a_native_chart_or_a_table_with_its_words(charts: Any, view: str) -> None:
    for key, chart in charts(view).items():
        assert chart.given is not None
        one = charted("zh", key, chart, "")
        if isinstance(one, Figure):
            assert one.message.text == chart.labels.title
            assert one.alt == chart.labels.alt
            assert one.series
            assert all(len(series.values) == len(one.categories) for series in one.series)
        else:
            assert isinstance(one, Table)
            assert all(len(row) == len(one.head) == len(one.widths) for row in one.rows)


@pytest.mark.parametrize("view", DRAWN)
@pytest.mark.parametrize("unit", ["350200", "350213"])
def test_every_chart_goes_to_paper_with_codes_that_open(traced: Any, view: str, unit: str) -> None:
    assert {key for key, codes in traced(view, unit=unit).items() if not codes} == set()


def test_each_value_of_a_chart_has_the_code_of_its_own_figure_or_row(traced: Any) -> None:
    progress, money, matters = (traced(view) for view in ("progress", "funding", "matters"))
    assert "T02/350213/2011Q2/350213103001/M05" in progress["wide-milestones"]
    assert "T02/350213/2011Q2/350213103001/M05" in progress["wide-stages"]
    assert "fund_arrival_rate/350213/2011Q2" in money["flows"]
    assert "T09/350213/E01/civil_affairs/区/350213103/2011-06-10" in money["delay"]
    assert "station_operating_rate/350212/2011Q2" in matters["stations"]
    assert "station_operating_rate/350212/2011Q2/mode=station" in matters["parts-mode"]


def test_a_cell_of_matters_has_the_code_of_the_one_row_that_lists_it(traced: Any) -> None:
    assert "T08/350213/2011Q2/E01" in traced("funding", unit="350213")["wide-matters"]
    assert traced("funding")["wide-matters"] == ("funded_matter_share/350200/2011Q2",)


def test_a_slide_holds_the_chart_with_the_numbers_of_the_page(charts: Any, homes: Any) -> None:
    chart = charts("staffing")["figure-compare"]
    code = "station_post_fill_rate/350200/2011Q2"
    imprint = imprint_of(code)
    (slide,) = Presentation(io.BytesIO(take._slide("zh", "compare", chart, imprint))).slides
    (drawn,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    values = [value for plot in drawn.plots for one in plot.series for value in one.values]
    assert 90.0 in values
    told = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert code in told
    assert "演示数据" in told
    assert imprint.as_of_text in told


def test_the_data_come_as_a_workbook_with_the_codes_of_the_figures(charts: Any) -> None:
    chart = charts("staffing")["figure-compare"]
    imprint = imprint_of("station_post_fill_rate/350200/2011Q2")
    book = openpyxl.load_workbook(io.BytesIO(take._sheet("zh", "compare", chart, imprint)))
    (sheet,) = book.worksheets
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "station_post_fill_rate/350213/2011Q2" in cells
    assert 90.0 in cells
    assert len(sheet._charts) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_says_what_it_must_and_what_is_in_it_stays_text(opened: Opened, lang: str) -> None:
    html = " ".join(block.proto.body for block in opened("staffing", lang=lang).get("html"))
    buttons = re.findall(r'<button class="ps-picture"[^>]*>', html)
    assert {re.search(r'data-picture="(\w+)"', one)[1] for one in buttons} == {"svg", "png"}
    first = buttons[0]
    assert 'type="button"' in first
    assert 'data-trace="' in first
    assert "show station_post_fill_rate/350200/2011Q2" in first
    assert re.search(r'data-line="[^"]*2011', first)


def test_nothing_is_made_until_it_is_asked_for(opened_anew: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a file was made while the page was drawn")

    for name in ("_slide", "_sheet", "charted"):
        monkeypatch.setattr(take, name, never)
    assert not opened_anew("staffing").exception


def test_adding_keeps_the_chart_its_sentence_and_the_note(opened_anew: Opened) -> None:
    shown = opened_anew("staffing")
    shown.text_area(key="note-compare").set_value("<b>看这里</b>")
    shown.button(key="add-compare").click().run()
    (one,) = shown.session_state["briefing-items"]
    assert isinstance(one.block, Figure)
    assert one.note == "<b>看这里</b>"
    assert one.code == "station_post_fill_rate/350200/2011Q2"
    assert "工作站岗位到岗率" in one.text
    assert shown.text_area(key="note-compare").value == ""


def test_a_full_briefing_takes_no_more(opened_anew: Opened) -> None:
    shown = opened_anew("staffing")
    for _ in range(MOST):
        shown.button(key="add-compare").click().run()
    assert len(shown.session_state["briefing-items"]) == MOST
    assert shown.button(key="add-compare").disabled


def test_a_figure_is_added_from_its_passport_as_a_sentence(homes: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "station_post_fill_rate/350213/2011Q2"
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))

    def page(code: str) -> None:
        from dashboard.widgets.choice import Choice
        from dashboard.widgets.paper import paper

        paper(Choice("zh", "350200", "2011Q2", "350200"), code)

    shown = AppTest.from_function(page, kwargs={"code": code}, default_timeout=30).run()
    shown.button(key="add-figure").click().run()
    (one,) = shown.session_state["briefing-items"]
    assert one.block is None
    assert one.code == code
    assert one.where.startswith("翔安区")


def test_a_dot_matrix_becomes_bars_of_its_counts(charts: Any) -> None:
    figure = charted("zh", "stations", charts("matters")["figure-stations"], "")
    assert isinstance(figure, Figure)
    place = next(n for n, name in enumerate(figure.categories) if name.startswith("翔安区"))
    counts = {series.name: series.values[place] for series in figure.series}
    assert (counts["有工作站"], counts["没有工作站"]) == (3, 3)
