"""What stands on every page of a Word briefing: the imprint, the page number, the mark of a demonstration."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from dashboard.briefing.paper.measures import LATIN, face
from dashboard.briefing.paper.model import Briefing
from dashboard.briefing.paper.word_parts import watermark_xml
from dashboard.briefing.paper.word_styles import SMALL
from dashboard.words import t

_NUMBER = 14  # 4号, the size of page numbers


def set_frame(document: Document, briefing: Briefing) -> None:
    """Header and footer of odd and of even pages; a template keeps what it has there."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    sides = ((section.header, section.footer, "right"), (section.even_page_header, section.even_page_footer, "left"))
    for number, (header, footer, side) in enumerate(sides, start=1):
        if briefing.imprint.watermark:
            mark = watermark_xml(briefing.imprint.watermark, face(briefing.lang, "head"), number)
            header.paragraphs[0]._p.append(parse_xml(mark))
        _footer(footer, briefing, side)


def _footer(footer: Any, briefing: Briefing, side: str) -> None:
    first = footer.paragraphs[0]
    number = first if not first.text else footer.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
    edge = number.paragraph_format
    edge.left_indent = edge.right_indent = Pt(_NUMBER)
    number._p.append(_run("— ", briefing.lang))
    for piece in _field("PAGE"):
        number._p.append(piece)
    number._p.append(_run(" —", briefing.lang))
    code = t(briefing.lang, "briefing.trace", code=briefing.imprint.code)
    for text in (briefing.imprint.line, code):
        line = footer.add_paragraph(text, style=SMALL)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.first_line_indent = Pt(0)
        line.paragraph_format.space_after = Pt(0)


def _run(text: str, lang: str) -> Any:
    letters = f"<w:rPr>{_letters(lang)}</w:rPr>"
    return parse_xml(f'<w:r {nsdecls("w")}>{letters}<w:t xml:space="preserve">{text}</w:t></w:r>')


def _letters(lang: str) -> str:
    number = face(lang, "number")
    faces = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{number}"/>'
    return f'{faces}<w:sz w:val="{_NUMBER * 2}"/>'


def _field(name: str) -> list[Any]:
    """A field that Word fills in, as its begin, its code and its end."""
    size = f'<w:rPr><w:sz w:val="{_NUMBER * 2}"/></w:rPr>'
    inner = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return [parse_xml(f"<w:r {nsdecls('w')}>{size}{one}</w:r>") for one in inner]


def turn(section: Any) -> None:
    """Makes a section landscape, its margins turned along."""
    section.orientation = 1
    section.page_width, section.page_height = section.page_height, section.page_width
    top, bottom, left, right = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = left, right, bottom, top
    section.footer_distance = Mm(9)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
