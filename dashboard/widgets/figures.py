"""Figures on a page: a heading in HTML, the Plotly figure under it, quiet and without toolbar."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.briefing import frames
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading, Row
from dashboard.charts.bars import parts
from dashboard.charts.dots import dots
from dashboard.charts.labels import Chart, Labels
from dashboard.charts.trend import trend
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html
from dashboard.widgets.passport import code_of, figure_link
from dashboard.widgets.tables import panel
from dashboard.widgets.take import take
from dashboard.words import period_name, t

WORDS = ("met", "below", "plain", "previous", "interval", "missing", "partial")


def show(figure: Chart, key: str, lang: str, code: str = "") -> None:
    """The figure in a panel; its title and subtitle become the panel's heading, its alternative text stays with it.

    `code` is the figure of the chosen unit, whose passport the heading leads to.
    """
    meta = figure.layout.meta
    config = {"displayModeBar": False, "locale": "zh-CN" if lang == "zh" else "en", "scrollZoom": False}
    with st.container(border=True, key=f"panel-{key}"):
        link = figure_link(lang, code) if code else ""
        html(tag("div", tag("h2", escape(meta["title"]) + link) + words("p", meta["subtitle"]), "ps-title"))
        st.plotly_chart(figure, theme=None, config=config, key=f"figure-{key}", alt=meta["alt"])
        take(figure, key, code)


def labels(page: Page, title: str, subtitle: str, alt: str, unit: str = "") -> Labels:
    """A figure's labels with the page's source line and watermark and the words of its marks."""
    marks = {mark: t(page.lang, f"reading.{mark}_word") for mark in WORDS}
    return Labels(title, "<br>".join(page.sources), alt, page.watermark, subtitle, unit, marks)


def comparison(page: Page, indicator: str) -> None:
    """The units below the chosen one, compared."""
    lang, compared = page.lang, page.found.compared(indicator)
    own = page.found.period(indicator) or page.choice.period
    name, period = say.name(lang, page.found.indicators[indicator]), period_name(lang, own)
    frame = frames.compared(lang, compared)
    rows = [t(lang, "chart.alt_row", name=row["name"], text=row["text"]) for row in frame.rows(named=True)]
    alt = t(lang, "chart.compare_alt", name=name, period=period, rows="; ".join(rows))
    title, note = t(lang, "chart.compare", name=name), t(lang, "chart.compare_note", period=period)
    if not compared:
        return panel("compare", title, t(lang, "chart.compare_none"))
    said = labels(page, title, note, alt, _unit(page, indicator))
    chosen = page.found.one(indicator)
    return show(dots(frame, said, lines(lang, chosen)), "compare", lang, code_of(chosen.row))


def course(page: Page, indicator: str) -> None:
    """The chosen unit and the units below it over time."""
    lang, chosen = page.lang, page.found.one(indicator)
    frame = frames.trend(lang, [chosen, *page.found.compared(indicator)])
    name = say.name(lang, chosen.indicator)
    slots = {"first": frame["period"].first(), "last": frame["period"].last(), "unit": page.unit_name}
    title, note = t(lang, "chart.trend", name=name), t(lang, "chart.trend_note", **slots)
    said = labels(page, title, note, say.trend_text(lang, chosen), _unit(page, indicator))
    show(trend(frame, said, lines(lang, chosen)), "trend", lang, code_of(chosen.row))


def composition(page: Page, indicator: str, split: str) -> None:
    """How the whole of each unit divides into the values of a split that add up; title and note go by its name."""
    lang = page.lang
    if split not in page.found.splits(indicator):
        return
    frame = frames.parts(lang, page.found, indicator, split)
    title, subtitle = (t(lang, f"{page.name}.{split}{part}") for part in ("", "_note"))
    said = [
        t(lang, "chart.alt_row", name=row["name"], text=f"{row['part']} {row['count']}")
        for row in frame.rows(named=True)
    ]
    alt = t(lang, "chart.parts_alt", title=title, rows="; ".join(said))
    code = code_of(page.found.one(indicator).row)
    show(parts(frame, labels(page, title, subtitle, alt)), f"parts-{split}", lang, code)


def _unit(page: Page, indicator: str) -> str:
    return str(page.found.indicators[indicator][f"unit_{page.lang}"])


def lines(lang: str, reading: Reading) -> Sequence[Row]:
    """The yardsticks of a reading, as lines across a figure."""
    norms = [norm for norm in (reading.target, reading.current) if norm is not None]
    return [
        {"value": norm["value"], "yardstick": norm["yardstick"], "text": say.norm_text(lang, reading, norm)}
        for norm in norms
    ]
