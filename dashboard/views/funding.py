"""The work was handed down: did the money come with it? Family F9."""

from __future__ import annotations

from dashboard.widgets import funding as money
from dashboard.widgets import ledger
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.downloads import downloads
from dashboard.widgets.layout import folded, halves, method, one_by_one

MAIN, PER_CASE = "funded_matter_share", "fund_per_case"
CARDS = (MAIN, "fund_arrival_rate", "fund_on_time_share", "conditions_provided_share")
ALL = (*CARDS, "purchased_service_share")


def render(choice: Choice) -> None:
    """The page on funding that follows responsibilities."""
    page = show.load(choice, "funding", ("F9",))
    if not page.has(*ALL):
        return show.nothing(page)
    matters, flows = money.matters(page), money.flows(page)
    show.head(page)
    money.sentence(page, MAIN, matters, flows)
    show.cards(page, CARDS)
    money.matrix(page, matters)
    left, right = halves()
    with left:
        money.received(page, flows)
    with right:
        money.delays(page)
    one_by_one(page, ALL)
    with folded(page, "ledger"):
        money.mandates(page, matters)
        money.idle_money(page, matters)
        ledger.ledger(page)
    with folded(page, "cost"):
        money.per_case(page, PER_CASE, "matter")
    method(page, (*ALL, PER_CASE))
    downloads(page, ALL)
    return show.foot(page)
