"""What only the page on reporting has: the rules broken, the issues with their age and owner, research outputs."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import data
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Row
from dashboard.queries import reporting as ask
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.page import Page
from dashboard.words import day, decimal, listed, t, whole

RULE_HEADS = ("rule", "forms", "example", "records#", "share#")
ISSUE_HEADS = ("district", "raised", "kind", "summary", "lead", "city", "state", "days#")


def rules(page: Page, indicator: str) -> None:
    """The rules that first submissions of the period broke, the most frequent first."""
    lang, found = page.lang, page.found
    examples = {row["rule"]: row for row in page.query(ask.EXAMPLES).iter_rows(named=True)}
    readings = [
        (value["split_value"], found.one(indicator, split=("rule", value["split_value"])).row)
        for value in found.splits(indicator).get("rule", [])
    ]
    broken = [(rule, row) for rule, row in readings if row is not None and row["numerator"]]
    broken.sort(key=lambda one: (-one[1]["numerator"], one[0]))
    rows = [_rule(lang, rule, row, examples.get(rule, {})) for rule, row in broken]
    title, note = t(lang, "reporting.rules"), t(lang, "reporting.rules_note" if rows else "reporting.rules_none")
    listing("rules", title, note, headings(lang, "reporting", RULE_HEADS), rows)


def _rule(lang: str, rule: str, row: Row, example: Mapping[str, str]) -> list[str]:
    forms = listed(lang, example.get("forms", "").split("|"))
    share = f"{decimal(row['value'])}%"
    return [
        rule,
        forms,
        example.get(f"message_{lang}", ""),
        f"{whole(row['numerator'])}/{whole(row['denominator'])}",
        share,
    ]


def issues(page: Page) -> None:
    """The issues one by one: how old, in whose hands, closed or not."""
    lang = page.lang
    found = page.query(ask.ISSUES).to_dicts()
    open_ones = [row for row in found if not row["is_closed"]]
    slots = {"n": whole(len(found)), "open": whole(len(open_ones)), "as_of": day(lang, page.end_on)}
    note = t(lang, "reporting.issues_note" if found else "reporting.issues_none", **slots)
    rows = [_issue(lang, row) for row in found]
    listing("issues", t(lang, "reporting.issues"), note, headings(lang, "reporting", ISSUE_HEADS), rows)


def _issue(lang: str, row: Row) -> list[str]:
    missing = t(lang, "reading.missing")
    city = missing if row["need_city"] is None else t(lang, "reading.yes" if row["need_city"] else "reading.no")
    state = t(lang, "reporting.closed") if row["is_closed"] else _open_state(lang, row)
    named = [row[f"{name}_{lang}"] or missing for name in ("district", "kind", "lead")]
    return [
        named[0],
        day(lang, row["raised_on"]),
        named[1],
        row["summary"] or "",
        named[2],
        city,
        state,
        whole(row["days"]),
    ]


def _open_state(lang: str, row: Row) -> str:
    """What the form says, unless it says closed, which it was later than the period looked at."""
    said = row[f"state_{lang}"]
    return t(lang, "reporting.open") if said is None or row["is_closed"] is False else said


def topics(page: Page) -> None:
    """Research questions × districts: the kinds of output that are finished."""
    lang, found = page.lang, page.found
    is_city = page.choice.unit == page.choice.city
    units = found.below if is_city else (found.chosen,)
    cells: dict[str, dict[str, list[str]]] = {}
    for row in data.query(ask.OUTPUTS, period=page.choice.period, **ask.CLOSED).iter_rows(named=True):
        topic = cells.setdefault(f"{row['topic']} {row[f'topic_{lang}']}", {})
        topic.setdefault(row["district_code"] or "", []).append(_output(lang, row))
    heads = [t(lang, "reporting.head_topic"), *(say.name(lang, found.units[unit]) for unit in units)]
    rows = [[topic, *(listed(lang, by_unit.get(unit, ["—"])) for unit in units)] for topic, by_unit in cells.items()]
    listing("topics", t(lang, "reporting.topics"), t(lang, "reporting.topics_note"), heads, rows)


def _output(lang: str, row: Row) -> str:
    name = row[f"kind_{lang}"] or ""
    return name if row["outputs"] == 1 else t(lang, "reporting.several", kind=name, n=whole(row["outputs"]))
