"""The workbook inside a chart: the figure's frame, and beside it the passport code of every value."""

from __future__ import annotations

import io
from datetime import date, datetime

import xlsxwriter

from dashboard.briefing.paper.chart_xml import SHEET
from dashboard.briefing.paper.model import Figure

PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def chart_book(figure: Figure, made_on: date, code_head: str) -> bytes:
    """The bytes of the workbook, the same for the same figure; `made_on` stands in for the clock."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day)})
        sheet = book.add_worksheet(SHEET)
        for n, name in enumerate(figure.categories, start=1):
            sheet.write_string(n, 0, name)
        for n, place in enumerate(figure.at, start=1):
            sheet.write_number(n, 1, place)
        if figure.at:
            sheet.write_string(0, 1, figure.axes[0])
        for k, one in enumerate(figure.series, start=figure.first):
            sheet.write_string(0, k, one.name)
            for n, value in enumerate(one.values, start=1):
                if value is not None:
                    sheet.write_number(n, k, value)
        _codes(sheet, figure, code_head)
    return out.getvalue()


def _codes(sheet: xlsxwriter.worksheet.Worksheet, figure: Figure, head: str) -> None:
    """After one blank column, for each series that has codes."""
    first = len(figure.series) + figure.first + 1
    coded = [one for one in figure.series if any(one.codes)]
    for k, one in enumerate(coded, start=first):
        sheet.write_string(0, k, f"{head} {one.name}")
        for n, code in enumerate(one.codes, start=1):
            sheet.write_string(n, k, code)
