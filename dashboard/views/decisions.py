"""Do residents decide major matters by procedure, and in the open? Family F5."""

from __future__ import annotations

from dashboard.widgets import decisions, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.decision_story import story
from dashboard.widgets.layout import closing, folded, halves, one_by_one

MAIN, POSTING, BOOKS = "six_step_full_rate", "disclosure_on_time_rate", "finance_disclosure_rate"
CARDS = (MAIN, POSTING, "assembly_held_rate", "supervision_active_rate")


def render(choice: Choice) -> None:
    """The page on decisions and their disclosure."""
    page = show.load(choice, "decisions", ("F5",))
    if not page.has():
        return show.nothing(page)
    show.head(page)
    decisions.sentence(page, MAIN)
    show.cards(page, CARDS)
    decisions.heat(page)
    decisions.survival(page)
    decisions.deviations(page)
    story(page)
    one_by_one(page, tuple(dict.fromkeys((MAIN, *page.all))))
    with folded(page, "postings"):
        for column, (indicator, split) in zip(halves(), ((POSTING, "posting"), (BOOKS, "book")), strict=True):
            with column:
                tables.split_matrix(page, indicator, split)
    return closing(page, page.all)
