"""The passport of one figure on the page: its sentence, then section by section, as the command line prints it."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import data
from dashboard.widgets import collection, markup
from dashboard.widgets.choice import Choice
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import html
from dashboard.widgets.passport import figure_link
from dashboard.words import t
from pipelines.passport.model import Passport, Section
from pipelines.passport.reported import ReportedRow
from pipelines.passport.sections import headline, name, sections
from pipelines.problems import UserError

# family → the page that shows it; any other is on the overview
PAGES = {
    **{"F1": "progress", "F2": "coverage", "F3": "coverage", "F4": "staffing", "F5": "council", "F6": "assets"},
    **{"F7": "matters", "F8": "centres", "F9": "funding", "F10": "council", "F11": "access", "F12": "reporting"},
}
_LONG = 24  # more rows than these scroll inside the panel


def paper(choice: Choice, code: str) -> None:
    """The passport, or what is wrong with the code."""
    lang = choice.lang
    if not code:
        return html(markup.note(t(lang, "passport.none_title"), [t(lang, "passport.none_what")]))
    try:
        found = data.passport(code)
    except UserError as error:
        return html(markup.note(t(lang, "passport.wrong_title"), [error.message(lang)]))
    with st.container(key="passport"):  # the pickers of unit and quarter stay away where this is
        _head(choice, found)
        if isinstance(found, Passport):
            _collectable(choice, found)
    for number, section in enumerate(sections(found, lang), start=1):
        with st.container(border=True, key=f"panel-passport-{number}"):
            html(_section(lang, section))
    return html(tag("footer", words("p", t(lang, "passport.command", code=found.code)), "ps-foot"))


def _head(choice: Choice, found: Passport | ReportedRow) -> None:
    lang = choice.lang
    banner = words("p", t(lang, "frame.demo_banner"), "ps-banner") if found.release.get("demo") == "yes" else ""
    page = PAGES.get(found.shown_with, "overview")
    kept = {"lang": lang, "unit": choice.unit, "period": choice.period}
    back = "&".join(f"{key}={value}" for key, value in kept.items())
    link = tag("a", escape(t(lang, "passport.back")), "ps-back", href=f"{'' if page == 'overview' else page}?{back}")
    asked = "row_question" if isinstance(found, ReportedRow) else "question"
    title = words("h1", t(lang, f"passport.{asked}")) + words("p", found.code, "where")
    html(banner, tag("header", tag("div", title) + tag("div", tag("p", link), "standing"), "ps-head"))
    html(tag("p", words("strong", headline(found, lang)), "ps-sentence"))


def _collectable(choice: Choice, found: Passport) -> None:
    """The button that puts the figure into the briefing, as a sentence with its code."""
    lang = choice.lang
    with st.container(key="tool-collect"):
        st.button(
            t(lang, "collect.add_figure"),
            key="add-figure",
            icon=":material/playlist_add:",
            disabled=collection.is_full(),
            on_click=lambda: collection.add(collection.item(choice, None, name(found, lang), found.code), ""),
        )


def _section(lang: str, one: Section) -> str:
    facts = "".join(words("dt", label) + words("dd", said) for label, said in one.facts)
    pieces = [tag("div", words("h2", one.title) + "".join(words("p", note) for note in one.notes), "ps-title")]
    pieces += [tag("div", tag("dl", facts), "ps-method whole")] if facts else []
    pieces += [_table(lang, one)] if one.table else []
    pieces += [tag("pre", escape(one.verbatim), "ps-sql")] if one.verbatim else []
    return "".join(pieces)


def _table(lang: str, one: Section) -> str:
    codes = dict(one.links)
    head, *rows = one.table
    top = tag("thead", tag("tr", "".join(words("th", name, scope="col") for name in head)))
    body = "".join(tag("tr", "".join(_cell(lang, said, codes) for said in row)) for row in rows)
    table = markup.scrolling(top + tag("tbody", body), "ps-table")
    return tag("div", table, "ps-tall") if len(rows) > _LONG else table


def _cell(lang: str, said: str, codes: dict[str, str]) -> str:
    return tag("td", figure_link(lang, codes[said], escape(said)) if said in codes else escape(said))
