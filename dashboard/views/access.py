"""Can a resident of a village-turned community get what a downtown resident gets? Family F11."""

from __future__ import annotations

from dashboard.widgets import access, maps, reach, sharing, tables
from dashboard.widgets import page as show
from dashboard.widgets.access_answer import answer
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, folded, halves, one_by_one
from dashboard.widgets.reach_map import where

MAIN, GAP, REACH, EQUAL = (
    "item_availability_rate",
    "access_gap_ratio",
    "pop_within_15min_share",
    "nonlocal_equal_item_rate",
)


def render(choice: Choice) -> None:
    """The page on equal access: the answers and the two pictures behind them, the rest folded away."""
    page = show.load(choice, "access", ("F11",))
    if not page.has():
        return show.nothing(page)
    compared = access.compared(page, (MAIN, EQUAL, REACH))
    show.head(page)
    answer(page, compared)
    show.cards(page, (MAIN, GAP, REACH, EQUAL))
    left, right = halves()
    with left:
        access.pairs(page, compared)
    with right:
        where(page)
    reach.listed_beyond(page)
    _folds(page, compared)
    return closing(page, page.all)


def _folds(page: show.Page, compared: access.Compared) -> None:
    """What analysts and those who look up one item, district or community come for."""
    with folded(page, "items"):
        access.areas(page, {"available": MAIN, "equal": EQUAL})
    with folded(page, "walk"):
        maps.areas(page, REACH)
        reach.covered(page)
    with folded(page, "measures"):
        access.levels(page, compared, GAP)
        sharing.shares(page)
    one_by_one(page, page.all)
    with folded(page, "sites"):
        tables.communities(page, (MAIN, REACH))
