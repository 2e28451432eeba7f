"""Are collective assets and community affairs really apart? Family F6, beside the posts held twice of F3."""

from __future__ import annotations

from dashboard.widgets import assets, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import by_place, closing, explored, opening

# The score leads: it asks whether functions are apart, which is what the reform is for; a registered co-operative may
# be a shell.
MAIN = "function_separation_score"
CARDS = (MAIN, "asset_inventory_rate", "coop_established_rate", "asset_separation_rate")
OWN = (*CARDS, "coop_governance_rate", "asset_petition_rate")
POSTS = ("cross_appointment_rate", "coop_cross_seat_share", "incompatible_post_count")


def render(choice: Choice) -> None:
    """The page on the reform of collective assets."""
    page = show.load(choice, "assets", ("F6", "F3"))
    if not page.has(*OWN):
        return show.nothing(page)
    opening(page, MAIN, CARDS)
    tables.split_matrix(page, MAIN, "check")
    if page.known(*POSTS):
        show.cards(page, POSTS)
    assets.separation(page)
    explored(page, OWN)
    every = page.known(*OWN, *POSTS)
    by_place(page, every, OWN)
    return closing(page, every)
