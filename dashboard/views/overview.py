"""How far is the reform as a whole? What changed, what needs a decision, who has not reported; one card per family."""

from __future__ import annotations

from dashboard.widgets import overview as whole
from dashboard.widgets import page as show
from dashboard.widgets import tables
from dashboard.widgets.agenda import agenda
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, thirds


def render(choice: Choice) -> None:
    """The overview."""
    page = show.load(choice, "overview", show.families(), parts=False)
    mains = whole.leads(page)
    if not mains:
        return show.nothing(page)
    show.head(page)
    whole.sentence(page, mains)
    for column, part in zip(thirds(), (whole.changed, agenda, whole.sent), strict=True):
        with column:
            part(page)
    whole.cards(page, mains)
    figures = [row["lead"] for row in mains]
    tables.matrix(page, figures)
    return closing(page, figures)
