"""What only the page on entrusted matters has: categories and departments side by side, requests beyond the list."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Row
from dashboard.queries import matters as asked
from dashboard.widgets import markup
from dashboard.widgets.links import origin
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page
from dashboard.widgets.tables import panel
from dashboard.words import day, decimal, listed, t

HEADS = ("matter", "unit", "department", "basis", "asked", "money#")


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
