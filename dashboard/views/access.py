"""Can a resident of a village-turned community get what a downtown resident gets? Family F11."""

from __future__ import annotations

from dashboard.widgets import access, maps, reach, sharing, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, explored, opening

MAIN, GAP, REACH, EQUAL = (
    "item_availability_rate",
    "access_gap_ratio",
    "pop_within_15min_share",
    "nonlocal_equal_item_rate",
)


def render(choice: Choice) -> None:
    """The page on equal access."""
    page = show.load(choice, "access", ("F11",))
    if not page.has():
        return show.nothing(page)
    opening(page, MAIN, (MAIN, GAP, REACH, EQUAL))
    access.answer(page, (MAIN, EQUAL, REACH))
    access.pairs(page, (MAIN, EQUAL, REACH))
    maps.areas(page, REACH)
    reach.covered(page)
    reach.where(page)
    sharing.shares(page)
    access.levels(page, GAP)
    access.areas(page, {"available": MAIN, "equal": EQUAL})
    explored(page, page.all)
    tables.matrix(page, page.all)
    tables.communities(page, (MAIN, REACH))
    return closing(page, page.all)
