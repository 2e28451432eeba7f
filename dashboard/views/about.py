"""What are these data, how fresh and complete are they, and what can they not show? All forms."""

from __future__ import annotations

from dashboard.widgets import about, catalogue
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import halves


def render(choice: Choice) -> None:
    """The page about the data; it stands even where there are none."""
    page = show.load(choice, "about", ("F12",), parts=False)
    sent = about.submissions(page)
    show.head(page)
    about.sentence(page, sent)
    about.reporters(page, sent)
    left, right = halves()
    with left:
        about.cautions(page)
    with right:
        about.signs(page)
    about.release(page)
    about.forms(page)
    about.corrections(page)
    catalogue.vocabulary(page, catalogue.known())
    return show.foot(page)
