"""Tables on a page: every unit × every indicator, the communities behind them, and how it is all counted."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard import data
from dashboard.briefing import sentences as say
from dashboard.briefing.model import BARE, Reading, Row
from dashboard.queries import core
from dashboard.widgets import markup
from dashboard.widgets.links import page_link
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html
from dashboard.widgets.passport import code_of, figure_link
from dashboard.words import FEW, decimal, listed, period_name, t, whole

LISTED = 200  # communities shown on the page; the download has them all


def panel(key: str, title: str, subtitle: str, *pieces: str) -> None:
    """A bordered panel with a heading and finished HTML under it."""
    with st.container(border=True, key=f"panel-{key}"):
        html(tag("div", words("h2", title) + words("p", subtitle), "ps-title"), markup.named("".join(pieces), title))


def matrix(page: Page, indicators: Sequence[str]) -> None:
    """All indicators of the page for the chosen unit and those below it."""
    lang = page.lang
    heads = [_head(lang, page.found.one(one)) for one in indicators]
    units = (page.found.chosen, *page.found.below)
    rows = [(say.name(lang, page.found.units[u]), [page.found.one(i, u) for i in indicators]) for u in units]
    panel("matrix", t(lang, "table.matrix"), t(lang, "table.matrix_note"), markup.matrix(lang, heads, rows))


def split_matrix(page: Page, indicator: str, split: str, title: str = "", subtitle: str = "") -> None:
    """One indicator by the values of a split, for the chosen unit and those below it.

    Title and note are the page's wording of the split (`<page>.<split>`, `<page>.<split>_note`) unless given.
    """
    lang, found = page.lang, page.found
    values = found.splits(indicator).get(split, [])
    if not values:
        return
    units = (found.chosen, *found.below)
    rows = [
        (say.name(lang, found.units[u]), [found.one(indicator, u, (split, v["split_value"])) for v in values])
        for u in units
    ]
    title = title or t(lang, f"{page.name}.{split}")
    subtitle = subtitle or t(lang, f"{page.name}.{split}_note")
    panel(
        f"split-{indicator}-{split}",
        title,
        subtitle,
        markup.matrix(lang, [(v[f"value_{lang}"], "") for v in values], rows),
    )


def _head(lang: str, reading: Reading) -> tuple[str, str]:
    norm = reading.target or reading.aside or reading.current
    own = period_name(lang, reading.row["period"], short=True) if reading.row else ""
    word = say.scoped_norm if norm is reading.aside else say.norm_text
    said = word(lang, reading, norm) if norm is not None else say.no_norm_text(lang, reading)
    return say.name(lang, reading.indicator), " · ".join(part for part in (own, said) if part)


def community_rows(page: Page, indicators: Sequence[str]) -> list[Row]:
    """One row per community in scope, its values under `values` by indicator."""
    rows: dict[str, dict[str, object]] = {}
    values: dict[str, dict[str, Row]] = {}
    for row in page.query(core.COMMUNITIES, indicators=list(indicators)).iter_rows(named=True):
        code = row["community_code"]
        rows.setdefault(code, {key: row[key] for key in ("community_code", "name", "ctype", "is_pilot")} | _place(row))
        values.setdefault(code, {})[row["indicator"]] = row
    return [row | {"values": values[code]} for code, row in rows.items()]


def _place(row: Row) -> dict[str, str]:
    return {f"{level}_{lang}": row[f"{level}_{lang}"] or "" for level in ("town", "district") for lang in ("zh", "en")}


def communities(page: Page, indicators: Sequence[str]) -> None:
    """The communities behind the figures."""
    lang, rows = page.lang, community_rows(page, indicators)
    place = "town" if page.choice.unit != page.choice.city else "district"
    columns = [t(lang, "table.district"), t(lang, "table.town")] if place == "district" else [t(lang, "table.town")]
    columns += [t(lang, "table.community"), t(lang, "table.pilot")]
    columns += [say.name(lang, page.found.indicators[one]) for one in indicators]
    head = tag("thead", tag("tr", "".join(words("th", column, scope="col") for column in columns)))
    body = "".join(_line(page, row, place, indicators) for row in rows[:LISTED])
    note = t(lang, "table.communities_note", n=whole(len(rows)), period=period_name(lang, page.choice.period))
    cut = t(lang, "table.communities_cut", n=LISTED) if len(rows) > LISTED else ""
    table = markup.scrolling(head + tag("tbody", body), "ps-table")
    panel("communities", t(lang, "table.communities"), f"{note}{cut}", tag("div", table, "ps-tall"))


def _line(page: Page, row: Row, place: str, indicators: Sequence[str]) -> str:
    lang = page.lang
    cells = [row[f"district_{lang}"]] if place == "district" else []
    cells.append(row[f"town_{lang}"])
    name = tag("td", page_link(page.choice, "community", row["name"], site=row["community_code"]))
    pilot = words("td", t(lang, "reading.yes")) if row["is_pilot"] else "<td></td>"
    values = "".join(_value(page, one, row["values"].get(one)) for one in indicators)
    return tag("tr", "".join(words("td", str(cell)) or "<td></td>" for cell in cells) + name + pilot + values)


def _value(page: Page, indicator: str, row: Row | None) -> str:
    text, css = value_words(page.lang, page.found.indicators[indicator], row)
    return tag("td", figure_link(page.lang, code_of(row), escape(text)), f"num {css}")


def value_words(lang: str, indicator: Row, row: Row | None) -> tuple[str, str]:
    """A community's value in words and its state: yes or no for one of one, x/y for few, else value and x/y."""
    status = row["status"] if row is not None else None
    if status is None:  # counted elsewhere, as a community that shares its neighbour's centre
        return t(lang, "reading.elsewhere"), "not_applicable"
    if row is None or row["value"] is None:
        state = "missing" if status == "missing" else BARE.get(status, "not_applicable")
        return t(lang, f"reading.{state}"), state
    is_share = indicator["kind"] == "ratio" and indicator["unit_en"] == "%"
    number, of = row["numerator"], row["denominator"]
    if is_share and of == 1 and number in (0, 1):
        return t(lang, "reading.yes" if number else "reading.no"), "yes" if number else "no"
    if is_share and of < FEW:
        return f"{whole(number)}/{whole(of)}", "few"
    unit = "%" if indicator["unit_en"] == "%" else ""
    value = decimal(row["value"], indicator["decimals"]) + unit
    return (t(lang, "reading.with_fraction", value=value, x=whole(number), y=whole(of)) if is_share else value), ""


