"""What needs a decision: each count leads to the page that lists the cases, for the same unit and quarter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape

from dashboard import data, roles
from dashboard.briefing import agenda as counts
from dashboard.briefing.agenda import Item
from dashboard.queries import decisions, funding, issues, progress
from dashboard.widgets.issues import limit
from dashboard.widgets.links import page_link
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, known_families
from dashboard.widgets.tables import panel
from dashboard.words import t, whole
from pipelines.problems import UserError


def agenda(page: Page) -> None:
    """One line per kind of thing to decide on; of pages that this programme has."""
    lang = page.lang
    shown = {row["page"] for row in (*known_families(), *page.found.indicators.values())}
    items = [item for name, items in _ITEMS.items() if name in shown for item in items(page)]
    lines = "".join(_line(page, item) for item in (*items, *_submissions(page)))
    panel("agenda", t(lang, "overview.agenda"), t(lang, "overview.agenda_note"), tag("ul", lines, "ps-agenda"))


def _line(page: Page, item: Item) -> str:
    number = page_link(page.choice, item.page, whole(item.n), "n") if item.n else words("span", whole(item.n), "n")
    return tag("li", number + tag("span", escape(item.said)), "" if item.n else "none")


def _issues(page: Page) -> list[Item]:
    return counts.issues(page.lang, page.query(issues.ISSUES, **issues.WAITING).to_dicts(), limit())


def _milestones(page: Page) -> list[Item]:
    return counts.milestones(page.lang, page.query(progress.STEPS, **progress.STATUSES))


def _mandates(page: Page) -> list[Item]:
    return counts.mandates(page.lang, page.query(funding.MATTERS))


def _deviations(page: Page) -> list[Item]:
    return counts.deviations(page.lang, page.query(decisions.DEVIATIONS).to_dicts())


_ITEMS: Mapping[str, Callable[[Page], list[Item]]] = {
    "issues": _issues,
    "progress": _milestones,
    "funding": _mandates,
    "decisions": _deviations,
}


def _submissions(page: Page) -> list[Item]:
    """As the ledger stands now, whatever quarter is shown; nothing where the programme's files are elsewhere."""
    with suppress(UserError):
        waiting = data.desk().waiting({row["unit_code"] for row in page.reporting})
        target = "review" if roles.may_open(data.person(), "review") else "about"
        return counts.submissions(page.lang, len(waiting), target)
    return []
