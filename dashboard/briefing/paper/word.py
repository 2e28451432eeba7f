"""A briefing as a Word file: headings, justified text, native charts with their data inside, tables, annexes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from dashboard.briefing.paper import word_styles as style
from dashboard.briefing.paper.chart_xml import Letters
from dashboard.briefing.paper.measures import BLOCK_HEIGHT, BLOCK_WIDTH, LATIN, Measures, face, measures
from dashboard.briefing.paper.model import Block, Briefing, Cell, Figure, Sentence, Table
from dashboard.briefing.paper.pack import repacked
from dashboard.briefing.paper.refusals import refusal
from dashboard.briefing.paper.template import Template
from dashboard.briefing.paper.word_frame import set_frame, turn
from dashboard.briefing.paper.word_parts import chart_run, ranges, table_xml
from dashboard.briefing.paper.xml_text import escaped, plain
from dashboard.words import t

_WIDE_ROWS, _FINE = 9.0, 8.0  # sizes of the letters in the annexes, which lie on their side
_MANY = 8  # more columns than these need fine letters
_LONG = ("methods", "sources", "sites", "matters")


def word(briefing: Briefing, template: Template | None = None) -> bytes:
    """The file, the same bytes for the same briefing and template; `UserError` for a template that will not do."""
    return _Writer(briefing, template).file()


class _Writer:
    """One file in the making: what has been numbered so far."""

    def __init__(self, briefing: Briefing, template: Template | None) -> None:
        self.briefing, self.lang = briefing, briefing.lang
        self.sizes: Measures = measures(briefing.lang, briefing.audience)
        self.document = _opened(template)
        if template is None:
            style.set_styles(self.document, self.lang, self.sizes)
            style.set_page(self.document, self.sizes)
            style.set_fallbacks(self.document, self.lang)
        else:
            style.complete(self.document)
        set_frame(self.document, briefing)
        self.sources: Mapping[str, int] = {code: n for n, code in enumerate(briefing.cited, start=1)}
        self.figures = self.tables = 0
        self.styles: dict[str, str] = {}

    def file(self) -> bytes:
        """Everything, in order."""
        self._top()
        for number, section in enumerate(self.briefing.sections, start=1):
            title = t(self.lang, "briefing.number.section", n=self._number(number), title=section.title)
            self._paragraph(title, style.HEAD)
            for n, part in enumerate(section.parts, start=1):
                if part.title:
                    name = t(self.lang, "briefing.number.part", n=self._number(n), title=part.title)
                    self._paragraph(name, style.SUBHEAD)
                for block in part.blocks:
                    self._block(block)
        self._end()
        self._annexes()
        return self._saved()

    def _number(self, n: int) -> str:
        return t(self.lang, f"briefing.number.{n}")

    def _paragraph(self, text: str, name: str) -> Any:
        """A paragraph of a style; its id is kept, for the library searches all styles each time it is given a name."""
        paragraph = self.document.add_paragraph(plain(text))
        if name not in self.styles:
            self.styles[name] = self.document.styles[name].style_id
        paragraph._p.get_or_add_pPr().style = self.styles[name]
        return paragraph

    def _top(self) -> None:
        one = self.briefing
        self._paragraph(one.title, style.TITLE)
        if one.audience == "full":
            self._paragraph(one.subtitle, style.SUBTITLE)
            self._paragraph(one.issue, style.SUBTITLE)
        else:
            both = (one.subtitle,) if one.audience == "return" else (one.issue, one.subtitle)
            self._paragraph("  ".join(both), style.SUBTITLE)
        if one.addressee:
            self._paragraph(one.addressee, style.TEXT).paragraph_format.first_line_indent = Pt(0)

    def _block(self, block: Block) -> None:
        if isinstance(block, Sentence):
            self._sentence(block)
        elif isinstance(block, Figure):
            self._figure(block)
        else:
            self._table(block, BLOCK_WIDTH, _FINE if len(block.head) > _MANY else self.sizes.table)

    def _sentence(self, sentence: Sentence) -> None:
        paragraph = self._paragraph(sentence.text, style.TEXT)
        numbers = [self.sources[code] for code in sentence.codes]
        if numbers:
            size = '<w:vertAlign w:val="superscript"/>'
            mark = f"<w:r {nsdecls('w')}><w:rPr>{size}</w:rPr><w:t>[{escaped(ranges(numbers))}]</w:t></w:r>"
            paragraph._p.append(parse_xml(mark))

    def _figure(self, figure: Figure) -> None:
        self.figures += 1
        letters = Letters(LATIN, face(self.lang, "number"), 9)
        height = self._height(figure)
        place = (float(BLOCK_WIDTH), height, letters)
        run = chart_run(self.document, figure, self.figures, place, self.briefing.imprint, self.lang)
        paragraph = self._paragraph("", style.CAPTION)
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.paragraph_format.keep_with_next = True
        paragraph._p.append(parse_xml(run))
        name = t(self.lang, "briefing.figure_no", n=self.figures)
        self._paragraph(f"{name}  {figure.caption}", style.CAPTION).paragraph_format.keep_with_next = True
        notes = [t(self.lang, "briefing.note_word", note=figure.note)] if figure.note else []
        trace = t(self.lang, "briefing.trace", code=figure.codes[0]) if figure.codes else ""
        for text in (*notes, *figure.remarks, trace):
            if text:
                self._small(text)

    def _height(self, figure: Figure) -> float:
        """Bars need room for each, points more than the rest, maps most of all; others always the same."""
        if figure.shape not in ("stacked", "shares"):
            return self.sizes.chart_height * {"map": 1.9, "points": 1.4}.get(figure.shape, 1.0)
        return min(BLOCK_HEIGHT - 40.0, max(self.sizes.chart_height, 20 + 6.5 * len(figure.categories)))

    def _small(self, text: str) -> None:
        self._paragraph(text, style.SMALL).paragraph_format.first_line_indent = Pt(0)

    def _table(self, table: Table, width: float, size: float, name: str = "") -> None:
        if not name:
            self.tables += 1
            name = t(self.lang, "briefing.table_no", n=self.tables)
        self._paragraph(f"{name}  {table.title}", style.CAPTION).paragraph_format.keep_with_next = True
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(table_xml(table, width, size)))
        self._small(t(self.lang, "briefing.note_word", note=table.note) if table.note else "")
        if table.code:
            self._small(t(self.lang, "briefing.trace", code=table.code))

    def _end(self) -> None:
        for text in self.briefing.closing[:-1]:
            self._paragraph(text, style.TEXT)
        titles = [one.title for one in self.briefing.annexes]
        if titles:
            named = (f"{n}. {title}" for n, title in enumerate([*titles, t(self.lang, "briefing.source_no")], start=1))
            for text in (t(self.lang, "briefing.annex_list"), *named):  # together with the date, on one page
                self._paragraph(text, style.TEXT).paragraph_format.keep_with_next = True
        date = self._paragraph(self.briefing.closing[-1], style.TEXT)
        date.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _annexes(self) -> None:
        """The annexes on their side; a one-page briefing has none."""
        if self.briefing.audience == "leader":
            return self._sources_line()
        every = [*self.briefing.annexes, *([sources_table(self.briefing)] if self.sources else [])]
        if not every:
            return None
        turn(self.document.add_section(WD_SECTION.NEW_PAGE))
        page = self.document.sections[-1]
        room = (int(page.page_width or 0) - int(page.left_margin or 0) - int(page.right_margin or 0)) / Mm(1)
        for n, table in enumerate(every, start=1):
            name = t(self.lang, "briefing.annex_no", n=n)
            self._table(table, room, _FINE if table.key in _LONG else _WIDE_ROWS, name)
        return None

    def _sources_line(self) -> None:
        """The codes behind the sentences in one paragraph of small print."""
        told = t(self.lang, "frame.semicolon").join(f"[{n}] {code}" for code, n in self.sources.items())
        self._small(t(self.lang, "briefing.sources_line", codes=told))

    def _saved(self) -> bytes:
        core, one = self.document.core_properties, self.briefing
        stamp = datetime(*one.imprint.built_on.timetuple()[:3])
        core.title, core.author, core.last_modified_by = plain(one.title), t(self.lang, "frame.product"), ""
        core.created = core.modified = stamp
        core.revision, core.comments, core.language = 1, plain(one.imprint.line), "zh-CN" if self.lang == "zh" else "en"
        out = io.BytesIO()
        self.document.save(out)
        return repacked(out.getvalue())


def sources_table(briefing: Briefing) -> Table:
    """Two columns of numbers and the passport codes they stand for."""
    lang, lines = briefing.lang, [(str(n), code) for n, code in enumerate(briefing.cited, start=1)]
    half = (len(lines) + 1) // 2
    pairs = zip(lines[:half], [*lines[half:], ("", "")][:half], strict=True)
    rows = tuple(tuple(Cell(text) for text in (*left, *right)) for left, right in pairs)
    head = (t(lang, "briefing.head_number"), t(lang, "briefing.head_code")) * 2
    note = t(lang, "briefing.source_note")
    return Table("sources", t(lang, "briefing.source_no"), head, rows, (0.06, 0.44, 0.06, 0.44), note)


def _blank() -> Document:
    """The library's empty document without its second copy of the styles, which Word would find out of step."""
    document = docx.Document()
    for key, one in list(document.part.rels.items()):
        if one.reltype.endswith("/stylesWithEffects"):
            del document.part.rels[key]
    return document


def _opened(template: Template | None) -> Document:
    """The template without its text, or an empty document; `UserError` where it cannot be used."""
    if template is None:
        return _blank()
    try:
        document = docx.Document(template.stream())
    except Exception as fault:  # damaged packages fail in many ways, all of them mean the same to the office
        raise refusal("template_broken", name=template.name, kind="docx") from fault
    missing = style.lacking(document)
    if missing:
        raise refusal("template_style", name=template.name, styles=", ".join(missing))
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    return document
