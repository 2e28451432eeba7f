"""What only the funding page has: its sentence, the matter matrix, money flows, delays, lists."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.briefing import frames, payments, sentences
from dashboard.briefing import funding as say
from dashboard.briefing.furthest import furthest
from dashboard.charts.delay import delay_strip
from dashboard.charts.dots import dots
from dashboard.charts.due_paid_received import due_paid_received
from dashboard.charts.labels import Labels
from dashboard.charts.matter_department import matter_department
from dashboard.queries import funding as ask
from dashboard.widgets import figures
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.page import Page, html, spoken
from dashboard.widgets.passport import code_of
from dashboard.widgets.tables import panel
from dashboard.words import day, period_name, t

MATTER_WORDS = ("funded", "part", "nil_cost", "unfunded", "no_task", "not_reported")
FLOW_WORDS = ("due", "community", "street", "level_unknown", "missing")
DELAY_WORDS = ("paid", "open", "median", "due_day")


# the figures nearest to what the pictures show case by case
FUNDED, ARRIVED, ON_TIME = "funded_matter_share", "fund_arrival_rate", "fund_on_time_share"
PAYER = "payer"  # the split of money by who pays it


def _code(page: Page, indicator: str) -> str:
    return code_of(page.found.one(indicator).row) if page.known(indicator) else ""


def matters(page: Page) -> pl.DataFrame:
    """Listed matters and what pays for them, and payments without a listed matter."""
    return page.query(ask.MATTERS)


def flows(page: Page) -> pl.DataFrame:
    """Due, paid and received this year so far, per district, or per paying department of one district."""
    return page.query(ask.MONEY)


def sentence(page: Page, indicator: str, rows: pl.DataFrame, money: pl.DataFrame) -> None:
    """How many listed matters came with money, who is furthest behind, what became of it, what is out of step."""
    lang = page.lang
    first = say.headline(lang, page.found.one(indicator))
    is_city = page.choice.unit == page.choice.city
    rest = say.remarks(lang, rows, payments.flow(lang, money), is_city=is_city)
    behind = furthest(lang, page.found.compared(indicator))
    html(spoken(lang, first, [part for part in (behind, rest) if part], code_of(page.found.one(indicator).row)))


def matrix(page: Page, rows: pl.DataFrame) -> None:
    """Matters × departments."""
    lang, is_city = page.lang, page.choice.unit == page.choice.city
    frame = say.cells(lang, rows, is_city=is_city)
    if frame.is_empty():
        return panel("matters", t(lang, "funding.matrix"), say.silent(lang, rows))
    note = t(lang, "funding.matrix_note_city" if is_city else "funding.matrix_note")
    labels = _labels(page, "matrix", note, say.matters_alt(lang, frame), MATTER_WORDS)
    return figures.show(matter_department(frame, labels), "wide-matters", lang, _code(page, FUNDED))


def received(page: Page, money: pl.DataFrame) -> None:
    """Due, paid and received."""
    lang = page.lang
    note = t(lang, "funding.flows_note", year=page.end_on.year, as_of=day(lang, page.end_on))
    labels = _labels(page, "flows", note, payments.flows_alt(lang, money), FLOW_WORDS)
    frame = payments.flows(lang, money)
    coded = frame.with_columns(code=pl.Series([_flow_code(page, grp) for grp in frame["grp"]], dtype=pl.String))
    figures.show(due_paid_received(coded, labels), "flows", lang, _code(page, ARRIVED))


def _flow_code(page: Page, grp: str | None) -> str:
    """The figure of a district, or of a department that pays in the one chosen."""
    if grp is None or not page.known(ARRIVED):
        return ""
    is_city = page.choice.unit == page.choice.city
    one = page.found.one(ARRIVED, grp) if is_city else page.found.one(ARRIVED, split=(PAYER, grp))
    return code_of(one.row)


def delays(page: Page) -> None:
    """Days from due to paid, one mark per payment."""
    lang, rows = page.lang, page.query(ask.PAYMENTS)
    if rows.is_empty():
        return
    note = t(lang, "funding.delay_note", as_of=day(lang, page.end_on))
    labels = _labels(page, "delay", note, payments.delays_alt(lang, rows), DELAY_WORDS)
    figures.show(delay_strip(payments.delays(lang, rows), labels), "delay", lang, _code(page, ON_TIME))


def _labels(page: Page, name: str, note: str, alt: str, marks: tuple[str, ...]) -> Labels:
    lang = page.lang
    said = {mark: t(lang, f"funding.{mark}") for mark in marks}
    unit = t(lang, f"funding.{name}_unit")
    return Labels(t(lang, f"funding.{name}"), "<br>".join(page.sources), alt, page.watermark, note, unit, said)


def mandates(page: Page, rows: pl.DataFrame) -> None:
    """Listed matters without money."""
    heads = ("matter", "districts", "department", "basis", "document")
    _list(page, "unfunded", heads, say.unfunded(page.lang, rows), say.silent(page.lang, rows))


def idle_money(page: Page, rows: pl.DataFrame) -> None:
    """Payments whose matter is not on the district's list."""
    heads = ("matter", "payer", "district", "due_money#", "paid_money#")
    _list(page, "no_task", heads, say.without_task(page.lang, rows), say.silent(page.lang, rows))


def _list(page: Page, name: str, heads: Sequence[str], lines: list[list[str]], silent: str) -> None:
    lang = page.lang
    shown = headings(lang, "funding", heads)
    said = t(lang, f"funding.{name}_list_note") if lines else "" if silent else t(lang, f"funding.{name}_none")
    note = t(lang, "frame.space").join(part for part in (said, silent) if part)
    listing(f"list-{name}", t(lang, f"funding.{name}_list"), note, shown, lines)


def per_case(page: Page, indicator: str, split: str) -> None:
    """Money per case of one matter, compared between districts: never between matters."""
    lang, found = page.lang, page.found
    names = {row["split_value"]: str(row[f"value_{lang}"]) for row in found.splits(indicator).get(split, [])}
    if not names:
        return
    picked = st.selectbox(
        t(lang, "funding.pick_matter"),
        list(names),
        format_func=names.__getitem__,
        key="matter",
        bind="query-params",
        width=420,
    )
    city = page.choice.city
    units = (city, *found.below) if found.chosen == city else (city, found.chosen)
    readings = [found.one(indicator, unit, (split, str(picked))) for unit in units]
    frame = frames.compared(lang, readings)
    said = [t(lang, "chart.alt_row", name=row["name"], text=row["text"]) for row in frame.rows(named=True)]
    own = period_name(lang, found.period(indicator) or page.choice.period)
    title = t(lang, "funding.per_case", name=sentences.name(lang, found.indicators[indicator]), matter=names[picked])
    note = t(lang, "funding.per_case_note", period=own)
    alt = t(lang, "chart.compare_alt", name=title, period=own, rows="; ".join(said))
    unit = str(found.indicators[indicator][f"unit_{lang}"])
    figures.show(dots(frame, figures.labels(page, title, note, alt, unit)), "per-case", lang, code_of(readings[0].row))
