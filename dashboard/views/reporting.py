"""Are reports on time, and right the first time? Family F12, but for its issues and research."""

from __future__ import annotations

from dashboard.widgets import page as show
from dashboard.widgets import reporting, tables
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, explored, opening
from dashboard.words import t

MAIN, RIGHT = "report_on_time_rate", "first_pass_rate"
ALL = (MAIN, RIGHT)


def render(choice: Choice) -> None:
    """The page on reporting and the quality of what is sent."""
    page = show.load(choice, "reporting", ("F12",))
    if not page.has(*ALL):
        return show.nothing(page)
    opening(page, MAIN, ALL)
    explored(page, ALL)
    tables.split_matrix(page, MAIN, "form")
    lang = page.lang
    tables.split_matrix(page, RIGHT, "form", t(lang, "reporting.checked"), t(lang, "reporting.checked_note"))
    reporting.rules(page, RIGHT)
    tables.matrix(page, page.known(*ALL))
    return closing(page, page.known(*ALL))
