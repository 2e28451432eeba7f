"""What would help most: a new service point, longer hours or more staff, and who would gain by it."""

from __future__ import annotations

from dashboard.widgets import page as show
from dashboard.widgets import what_if
from dashboard.widgets.choice import Choice


def render(choice: Choice) -> None:
    """The page that asks what if."""
    page = show.load(choice, "what_if", ("F11",), parts=False)
    ground = what_if.ground(page)
    if ground is None or not ground.is_located:
        return what_if.absent(page, ground)
    show.head(page)
    what_if.advice(page, ground)
    change = what_if.pick(page, ground)
    if change is not None:
        what_if.gains(page, ground, change)
    what_if.method(page, ground)
    return show.foot(page)
