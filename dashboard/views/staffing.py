"""Are there enough people at the workstations, and the right ones? Family F4."""

from __future__ import annotations

from dashboard.widgets import figures, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.downloads import downloads
from dashboard.widgets.layout import figure_picker, halves

MAIN = "station_post_fill_rate"
CARDS = (MAIN, "staff_per_10k_residents", "staff_college_share", "unplaced_cadre_covered_rate")
PARTS = (("staff_age_le45_share", "age"), ("staff_college_share", "education"))


def render(choice: Choice) -> None:
    """The page on workstation staffing."""
    page = show.load(choice, "staffing", ("F4",))
    if not page.has():
        return show.nothing(page)
    show.head(page)
    show.sentence(page, MAIN)
    show.cards(page, CARDS)
    focus = figure_picker(page, page.all)
    left, right = halves()
    with left:
        figures.comparison(page, focus)
        tables.beside(page, focus)
    with right:
        figures.course(page, focus)
    for column, (indicator, split) in zip(halves(), PARTS, strict=True):
        with column:
            figures.composition(page, indicator, split)
    tables.split_matrix(page, "cadre_conversion_rate", "stage")
    tables.matrix(page, page.all)
    tables.communities(page, page.all)
    tables.method(page, page.all)
    downloads(page, page.all)
    return show.foot(page)
