"""Do local bodies, non-local workers and social organisations take part? Family F10."""

from __future__ import annotations

from dashboard.widgets import page as show
from dashboard.widgets import tables
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, explored, halves, opening

MAIN, ORGANISATIONS = "council_operating_rate", "social_orgs_per_10k"


def render(choice: Choice) -> None:
    """The page on co-construction councils and social organisations."""
    page = show.load(choice, "council", ("F10",))
    if not page.has():
        return show.nothing(page)
    opening(page, MAIN, page.all)
    explored(page, page.all)
    tables.split_matrix(page, MAIN, "stage")
    for column, split in zip(halves(), ("kind", "standing"), strict=True):
        with column:
            tables.split_matrix(page, ORGANISATIONS, split)
    tables.matrix(page, page.all)
    tables.communities(page, page.all)
    return closing(page, page.all)
