"""Do areas really differ, or is it chance? Any indicator, between districts, towns, sides, types or communities."""

from __future__ import annotations

from dashboard.widgets import comparison as ask
from dashboard.widgets import comparison_panels as panels
from dashboard.widgets import page as show
from dashboard.widgets import tables
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, halves


def render(choice: Choice) -> None:
    """The page that compares."""
    page = show.load(choice, "comparison", show.families(), parts=False)
    if not page.has():
        return show.nothing(page)
    show.head(page)
    picked = ask.pick(page)
    if picked is None:
        return show.nothing(page)
    whole = ask.compared(page, picked)
    ask.sentence(page, whole)
    if whole.refusals:
        panels.refusal(page, whole)
        tables.beside(page, picked.indicator)
        return closing(page, (picked.indicator,))
    by_value = ask.ordered(page, whole)
    left, right = halves()
    with left:
        panels.side_by_side(page, whole, by_value=by_value)
        tables.beside(page, picked.indicator)
    with right:
        panels.funnel_plot(page, whole)
        panels.peers(page, whole)
        panels.ranks(page, whole)
    panels.courses(page, whole)
    panels.table(page, whole, by_value=by_value)
    return closing(page, (picked.indicator,))
