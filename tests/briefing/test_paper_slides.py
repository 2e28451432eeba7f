"""The slides, opened again: 16:9, a message each, native charts with the release's numbers, notes, the same bytes."""

from __future__ import annotations

import io
import zipfile

import pptx
import pytest
from lxml import etree
from pptx.oxml.ns import qn

from dashboard.briefing.paper.fit import lines_of, shortened, size_for, width_of
from dashboard.briefing.paper.slides import slides
from dashboard.briefing.paper.template import template_at
from pipelines.problems import UserError


@pytest.fixture(scope="module")
def data(made) -> bytes:
    """The city's full report."""
    return slides(made())


@pytest.fixture(scope="module")
def deck(data: bytes):
    """The same, opened."""
    return pptx.Presentation(io.BytesIO(data))


def texts(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_the_deck_is_wide_and_every_slide_has_a_message(deck) -> None:
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(titles) == len(set(titles)) > 8


def test_charts_are_native_and_hold_the_figures_numbers(deck, made) -> None:
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == len(made().figures)
    for shape, figure in zip(charts, made().figures, strict=True):
        assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == figure.alt
        drawn = {one.name: tuple(one.values) for plot in shape.chart.plots for one in plot.series}
        assert drawn == {one.name: one.values for one in figure.series}
        assert shape.chart.part.chart_workbook.xlsx_part is not None


def test_every_slide_carries_imprint_code_number_and_mark(deck, made) -> None:
    every = list(deck.slides)
    for n, slide in enumerate(every, start=1):
        said = "\n".join(texts(slide))
        assert made().imprint.line in said
        assert "pingshi show " in said
        assert f"{n} / {len(every)}" in said
        assert "演示数据" in texts(slide)


def test_the_sentences_are_in_the_speakers_notes(deck) -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    assert any("到岗率" in text for text in notes)


def test_typefaces_are_named(data) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        slide = file.read("ppt/slides/slide2.xml").decode()
        chart = file.read(next(name for name in file.namelist() if name.startswith("ppt/charts/chart"))).decode()
    assert '<a:ea typeface="微软雅黑"/>' in slide
    assert '<a:ea typeface="微软雅黑"/>' in chart


def test_every_part_is_well_formed_and_without_a_clock(data) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for one in file.infolist():
            assert one.date_time == (1980, 1, 1, 0, 0, 0)
            if one.filename.endswith((".xml", ".rels")):
                etree.fromstring(file.read(one))


def test_the_same_briefing_gives_the_same_bytes(made, data) -> None:
    assert slides(made()) == data


def test_text_keeps_to_its_box(deck) -> None:
    """By the same measure that fits it: two lines of title, and everything inside the slide."""
    for slide in deck.slides:
        title = slide.shapes.title
        size = title.text_frame.paragraphs[0].runs[0].font.size.pt
        assert lines_of(title.text_frame.text, size, title.width / 914400 - 0.3) <= 2
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_hostile_text_stays_text(made) -> None:
    deck = pptx.Presentation(io.BytesIO(slides(made("350213"))))
    cells = [
        cell.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    assert any("<script>" in text for text in cells)


def test_the_offices_own_template_is_used(made, tmp_path) -> None:
    template = tmp_path / "own.pptx"
    own = pptx.Presentation()
    own.slide_width, own.slide_height = own.slide_height, own.slide_width
    own.slides.add_slide(own.slide_layouts[5])
    own.save(template)
    data = slides(made("350213", "zh", "leader"), template_at(template))
    deck = pptx.Presentation(io.BytesIO(data))
    assert deck.slide_width < deck.slide_height
    assert deck.slides[0].slide_layout.name == "Title Only"
    assert list(deck.slides[0].shapes.title._element.iter(qn("a:latin"))) == []


def test_templates_that_will_not_do_are_refused(made, tmp_path) -> None:
    broken, bare = tmp_path / "broken.pptx", tmp_path / "bare.pptx"
    broken.write_bytes(b"no package")
    own = pptx.Presentation()
    for layout in own.slide_layouts:
        for place in list(layout.placeholders):
            place.element.getparent().remove(place.element)
    own.save(bare)
    for template, code in ((broken, "brief_template_broken"), (bare, "brief_template_layout")):
        with pytest.raises(UserError) as refused:
            slides(made("350213"), template_at(template))
        assert refused.value.code == code


def test_how_wide_a_text_is() -> None:
    assert width_of("平视") == 2
    assert lines_of("一二三四五六七八九十" * 3, 18, 2.5) == 3
    assert size_for("一" * 30, (20, 10), 5, 1) == 10
    assert shortened("一" * 100, 18, 2.5, 1) == "一" * 9 + "…"
