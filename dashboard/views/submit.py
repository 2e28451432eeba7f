"""Sending a quarter's workbooks: template, check, send, receipt on screen, history. For district reporters."""

from __future__ import annotations

from dashboard import data, roles
from dashboard.widgets import deskpage
from dashboard.widgets import submit as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import halves


def render(choice: Choice) -> None:
    """The page for sending."""
    desk, person, lang = data.desk(), data.person(), choice.lang
    spot = deskpage.opening()
    left, right = halves()
    with left:
        unit, period = show.start(desk, person, choice)
    if roles.may(person, roles.SEND, unit):
        with right:
            show.upload(desk, person, lang, unit, period)
    with spot:
        deskpage.top(lang, "submit", show.standing(desk, lang, unit, period))
    show.outcomes(desk, lang, unit, period)
    show.past(desk, person, lang, unit, period)
    deskpage.foot(lang)
