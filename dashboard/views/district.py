"""How does one district stand as a whole, and what must it mend next? All families."""

from __future__ import annotations

from dashboard.widgets import district, district_apart, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, halves

# Raising many issues must not be held against anybody, so how soon they close is not held against others.
NOT_HELD = ("issue_closed_rate_90d",)
BY_COMMUNITY = (
    "trinity_complete_rate",
    "station_post_fill_rate",
    "function_separation_score",
    "station_operating_rate",
    "item_availability_rate",
)


def render(choice: Choice) -> None:
    """The profile of the chosen district; for the whole city, the way to each."""
    page, families = show.load(choice, "district", show.families(), parts=False), show.known_families()
    mains = tuple(row["lead"] for row in families)
    if not page.has(*mains):
        return show.nothing(page)
    show.head(page)
    district.sentence(page, families)
    if choice.unit == choice.city:
        district.pick(page, families)
        tables.matrix(page, page.known(*mains))
        return show.foot(page)
    district.place(page)
    district.profile(page, families)
    district.to_mend(page)
    left, right = halves()
    with left:
        district.changes(page)
    with right:
        district_apart.against_the_rest(page, NOT_HELD)
        district.events(page)
    district.submissions(page)
    known = page.known(*mains)
    tables.matrix(page, page.known(*BY_COMMUNITY))
    tables.communities(page, page.known(*BY_COMMUNITY))
    return closing(page, known)
