"""The ledger on the funding page: how often each finding occurs and where, then matter by matter, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard.briefing.funding import matter
from dashboard.briefing.model import Row
from dashboard.queries import ledger as asked
from dashboard.widgets.links import origin
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.page import Page
from dashboard.widgets.tables import LISTED
from dashboard.words import decimal, has, listed, t, whole

HEADS = (
    "matter",
    "finding",
    "department",
    "authority",
    "conditions",
    "agreed#",
    "due#",
    "received#",
    "arrears#",
    "lag#",
)
FINDINGS = ("kind", "clause", "matters#", "units")


def ledger(page: Page) -> None:
    """Both tables; nothing where the unit has neither matters nor payments in the quarter."""
    rows = page.query(asked.LEDGER).to_dicts()
    if not rows:
        return
    _findings(page, page.query(asked.FINDINGS).to_dicts())
    _matters(page, rows)


def _findings(page: Page, rows: Sequence[Row]) -> None:
    lang = page.lang
    lines = []
    for (said, clause), group in groupby(rows, key=lambda row: (row[f"label_{lang}"], row["clause"])):
        found = [row for row in group if row["n"] is not None]
        units = [t(lang, "ledger.unit_count", unit=row[f"unit_{lang}"], n=whole(row["n"])) for row in found]
        lines.append([said, clause, whole(sum(row["n"] for row in found)), listed(lang, units)])
    heads = headings(lang, "ledger", FINDINGS)
    listing("ledger-findings", t(lang, "ledger.findings"), t(lang, "ledger.findings_note"), heads, lines)


def _matters(page: Page, rows: Sequence[Row]) -> None:
    lang, is_city = page.lang, page.choice.unit == page.choice.city
    heads = headings(lang, "ledger", HEADS)
    lines = [_line(lang, row) for row in rows[:LISTED]]
    if is_city:
        heads = [t(lang, "table.district"), *heads]
        lines = [[row[f"unit_{lang}"], *line] for row, line in zip(rows, lines, strict=False)]
    marks = [_origin(page, row) for row in rows[:LISTED]]
    note = t(lang, "ledger.note", n=whole(len(rows)), year=page.end_on.year)
    note += t(lang, "ledger.cut", n=LISTED) if len(rows) > LISTED else ""
    listing("ledger", t(lang, "ledger.title"), note, heads, lines, marks)


def _origin(page: Page, row: Row) -> str:
    """The line of the list of matters; money without a task is on no list."""
    listed_by = row["unit_code"] if row["basis_zh"] is not None else None
    return origin(page.choice, "T08", listed_by, page.choice.period, row["matter_code"])


def _line(lang: str, row: Row) -> list[str]:
    amounts = [_amount(row[key]) for key in ("agreed", "due", "received", "arrears")]
    lag = "" if row["lag_days"] is None else decimal(row["lag_days"], 0)
    words = [matter(lang, row), _said(lang, row), row[f"department_{lang}"] or ""]
    return [*words, _authority(lang, row), _conditions(lang, row), *amounts, lag]


def _amount(value: float | None) -> str:
    return "" if value is None else decimal(value, 2)


def _authority(lang: str, row: Row) -> str:
    if row[f"basis_{lang}"] is None:
        return t(lang, "ledger.not_in_list")
    document = row["basis_doc"] or t(lang, "ledger.no_document")
    return t(lang, "ledger.authority", basis=row[f"basis_{lang}"], document=document)


def _conditions(lang: str, row: Row) -> str:
    if row["cond_need"] is None:
        return ""
    if not row["cond_need"]:
        return t(lang, "ledger.cond_none")
    state = {None: "missing", True: "supplied", False: "lacking"}[row["cond_ok"]]
    return t(lang, f"ledger.cond_{state}")


def _said(lang: str, row: Row) -> str:
    said = [_short(lang, row, key) for key in ("finding", "money_finding") if row[key] is not None]
    if row["nil_cost"] and not said:
        said = [t(lang, "ledger.nil_cost")]
    if row["payments_unknown"]:
        said.append(t(lang, "ledger.unknown", n=whole(row["payments_unknown"])))
    return t(lang, "frame.semicolon").join(said)


def _short(lang: str, row: Row, key: str) -> str:
    """A finding in a word or two where there is such a wording, else as the programme words it."""
    brief = f"ledger.short_{row[key]}"
    return t(lang, brief) if has(lang, brief) else str(row[f"{key}_{lang}"])
