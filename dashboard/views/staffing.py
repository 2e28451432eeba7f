"""Are there enough people at the workstations, and the right ones? Family F4."""

from __future__ import annotations

from dashboard.widgets import figures, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import by_place, closing, explored, halves, opening

MAIN = "station_post_fill_rate"
CARDS = (MAIN, "staff_per_10k_residents", "staff_college_share", "unplaced_cadre_covered_rate")
PARTS = (("staff_age_le45_share", "age"), ("staff_college_share", "education"))


def render(choice: Choice) -> None:
    """The page on workstation staffing."""
    page = show.load(choice, "staffing", ("F4",))
    if not page.has():
        return show.nothing(page)
    opening(page, MAIN, CARDS)
    show.lead_on(page, "matters", "staffing.elsewhere")
    explored(page, page.all)
    for column, (indicator, split) in zip(halves(), PARTS, strict=True):
        with column:
            figures.composition(page, indicator, split)
    tables.split_matrix(page, "cadre_conversion_rate", "stage")
    by_place(page, page.all, page.all)
    return closing(page, page.all)
