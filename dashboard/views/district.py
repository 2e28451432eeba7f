"""How does one district stand as a whole, and what must it mend next? All families."""

from __future__ import annotations

from dashboard.widgets import district, district_apart, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, halves

# theme page and its headline figure, in the order of the navigation
MAINS = (
    ("progress", "milestone_completion_rate"),
    ("coverage", "trinity_complete_rate"),
    ("staffing", "station_post_fill_rate"),
    ("decisions", "six_step_full_rate"),
    ("council", "council_operating_rate"),
    ("assets", "function_separation_score"),
    ("assets", "incompatible_post_count"),
    ("matters", "matters_taken_over_rate"),
    ("funding", "funded_matter_share"),
    ("centres", "four_unified_full_rate"),
    ("access", "item_availability_rate"),
    ("reporting", "report_on_time_rate"),
)
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
    page = show.load(choice, "district", show.families(), parts=False)
    mains = tuple(one for _, one in MAINS)
    if not page.has(*mains):
        return show.nothing(page)
    show.head(page)
    district.sentence(page, MAINS)
    if choice.unit == choice.city:
        district.pick(page, MAINS)
        tables.matrix(page, page.known(*mains))
        return show.foot(page)
    district.place(page)
    district.profile(page, MAINS)
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
