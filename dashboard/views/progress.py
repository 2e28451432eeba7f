"""How far has each pilot come, and which have come to a halt? Family F1."""

from __future__ import annotations

from dashboard.widgets import page as show
from dashboard.widgets import progress as pilots
from dashboard.widgets import tables
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, folded, one_by_one
from dashboard.words import t

MAIN, READY, DWELL = "milestone_completion_rate", "pilot_readiness_rate", "stage_dwell_days"
ALL = (MAIN, READY, DWELL, "pilot_sites_count", "pilot_coverage_rate", "pilot_town_share")


def render(choice: Choice) -> None:
    """The page on pilot progress."""
    page = show.load(choice, "progress", ("F1",))
    if not page.has(MAIN):
        return show.nothing(page)
    steps = pilots.steps(page)
    lang = page.lang
    show.head(page)
    pilots.sentence(page, steps)
    pilots.cards(page, MAIN, READY, DWELL)
    pilots.matrix(page, steps)
    pilots.timeline(page, steps)
    pilots.sites(page, steps)
    one_by_one(page, ALL)
    with folded(page, "strands"):
        tables.split_matrix(page, MAIN, "strand", t(lang, "progress.strands"), t(lang, "progress.strands_note"))
        tables.split_matrix(page, READY, "check", t(lang, "progress.checks"), t(lang, "progress.checks_note"))
    return closing(page, ALL)
