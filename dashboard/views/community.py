"""What is known of one community, all on one page? All families and the forms behind them."""

from __future__ import annotations

from dashboard.widgets import community, community_forms
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.downloads import downloads
from dashboard.widgets.layout import folded, halves

# forms that belong together, side by side; the others follow in order
PAIRS = (("T03", "T04"), ("T06", "T07"))


def render(choice: Choice) -> None:
    """The profile of the community that is looked for."""
    if community.is_empty():
        return show.nothing(show.load(choice, "community", ("F1",), parts=False))
    site, of = community.find(choice)
    if site is None:
        return community.nothing(show.load(choice, "community", ("F1",), parts=False))
    page = community.load(choice, site)
    code = site["community_code"]
    forms = community_forms.reported(page, site)
    by_id = {one.form["id"]: one for one in forms}
    paired = [one for pair in PAIRS for one in pair]
    show.head(page)
    community.sentence(page, site, of, forms)
    for one in (one for one in forms if one.form["carries"]):
        community_forms.form(page, one)
    community_forms.milestones(page, site)
    community.figures(page)
    community_forms.decisions(page, code)
    community_forms.money(page, code)
    community_forms.centres(page, code)
    with folded(page, "forms"):
        for pair in PAIRS:
            for column, form in zip(halves(), pair, strict=True):
                with column:
                    if form in by_id:
                        community_forms.form(page, by_id[form])
        for one in (one for one in forms if not one.form["carries"] and one.form["id"] not in paired):
            community_forms.form(page, one)
        community_forms.sent(page, forms)
    downloads(page, [reading.indicator["id"] for reading in community.own(page)])
    return show.foot(page)
