"""What a page shows, to take away: a workbook, or plain CSV; the source and the demonstration mark go along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st
import xlsxwriter

from dashboard import data
from dashboard.briefing import sentences as say
from dashboard.widgets.page import Page
from dashboard.widgets.tables import community_rows, explained
from dashboard.words import t

Line = list[object]
FIGURES = ("numerator", "denominator", "value", "lower", "upper", "reported", "expected", "not_applicable")


def downloads(page: Page, indicators: Sequence[str]) -> None:
    """Two buttons; the files are made when one is pressed."""
    lang = page.lang
    stem = f"pingshi-{page.name}-{page.choice.unit}-{page.choice.period}"
    with st.container(key="tool-downloads", horizontal=True):
        for kind, make in (("xlsx", workbook), ("csv", plain)):
            st.download_button(
                t(lang, f"frame.download_{kind}"),
                data.by_this_person(partial(make, page, tuple(indicators))),
                file_name=f"{stem}.{kind}",
                mime="text/csv" if kind == "csv" else MIME["xlsx"],
                icon=":material/download:",
                on_click="ignore",
                key=f"download-{kind}",
            )


PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}


def plain(page: Page, indicators: Sequence[str]) -> bytes:
    """The values as CSV with a byte-order mark, so that spreadsheets read the Chinese; the source in each line."""
    out = io.StringIO()
    writer = csv.writer(out)
    head, *lines = values_table(page, indicators)
    writer.writerow([*head, t(page.lang, "table.release")])
    writer.writerows([*map(_inert, line), page.source] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _inert(value: object) -> object:
    """Text that a spreadsheet would run as a formula, marked as text; CSV has no other way to say so."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value


def workbook(page: Page, indicators: Sequence[str]) -> bytes:
    """Three sheets: values over time, communities, definitions and standards; the source on top of each."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        note = book.add_format({"italic": True, "font_color": "#A3410C" if page.release.demo else "#55647A"})
        tables = {
            "values": values_table(page, indicators),
            "communities": communities_table(page, indicators),
            "method": method_table(page, indicators),
        }
        for name, rows in tables.items():
            sheet = book.add_worksheet(t(page.lang, f"table.sheet_{name}")[:31])
            sheet.write(0, 0, page.source, note)
            sheet.set_footer(f"&L{page.source}")
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            for number, row in enumerate(rows, start=2):
                sheet.write_row(number, 0, row, bold if number == 2 else None)
            sheet.freeze_panes(3, 0)
            sheet.set_column(0, 0, 26)
            sheet.set_column(1, 12, 15)
    return out.getvalue()


def values_table(page: Page, indicators: Sequence[str]) -> list[Line]:
    """The whole values of the page, all periods: a heading, then one line per indicator, unit and period."""
    lang, found = page.lang, page.found
    keys = ("indicator", "code", "unit", "period", *FIGURES, "measure", "status")
    lines: list[Line] = [[t(lang, f"table.{key}") for key in keys]]
    for indicator in indicators:
        for code in (found.chosen, *found.below):
            reading = found.one(indicator, code)
            head = [say.name(lang, reading.indicator), code, say.name(lang, reading.unit)]
            for row in (*reading.past, reading.row) if reading.row is not None else reading.past:
                figures = [row[key] for key in FIGURES]
                measure = reading.indicator[f"unit_{lang}"]
                lines.append([*head, row["period"], *figures, measure, t(lang, f"table.status_{row['status']}")])
    return lines


def communities_table(page: Page, indicators: Sequence[str]) -> list[Line]:
    """The communities behind the figures, each indicator as numerator, denominator and value or state."""
    lang = page.lang
    names = [say.name(lang, page.found.indicators[one]) for one in indicators]
    parts = [t(lang, f"table.{key}") for key in ("numerator", "denominator", "value")]
    keys = ("code", "district", "town", "community", "pilot")
    head: Line = [t(lang, f"table.{key}") for key in keys]
    lines: list[Line] = [head + [f"{name} {part}" for name in names for part in parts]]
    for row in community_rows(page, indicators):
        place = [row["community_code"], row[f"district_{lang}"], row[f"town_{lang}"], row["name"]]
        pilot = t(lang, "reading.yes") if row["is_pilot"] else ""
        figures: Iterable[object] = (
            cell for one in indicators for cell in _three(lang, row["values"].get(one) or {"status": "missing"})
        )
        lines.append([*place, pilot, *figures])
    return lines


def _three(lang: str, row: dict[str, object]) -> Line:
    if row.get("value") is None:
        return ["", "", t(lang, f"table.status_{row['status'] or 'missing'}")]
    return [row["numerator"], row["denominator"], row["value"]]


def method_table(page: Page, indicators: Sequence[str]) -> list[Line]:
    """Definition, clause, standards, cautions: one line per indicator and remark."""
    lang = page.lang
    lines: list[Line] = [[t(lang, "table.indicator"), "", ""]]
    for indicator in indicators:
        name = say.name(lang, page.found.indicators[indicator])
        lines += [[name, label, text] for label, texts in explained(page, indicator) for text in texts if text]
    return lines
