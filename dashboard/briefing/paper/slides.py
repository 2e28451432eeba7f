"""A briefing as slides, 16:9: one message a slide, native charts and tables, the sentences in the speaker's notes."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from dashboard import theme
from dashboard.briefing.paper import slide_parts as piece
from dashboard.briefing.paper.chart_xml import Letters
from dashboard.briefing.paper.fit import fitting, lines_of, shortened, size_for
from dashboard.briefing.paper.measures import face
from dashboard.briefing.paper.model import Briefing, Figure, Part, Section, Sentence, Table, codes_of
from dashboard.briefing.paper.pack import repacked
from dashboard.briefing.paper.refusals import refusal
from dashboard.briefing.paper.slide_parts import Box, Ink
from dashboard.briefing.paper.template import Template
from dashboard.briefing.paper.xml_text import plain
from dashboard.words import t

WIDTH, HEIGHT = 13.333, 7.5
_EDGE, _FOOT = 0.5, 0.62
_TITLES = (26.0, 24.0, 22.0, 20.0, 18.0)
_STOP = re.compile(r"(?<=。)|(?<=\. )")


def slides(briefing: Briefing, template: Template | None = None) -> bytes:
    """The file, the same bytes for the same briefing and template; `UserError` for a template that will not do."""
    return _Deck(briefing, template).file()


class _Deck:
    """A deck in the making."""

    def __init__(self, briefing: Briefing, template: Template | None) -> None:
        self.briefing, self.lang = briefing, briefing.lang
        self.deck = _opened(template)
        self.is_own = template is None
        if self.is_own:
            self.deck.slide_width, self.deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self.layout = _layout(self.deck, template)
        self.width, self.height = (int(one) / Inches(1) for one in (self.deck.slide_width, self.deck.slide_height))
        screen = face(self.lang, "screen")
        self.chart_letters = Letters("Arial", screen, 12)
        self.letters = self.chart_letters if self.is_own else None

    def file(self) -> bytes:
        """Everything, in order."""
        if self.briefing.title:
            self._cover()
        for section in self.briefing.sections:
            for part in section.parts:
                self._part(section, part)
        self._numbers()
        return self._saved()

    def _part(self, section: Section, part: Part) -> None:
        said = [one for one in part.blocks if isinstance(one, Sentence)]
        notes = "\n".join(one.text for one in said)
        shown = [one for one in part.blocks if not isinstance(one, Sentence)]
        if not shown:
            self._words(part.title or section.title, said)
        for n, block in enumerate(shown):
            if isinstance(block, Figure):
                self._figure(block, notes)
            else:
                self._table(block, said if n == 0 else (), notes)

    def _slide(self, title: str, code: str, notes: str = "") -> tuple[Any, float]:
        """A new slide with title, imprint and mark, and where its body starts, in inches."""
        slide = self.deck.slides.add_slide(self.layout)
        for one in list(slide.placeholders):
            if one.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                one.element.getparent().remove(one.element)
        top = self._title(slide, title)
        one = self.briefing.imprint
        if one.watermark:
            piece.watermark(slide, one.watermark, self.letters, self.width, self.height)
        lines = [one.line, *self._trace(code)]
        box = Box(_EDGE, self.height - _FOOT, self.width - 2 * _EDGE - 1.2, _FOOT - 0.1)
        shape = piece.text_box(slide, box, lines, Ink(9, theme.MUTED, letters=self.letters))
        for paragraph in shape.text_frame.paragraphs:
            paragraph.space_before = Pt(1)
        if notes:
            slide.notes_slide.notes_text_frame.text = plain(notes)
        return slide, top

    def _trace(self, code: str) -> list[str]:
        code = code or self.briefing.imprint.code
        return [t(self.lang, "briefing.trace", code=code)] if code else []

    def _title(self, slide: Any, text: str) -> float:
        shape = slide.shapes.title
        if self.is_own:
            box = Box(_EDGE, 0.35, self.width - 2 * _EDGE, 0.95)
            shape.left, shape.top, shape.width, shape.height = box.measures
        room = int(shape.width) / Inches(1) - 0.3
        size = size_for(text, _TITLES, room, 2)
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        paragraph = frame.paragraphs[0]
        if self.is_own:
            paragraph.alignment = PP_ALIGN.LEFT
        piece.write(paragraph, shortened(text, size, room, 2), Ink(size, bold=True, letters=self.letters))
        return (int(shape.top) + int(shape.height)) / Inches(1) + 0.1

    def _room(self, top: float, below: float = 0.0) -> Box:
        return Box(_EDGE, top, self.width - 2 * _EDGE, self.height - _FOOT - 0.1 - below - top)

    def _cover(self) -> None:
        one = self.briefing
        slide, _ = self._slide(one.title.replace("\n", "" if self.lang == "zh" else " "), "")
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = Box(1.2, 2.1, self.width - 2.4, 1.7).measures
        box = Box(1.2, 3.95, self.width - 2.4, 1.4)
        piece.text_box(slide, box, [one.subtitle, one.issue], Ink(20, theme.MUTED, letters=self.letters))

    def _figure(self, figure: Figure, notes: str) -> None:
        code = figure.codes[0] if figure.codes else ""
        slide, top = self._slide(figure.message.text, code, notes)
        whole = self._room(top)
        caption = Box(whole.left, whole.top, whole.width, 0.32)
        piece.text_box(
            slide,
            caption,
            [_beyond(figure.message.text.rstrip("。."), figure.caption)],
            Ink(14, theme.MUTED, letters=self.letters),
        )
        told = [one for one in (figure.note, *figure.remarks) if one]
        lines = [shortened(one, 11, whole.width - 0.1, 1 if len(told) > 2 else 2) for one in told]
        below = sum(0.06 + 0.21 * lines_of(one, 11, whole.width - 0.1) for one in lines)
        room = Box(whole.left, whole.top + 0.36, whole.width, whole.height - 0.4 - below)
        piece.chart(slide, figure, room, self.chart_letters, self.briefing.imprint, self.lang)
        if lines:
            box = Box(whole.left, room.top + room.height + 0.02, whole.width, below)
            shape = piece.text_box(slide, box, lines, Ink(11, theme.MUTED, letters=self.letters))
            for paragraph in shape.text_frame.paragraphs:
                paragraph.space_before = Pt(1)

    def _table(self, table: Table, said: Sequence[Sentence], notes: str) -> None:
        first = _STOP.split(said[0].text)[0] if said else ""
        title = table.message or first or table.title
        slide, top = self._slide(title, next(iter(codes_of(table)), ""), notes)
        whole = self._room(top, 0.3 if lines_of(table.note, 11, self.width - 2 * _EDGE) < 2 else 0.5)
        widths = [share * whole.width for share in table.widths]
        most = len(table.rows)
        size = next(
            (size for size in (14.0, 13.0, 12.0, 11.0) if fitting(table, widths, size, whole.height) >= most), 11.0
        )
        rows = min(most, fitting(table, widths, size, whole.height))
        piece.table(slide, table, rows, whole, size, self.letters)
        cut = t(self.lang, "briefing.next_slide", n=rows, of=most) if rows < most else ""
        left = t(self.lang, "frame.space").join(one for one in (cut, table.note) if one)
        if left:
            under = whole.top + whole.height + 0.02
            box = Box(whole.left, under, whole.width, self.height - _FOOT - 0.1 - under)
            text = shortened(left, 11, whole.width - 0.1, 2 if box.height > 0.4 else 1)
            piece.text_box(slide, box, [text], Ink(11, theme.MUTED, letters=self.letters))

    def _words(self, name: str, said: Sequence[Sentence]) -> None:
        """A slide of sentences only; the first of several is its title where it is short enough for one."""
        texts = [one.strip() for sentence in said for one in _STOP.split(sentence.text) if one.strip()]
        if not texts:
            return
        is_short = len(texts) > 1 and lines_of(texts[0], _TITLES[-1], self.width - 2 * _EDGE - 0.3) <= 2
        title, rest = (texts[0], texts[1:]) if is_short else (name, texts)
        code = next((code for one in said for code in one.codes), "")
        slide, top = self._slide(title, code)
        whole = self._room(top)
        for size in (20.0, 18.0, 16.0, 14.0):
            high = sum(lines_of(text, size, whole.width) * size * 1.25 + size * 0.6 for text in rest) / 72
            if high <= whole.height:
                break
        if rest:
            piece.text_box(slide, whole, rest, Ink(size, letters=self.letters))

    def _numbers(self) -> None:
        """Page n of N, once N is known."""
        every = list(self.deck.slides)
        for n, slide in enumerate(every, start=1):
            box = Box(self.width - _EDGE - 1.2, self.height - 0.45, 1.2, 0.3)
            piece.text_box(
                slide, box, [f"{n} / {len(every)}"], Ink(11, theme.MUTED, letters=self.letters), PP_ALIGN.RIGHT
            )

    def _saved(self) -> bytes:
        core, one = self.deck.core_properties, self.briefing
        stamp = datetime(*one.imprint.built_on.timetuple()[:3])
        core.title, core.author, core.last_modified_by = (
            plain(one.title.replace("\n", " ")),
            t(self.lang, "frame.product"),
            "",
        )
        core.created = core.modified = stamp
        core.revision, core.comments, core.language = 1, plain(one.imprint.line), "zh-CN" if self.lang == "zh" else "en"
        out = io.BytesIO()
        self.deck.save(out)
        return repacked(out.getvalue())


def _beyond(title: str, caption: str) -> str:
    """What a caption says beyond the title above it; blank for nothing more."""
    if not caption.startswith(title):
        return caption
    rest = caption.removeprefix(title).strip()
    return rest[1:-1] if rest[:1] in "（(" and rest[-1:] in "）)" else rest


def _opened(template: Template | None) -> Any:
    """The template without its slides, or an empty deck; `UserError` where it cannot be opened."""
    if template is None:
        return Presentation()
    try:
        deck = Presentation(template.stream())
    except Exception as fault:  # damaged packages fail in many ways, all of them mean the same to the office
        raise refusal("template_broken", name=template.name, kind="pptx") from fault
    known = deck.slides._sldIdLst
    for one in list(known):
        deck.part.drop_rel(one.rId)
        known.remove(one)
    return deck


def _layout(deck: Any, template: Template | None) -> Any:
    """The layout with a title and the fewest other places; `UserError` where a template has none."""
    titled = [one for one in deck.slide_layouts if any(_is_title(place) for place in one.placeholders)]
    if not titled:
        raise refusal("template_layout", name=template.name if template else "")
    return min(titled, key=lambda one: len(list(one.placeholders)))


def _is_title(place: Any) -> bool:
    return bool(place.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE))
