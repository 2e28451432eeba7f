"""What was reported of one community: form by form with what stood before, and in which file each row came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dashboard import data
from dashboard.briefing import community as whole
from dashboard.briefing.community import Fact
from dashboard.briefing.model import Row
from dashboard.queries import community_forms as ask
from dashboard.queries.progress import STATUSES, STEPS
from dashboard.widgets.links import origin
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page
from dashboard.widgets.tables import panel
from dashboard.words import counted, day, decimal, listed, period_name, t
from dashboard.words import whole as number

STEP_HEADS = ("strand", "step", "state", "planned", "done", "late#", "reason")
DECISION_HEADS = ("number", "category", "money#", "proposed", "resolved", "posted", "days#", "told", "apart")
MONEY_HEADS = ("matter", "payer", "due_on", "due#", "paid_on", "paid#")
PAYMENT = ("unit_code", "matter_code", "payer", "source", "receiver_code", "due_on")  # what tells payments apart
SENT_HEADS = ("form", "period", "file", "place", "received", "found")


@dataclass(frozen=True, slots=True)
class Reported:
    """The rows of one form on a community, the newest first; `is_owed` says whether that of the quarter is due."""

    form: Row
    rows: tuple[Row, ...]
    is_owed: bool


def reported(page: Page, site: Row) -> list[Reported]:
    """Every form with a row per community, in order; only village-turned communities owe any."""
    asked = {"site": site["community_code"], "period": page.choice.period}
    forms = data.query(ask.FORMS).to_dicts()
    rows = [data.query(ask.rows_of(one["id"], carries=one["carries"]), **asked).to_dicts() for one in forms]
    owed = [site["is_turned"] and whole.owed(one["cadence"], page.choice.period) for one in forms]
    return [Reported(form, tuple(found), due) for form, found, due in zip(forms, rows, owed, strict=True)]


def form(page: Page, one: Reported) -> None:
    """One form: what it says of the community now, what differs from before, or that it did not come."""
    lang = page.lang
    title = f"{one.form['id']} {one.form[f'title_{lang}']}"
    if not one.rows:
        return panel(f"form-{one.form['id']}", title, t(lang, f"community.form_{'never' if one.is_owed else 'none'}"))
    fields = [row for row in data.query(ask.FIELDS).iter_rows(named=True) if row["form"] == one.form["id"]]
    found = whole.facts(lang, fields, one.rows, _labels())
    return panel(f"form-{one.form['id']}", title, _standing(page, one), _facts(lang, found))


def _standing(page: Page, one: Reported) -> str:
    """For which quarter it was reported, and whether that of the chosen quarter is missing."""
    lang, row = page.lang, one.rows[0]
    own = row.get("reported_period") or row["period"]
    said = [t(lang, "community.reported_for", period=period_name(lang, own))]
    if one.is_owed and not one.form["carries"] and own != page.choice.period:
        said.append(t(lang, "community.form_late", period=period_name(lang, page.choice.period)))
    return t(lang, "frame.space").join(said)


def _facts(lang: str, found: Sequence[Fact]) -> str:
    """The fields in a grid; those left blank in one line under it, marked as missing."""
    cells = "".join(
        tag("div", words("dt", one.title, title=one.note) + tag("dd", escape(one.text) + _before(lang, one), one.state))
        for one in found
        if not one.is_blank
    )
    blank = [one.title for one in found if one.is_blank]
    mark = words("span", t(lang, "community.blank"), "missing")
    line = tag("p", mark + escape(listed(lang, blank)), "ps-blank") if blank else ""
    return tag("dl", cells, "ps-facts") + line


def _before(lang: str, one: Fact) -> str:
    return words("small", t(lang, "community.before", value=one.before)) if one.before else ""


def _labels() -> Mapping[tuple[str, str, str], Row]:
    rows = data.query(ask.CHOICES).iter_rows(named=True)
    return {(row["form"], row["field"], row["value"]): row for row in rows}


def milestones(page: Page, site: Row) -> None:
    """The pilot's milestones, or that it is none."""
    lang, choice = page.lang, page.choice
    if not site["is_pilot"]:
        return panel("steps", t(lang, "community.milestones"), t(lang, "community.no_pilot"))
    asked = {"unit": site["district_code"], "city": choice.city, "period": choice.period}
    every = data.query(STEPS, **asked, **STATUSES).to_dicts()
    own = [row for row in every if row["site_code"] == site["community_code"]]
    lines = [_step(lang, row) for row in own]
    marks = [origin(choice, "T02", row["unit_code"], choice.period, row["site_code"], row["milestone"]) for row in own]
    note = t(lang, "community.milestones_note" if lines else "community.no_milestones")
    heads = headings(lang, "community", STEP_HEADS)
    return listing("steps", t(lang, "community.milestones"), note, heads, lines, marks)


def _step(lang: str, row: Row) -> list[str]:
    none = t(lang, "reading.elsewhere")
    state = "verified_word" if row["state"] == "verified" else row["state"]
    return [
        row[f"strand_{lang}"],
        row[f"milestone_{lang}"],
        t(lang, f"progress.{state}"),
        day(lang, row["planned_on"]) if row["planned_on"] else none,
        day(lang, row["done_on"]) if row["done_on"] else none,
        none if row["days_late"] is None else number(row["days_late"]),
        row[f"reason_{lang}"] or "",
    ]


