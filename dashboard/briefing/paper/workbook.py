"""A briefing as a workbook: what it says, each figure with its native chart, each table, the sources."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Any

import xlsxwriter

from dashboard import theme
from dashboard.briefing.paper.chart_book import PLAIN
from dashboard.briefing.paper.fit import lines_of, width_of
from dashboard.briefing.paper.look import CELLS, number_format
from dashboard.briefing.paper.measures import face
from dashboard.briefing.paper.model import Briefing, Cell, Figure, Part, Sentence, Series, Table, Tone
from dashboard.briefing.paper.pack import repacked
from dashboard.briefing.paper.word import sources_table
from dashboard.briefing.paper.word_parts import ranges
from dashboard.briefing.paper.workbook_charts import chart
from dashboard.briefing.paper.xml_text import plain
from dashboard.words import MINUS, t

FIRST = 4  # the row of a sheet's table, under title, imprint and note
_SIZE = 11  # points
_CHARACTER = 0.073  # inches of one character of a column's width
_LONG = 40  # rows; a longer table has its chart beside it
_NAMES, _VALUES = 60, 16  # characters: the widest column of names, a column of values
_CHART = 15  # columns that a chart beside the figures covers
_WIDE = 96.0  # characters across a landscape page
_NUMBER = re.compile(rf"(?P<number>{MINUS}?[\d,]+(?:\.(?P<decimals>\d+))?)(?P<rest>[^\"\d]*)")


def workbook(briefing: Briefing) -> bytes:
    """The file, the same bytes for the same briefing."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        stamp = datetime(*briefing.imprint.built_on.timetuple()[:3])
        book.set_properties({"title": plain(briefing.title.replace("\n", " ")), "created": stamp, "author": "Pingshi"})
        _Book(book, briefing).write()
    return repacked(out.getvalue())


