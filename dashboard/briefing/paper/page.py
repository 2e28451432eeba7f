"""A briefing as one HTML file: nothing is fetched, nothing runs; charts are SVG, and it prints on A4."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dashboard.briefing.paper.model import Block, Briefing, Cell, Figure, Sentence, Table
from dashboard.briefing.paper.svg import svg
from dashboard.briefing.paper.word import sources_table
from dashboard.briefing.paper.word_parts import ranges
from dashboard.briefing.paper.xml_text import element, escaped, plain
from dashboard.words import t

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(briefing: Briefing) -> bytes:
    """The file, the same bytes for the same briefing."""
    one, lang = briefing.imprint, "zh-CN" if briefing.lang == "zh" else "en"
    css = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escaped(briefing.title)}</title>'
        f"<style>{css}{_running(briefing)}</style>"
    )
    mark = f'<div class="mark" aria-hidden="true"><span>{escaped(one.watermark)}</span></div>' if one.watermark else ""
    body = mark + _top(briefing) + _Body(briefing).sections() + _end(briefing)
    whole = f'<html lang="{lang}"><head>{head}</head><body class="{briefing.audience}">{body}</body></html>'
    return f"<!DOCTYPE html>\n{whole}\n".encode()


def _running(briefing: Briefing) -> str:
    """The imprint and the page number at the foot of every printed page."""
    one = briefing.imprint
    trace = t(briefing.lang, "briefing.trace", code=one.code)
    said = f"{_quoted(one.line)} '\\a' {_quoted(trace)}"
    small = "font-size: 7.5pt; color: #55647a; white-space: pre; text-align: center;"
    number = 'content: counter(page) " / " counter(pages); font-size: 9pt;'
    return f"@page {{ @bottom-center {{ content: {said}; {small} }} @bottom-right {{ {number} }} }}"


def _quoted(text: str) -> str:
    """A text as CSS quotes it; whatever could end the quotation or the sheet is written by its number."""
    return '"' + "".join(f"\\{ord(one):x} " if one in '"\\<>&\n' else one for one in plain(text)) + '"'


def _top(briefing: Briefing) -> str:
    lines = [f'<h1>{escaped(briefing.title)}</h1><p class="sub">{escaped(briefing.subtitle)}</p>']
    if briefing.audience != "return":
        lines.append(f'<p class="sub">{escaped(briefing.issue)}</p>')
    if briefing.addressee:
        lines.append(element("p", escaped(briefing.addressee)))
    return "".join(lines)


def _end(briefing: Briefing) -> str:
    *said, date = briefing.closing
    texts = "".join(f'<p class="text">{escaped(one)}</p>' for one in said)
    body = _Body(briefing)
    annexes = "".join(
        body.table(one, f"{t(briefing.lang, 'briefing.annex_no', n=n)}  {one.title}")
        for n, one in enumerate(briefing.annexes, start=1)
    )
    is_short = briefing.audience == "leader"
    sources = body.table(sources_table(briefing), t(briefing.lang, "briefing.source_no")) if briefing.cited else ""
    trace = t(briefing.lang, "briefing.trace", code=briefing.imprint.code)
    line = f"{escaped(briefing.imprint.line)}<br>{escaped(trace)}"
    foot = f'<footer class="imprint small">{line}</footer>'
    inside = f'<section class="annexes">{annexes}{sources}</section>' if annexes or sources else ""
    if is_short:
        told = t(briefing.lang, "frame.semicolon").join(f"[{n}] {code}" for code, n in body.sources.items())
        inside = f'<p class="small">{escaped(t(briefing.lang, "briefing.sources_line", codes=told))}</p>'
    return f'{texts}<p class="date">{escaped(date)}</p>{foot}{inside}'


class _Body:
    """The sections, with what has been numbered so far."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing, self.lang = briefing, briefing.lang
        self.sources: Mapping[str, int] = {code: n for n, code in enumerate(briefing.cited, start=1)}
        self.figures = self.tables = 0

    def sections(self) -> str:
        """All sections, in order."""
        drawn = []
        for number, section in enumerate(self.briefing.sections, start=1):
            drawn.append(element("h2", self._numbered("section", number, section.title)))
            for n, part in enumerate(section.parts, start=1):
                drawn.append(element("h3", self._numbered("part", n, part.title)) if part.title else "")
                drawn += [self._block(block) for block in part.blocks]
        return element("main", "".join(drawn))

    def _numbered(self, kind: str, n: int, title: str) -> str:
        number = t(self.lang, f"briefing.number.{n}")
        return escaped(t(self.lang, f"briefing.number.{kind}", n=number, title=title))

    def _block(self, block: Block) -> str:
        if isinstance(block, Sentence):
            numbers = [self.sources[code] for code in block.codes]
            mark = f'<sup title="{escaped(" ".join(block.codes))}">[{ranges(numbers)}]</sup>' if numbers else ""
            return f'<p class="text">{escaped(block.text)}{mark}</p>'
        if isinstance(block, Figure):
            return self._figure(block)
        self.tables += 1
        return self.table(block, f"{t(self.lang, 'briefing.table_no', n=self.tables)}  {block.title}")

    def _figure(self, figure: Figure) -> str:
        self.figures += 1
        name = t(self.lang, "briefing.figure_no", n=self.figures)
        trace = t(self.lang, "briefing.trace", code=figure.codes[0]) if figure.codes else ""
        note = t(self.lang, "briefing.note_word", note=figure.note) if figure.note else ""
        told = "".join(f'<p class="small">{escaped(one)}</p>' for one in (note, *figure.remarks, trace) if one)
        caption = f"<figcaption>{escaped(name)}  {escaped(figure.caption)}</figcaption>"
        return f"<figure>{svg(figure, self.figures)}{caption}{told}</figure>"

    def table(self, table: Table, title: str) -> str:
        """A table with its title above and its note below."""
        columns = "".join(f'<col style="width:{share * 100:.1f}%">' for share in table.widths)
        head = "".join(f'<th scope="col">{escaped(text)}</th>' for text in table.head)
        rows = "".join(element("tr", "".join(_cell(cell) for cell in row)) for row in table.rows)
        css = ' class="values"' if table.values else ""
        said = t(self.lang, "briefing.note_word", note=table.note) if table.note else ""
        trace = t(self.lang, "briefing.trace", code=table.code) if table.code else ""
        under = "".join(f'<p class="small">{escaped(one)}</p>' for one in (said, trace) if one)
        inside = f"<caption>{escaped(title)}</caption><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
        return f"<table{css}>{inside}<tbody>{rows}</tbody></table>{under}"


def _cell(cell: Cell) -> str:
    css = f' class="{cell.tone}"' if cell.tone else ""
    title = f' title="{escaped(cell.code)}"' if cell.code else ""
    return f"<td{css}{title}>{escaped(cell.text)}</td>"
