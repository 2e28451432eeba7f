"""The briefing: what was collected on the pages, in order and in the writer's words, written as files to send."""

from __future__ import annotations

from dashboard.widgets import brief as show
from dashboard.widgets.choice import Choice
from dashboard.widgets.layout import aside


def render(choice: Choice) -> None:
    """The page on which briefings are made."""
    show.top(choice)
    look, act = aside()
    with act:
        show.making(choice)
    with look:
        show.pieces(choice.lang)
    show.foot(choice.lang)
