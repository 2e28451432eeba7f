"""What pages have in common, top to bottom: the opening, one indicator looked into, the closing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.briefing import sentences as say
from dashboard.widgets import figures, tables
from dashboard.widgets.choice import asked_figure, choose_figure
from dashboard.widgets.downloads import downloads
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, cards, foot, head, html, sentence
from dashboard.words import t


def opening(page: Page, main: str, leading: Sequence[str]) -> None:
    """The question, the one sentence that answers it, and the cards of the leading indicators."""
    head(page)
    sentence(page, main)
    cards(page, leading)


def explored(page: Page, indicators: Sequence[str]) -> None:
    """One indicator of the reader's choice: areas compared, how it is counted, and its course."""
    focus = figure_picker(page, indicators)
    left, right = halves()
    with left:
        figures.comparison(page, focus)
        tables.beside(page, focus)
    with right:
        figures.course(page, focus)


def one_by_one(page: Page, indicators: Sequence[str]) -> None:
    """Folded away: one indicator looked into, and all of them by area. Open for whoever followed a link to one."""
    with folded(page, "one", is_open=bool(asked_figure())):
        explored(page, indicators)
        tables.matrix(page, indicators)


def by_place(page: Page, indicators: Sequence[str], sites: Sequence[str]) -> None:
    """Folded away: all figures by area, and those of `sites` community by community."""
    with folded(page, "places"):
        tables.matrix(page, indicators)
        tables.communities(page, sites)


def method(page: Page, indicators: Sequence[str]) -> None:
    """Folded away: how the figures are counted, and how they can mislead."""
    with folded(page, "method"):
        tables.method(page, indicators)


def closing(page: Page, indicators: Sequence[str]) -> None:
    """How it is counted and can mislead (folded away), the files to take away, and the foot."""
    method(page, indicators)
    downloads(page, indicators)
    foot(page)


@contextmanager
def folded(page: Page, key: str, *, is_open: bool = False) -> Iterator[None]:
    """What not every reader looks for, behind a line that says what it is: folded on the screen, whole on paper.

    The fold is the browser's own: what is in it is drawn all the same, and nothing is asked anew when it opens.
    """
    with st.container(key=f"fold-{key}"):
        title, note = (t(page.lang, f"fold.{key}{part}") for part in ("", "_note"))
        said = tag("summary", words("b", title) + words("span", note))
        html(tag("details", said, "ps-fold", **({"open": ""} if is_open else {})))
        with st.container(key=f"folded-{key}"):
            yield


def halves() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns that stack on a narrow screen."""
    left, right = st.columns(2, gap="small")
    return left, right


def thirds() -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Three columns, the middle one narrower, that stack on a narrow screen."""
    left, middle, right = st.columns([5, 3, 4], gap="small")
    return left, middle, right


def sides() -> tuple[DeltaGenerator, DeltaGenerator]:
    """A list and, wider, what was picked from it; they stack on a narrow screen."""
    left, right = st.columns([2, 3], gap="small")
    return left, right


def aside() -> tuple[DeltaGenerator, DeltaGenerator]:
    """What is to be looked at and, narrower, what may then be done; they stack on a narrow screen."""
    look, act = st.columns([7, 3], gap="small")
    return look, act


def figure_picker(page: Page, indicators: Sequence[str]) -> str:
    """The indicator to draw, of those the release knows."""
    known = page.found.indicators
    names = {one: say.name(page.lang, known[one]) for one in indicators if one in known}
    with st.container(key="tool-figure"):
        return choose_figure(page.choice, page.name, names)
