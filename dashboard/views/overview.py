"""How far is the reform as a whole? One headline figure per theme, what moved, and who has not reported."""

from __future__ import annotations

from dashboard.widgets import overview as themes
from dashboard.widgets import page as show
from dashboard.widgets import tables
from dashboard.widgets.choice import Choice
from dashboard.widgets.downloads import downloads
from dashboard.widgets.layout import halves

MAIN = {
    "progress": "milestone_completion_rate",
    "coverage": "trinity_complete_rate",
    "staffing": "station_post_fill_rate",
    "centres": "four_unified_full_rate",
    "funding": "funded_matter_share",
}


def render(choice: Choice) -> None:
    """The overview."""
    page = show.load(choice, "overview", ("F1", "F2", "F4", "F8", "F9"), parts=False)
    if not page.has(*MAIN.values()):
        return show.nothing(page)
    show.head(page)
    themes.sentence(page, MAIN)
    themes.cards(page, MAIN)
    left, right = halves()
    with left:
        themes.movers(page, MAIN)
    with right:
        themes.reporting(page)
    mains = page.known(*MAIN.values())
    tables.matrix(page, mains)
    tables.method(page, mains)
    downloads(page, page.all)
    return show.foot(page)
