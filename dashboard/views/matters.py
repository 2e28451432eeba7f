"""Did the entrusted matters really move to the workstation, and what comes beyond the list? Family F7."""

from __future__ import annotations

from dashboard.widgets import figures, matters
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import by_place, closing, explored, halves, opening

MAIN, STATIONS, OFF_LIST = "matters_taken_over_rate", "station_operating_rate", "off_list_matter_count"
ON_TIME = "matter_on_time_rate"
CARDS = (STATIONS, MAIN, OFF_LIST, ON_TIME)


def render(choice: Choice) -> None:
    """The page on what the workstations take over."""
    page = show.load(choice, "matters", ("F7",))
    if not page.has():
        return show.nothing(page)
    opening(page, MAIN, CARDS)
    left, right = halves()
    with left:
        matters.lacking(page, STATIONS)
        matters.stations(page, STATIONS)
    with right:
        figures.composition(page, STATIONS, "mode")
    explored(page, page.all)
    left, right = halves()
    with left:
        matters.by(page, "category", (MAIN, ON_TIME))
    with right:
        matters.by(page, "department", (MAIN, OFF_LIST))
    matters.off_list(page)
    by_place(page, page.all, (STATIONS,))
    return closing(page, page.all)
