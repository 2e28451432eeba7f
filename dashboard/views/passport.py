"""Where does a figure come from? One figure of any page, reached by the link beside it."""

from __future__ import annotations

from dashboard.widgets.choice import Choice, asked_figure
from dashboard.widgets.paper import paper


def render(choice: Choice) -> None:
    """The page with the passport of the figure that the link names."""
    paper(choice, asked_figure())
