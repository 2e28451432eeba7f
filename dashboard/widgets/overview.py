"""The overview's own blocks: one card per theme with a way to its page, what moved, and who has reported."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard.briefing import overview as whole
from dashboard.briefing import sentences as say
from dashboard.widgets import markup
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html, spoken, standing
from dashboard.widgets.passport import code_of, figure_link
from dashboard.widgets.tables import panel
from dashboard.words import day, t


def sentence(page: Page, mains: Mapping[str, str]) -> None:
    """The whole picture: how many figures meet their yardstick, which fall short, what moved, who is missing."""
    lang = page.lang
    known = page.known(*mains.values())
    found = [page.found.one(one) for one in known]
    first = whole.summary(lang, page.choice.period, page.unit_name, found)
    rest = [whole.shortfalls(lang, found), whole.moved_most(lang, whole.movers(page.found, known))]
    rest += [t(lang, f"overview.said_{key}", names=names) for key, names in standing(page).items()]
    html(spoken(lang, first, [part for part in rest if part]))


def cards(page: Page, mains: Mapping[str, str]) -> None:
    """Each theme's headline figure, its sentence, and the link that keeps period, unit and language."""
    lang, choice = page.lang, page.choice
    kept = {"lang": lang, "unit": choice.unit, "period": choice.period}
    shown = {theme: one for theme, one in mains.items() if page.known(one)}
    with st.container(key="themes"):
        columns = st.columns(len(shown), gap="small")
        for column, (theme, one) in zip(columns, shown.items(), strict=True):
            reading = page.found.one(one)
            with column, st.container(border=True, height="stretch", key=f"theme-{theme}"):
                title = words("h2", t(lang, f"page.{theme}"), "theme")
                said = words("p", say.headline(lang, f"overview.{theme}", reading), "said")
                html(title, markup.card(lang, reading, choice.period), said)
                target = st.Page(_elsewhere, url_path=theme, title=theme)
                label = t(lang, "frame.open_theme")
                st.page_link(target, label=label, icon=":material/arrow_forward:", query_params=kept)


def _elsewhere() -> None:
    """Stands for a page that the navigation knows by its path."""


def movers(page: Page, mains: Mapping[str, str]) -> None:
    """Which headline figures moved most since the quarter before, and where."""
    lang = page.lang
    moved = whole.movers(page.found, page.known(*mains.values()))
    keys = ("table.indicator", "table.unit", "overview.before", "overview.now", "overview.change")
    head = tag("thead", tag("tr", "".join(words("th", t(lang, key), scope="col") for key in keys)))
    lines = []
    for reading in moved:
        before = reading.previous or {}
        cells = [say.name(lang, reading.indicator), say.name(lang, reading.unit)]
        cells += [say.quantity(lang, reading, before["value"]), say.value_text(lang, reading)]
        sign = "↑ " if (reading.change or 0) > 0 else "↓ "
        cells.append(sign + say.points_text(lang, reading, reading.change or 0.0, plus=True))
        drawn = [words("td", cell) for cell in cells]
        drawn[2] = tag("td", figure_link(lang, code_of(before), escape(cells[2])))
        drawn[3] = tag("td", figure_link(lang, code_of(reading.row), escape(cells[3])))
        lines.append(tag("tr", "".join(drawn)))
    table = markup.scrolling(head + tag("tbody", "".join(lines)), "ps-table")
    shown = table if lines else words("p", t(lang, "overview.nothing_moved"))
    panel("movers", t(lang, "overview.movers"), t(lang, "overview.movers_note"), shown)


def reporting(page: Page) -> None:
    """Where each unit's submission of the quarter stands."""
    lang = page.lang
    keys = ("table.unit", "overview.state", "overview.on_time", "overview.due")
    head = tag("thead", tag("tr", "".join(words("th", t(lang, key), scope="col") for key in keys)))
    lines = []
    for row in page.reporting:
        state = row["state"] or "none"
        timely = "" if row["on_time"] is None else t(lang, "reading.yes" if row["on_time"] else "overview.late")
        due = day(lang, row["due_on"]) if row["due_on"] else ""
        css = "missing" if state in ("none", "returned") else ""
        cells = words("td", say.name(lang, row)) + words("td", t(lang, f"overview.state_{state}"), css)
        lines.append(tag("tr", cells + tag("td", escape(timely)) + tag("td", escape(due))))
    table = markup.scrolling(head + tag("tbody", "".join(lines)), "ps-table")
    panel("reporting", t(lang, "overview.reporting"), t(lang, "overview.reporting_note"), table)
