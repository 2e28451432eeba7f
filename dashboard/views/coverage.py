"""Are the organisations complete, and do they reach every compound and building? Family F2."""

from __future__ import annotations

from dashboard.widgets import figures, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import by_place, closing, explored, halves, opening

MAIN = "trinity_complete_rate"
CARDS = (MAIN, "party_committee_rate", "compound_building_party_rate", "mass_org_complete_rate")


def render(choice: Choice) -> None:
    """The page on organisational coverage."""
    page = show.load(choice, "coverage", ("F2",))
    if not page.has():
        return show.nothing(page)
    opening(page, MAIN, CARDS)
    explored(page, page.all)
    tables.split_matrix(page, MAIN, "pilot")
    for column, split in zip(halves(), ("leg", "rule"), strict=True):
        with column:
            tables.split_matrix(page, MAIN, split)
    figures.composition(page, "party_committee_rate", "party_form")
    by_place(page, page.all, page.all)
    return closing(page, page.all)
