"""Can a resident of a village-turned community get what a downtown resident gets? Family F11."""

from __future__ import annotations

from contextlib import AbstractContextManager

from dashboard.widgets import access, maps, reach, sharing, tables
from dashboard.widgets import page as show
from dashboard.widgets.access_answer import answer
from dashboard.widgets.choice import Choice, asked_figure
from dashboard.widgets.downloads import downloads
from dashboard.widgets.layout import explored, folded, halves
from dashboard.widgets.reach_map import where
from dashboard.words import t

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
    downloads(page, page.all)
    return show.foot(page)


def _folds(page: show.Page, compared: access.Compared) -> None:
    """What analysts and those who look up one item, district or community come for."""
    with _fold(page, "items"):
        access.areas(page, {"available": MAIN, "equal": EQUAL})
    with _fold(page, "walk"):
        maps.areas(page, REACH)
        reach.covered(page)
    with _fold(page, "measures"):
        access.levels(page, compared, GAP)
        sharing.shares(page)
    with _fold(page, "one", is_open=bool(asked_figure())):
        explored(page, page.all)
        tables.matrix(page, page.all)
    with _fold(page, "sites"):
        tables.communities(page, (MAIN, REACH))
    with _fold(page, "method"):
        tables.method(page, page.all)


def _fold(page: show.Page, key: str, *, is_open: bool = False) -> AbstractContextManager[None]:
    said = (t(page.lang, f"access.fold_{key}{part}") for part in ("", "_note"))
    return folded(key, *said, is_open=is_open)
