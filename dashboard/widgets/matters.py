"""What only the page on entrusted matters has: categories and departments side by side, requests beyond the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import polars as pl

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading, Row
from dashboard.charts.alt import rows_alt
from dashboard.charts.dot_matrix import MARKS, MOST, dot_matrix
from dashboard.charts.labels import Labels
from dashboard.queries import matters as asked
from dashboard.widgets import figures, markup, tables
from dashboard.widgets.links import origin, page_link
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page
from dashboard.widgets.passport import code_of
from dashboard.widgets.tables import panel
from dashboard.words import counted, day, decimal, listed, t

HEADS = ("matter", "unit", "department", "basis", "asked", "money#")


def stations(page: Page, indicator: str) -> None:
    """A mark for each community of each unit: served by an open workstation, not, or not reported."""
    lang = page.lang
    rows = [
        (say.name(lang, one.unit), _of(lang, one), *_served(one.row), code_of(one.row))
        for one in page.found.compared(indicator)
        if one.row
    ]
    frame = pl.DataFrame(rows, schema=["name", "text", "yes", "no", "missing", "code"], orient="row")
    if frame.is_empty() or max(frame.select(pl.sum_horizontal("yes", "no", "missing")).to_series()) > MOST:
        return
    title, note = t(lang, "matters.stations"), t(lang, "matters.stations_note")
    said = {mark: t(lang, f"matters.station_{mark}") for mark in MARKS}
    labels = Labels(title, "<br>".join(page.sources), rows_alt(lang, title, frame), page.watermark, note, words=said)
    figures.show(dot_matrix(frame, labels), "stations", lang, code_of(page.found.one(indicator).row))


def _of(lang: str, reading: Reading) -> str:
    return say.value_text(lang, reading) if reading.value is None else say.few_text(lang, reading)


def _served(row: Row) -> tuple[int, int, int]:
    """How many communities are served, are not, and are not reported."""
    yes, of = int(row["numerator"] or 0), int(row["denominator"] or 0)
    return yes, of - yes, row["expected"] - row["reported"]


def lacking(page: Page, indicator: str) -> None:
    """The communities without an open workstation by name, and those of which nobody knows; by unit."""
    lang, rows = page.lang, tables.community_rows(page, (indicator,))
    level = "district" if page.choice.unit == page.choice.city else "town"
    groups: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        value = row["values"].get(indicator) or {}
        state = "none" if value.get("value") == 0 else "unknown" if value.get("status") == "missing" else ""
        if state:
            link = page_link(page.choice, "community", row["name"], site=row["community_code"])
            groups.setdefault(row[f"{level}_{lang}"], {}).setdefault(state, []).append(link)
    n = sum(len(found.get("none", ())) for found in groups.values())
    facts = "".join(words("dt", place) + _named(lang, found) for place, found in groups.items())
    note = counted(lang, "matters.lacking_note", n) if n else t(lang, "matters.lacking_none")
    panel("lacking", t(lang, "matters.lacking"), note, tag("div", tag("dl", facts), "ps-method whole") if facts else "")


def _named(lang: str, found: Mapping[str, Sequence[str]]) -> str:
    """The linked names of a unit; those of which nobody knows after those without."""
    mark = t(lang, "frame.list_mark")
    said = tag("dd", mark.join(found["none"])) if "none" in found else ""
    if "unknown" in found:
        said += tag("dd", escape(t(lang, "matters.lacking_unknown")) + mark.join(found["unknown"]), "unknown")
    return said


def by(page: Page, split: str, indicators: tuple[str, ...]) -> None:
    """The chosen unit as a whole, then by the values of a split that several indicators share: one row per value."""
    lang, found = page.lang, page.found
    shared = [row for one in indicators for row in found.splits(one).get(split, [])]
    names: Mapping[str, str] = {row["split_value"]: row[f"value_{lang}"] for row in shared}
    rows = [(name, [found.one(one, None, (split, value)) for one in indicators]) for value, name in names.items()]
    known = [(name, readings) for name, readings in rows if any(reading.row is not None for reading in readings)]
    if not known:
        return
    whole = (page.unit_name, [found.one(one) for one in indicators])
    heads = [shared[0][f"label_{lang}"], *(say.name(lang, found.indicators[one]) for one in indicators)]
    top = tag("thead", tag("tr", "".join(words("th", head, scope="col") for head in heads)))
    body = "".join(
        tag("tr", words("th", name, scope="row") + "".join(markup.cell(lang, one) for one in readings))
        for name, readings in (whole, *known)
    )
    table = tag("div", markup.scrolling(top + tag("tbody", body), "ps-matrix"), "ps-tall")
    panel(f"by-{split}", t(lang, f"matters.{split}"), t(lang, f"matters.{split}_note"), table)


def off_list(page: Page) -> None:
    """The requests beyond the list, with what they rest on and whether money came along."""
    lang = page.lang
    rows = page.query(asked.OFF_LIST).to_dicts()
    silent = page.query(asked.SILENT)[f"name_{lang}"].to_list()
    said = [t(lang, "matters.off_list_note")] if rows else [] if silent else [t(lang, "matters.off_list_none")]
    said += [t(lang, "matters.silent", names=listed(lang, silent))] if silent else []
    heads = headings(lang, "matters", HEADS)
    note = t(lang, "frame.space").join(said)
    lines = [_request(lang, row) for row in rows]
    marks = [origin(page.choice, "T08", row["unit_code"], page.choice.period, row["matter_code"]) for row in rows]
    listing("off-list", t(lang, "matters.off_list"), note, heads, lines, marks)


def _request(lang: str, row: Row) -> list[str]:
    basis = row[f"basis_{lang}"] or t(lang, "reading.missing")
    document = row["basis_doc"] or t(lang, "matters.no_document")
    return [
        f"{row['matter_code']} {row[f'matter_{lang}']}",
        row[f"unit_{lang}"],
        row[f"department_{lang}"] or t(lang, "reading.missing"),
        t(lang, "matters.basis", basis=basis, document=document),
        day(lang, row["asked_on"]) if row["asked_on"] else t(lang, "reading.missing"),
        _money(lang, row),
    ]


def _money(lang: str, row: Row) -> str:
    if row["due"] is not None:
        return decimal(row["due"], 2)
    return t(lang, "matters.no_money" if row["finding"] == "off_list_unfunded" else "matters.money_unknown")