class _Book:
    """A workbook in the making."""

    def __init__(self, book: Any, briefing: Briefing) -> None:
        self.book, self.briefing, self.lang = book, briefing, briefing.lang
        base = {"font_name": face(briefing.lang, "screen"), "font_size": _SIZE}
        book.formats[0].set_font_name(base["font_name"])
        self.title = book.add_format(base | {"bold": True, "font_size": 16})
        self.head = book.add_format(base | _edged(bold=True, bg_color="#E9EEF5", align="center"))
        self.text = book.add_format(base | {"text_wrap": True, "valign": "top"})
        self.note = book.add_format(base | {"font_size": 9, "font_color": theme.MUTED})
        self.mark = book.add_format(base | {"bold": True, "font_size": 14, "font_color": theme.ORANGE_TEXT})
        self.sources = {code: n for n, code in enumerate(briefing.cited, start=1)}
        self.numbers: dict[tuple[Tone, str], Any] = {}
        self.cells: Mapping[tuple[Tone, bool], Any] = {
            (tone, centred): book.add_format(base | _toned(tone, centred=centred))
            for tone in CELLS
            for centred in (False, True)
        }

    def write(self) -> None:
        """All sheets, in order."""
        if self.briefing.title:
            self._first()
        for n, figure in enumerate(self.briefing.figures, start=1):
            self._figure(t(self.lang, "briefing.figure_no", n=n), figure)
        inside = len(self.briefing.tables) - len(self.briefing.annexes)
        tables = [*self.briefing.tables, *([sources_table(self.briefing)] if self.briefing.cited else [])]
        for n, table in enumerate(tables, start=1):
            key, number = ("briefing.table_no", n) if n <= inside else ("briefing.annex_no", n - inside)
            self._table(t(self.lang, key, n=number), table)

    def _sheet(self, name: str, title: str, note: str, code: str = "") -> Any:
        """A sheet with its head, its page set for printing and the imprint on each page."""
        one, sheet = self.briefing.imprint, self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.8, 0.8)
        sheet.write_string(0, 0, plain(title), self.title)
        if one.watermark:
            sheet.write_string(1, 0, t(self.lang, "briefing.demo_line"), self.mark)
            sheet.set_header(f"&C&24&KC9CED6{one.watermark}")
        code = code or one.code
        trace = f" · {t(self.lang, 'briefing.trace', code=code)}" if code else ""
        sheet.write_string(2, 0, plain(one.line + trace), self.note)
        sheet.write_string(3, 0, plain(note), self.note)
        sheet.set_footer(f"&L&8{_footed(one.line)}&R&8&P / &N")
        return sheet

    def _first(self) -> None:
        one = self.briefing
        sheet = self._sheet(
            t(self.lang, "briefing.section_overall"), one.title.replace("\n", ""), f"{one.subtitle} {one.issue}"
        )
        sheet.set_column(0, 0, _WIDE)
        sheet.set_column(1, 1, 12)
        row = FIRST + 1
        for number, section in enumerate(one.sections, start=1):
            title = t(
                self.lang, "briefing.number.section", n=t(self.lang, f"briefing.number.{number}"), title=section.title
            )
            sheet.write_string(row, 0, title, self.book.add_format({"bold": True, "font_size": 12}))
            row = self._sentences(sheet, row + 1, section.parts)

    def _sentences(self, sheet: Any, row: int, parts: Sequence[Part]) -> int:
        for part in parts:
            for block in part.blocks:
                if isinstance(block, Sentence):
                    sheet.set_row(row, _high([(block.text, _WIDE)]))
                    sheet.write_string(row, 0, plain(block.text), self.text)
                    numbers = [self.sources[code] for code in block.codes]
                    sheet.write_string(row, 1, f"[{ranges(numbers)}]" if numbers else "", self.note)
                    row += 1
        return row + 1

    def _figure(self, name: str, figure: Figure) -> None:
        sheet = self._sheet(
            name, figure.caption, " ".join((figure.note, *figure.remarks)), next(iter(figure.codes), "")
        )
        form = self.book.add_format(_edged(num_format=number_format(figure)))
        last = FIRST + 1 + len(figure.categories)
        is_long = len(figure.categories) > _LONG
        wide = min(_NAMES, max(24, *(ceil(1.6 * width_of(name)) for name in figure.categories)))
        sheet.set_column(0, 0, wide)
        beside = len(figure.series) + figure.first + 1
        coded = beside + (_CHART if is_long else 0)  # a chart beside the figures stands before their codes
        sheet.set_column(1, beside - 2, _VALUES)
        sheet.set_column(coded, coded + len(figure.series) - 1, 42)
        for n, category in enumerate(figure.categories, start=FIRST + 2):
            if lines_of(category, _SIZE, wide * _CHARACTER) > 1:
                sheet.set_row(n, _high([(category, wide)]))
            sheet.write_string(n, 0, plain(category), self.cells["", False])
        sheet.write_blank(FIRST + 1, 0, None, self.head)
        sheet.set_row(FIRST + 1, _high((one.name, _VALUES) for one in figure.series))
        if figure.at:
            sheet.write_string(FIRST + 1, 1, plain(figure.axes[0]), self.head)
            self._values(sheet, 1, figure.at, form)
        for k, one in enumerate(figure.series):
            sheet.write_string(FIRST + 1, k + figure.first, plain(one.name), self.head)
            self._values(sheet, k + figure.first, one.values, form)
            self._codes(sheet, coded + k, one)
        place = (FIRST + 1, beside) if is_long else (last + 2, 0)
        sheet.print_area(0, 0, last + 24, coded - 1 if is_long else max(6, len(figure.series)))
        sheet.fit_to_pages(1, 0 if is_long else 1)
        drawn = chart(self.book, name, figure, FIRST + 1)
        sheet.insert_chart(*place, drawn, {"description": plain(figure.alt), "object_position": 1})
        sheet.write_string(last + 1, 0, plain(figure.message.text), self.note)

    def _values(self, sheet: Any, k: int, values: Sequence[float | None], form: Any) -> None:
        for n, value in enumerate(values, start=FIRST + 2):
            if value is None:
                sheet.write_blank(n, k, None, form)
            else:
                sheet.write_number(n, k, value, form)

    def _codes(self, sheet: Any, k: int, one: Series) -> None:
        if any(one.codes):
            sheet.write_string(FIRST + 1, k, plain(f"{t(self.lang, 'briefing.head_code')} {one.name}"), self.note)
        for n, code in enumerate(one.codes, start=FIRST + 2):
            sheet.write_string(n, k, code, self.note)

    def _table(self, name: str, table: Table) -> None:
        sheet = self._sheet(name, table.title, table.note, table.code)
        wide = [max(8.0, share * _WIDE * (1.4 if len(table.head) > 7 else 1.1)) for share in table.widths]
        for n, width in enumerate(wide):
            sheet.set_column(n, n, width)
        sheet.set_row(FIRST + 1, _high(zip(table.head, wide, strict=True)))
        for n, text in enumerate(table.head):
            sheet.write_string(FIRST + 1, n, plain(text), self.head)
        for n, row in enumerate(table.rows, start=FIRST + 2):
            sheet.set_row(n, _high((cell.text, width) for cell, width in zip(row, wide, strict=True)))
            for k, cell in enumerate(row):
                self._cell(sheet, (n, k), cell, centred=table.values and k > 0)
        self._table_codes(sheet, table)
        sheet.print_area(0, 0, FIRST + 1 + len(table.rows), len(table.head) - 1)
        sheet.repeat_rows(FIRST + 1)
        sheet.freeze_panes(FIRST + 2, 1)

    def _cell(self, sheet: Any, place: tuple[int, int], cell: Cell, *, centred: bool) -> None:
        """A figure as the release's own number, written as it is on paper; anything else as text."""
        form = written_as(cell)
        if form and cell.value is not None:
            key = (cell.tone, form)
            if key not in self.numbers:
                look = {"font_name": face(self.lang, "screen"), "num_format": form}
                self.numbers[key] = self.book.add_format(_toned(cell.tone, centred=True) | look)
            sheet.write_number(*place, cell.value, self.numbers[key])
        else:
            sheet.write_string(*place, plain(cell.text), self.cells[cell.tone, centred])

    def _table_codes(self, sheet: Any, table: Table) -> None:
        """Beside the table the passport codes, one column for each that has figures."""
        coded = [k for k in range(len(table.head)) if any(row[k].code for row in table.rows)]
        for place, k in enumerate(coded, start=len(table.head) + 1):
            name = table.head[k] if len(coded) > 1 else ""
            sheet.write_string(
                FIRST + 1, place, plain(f"{t(self.lang, 'briefing.head_code')} {name}".strip()), self.note
            )
            sheet.set_column(place, place, 46)
            for n, row in enumerate(table.rows, start=FIRST + 2):
                sheet.write_string(n, place, row[k].code, self.note)


