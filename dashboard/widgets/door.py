"""The door: signing in and out, and what is said to whoever may not come in, or may not see a page."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from importlib.util import find_spec

import streamlit as st

from dashboard import data, roles
from dashboard.roles import Person
from dashboard.widgets import markup
from dashboard.widgets.browser import language
from dashboard.widgets.choice import choose_language
from dashboard.widgets.page import html
from dashboard.widgets.receipt import unit_name
from dashboard.words import listed, t

_LOG = logging.getLogger(__name__)
# Signing in leads back to the first page: the browser's tab remembers which page was asked for, and goes there once.
_ASKED = "<script>sessionStorage.setItem('pingshi-asked', location.pathname + location.search)</script>"
_RETURN = """<script>{
  const asked = sessionStorage.getItem('pingshi-asked');
  sessionStorage.removeItem('pingshi-asked');
  if (asked && asked !== location.pathname + location.search) location.replace(location.origin + asked);
}</script>"""


def language_row() -> str:
    """The language switch, which stands alone before the door."""
    with st.container(key="control-lang", width="content"):
        lang = choose_language()
    language(lang)
    return lang


def closed(lang: str, person: Person) -> None:
    """Instead of every page: sign in, or why signing in was not enough."""
    is_new = person.role == "stranger" and person.name is None
    kind = "" if is_new else f"{person.role}_"
    lines = [t(lang, f"door.{kind}{part}", name=person.name) for part in ("what", "do")]
    html(markup.note(t(lang, f"door.{kind}title"), lines))
    st.html(_ASKED, unsafe_allow_javascript=True)
    if is_new and find_spec("authlib") is None:
        html(markup.words("p", t(lang, "door.not_installed"), "ps-warn"))
    elif is_new:
        st.button(t(lang, "door.sign_in"), on_click=st.login, type="primary", key="sign-in")
    elif person.name is not None:
        st.button(t(lang, "door.sign_out"), on_click=st.logout, key="sign-out")


def not_for(lang: str, person: Person, page: str) -> None:
    """Instead of one page: whom it is for."""
    able = [t(lang, f"role.{role}") for role in roles.GIVEN if roles.may_open(Person(role), page)]
    slots = {"page": t(lang, f"page.{page}"), "roles": listed(lang, able), "role": t(lang, f"role.{person.role}")}
    html(markup.note(t(lang, "door.page_title"), [t(lang, "door.page_what", **slots), t(lang, "door.page_do")]))


def stumbled(lang: str, page: str) -> None:
    """Instead of the rest of a page that fell: that it did, and the number under which the log keeps the reason."""
    number = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    _LOG.exception("%s: page %s fell", number, page)
    lines = [t(lang, f"door.stumbled_{part}", number=number) for part in ("what", "do")]
    html(markup.note(t(lang, "door.stumbled_title"), lines))


def identity(lang: str, person: Person) -> None:
    """Who is signed in, under the page; nothing for the local user."""
    if person.name is None:
        return
    st.html(_RETURN, unsafe_allow_javascript=True)
    unit = unit_name(data.desk().programme, person.unit, lang) if person.unit else ""
    slots = {"name": person.name, "role": t(lang, f"role.{person.role}"), "unit": unit}
    with st.container(key="tool-identity", horizontal=True, vertical_alignment="center"):
        html(markup.words("p", t(lang, f"door.signed_in{'_of' if unit else ''}", **slots), "ps-identity"))
        st.button(t(lang, "door.sign_out"), on_click=st.logout, type="tertiary", key="sign-out")
