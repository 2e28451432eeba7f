"""Where things stand on a page: halves side by side, and the picker of the indicator that the figures show."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.briefing import sentences as say
from dashboard.widgets.choice import choose_figure
from dashboard.widgets.page import Page


def halves() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns that stack on a narrow screen."""
    left, right = st.columns(2, gap="small")
    return left, right


def figure_picker(page: Page, indicators: Sequence[str]) -> str:
    """The indicator to draw, of those the release knows."""
    known = page.found.indicators
    names = {one: say.name(page.lang, known[one]) for one in indicators if one in known}
    with st.container(key="tool-figure"):
        return choose_figure(page.choice, page.name, names)
