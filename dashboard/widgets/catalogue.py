"""The catalogue: a search, the indicators found one to a line, and everything that defines the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from dashboard import data
from dashboard.briefing import sentences as say
from dashboard.briefing.search import TARGETS, Wanted
from dashboard.widgets import markup
from dashboard.widgets.choice import choose_listed, link, type_words
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page
from dashboard.widgets.passport import code_of, figure_link
from dashboard.widgets.tables import panel
from dashboard.words import counted, period_name, t
from pipelines.export.definitions import (
    Definitions,
    Part,
    Row,
    counters_of,
    criterion_line,
    definitions,
    named,
    parts_of,
)
from pipelines.i18n import LANGUAGES

_ANY = {"q": "", "family": "", "direction": "", "kind": "", "target": ""}


def known() -> Definitions:
    """The definitions of the current release."""
    return definitions(lambda sql: data.query(sql).to_dicts())


def search(page: Page, defined: Definitions) -> Wanted:
    """What the reader looks for: words, and one picker each for family, direction, period and yardstick."""
    lang, rows = page.lang, defined.indicators.values()
    families = {one: f"{one} {row[f'name_{lang}']}" for one, row in defined.families.items()}
    groups: Mapping[str, Mapping[str, str]] = {
        "family": families,
        "direction": _kinds("direction", [row["direction"] for row in rows], lang),
        "kind": _kinds("period", [row["period"] for row in rows], lang),
        "target": {one: t(lang, f"catalogue.target_{one}") for one in TARGETS},
    }
    with st.container(key="tool-search", horizontal=True, vertical_alignment="bottom"):
        typed = type_words("q", t(lang, "catalogue.search"), t(lang, "catalogue.search_hint"))
        everything = {"": t(lang, "catalogue.any")}
        picked = {
            name: choose_listed(name, t(lang, f"catalogue.by_{name}"), everything | {**names})
            for name, names in groups.items()
        }
    return Wanted(typed, **picked)


def _kinds(group: str, codes: Sequence[str], lang: str) -> dict[str, str]:
    return {code: named(group, code, lang) for code in dict.fromkeys(codes)}


def chosen(page: Page, defined: Definitions, listed: Sequence[str]) -> str:
    """The indicator to look into, of those found; the reader may type to find its name."""
    names = {one: defined.indicators[one][f"name_{page.lang}"] for one in listed}
    with st.container(key="tool-indicator"):
        return choose_listed("indicator", t(page.lang, "catalogue.chosen"), names)


def listing(page: Page, defined: Definitions, listed: Sequence[str], one: str) -> None:
    """The indicators found, one to a line: family, name as a link, direction, period, latest city value."""
    lang = page.lang
    heads = [t(lang, f"catalogue.{key}") for key in ("family", "indicator", "way", "period", "city_value")]
    top = tag("thead", tag("tr", "".join(words("th", head, scope="col") for head in heads)))
    body = "".join(_line(page, defined.indicators[each], each == one) for each in listed)
    table = tag("div", markup.scrolling(top + tag("tbody", body), "ps-table ps-found"), "ps-tall")
    note = t(lang, "catalogue.list_note")
    panel("found", counted(lang, "catalogue.found", len(listed)), note, table)


def _line(page: Page, row: Row, is_chosen: bool) -> str:
    name = tag("a", escape(row[f"name_{page.lang}"]), href=link(indicator=row["id"]))
    sign = named("direction", row["direction"], page.lang)
    cells = [
        words("td", row["family"]),
        tag("th", name, scope="row"),
        words("td", sign[:1], title=sign),
        words("td", t(page.lang, f"reading.kind_{row['period']}")),
        tag("td", _value(page, row["id"]), "num"),
    ]
    return tag("tr", "".join(cells), "chosen" if is_chosen else "")


def _value(page: Page, indicator: str) -> str:
    reading = page.found.one(indicator, page.choice.city)
    if reading.row is None:
        return escape(t(page.lang, "reading.elsewhere"))
    return figure_link(page.lang, code_of(reading.row), escape(say.value_text(page.lang, reading)))


def entry(page: Page, defined: Definitions, indicator: str) -> None:
    """Everything that defines one indicator, with its latest value for the city and the SQL that counts it."""
    lang, row = page.lang, defined.indicators[indicator]
    other = next(one for one in LANGUAGES if one != lang)
    family = defined.families[row["family"]]
    parts = {part.key: part for part in parts_of(defined, indicator, lang)}
    facts = "".join(_part(defined, row, part, other) for part in parts.values())
    value = tag("dt", escape(t(lang, "catalogue.latest"))) + tag("dd", escape(_latest(page, indicator)))
    sql = tag("summary", escape(t(lang, "catalogue.sql", family=row["family"]))) + tag("pre", escape(family["sql"]))
    title = f"{row[f'name_{lang}']} · {row[f'name_{other}']}"
    note = f"{row['family']} {family[f'name_{lang}']} · {indicator}"
    body = tag("div", tag("dl", value + facts), "ps-method ps-entry")
    panel("entry", title, note, body, tag("details", sql, "ps-sql"))


def _part(defined: Definitions, row: Row, part: Part, other: str) -> str:
    """One part; the definition in both languages side by side, counter-figures as links."""
    said = "".join(words("dd", line) for line in part.lines)
    if part.key == "definition":
        both = words("span", part.lines[0]) + words("span", row[f"definition_{other}"], lang=other)
        said = tag("dd", both, "both")
    if part.key == "counters":
        links = zip(part.lines, counters_of(defined, row), strict=True)
        said = "".join(
            tag("dd", tag("a", escape(_name(line)), href=link(**_ANY, indicator=one))) for line, one in links
        )
    return words("dt", part.label) + said


def _name(line: str) -> str:
    """A counter-figure as the page names it: without the id in backquotes."""
    return line.partition(" `")[0]


def _latest(page: Page, indicator: str) -> str:
    """The city's latest value with its period and how many have reported."""
    lang, reading = page.lang, page.found.one(indicator, page.choice.city)
    if reading.row is None:
        return t(lang, "catalogue.no_value")
    slots = {"value": say.value_text(lang, reading), "period": period_name(lang, reading.row["period"])}
    return t(lang, "catalogue.value", reported=say.reported_text(lang, reading), **slots)


def nothing(page: Page) -> None:
    """That nothing fits what was looked for, and what to do."""
    panel("found", t(page.lang, "catalogue.none"), t(page.lang, "catalogue.none_do"))


def vocabulary(page: Page, defined: Definitions) -> None:
    """How the words that the policy leaves open are read, and the glossary."""
    lang = page.lang
    if defined.criteria:
        rows = "".join(
            words("dt", row[f"term_{lang}"]) + words("dd", criterion_line(row, lang)) for row in defined.criteria
        )
        body = tag("div", tag("dl", rows), "ps-method ps-entry")
        panel("criteria", t(lang, "catalogue.criteria"), t(lang, "catalogue.criteria_note"), body)
    if defined.glossary:
        terms = "".join(
            tag(
                "li",
                words("span", row["term_zh"], lang="zh")
                + " · "
                + words("span", row["term_en"], lang="en")
                + words("small", row[f"note_{lang}"] or ""),
            )
            for row in defined.glossary
        )
        heading = tag("summary", escape(counted(lang, "catalogue.terms", len(defined.glossary))))
        body = tag("details", heading + tag("ul", terms), "ps-terms")
        panel("glossary", t(lang, "catalogue.glossary"), t(lang, "catalogue.glossary_note"), body)
