"""The entry: language, navigation, the control row; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import streamlit as st

from dashboard import data, roles
from dashboard.widgets import browser, door, page
from dashboard.widgets import choice as pick
from dashboard.widgets.warm import for_good, warm
from dashboard.words import t

# section of the navigation → its pages; each page is a module of `views` with `render(choice)`
SECTIONS: dict[str, tuple[str, ...]] = {
    "overall": ("overview", "progress", "comparison", "district", "community"),
    "organisation": ("coverage", "staffing", "matters", "decisions", "council"),
    "money": ("assets", "funding"),
    "services": ("centres", "access", "service_point", "what_if"),
    "data": ("briefing", "reporting", "issues", "submit", "review", "catalogue", "about"),
}
FIRST = "overview"
UNLISTED: tuple[str, ...] = ("passport",)  # reached by links alone


def main() -> None:
    """One script run: what is asked for, and the page that answers."""
    warm()
    st.set_page_config(page_title="平视 Pingshi", layout="wide")
    browser.style()
    person = data.person()
    if not roles.may(person, roles.READ):
        _before_the_door(person)
        return
    try:
        chosen = pick.choose()
    except data.NoReleaseError as trouble:
        _without_release(trouble, person)
        return
    browser.language(chosen.lang)
    open_to = {name: roles.may_open(person, name) for names in SECTIONS.values() for name in names}
    sections = {
        t(chosen.lang, f"section.{section}"): [
            _page(name, chosen, default=name == FIRST) for name in names if open_to[name]
        ]
        for section, names in SECTIONS.items()
    }
    # The first page lives at the bare address; whoever follows a link with its name finds it too. A page that is not
    # for this person says so to whoever follows a link to it.
    others = (FIRST, *UNLISTED, *(name for name, is_open in open_to.items() if not is_open))
    hidden = [_page(name, chosen, visibility="hidden") for name in others]
    st.navigation(sections | {"": hidden}, position="top").run()
    door.identity(chosen.lang, person)


def _before_the_door(person: roles.Person) -> None:
    """The door, whatever page was asked for."""
    lang = door.language_row()
    show = partial(door.closed, lang, person)
    first = st.Page(show, title=t(lang, "page.overview"), default=True)
    st.navigation([first, *_closed(lang, show)], position="hidden").run()


def _without_release(trouble: data.NoReleaseError, person: roles.Person) -> None:
    """What is wrong, and the pages that need no release: the first workbooks come in before there is one."""
    chosen = pick.without_release()
    browser.language(chosen.lang)
    first = st.Page(partial(page.no_release, trouble), title=t(chosen.lang, "page.overview"), default=True)
    desk = [_page(name, chosen) for name in roles.PAGES if roles.may_open(person, name)]
    st.navigation([first, *desk, *_closed(chosen.lang, partial(page.no_release, trouble))], position="top").run()


def _closed(lang: str, show: Callable[[], None]) -> list[st.Page]:
    """Every other page as something that is shown instead of it, to whoever follows a link."""
    known = [name for names in (*SECTIONS.values(), UNLISTED) for name in names if name not in roles.PAGES]
    return [st.Page(show, title=t(lang, f"page.{name}"), url_path=name, visibility="hidden") for name in known]


def _page(name: str, chosen: pick.Choice, **more: Any) -> st.Page:
    """The page of a view; the default one needs an address of its own, though Streamlit never shows it."""
    address = "home" if more.get("default") else name
    return st.Page(partial(_show, name, chosen), title=t(chosen.lang, f"page.{name}"), url_path=address, **more)


def _show(name: str, chosen: pick.Choice) -> None:
    """The page's own module, loaded when it is first asked for."""
    person = data.person()
    if not roles.may_open(person, name):
        door.not_for(chosen.lang, person, name)
        return
    view = f"dashboard.views.{name}"
    try:
        for_good((view,))
        import_module(view).render(chosen)
    except data.NoReleaseError as trouble:  # it was there a moment ago: taken away, or of another version
        page.no_release(trouble)
    except Exception:  # whatever it is: the reader is told in words, the administrator by the log
        door.stumbled(chosen.lang, name)


main()