def _high(texts: Iterable[tuple[str, float]]) -> float:
    """The height of a row in points for texts in columns of so many characters; not every programme finds it."""
    lines = max(lines_of(text, _SIZE, width * _CHARACTER) for text, width in texts)
    return lines * _SIZE * 1.4 + 4


def written_as(cell: Cell) -> str:
    """The number format that shows the cell's value as its text does; blank where none does."""
    found = _NUMBER.fullmatch(cell.text)
    if cell.value is None or found is None:
        return ""
    places = len(found["decimals"] or "")
    shown = float(found["number"].replace(",", "").replace(MINUS, "-"))
    if round(cell.value, places) != shown:
        return ""
    return "#,##0" + ("." + "0" * places if places else "") + (f'"{found["rest"]}"' if found["rest"] else "")


def _edged(**more: Any) -> dict[str, Any]:
    return {"border": 1, "border_color": "#7F8A9A", "valign": "vcenter", "text_wrap": True} | more


def _toned(tone: Tone, *, centred: bool) -> dict[str, Any]:
    fill, ink = CELLS[tone]
    look = _edged(align="center" if centred else "left")
    return look | ({"bg_color": f"#{fill}"} if fill else {}) | ({"font_color": f"#{ink}"} if ink else {})


def _footed(text: str) -> str:
    """A text inside a footer, where `&` begins a code and more than 250 characters are refused."""
    return text.replace("&", "&&")[:200]
