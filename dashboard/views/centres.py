"""Do the service centres work by one standard, and is there room enough? Family F8."""

from __future__ import annotations

from dashboard.widgets import centres, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import by_place, closing, explored, opening

MAIN, AREA = "four_unified_full_rate", "facility_area_per_100hh"
CARDS = (MAIN, "one_window_share", AREA, "centre_open_hours")


def render(choice: Choice) -> None:
    """The page on service-centre standardisation."""
    page = show.load(choice, "centres", ("F8",))
    if not page.has():
        return show.nothing(page)
    opening(page, MAIN, CARDS)
    explored(page, page.all)
    tables.split_matrix(page, MAIN, "item")
    centres.centres(page)
    by_place(page, page.all, (AREA,))
    return closing(page, page.all)
