"""The styles of a Word briefing: set from the measures, or those of the office's own template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from dashboard.briefing.paper.measures import FACES, LATIN, LEFT, RIGHT, Measures, face, fallback
from dashboard.briefing.paper.xml_text import escaped

TITLE, HEAD, SUBHEAD, TEXT, CAPTION = "Title", "Heading 1", "Heading 2", "Body Text", "Caption"
SUBTITLE, SMALL = "Subtitle", "Briefing Small"
REQUIRED = (TITLE, HEAD, SUBHEAD, CAPTION)  # what a template must bring


def lacking(document: Document) -> Sequence[str]:
    """The names of styles that a template ought to have and has not."""
    known = {style.name for style in document.styles}
    return [name for name in REQUIRED if name not in known]


def complete(document: Document) -> None:
    """Adds what a template may lack: text, subtitle and small print, in the template's own type."""
    styles = document.styles
    known = {style.name for style in styles}
    for name in (TEXT, SUBTITLE, SMALL):
        if name not in known:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            if name == SMALL:
                style.font.size = Pt(8)


def set_styles(document: Document, lang: str, sizes: Measures) -> None:
    """Every style in the measures and typefaces of an official document."""
    styles = document.styles
    complete(document)
    _typeface(styles["Normal"], face(lang, "body"), sizes.body)
    _typeface(styles[TITLE], face(lang, "title"), sizes.title)
    _typeface(styles[SUBTITLE], face(lang, "subhead"), sizes.body)
    _typeface(styles[HEAD], face(lang, "head"), sizes.body)
    _typeface(styles[SUBHEAD], face(lang, "subhead"), sizes.body)
    _typeface(styles[TEXT], face(lang, "body"), sizes.body)
    _typeface(styles[CAPTION], face(lang, "head"), min(sizes.body, 12))
    _typeface(styles[SMALL], face(lang, "body"), 8)
    _spacing(styles[TITLE], sizes.title * 1.5, after=4, centred=True)
    _spacing(styles[SUBTITLE], sizes.line, centred=True)
    for name in (HEAD, SUBHEAD):
        _spacing(
            styles[name], sizes.line, before=sizes.line / 4 if name == HEAD else 0, indent=sizes.indent * sizes.body
        )
        styles[name].paragraph_format.keep_with_next = True
    _spacing(styles[TEXT], sizes.line, indent=sizes.indent * sizes.body)
    # justified lines open wide gaps where a figure or an interval cannot be broken
    styles[TEXT].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _spacing(styles[CAPTION], 17, before=4, after=4, centred=True)
    _spacing(styles[SMALL], 10.5, after=2)
    if not sizes.indent:
        styles[HEAD].font.bold = styles[SUBHEAD].font.bold = styles[TITLE].font.bold = True
        styles[TEXT].paragraph_format.space_after = Pt(6)


def _typeface(style: Any, east_asian: str, size: float) -> None:
    """One typeface for Chinese, one for the rest; black, upright, not bold, as the standard has it."""
    style.font.size, style.font.name = Pt(size), LATIN
    style.font.bold, style.font.italic = False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), east_asian)
    fonts.set(qn("w:cs"), LATIN)
    ruled, spaced = style.element.get_or_add_pPr().find(qn("w:pBdr")), style.element.rPr.find(qn("w:spacing"))
    for one in (ruled, spaced):
        if one is not None:
            one.getparent().remove(one)


def _spacing(
    style: Any, line: float, *, before: float = 0, after: float = 0, indent: float = 0, centred: bool = False
) -> None:
    form = style.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent = Pt(indent)
    if centred:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER


def set_page(document: Document, sizes: Measures) -> None:
    """The text block of an official document on A4, with a grid of lines."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(sizes.top), Mm(sizes.bottom)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(15), Mm(min(14, sizes.bottom - 17))
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        grid.set(qn("w:linePitch"), str(int(sizes.line * 20)))


def set_fallbacks(document: Document, lang: str) -> None:
    """Names in the file's table of typefaces what may stand in for each."""
    fonts = {face(lang, role): fallback(lang, role) for role in FACES}
    lines = "".join(
        f'<w:font w:name="{escaped(name)}"><w:altName w:val="{escaped(other)}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/></w:font>'
        for name, other in sorted(fonts.items())
    )
    latin = f'<w:font w:name="{LATIN}"><w:altName w:val="Liberation Serif"/><w:charset w:val="00"/></w:font>'
    xml = f"<w:fonts {nsdecls('w')}>{latin}{lines}</w:fonts>"
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            _rewrite(part, xml)


def _rewrite(part: Part, xml: str) -> None:
    parse_xml(xml)  # well formed, or it would not open
    part._blob = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + xml).encode()
