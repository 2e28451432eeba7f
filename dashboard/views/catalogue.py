"""What does each figure mean, and what is it held against? All families."""

from __future__ import annotations

from dashboard.briefing.search import found
from dashboard.widgets import catalogue
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import sides


def render(choice: Choice) -> None:
    """The catalogue of indicators."""
    known = catalogue.known()
    page = show.load(choice, "catalogue", tuple(known.families), parts=False)
    show.head(page)
    listed = found(known, catalogue.search(page, known))
    if listed:
        left, right = sides()
        with right:
            one = catalogue.chosen(page, known, listed)
            catalogue.entry(page, known, one)
        with left:
            catalogue.listing(page, known, listed, one)
    else:
        catalogue.nothing(page)
    catalogue.vocabulary(page, known)
    return show.foot(page)
