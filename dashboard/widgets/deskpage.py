"""What the pages of the desk share: their head and foot, which need no release, and what is said after an act."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data, roles
from dashboard.desk import Desk
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import html
from dashboard.words import day, t
from pipelines.ledger.states import Receipt
from pipelines.problems import UserError

_SAID = "desk-said"


def opening() -> DeltaGenerator:
    """The place of the head, above the pickers on which it depends; where this is, the usual pickers stay away."""
    return st.container(key="desk")


def top(lang: str, page: str, sentence: str) -> None:
    """The question, the release if there is one, what the last act led to, and the sentence that answers."""
    release = _release()
    demo = words("p", t(lang, "frame.demo_banner"), "ps-banner") if release and release.demo else ""
    lines = words("p", t(lang, "frame.release", name=release.name) if release else t(lang, "deskpage.no_release"))
    head = tag("div", words("h1", t(lang, f"{page}.question")) + words("p", t(lang, f"{page}.about"), "where"))
    html(demo, tag("header", head + tag("div", lines, "standing"), "ps-head"))
    _told(lang)
    if data.person() == roles.ANYONE:
        html(words("p", t(lang, "door.anyone"), "ps-warn", role="status"))
    html(tag("p", words("strong", sentence), "ps-sentence"))


def foot(lang: str) -> None:
    """The line under everything."""
    release = _release()
    said = t(lang, "frame.release", name=release.name) if release else t(lang, "deskpage.no_release")
    built = " · " + t(lang, "frame.built", day=day(lang, release.built_on)) if release else ""
    html(tag("footer", words("p", t(lang, "deskpage.source") + " · " + said + built), "ps-foot"))


def move(desk: Desk, lang: str, act: str, one: Receipt, reason: str = "") -> None:
    """Moves the receipt; when it went on meanwhile, or the reason is missing, the ledger says why it stays.

    The right is looked at again: it may have been taken away since the page was drawn.
    """
    person = data.person()
    if not roles.may(person, act, one.unit):
        return _keep(t(lang, "deskpage.no_right"))
    try:
        desk.move(act, one.id, person.name, reason)
    except UserError as error:
        return _keep(error)
    return _keep(t(lang, f"deskpage.done_{act}", receipt=one.id))


def _keep(said: str | UserError) -> None:
    """Keeps what an act led to, or in the ledger's own words why it did not, for the next time the page is drawn."""
    st.session_state[_SAID] = said


def _told(lang: str) -> None:
    """What the last act led to, once."""
    said = st.session_state.pop(_SAID, None)
    is_refused = isinstance(said, UserError)
    line = said.message(lang) if is_refused else said
    with st.container(key="desk-said"):  # always there, so that nothing below moves when its words go
        if line:
            html(tag("div", words("p", line), f"ps-said {'refused' if is_refused else 'done'}", role="status"))


def _release() -> data.Imprint | None:
    with suppress(data.NoReleaseError):
        return data.imprint()
    return None
