"""Deciding on what came in: the district signs, the city accepts or returns, the new release is made."""

from __future__ import annotations

from dashboard import data
from dashboard.widgets import deskpage
from dashboard.widgets import review as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import aside


def render(choice: Choice) -> None:
    """The page for deciding."""
    desk, person, lang = data.desk(), data.person(), choice.lang
    known = show.waiting(desk, person)
    with deskpage.opening():
        deskpage.top(lang, "review", show.sentence(lang, known))
    show.release(desk, person, lang)
    show.queue(desk, lang, known)
    if known:
        one = show.chosen(desk, lang, known)
        look, act = aside()
        with look:
            show.opened(desk, lang, one)
        with act:
            show.decision(desk, person, lang, one)
    deskpage.foot(lang)