def method(page: Page, indicators: Sequence[str]) -> None:
    """Definition, clause, norms with source and status, caution, counter-figure: for each indicator of the page."""
    lang = page.lang
    pieces = []
    for one in indicators:
        facts = "".join(
            words("dt", label) + "".join(words("dd", text) for text in texts)
            for label, texts in explained(page, one)
            if any(texts)
        )
        pieces.append(tag("section", words("h3", say.name(lang, page.found.indicators[one])) + tag("dl", facts)))
    panel("method", t(lang, "method.title"), "", tag("div", "".join(pieces), "ps-method"))


def explained(page: Page, indicator: str) -> list[tuple[str, list[str]]]:
    """What must be known about an indicator: each remark with its label."""
    lang, reading = page.lang, page.found.one(indicator)
    one = reading.indicator
    norms = [_norm_line(lang, norm) for norm in reading.norms] or [t(lang, "method.no_norm")]
    counters = [say.name(lang, page.found.indicators[c]) for c in one["counters"] or [] if c in page.found.indicators]
    return [
        (t(lang, "method.definition"), [one[f"definition_{lang}"]]),
        (t(lang, "method.clause"), [one["clause"]]),
        (t(lang, "method.norm"), norms),
        (t(lang, "method.caution"), [one[f"caution_{lang}"]]),
        (t(lang, "method.counter"), [t(lang, "frame.list_mark").join(counters)]),
        (t(lang, "method.needs"), _sources(lang, one["needs"] or [])),
    ]


def _sources(lang: str, needs: Sequence[str]) -> list[str]:
    """The forms and columns an indicator is counted from, by name; one line per form."""
    known = {row["code"]: row for row in data.query(core.FIELDS, needs=list(needs)).iter_rows(named=True)}
    forms: dict[str, list[str]] = {}
    for row in (known[need] for need in needs if need in known):
        forms.setdefault(row[f"form_{lang}"], []).append(row[f"title_{lang}"])
    return [t(lang, "method.form", form=form, fields=listed(lang, fields)) for form, fields in forms.items()]


def _norm_line(lang: str, norm: Row) -> str:
    own = {"proposal": "own", "plan": "plan"}.get(norm["yardstick"])
    status = own or ("2010" if norm["in_force_by_2010"] else "later")
    slots = {key: str(norm[f"{key}_{lang}"] or "").rstrip("。.") for key in ("text", "scope", "source")}
    sure = norm["confidence"] if norm["confidence"] in ("V", "K", "S", "I") else "none"
    said = {"status": t(lang, f"method.status_{status}"), "sure": t(lang, f"method.sure_{sure}")}
    return t(lang, "method.norm_line", **said, **slots)


def beside(page: Page, indicator: str) -> None:
    """What belongs beside a figure: how it is counted, how it misleads, and its counter-figures with their values."""
    lang, one = page.lang, page.found.indicators[indicator]
    counters = [page.found.one(c) for c in one["counters"] or [] if c in page.found.indicators]
    values = [
        t(lang, "chart.alt_row", name=say.name(lang, r.indicator), text=say.value_text(lang, r))
        for r in counters
        if r.row is not None
    ]
    remarks = [
        ("method.definition", one[f"definition_{lang}"]),
        ("method.caution", one[f"caution_{lang}"]),
        ("method.counter", t(lang, "frame.semicolon").join(values)),
    ]
    facts = "".join(words("dt", t(lang, key)) + words("dd", text) for key, text in remarks if text)
    html(tag("div", tag("dl", facts), "ps-method ps-beside"))
