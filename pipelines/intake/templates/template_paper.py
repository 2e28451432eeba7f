"""What every sheet of one template shares: the request, the styles, the names of codes and the long lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipelines.i18n import text
from pipelines.intake.templates.template_rows import Request

INK = {
    "title": "#1F3864",
    "head_key": "#D0CECE",
    "head_required": "#9DC3E6",
    "head": "#DDEBF7",
    "locked": "#EDEDED",
    "carried": "#E2F0F9",
    "line": "#BFBFBF",
    "quiet": "#7F7F7F",
    "demo": "#C00000",
}
GRID = {"border": 1, "border_color": INK["line"]}
CARRIED = {"bg_color": INK["carried"], "italic": True}
FONTS = {"zh": "微软雅黑", "en": "Calibri"}
_LISTS = "_lists"
_INLINE_LIMIT = 255  # Excel refuses longer lists written into the rule itself


@dataclass(frozen=True, slots=True)
class Paper:
    """One workbook being written. `style` hands out one format per look, `lists` one name per long list."""

    book: Workbook
    request: Request
    names: Mapping[str, str]
    styles: dict[frozenset[tuple[str, Any]], Format] = field(default_factory=dict)
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)

    def say(self, key: str, **slots: object) -> str:
        """The template's wording of `key` in the workbook's language."""
        return text(self.request.lang, f"template.{key}", **slots)

    def unit_words(self) -> str:
        """The reporting unit with its code."""
        return self.say("unit", name=self.names[self.request.unit], code=self.request.unit)

    def period_words(self) -> str:
        """The quarter in words and as it is written in the files."""
        period = self.request.period
        return self.say("period", year=period[:4], quarter=period[-1], period=period)

    def style(self, **look: Any) -> Format:
        """The cell format with these properties, always the same object for the same look."""
        look = {"font_name": FONTS[self.request.lang], "font_size": 10, "valign": "vcenter"} | look
        key = frozenset(look.items())
        if key not in self.styles:
            self.styles[key] = self.book.add_format(look)
        return self.styles[key]

    def list_source(self, values: Sequence[str]) -> list[str] | str:
        """What a drop-down takes its values from: the values themselves, or a name of the hidden list sheet.

        The name, unlike a reference to the sheet, survives Excel's and openpyxl's way of storing drop-downs.
        """
        if len(",".join(values)) <= _INLINE_LIMIT and not any("," in value for value in values):
            return list(values)
        return f"={self.lists.setdefault(tuple(values), f'list_{len(self.lists) + 1}')}"

    def write_lists(self) -> None:
        """Writes the hidden list sheet: one column per long list."""
        sheet = self.book.add_worksheet(_LISTS)
        sheet.very_hidden()
        for column, (values, name) in enumerate(self.lists.items()):
            for row, value in enumerate(values):
                sheet.write_string(row, column, value, self.style(num_format="@"))
            letter = xl_col_to_name(column)
            self.book.define_name(name, f"={_LISTS}!${letter}$1:${letter}${len(values)}")


def print_setup(paper: Paper, sheet: Worksheet, pages_wide: int = 1, pages_high: int = 0) -> None:
    """A4 landscape, `pages_wide` by `pages_high` (0: as needed), unit, period and mark in the footer."""
    request = paper.request
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(pages_wide, pages_high)
    mark = paper.say("demo_mark") if request.demo else ""
    unit = paper.names[request.unit].replace("&", "&&")
    sheet.set_footer(paper.say("footer", unit=unit, period=request.period, mark=mark, page="&P", pages="&N"))