def decisions(page: Page, site: str) -> None:
    """The matters decided, one by one, with the days of their steps and their deviations."""
    lang = page.lang
    rows = data.query(ask.DECISIONS, site=site, period=page.choice.period).to_dicts()
    note = counted(lang, "community.decisions_note", len(rows)) if rows else t(lang, "community.no_decisions")
    heads = headings(lang, "community", DECISION_HEADS)
    lines = [_decision(lang, row) for row in rows]
    marks = [origin(page.choice, "T05", row["unit_code"], site, row["dec_id"]) for row in rows]
    listing("matters-decided", t(lang, "community.decisions"), note, heads, lines, marks)


def _decision(lang: str, row: Row) -> list[str]:
    none = t(lang, "reading.elsewhere")
    on = {key: day(lang, row[key]) if row[key] else none for key in ("s1_on", "s4_on", "s5_on", "s6_on")}
    result = row[f"result_{lang}"]
    return [
        row["dec_id"],
        row[f"category_{lang}"] or t(lang, "reading.missing"),
        none if row["money"] is None else decimal(row["money"]),
        on["s1_on"],
        t(lang, "community.with_result", day=on["s4_on"], result=result) if result else on["s4_on"],
        on["s5_on"],
        none if row["post_days"] is None else number(row["post_days"]),
        on["s6_on"],
        row[f"apart_{lang}"] or "",
    ]


def money(page: Page, site: str) -> None:
    """What is due to the community itself for the matters entrusted to it, and what came."""
    lang = page.lang
    rows = data.query(ask.MONEY, site=site, period=page.choice.period).to_dicts()
    none = t(lang, "reading.elsewhere")
    lines = [
        [
            row[f"matter_{lang}"],
            row[f"payer_{lang}"],
            day(lang, row["due_on"]) if row["due_on"] else none,
            none if row["due"] is None else decimal(row["due"]),
            day(lang, row["paid_on"]) if row["paid_on"] else none,
            none if row["paid"] is None else decimal(row["paid"]),
        ]
        for row in rows
    ]
    note = t(lang, "community.money_note" if lines else "community.no_money")
    marks = [origin(page.choice, "T09", *(row[name] for name in PAYMENT)) for row in rows]
    heads = headings(lang, "community", MONEY_HEADS)
    listing("money", t(lang, "community.money"), note, heads, lines, marks)


def centres(page: Page, site: str) -> None:
    """The centre that serves the community, and what residents can have done there."""
    lang, asked = page.lang, {"site": site, "period": page.choice.period}
    rows = data.query(ask.CENTRES, **asked).to_dicts()
    if not rows:
        return panel("centre", t(lang, "community.centre"), t(lang, "community.no_centre"))
    fields = [row for row in data.query(ask.FIELDS).iter_rows(named=True) if row["form"] == "T10"]
    pieces = [_facts(lang, whole.facts(lang, fields, [row], _labels())) for row in rows]
    items = data.query(ask.ITEMS, **asked).to_dicts()
    title = t(lang, "community.items")
    pieces.append(tag("div", words("h3", title) + tag("dl", _items(lang, items)), "ps-method whole"))
    return panel("centre", t(lang, "community.centre"), t(lang, "community.centre_note"), *pieces)


def _items(lang: str, items: Sequence[Row]) -> str:
    """Which matters can be done there, which cannot, and which were not told of."""
    if not items:
        return words("dd", t(lang, "community.no_items"))
    groups = [("yes", True), ("no", False), ("untold", None)]
    named = {key: [row[f"matter_{lang}"] for row in items if row["avail"] is answer] for key, answer in groups}
    equal = [row[f"matter_{lang}"] for row in items if row["avail"] and row["nonlocal_ok"] is False]
    said = {f"items_{key}": names for key, names in named.items()} | {"items_unequal": equal}
    return "".join(
        words("dt", t(lang, f"community.{key}", n=number(len(names)), of=number(len(items))))
        + words("dd", listed(lang, names))
        for key, names in said.items()
        if names
    )


def sent(page: Page, forms: Sequence[Reported]) -> None:
    """In which file, sheet and row each form came, and what the checks said of it."""
    lang = page.lang
    rows = [(one.form, row) for one in forms for row in one.rows[:1]]
    receipts = {"receipts": sorted({row["receipt"] for _, row in rows if row["receipt"]})}
    files = {row["receipt"]: row for row in data.query(ask.RECEIPTS, **receipts).iter_rows(named=True)} if rows else {}
    found = data.query(ask.PROBLEMS, **receipts).to_dicts() if rows else []
    lines = [_sent(lang, form, row, files.get(row["receipt"], {}), found) for form, row in rows]
    note = t(lang, "community.sent_note" if lines else "community.sent_none")
    marks = [
        origin(page.choice, form["id"], row["unit_code"], row["period"], row["community_code"]) for form, row in rows
    ]
    heads = headings(lang, "community", SENT_HEADS)
    listing("sent", t(lang, "community.sent"), note, heads, lines, marks)


def _sent(lang: str, form: Row, row: Row, file: Row, found: Sequence[Row]) -> list[str]:
    none = t(lang, "reading.elsewhere")
    at = (row["receipt"], form["id"], row["row"])
    said = [one[f"message_{lang}"] for one in found if (one["receipt"], one["form"], one["row"]) == at]
    received = file.get("received_on")
    return [
        f"{form['id']} {form[f'title_{lang}']}",
        period_name(lang, row.get("reported_period") or row["period"]),
        str(file.get("file") or row["receipt"] or none),
        t(lang, "community.at", sheet=row["sheet"] or "", row=row["row"]),
        day(lang, received) if received else none,
        " ".join(said),
    ]
