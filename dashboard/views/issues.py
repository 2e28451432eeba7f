"""Are the issues that were raised taken up and settled, and the research questions answered? Family F12."""

from __future__ import annotations

from dashboard.widgets import figures, issues, tables
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import closing, halves

MAIN, TOPICS = "issue_closed_rate_90d", "research_topic_progress"
ALL = (MAIN, TOPICS)


def render(choice: Choice) -> None:
    """The page on issues raised upward and on research."""
    page = show.load(choice, "issues", ("F12",))
    if not page.has(*ALL):
        return show.nothing(page)
    found = issues.rows(page)
    show.head(page)
    issues.sentence(page, MAIN, found)
    show.cards(page, ALL)
    left, right = halves()
    with left:
        issues.owners(page, found)
    with right:
        figures.composition(page, MAIN, "outcome")
    issues.issues(page, found)
    issues.topics(page)
    issues.outputs(page)
    for split in ("type", "department"):
        tables.split_matrix(page, MAIN, split)
    return closing(page, ALL)
