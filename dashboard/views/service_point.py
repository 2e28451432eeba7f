"""One service point: what it offers, who can walk to it, what can be had there."""

from __future__ import annotations

from dashboard.widgets import page as show
from dashboard.widgets import service_point
from dashboard.widgets.choice import Choice
from dashboard.widgets.what_if import absent, ground


def render(choice: Choice) -> None:
    """The profile of a service point of the chosen unit."""
    page = show.load(choice, "service_point", ("F11",), parts=False)
    found = ground(page)
    if found is None:
        return absent(page, found)
    points = service_point.here(found)
    if not points:
        return show.nothing(page)
    show.head(page)
    point = service_point.pick(page, found, points)
    service_point.facts(page, found, point)
    service_point.reached(page, found, point)
    service_point.items(page, point)
    return show.foot(page)
