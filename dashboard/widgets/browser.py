"""What the browser is told on every run: the pages' look, what it does by itself, and which language it shows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from dashboard import theme
from dashboard.words import t


def style() -> None:
    """The pages' look, on the screen and on paper, and what answers the buttons for pictures."""
    st.html(f"<style>{theme.stylesheet()}</style>")
    st.html(f"<script>{_early()}{theme.script()}</script>", unsafe_allow_javascript=True)


@cache
def _early() -> str:
    """Blank where Streamlit keeps its charts elsewhere than in the version known here."""
    found = next(Path(st.__file__).parent.glob("static/static/js/PlotlyChart.*.js"), None)
    return theme.early(found.name) if found else ""


def language(lang: str) -> None:
    """Tells the browser which language it shows: screen readers speak it, and nobody offers to translate it.

    Streamlit's own link past the navigation, the first thing that Tab reaches, speaks it too.
    """
    name = "zh-CN" if lang == "zh" else "en"
    skip = f"document.querySelector('[data-testid=stSkipToContent]').firstChild.data = '{t(lang, 'frame.skip')}'"
    script = f"document.documentElement.lang = '{name}'; {skip}"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
