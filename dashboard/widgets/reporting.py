"""What only the page on reporting has: the rules that first submissions broke."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.briefing.model import Row
from dashboard.queries import reporting as ask
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.page import Page
from dashboard.words import decimal, listed, t, whole

RULE_HEADS = ("rule", "forms", "example", "records#", "share#")


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
