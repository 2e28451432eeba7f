"""Do local bodies, non-local workers and social organisations take part? Family F10."""

from __future__ import annotations

from dashboard.widgets import council, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, explored, folded, halves

MAIN, SEATS, ORGANISATIONS = "council_operating_rate", "council_migrant_seat_rate", "social_orgs_per_10k"


def render(choice: Choice) -> None:
    """The page on co-construction councils and social organisations."""
    page = show.load(choice, "council", ("F10",))
    if not page.has():
        return show.nothing(page)
    found = council.rows(page)
    show.head(page)
    council.sentence(page, MAIN, found)
    show.cards(page, page.all)
    explored(page, page.all)
    left, right = halves()
    with left:
        council.seats(page, found, SEATS)
    with right:
        council.organisations(page, found, ORGANISATIONS)
    tables.split_matrix(page, MAIN, "stage")
    for column, split in zip(halves(), ("kind", "standing"), strict=True):
        with column:
            tables.split_matrix(page, ORGANISATIONS, split)
    with folded(page, "places"):
        tables.matrix(page, page.all)
        council.communities(page, found)
    return closing(page, page.all)
