"""Pieces of a slide: text in a box, a native chart, a table, the mark of a demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
from pptx.parts.chart import ChartPart
from pptx.util import Inches, Pt

from dashboard import theme
from dashboard.briefing.paper.chart_book import chart_book
from dashboard.briefing.paper.chart_xml import Letters, chart_xml
from dashboard.briefing.paper.fit import row_height, width_of
from dashboard.briefing.paper.look import CELLS
from dashboard.briefing.paper.model import Cell, Figure, Imprint, Table
from dashboard.briefing.paper.xml_text import plain
from dashboard.words import t

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLAIN_STYLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # "no style, table grid" of PowerPoint


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def measures(self) -> tuple[int, int, int, int]:
        """The same in English metric units."""
        return (Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height))


@dataclass(frozen=True, slots=True)
class Ink:
    """Size in points and colour of a text; `letters` names the typefaces, `None` leaves them to the template."""

    size: float
    colour: str = theme.INK
    bold: bool = False
    letters: Letters | None = None


def write(paragraph: Any, text: str, ink: Ink) -> None:
    """Puts a text into a paragraph."""
    run = paragraph.add_run()
    run.text = plain(text)
    font = run.font
    font.size, font.bold = Pt(ink.size), ink.bold
    font.color.rgb = _colour(ink.colour[1:])
    if ink.letters is not None:
        font.name = ink.letters.latin
        form = run._r.get_or_add_rPr()
        east = form.makeelement(qn("a:ea"), {"typeface": ink.letters.east_asian})
        form.find(qn("a:latin")).addnext(east)


def _colour(six: str) -> Any:
    made: Any = RGBColor  # the library does not say its types here
    return made(*bytes.fromhex(six))


def text_box(slide: Any, box: Box, lines: Sequence[str], ink: Ink, align: Any = PP_ALIGN.LEFT) -> Any:
    """A box with one paragraph per line of text."""
    shape = slide.shapes.add_textbox(*box.measures)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(0.05)
    frame.margin_top = frame.margin_bottom = 0
    for n, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.alignment = align
        if n:
            paragraph.space_before = Pt(ink.size * 0.6)
        write(paragraph, line, ink)
    return shape


def watermark(slide: Any, text: str, letters: Letters | None, width: float, height: float) -> None:
    """The text, large and pale across the slide, under everything that comes after it."""
    across = min(9.0, width - 1)
    size = min(96.0, 0.8 * across * 72 / width_of(text))
    box = Box((width - across) / 2, height / 2 - 0.9, across, 1.8)
    shape = text_box(slide, box, [text], Ink(size, "#E6E9EE", letters=letters), PP_ALIGN.CENTER)
    shape.rotation = -25.0
    shape.name = f"Watermark {shape.shape_id}"
    tree = slide.shapes.element
    tree.remove(shape.element)
    tree.insert(2, shape.element)  # after the group's own properties


def chart(slide: Any, figure: Figure, box: Box, letters: Letters, imprint: Imprint, lang: str) -> None:
    """A native chart with its workbook inside and its text alternative."""
    package = slide.part.package
    blob = (_HEAD + chart_xml(figure, letters, (box.width, box.height))).encode()
    part = ChartPart.load(package.next_partname(ChartPart.partname_template), CT.DML_CHART, package, blob)
    part.chart_workbook.update_from_xlsx_blob(chart_book(figure, imprint.built_on, t(lang, "briefing.head_code")))
    number = max(int(one.get("id")) for one in slide.shapes.element.iter(qn("p:cNvPr"))) + 1
    frame = CT_GraphicalObjectFrame.new_chart_graphicFrame(
        number, f"Chart {number}", slide.part.relate_to(part, RT.CHART), *box.measures
    )
    frame.find(qn("p:nvGraphicFramePr")).find(qn("p:cNvPr")).set("descr", plain(figure.alt))
    slide.shapes.element.append(frame)


def table(slide: Any, given: Table, rows: int, box: Box, size: float, letters: Letters | None) -> None:
    """A native table with the first `rows` rows; its text alternative is its title."""
    lines = [tuple(Cell(text, "head") for text in given.head), *given.rows[:rows]]
    widths = [share * box.width for share in given.widths]
    frame = slide.shapes.add_table(len(lines), len(given.head), *box.measures)
    frame._element.find(qn("p:nvGraphicFramePr")).find(qn("p:cNvPr")).set("descr", plain(given.title))
    shown = frame.table
    frame._element.find(".//" + qn("a:tableStyleId")).text = _PLAIN_STYLE
    for column, width in zip(shown.columns, widths, strict=True):
        column.width = Inches(width)
    for row, cells in zip(shown.rows, lines, strict=True):
        row.height = Inches(row_height(cells, widths, size))
        for n, (place, cell) in enumerate(zip(row.cells, cells, strict=True)):
            _cell(place, cell, size, letters, is_centred=cell.tone == "head" or (given.values and n > 0))


def _cell(place: Any, cell: Cell, size: float, letters: Letters | None, *, is_centred: bool) -> None:
    fill, ink = CELLS[cell.tone]
    place.margin_left = place.margin_right = Inches(0.06)
    place.margin_top = place.margin_bottom = Inches(0.02)
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    if fill:
        place.fill.solid()
        place.fill.fore_color.rgb = _colour(fill)
    else:
        place.fill.background()
    paragraph = place.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if is_centred else PP_ALIGN.LEFT
    if cell.text:
        write(paragraph, cell.text, Ink(size, f"#{ink}" if ink else theme.INK, cell.tone == "head", letters))
    else:  # an empty cell is otherwise as high as the programme's own large letters
        paragraph._p.get_or_add_endParaRPr().set("sz", str(int(size * 100)))
