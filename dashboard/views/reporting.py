"""Are reports on time and right, are issues settled, are the research questions answered? Family F12."""

from __future__ import annotations

from dashboard.widgets import figures, reporting, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, explored, opening
from dashboard.words import t

MAIN, RIGHT, CLOSED = "report_on_time_rate", "first_pass_rate", "issue_closed_rate_90d"


def render(choice: Choice) -> None:
    """The page on reporting, issues and research."""
    page = show.load(choice, "reporting", ("F12",))
    if not page.has():
        return show.nothing(page)
    opening(page, MAIN, page.all)
    explored(page, page.all)
    tables.split_matrix(page, MAIN, "form")
    lang = page.lang
    tables.split_matrix(page, RIGHT, "form", t(lang, "reporting.checked"), t(lang, "reporting.checked_note"))
    reporting.rules(page, RIGHT)
    figures.composition(page, CLOSED, "outcome")
    tables.split_matrix(page, CLOSED, "raised")
    tables.split_matrix(page, CLOSED, "department")
    reporting.issues(page)
    reporting.topics(page)
    tables.matrix(page, page.all)
    return closing(page, page.all)
