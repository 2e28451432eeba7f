"""What the reader chose: language, unit, period, figure. The link carries the choice as codes, so it can be shared.

Streamlit's own `bind="query-params"` writes labels into the link, which change with the language; hence `_chosen`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

import streamlit as st

from dashboard import data
from dashboard.briefing.yardsticks import HELD, YARDSTICKS
from dashboard.queries import core
from dashboard.words import period_name, t
from pipelines.i18n import LANGUAGES


@dataclass(frozen=True, slots=True)
class Choice:
    """Language, unit code, quarter, and the code of the whole city."""

    lang: str
    unit: str
    period: str
    city: str
    yardstick: str = HELD


def choose() -> Choice:
    """The control row of every page; `NoReleaseError` when there is nothing to choose from but the language."""
    with st.container(key="controls", horizontal=True, vertical_alignment="center"):
        unit_place = st.container(key="control-unit", width="stretch")
        period_place = st.container(key="control-period", width=170)
        yardstick_place = st.container(key="control-yardstick", width=190)
        with st.container(key="control-lang", width="content"):
            lang = choose_language()
    release = data.imprint()
    with period_place:
        select = partial(_select, t(lang, "frame.period"), partial(period_name, lang))
        period = _chosen("period", release.periods, select)
    with unit_place:
        unit = choose_unit(lang, period, release.city)
    with yardstick_place:
        yardstick = choose_yardstick(lang)
    return Choice(lang, unit, period, release.city, yardstick)


def without_release() -> Choice:
    """The choice where no release offers one, after `choose` has drawn its row: the language alone is known."""
    lang = st.session_state.get("chosen-lang", LANGUAGES[0])
    return Choice(str(lang), "", "", "")


def choose_language() -> str:
    """The language switch: what the link says, else `$PINGSHI_LANG`, else Chinese."""
    first = sorted(LANGUAGES, key=lambda lang: lang != os.environ.get("PINGSHI_LANG"))
    names = {lang: t(lang, f"frame.lang_{lang}") for lang in LANGUAGES}
    label = " / ".join(t(lang, "frame.language") for lang in LANGUAGES)
    return _chosen("lang", LANGUAGES, partial(_buttons, label, names), first[0])


def choose_unit(lang: str, period: str, city: str) -> str:
    """The unit picker: the whole city or one district, in administrative order; to district people their own."""
    rows = data.query(core.UNITS, period=period).rows(named=True)
    names = {row["unit_code"]: str(row[f"short_{lang}"]) for row in rows if row["level"] == "district"}
    own = data.person().unit
    options = {own: names.get(own, own)} if own else {city: t(lang, "frame.whole_city")} | names
    return _chosen("unit", list(options), partial(_buttons, t(lang, "frame.unit"), options))


def choose_yardstick(lang: str) -> str:
    """What the figures are held against: one kind at a time, or none."""
    names = {one: t(lang, f"yardstick.{one}") for one in YARDSTICKS}
    return _chosen("yardstick", YARDSTICKS, partial(_select, t(lang, "yardstick.label"), names.__getitem__))


def choose_figure(choice: Choice, page: str, names: Mapping[str, str]) -> str:
    """Which of the page's indicators the figures show."""
    draw = partial(_buttons, t(choice.lang, "frame.figure"), names, label_visibility="visible")
    return _chosen("figure", list(names), draw, key=f"figure-{page}")


def asked_figure() -> str:
    """The code of the figure that the link names; blank without one."""
    return str(st.query_params.get("figure", ""))


def asked_site() -> str:
    """The code of the community that the link names; blank without one."""
    return str(st.query_params.get("site", ""))


def type_words(name: str, label: str, hint: str) -> str:
    """Words that the reader types, kept in the link under `name`."""
    widget = f"{name}-{label}"
    if widget not in st.session_state:
        st.session_state[widget] = st.query_params.get(name, "")
    typed = str(st.text_input(label, key=widget, placeholder=hint, max_chars=200))
    if typed:
        st.query_params[name] = typed
    elif name in st.query_params:
        del st.query_params[name]
    return typed


def link(**changes: str) -> str:
    """The link to this page as it is now but for these changes; blank takes away."""
    asked = st.query_params.to_dict() | changes
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def choose_button(name: str, label: str, names: Mapping[str, str], key: str, first: str = "") -> str:
    """One of a few named codes as a row of buttons, kept in the link under `name`."""
    return _chosen(name, list(names), partial(_buttons, label, names, label_visibility="visible"), first, key)


def choose_listed(name: str, label: str, names: Mapping[str, str], key: str = "", first: str = "") -> str:
    """One of many named codes as a list to search, kept in the link under `name`.

    Without a `key` other options are another picker.
    """
    draw = partial(_select, label, names.__getitem__, label_visibility="visible")
    return _chosen(name, list(names), draw, first, key or f"{name}-{crc32(' '.join(names).encode())}")


def _chosen(name: str, options: Sequence[str], draw: partial[str], first: str = "", key: str = "") -> str:
    """The code picked, kept in the link under `name` unless it is the first one; a link with a wrong code is ignored.

    It is remembered apart from the widget: a widget forgets when its labels change with the language.
    """
    memory, first = f"chosen-{key or name}", first or options[0]
    if st.session_state.get(memory) not in options:
        linked = st.query_params.get(name)
        st.session_state[memory] = linked if linked in options else first
    widget = f"{key or name}-{draw.args[0]}"
    if widget not in st.session_state:
        st.session_state[widget] = st.session_state[memory]
    picked = st.session_state[memory] = draw(options, widget)
    if picked != first:
        st.query_params[name] = picked
    elif name in st.query_params:
        del st.query_params[name]
    return picked


def _buttons(label: str, names: Mapping[str, str], options: Sequence[str], key: str, **more: Any) -> str:
    look: dict[str, Any] = {"label_visibility": "collapsed", "wrap": True, "required": True} | more
    return str(st.segmented_control(label, options, format_func=names.__getitem__, key=key, **look))


def _select(label: str, name: Callable[[str], str], options: Sequence[str], key: str, **more: Any) -> str:
    look: dict[str, Any] = {"label_visibility": "collapsed"} | more
    return str(st.selectbox(label, options, format_func=name, key=key, **look))
