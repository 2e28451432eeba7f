"""Briefings with what was collected on pages: native charts, the writer's words, districts' remarks, hostile text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from dashboard.briefing.paper.composed import Item, composed
from dashboard.briefing.paper.model import Cell, Figure, Sentence, Series, Table
from dashboard.briefing.paper.page import page
from dashboard.briefing.paper.slides import slides
from dashboard.briefing.paper.word import word
from dashboard.briefing.paper.workbook import workbook

NASTY = '<script>alert(1)</script> & "=1+1" \u202eabc 🙂 \x07]]>'
KEPT = NASTY.replace("\x07", "")  # the one character that no file may hold
CODE = "station_post_fill_rate/350213/2011Q2"
SERIES = (Series("本期", "plain", (1.0, 2.0)),)
FIGURE = Figure("k", Sentence("题"), "题（%）", "columns", ("甲", "乙"), SERIES, "%", 0, "替")
TABLE = Table("m", "对照", ("", "甲"), ((Cell("事项"), Cell("●")),), (0.5, 0.5), "●有")
ITEMS = (
    Item("item-1", "各地比较", "厦门市", "正文一", CODE, FIGURE, note=NASTY, remarks=("翔安区说明：缺一人",)),
    Item("item-2", "对照", "厦门市", "正文二", "", TABLE, note="表的话"),
    Item("item-3", "一个数", "翔安区", "正文三", CODE, note=NASTY),
)
WRITERS = {"docx": word, "pptx": slides, "xlsx": workbook, "html": page}


@pytest.fixture(scope="module")
def collected(made):
    """The collection alone."""
    return composed(made(), ITEMS, "collected")


def texts(kind: str, data: bytes) -> str:
    """Everything a reader sees or hears, as the office's libraries read it."""
    if kind == "docx":
        body = docx.Document(io.BytesIO(data)).element.body
        return "".join(one.text or "" for one in body.iter() if one.tag.endswith("}t"))
    if kind == "pptx":
        deck = Presentation(io.BytesIO(data)).slides
        return "".join(one.text or "" for slide in deck for one in slide.element.iter() if one.tag.endswith("}t"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None)


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_hostile_words_stay_words_and_the_file_keeps_to_the_schemas(collected, tmp_path, kind) -> None:
    data = WRITERS[kind](collected)
    assert KEPT in texts(kind, data)
    file = tmp_path / f"a.{kind}"
    file.write_bytes(data)
    assert OpenXmlValidator().validate(file).errors == []


def test_hostile_words_stay_words_on_the_web_page(collected) -> None:
    html = page(collected).decode()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_collection_gives_the_same_bytes(made, collected, kind) -> None:
    assert WRITERS[kind](composed(made(), ITEMS, "collected")) == WRITERS[kind](collected)


def test_collected_charts_are_native_and_carry_both_notes(collected) -> None:
    deck = Presentation(io.BytesIO(slides(collected))).slides
    charts = [shape.chart for slide in deck for shape in slide.shapes if shape.has_chart]
    assert [list(plot.categories) for chart in charts for plot in chart.plots] == [["甲", "乙"]]
    names = zipfile.ZipFile(io.BytesIO(word(collected))).namelist()
    assert [name for name in names if name.startswith("word/charts/chart")] == ["word/charts/chart1.xml"]
    told = texts("docx", word(collected))
    for said in ("正文一", "编写人注：", "翔安区说明：缺一人", "正文二", "表的话", "正文三"):
        assert said in told


def test_the_standard_briefing_is_left_as_it_is(made) -> None:
    standard = made()
    assert composed(standard, ITEMS, "standard") is standard
    assert composed(standard, (), "collected") is standard
    both = composed(standard, ITEMS, "both")
    assert both.sections[:-1] == standard.sections
    assert both.annexes == standard.annexes
    assert composed(standard, ITEMS, "collected").annexes == ()


def test_a_title_is_not_said_twice_over_its_chart(made) -> None:
    same = replace(ITEMS[0], text=ITEMS[0].title)
    (part,) = composed(made(), (same,), "collected").sections[0].parts
    assert [type(one) for one in part.blocks] == [Figure]
    silent = replace(ITEMS[2], text="  ")
    (part,) = composed(made(), (silent,), "collected").sections[0].parts
    assert part.blocks[0] == Sentence(silent.title, part.blocks[0].proofs)
