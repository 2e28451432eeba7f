"""The page on which a briefing is made: the pieces collected, what kind of briefing, and the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Literal, cast

import streamlit as st

from dashboard import data
from dashboard.briefing.paper.command import TEMPLATED, writer_of
from dashboard.briefing.paper.composed import Contents, Item, composed
from dashboard.briefing.paper.make import briefing
from dashboard.briefing.paper.model import AUDIENCES, Audience, Figure
from dashboard.briefing.paper.template import Template
from dashboard.widgets import collection, markup
from dashboard.widgets.choice import Choice, choose_button
from dashboard.widgets.downloads import MIME
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import html
from dashboard.words import counted, day, period_name, t
from pipelines.problems import UserError

MOST_TEXT, MOST_NOTE = 1000, 500  # characters
_MADE = "briefing-made"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for; the files made for one order are not those of another."""

    release: str
    choice: Choice
    audience: Audience
    contents: Contents
    items: tuple[Item, ...]
    templates: tuple[tuple[str, str], ...] = ()  # name and digest


def top(choice: Choice) -> None:
    """The question, what a briefing would be about, and how much was collected."""
    lang, release, n = choice.lang, data.imprint(), len(collection.items())
    banner = words("p", t(lang, "frame.demo_banner"), "ps-banner") if release.demo else ""
    title = words("h1", t(lang, "briefing.question")) + words("p", t(lang, "collect.about"), "where")
    standing = words("p", t(lang, "frame.release", name=release.name))
    html(banner, tag("header", tag("div", title) + tag("div", standing, "standing"), "ps-head"))
    said = counted(lang, "collect.so_far", n) if n else t(lang, "collect.none_yet")
    html(tag("p", words("strong", said), "ps-sentence"))


def foot(lang: str) -> None:
    """The line under everything."""
    release = data.imprint()
    source = t(lang, "frame.source_demo" if release.demo else "frame.source")
    built = t(lang, "frame.built", day=day(lang, release.built_on))
    html(tag("footer", words("p", f"{source} · {t(lang, 'frame.release', name=release.name)} · {built}"), "ps-foot"))


def pieces(lang: str) -> None:
    """The pieces in order, each to be edited, moved or taken out; without any, how to collect them."""
    found = collection.items()
    if not found:
        lines = [t(lang, f"collect.empty_{part}") for part in ("what", "do", "plain")]
        return html(markup.note(t(lang, "collect.empty_title"), lines))
    for n, one in enumerate(found, start=1):
        with st.container(border=True, key=f"panel-{one.key}"):
            _piece(lang, one, n, len(found))
    return None


def _piece(lang: str, one: Item, n: int, of: int) -> None:
    kind = t(lang, f"collect.kind_{'chart' if isinstance(one.block, Figure) else 'table' if one.block else 'figure'}")
    head = words("h2", f"{n}. {one.title}") + words("p", f"{kind} · {one.where}")
    other = t(lang, "collect.other_language") if one.lang not in ("", lang) else ""
    remarks = "".join(words("p", text) for text in (*one.remarks, other))
    html(tag("div", head + remarks, "ps-title"))
    _field(lang, one, "text", MOST_TEXT)
    _field(lang, one, "note", MOST_NOTE)
    with st.container(key=f"tool-{one.key}", horizontal=True):
        label = partial(t, lang, title=one.title)
        for name, step, is_end in (("up", -1, n == 1), ("down", 1, n == of)):
            st.button(
                t(lang, f"collect.{name}"),
                key=f"{name}-{one.key}",
                help=label(f"collect.{name}_help"),
                disabled=is_end,
                on_click=collection.move,
                args=(one.key, step),
            )
        st.button(
            t(lang, "collect.remove"),
            key=f"remove-{one.key}",
            help=label("collect.remove_help"),
            on_click=collection.remove,
            args=(one.key,),
        )


def _field(lang: str, one: Item, field: Literal["text", "note"], most: int) -> None:
    """One of the texts of a piece; kept with the piece, for Streamlit forgets it on another page."""
    widget = f"{field}-{one.key}"
    if widget not in st.session_state:
        st.session_state[widget] = getattr(one, field)
    st.text_area(
        t(lang, f"collect.{field}"),
        key=widget,
        max_chars=most,
        height=80,
        on_change=lambda: collection.edit(one.key, field, str(st.session_state[widget])),
    )


def making(choice: Choice) -> None:
    """What kind, which contents, which formats; the button, the progress, the files."""
    lang = choice.lang
    with st.container(border=True, key="panel-making"):
        unit = collection.unit_name(choice)
        html(tag("div", words("h2", t(lang, "collect.make")) + words("p", _about(choice, unit)), "ps-title"))
        audience, contents = _audience(choice), _contents(lang)
        names = {kind: t(lang, f"collect.format_{kind}") for kind in MIME}
        formats = st.pills(
            t(lang, "collect.formats"),
            list(MIME),
            format_func=names.__getitem__,
            selection_mode="multi",
            default=["docx"],
            key="briefing-formats",
        )
        templates = _templates(lang)
        digests = tuple((one.name, sha256(one.data).hexdigest()) for one in templates.values())
        order = Order(data.imprint().name, choice, audience, contents, collection.items(), digests)
        if st.button(t(lang, "collect.write"), key="briefing-write", type="primary", disabled=not formats):
            _write(order, [kind for kind in MIME if kind in formats], templates)
        _files(order)


def _about(choice: Choice, unit: str) -> str:
    return t(choice.lang, "collect.of", unit=unit, period=period_name(choice.lang, choice.period))


def _audience(choice: Choice) -> Audience:
    """For whom; a letter to a district needs one."""
    lang = choice.lang
    offered = [one for one in AUDIENCES if one != "return" or choice.unit != choice.city]
    names = {str(one): t(lang, f"collect.audience_{one}") for one in offered}
    return cast(Audience, choose_button("audience", t(lang, "collect.audience"), names, f"audience-{len(offered)}"))


def _contents(lang: str) -> Contents:
    """What goes in; without anything collected only the standard text can."""
    offered: Sequence[Contents] = ("both", "standard", "collected") if collection.items() else ("standard",)
    names = {str(one): t(lang, f"collect.contents_{one}") for one in offered}
    label = t(lang, "collect.contents")
    return cast(Contents, choose_button("contents", label, names, f"contents-{len(offered)}"))


def _templates(lang: str) -> Mapping[str, Template]:
    """The office's own templates by their kind, the last given of each; they stay in memory and are not kept."""
    with st.expander(t(lang, "collect.template")):
        html(words("p", t(lang, "collect.template_note"), "ps-quiet"), markup.uploader_words(lang))
        label = t(lang, "collect.template_files")
        files = st.file_uploader(label, list(TEMPLATED), accept_multiple_files=True, key="briefing-templates")
    found = [Template(one.name, one.getvalue()) for one in files]
    return {one.kind: one for one in found}


def _write(order: Order, formats: Sequence[str], templates: Mapping[str, Template]) -> None:
    """Makes the files, saying where it is; what cannot be made is said and leaves the rest as it is."""
    choice, lang = order.choice, order.choice.lang
    st.session_state.pop(_MADE, None)
    bar = st.progress(0.0, t(lang, "collect.reading"))
    try:
        standard = briefing(data.release(choice.unit), choice.unit, choice.period, lang, order.audience)
        made = composed(standard, order.items, order.contents)
        files = {}
        for n, kind in enumerate(formats, start=1):
            bar.progress(n / (len(formats) + 1), t(lang, "collect.writing", kind=t(lang, f"collect.format_{kind}")))
            files[kind] = writer_of(kind, templates.get(kind))(made)
        st.session_state[_MADE] = (order, files)
    except UserError as fault:
        html(markup.note(t(lang, "collect.cannot"), [fault.message(lang)]))
    bar.empty()


def _files(order: Order) -> None:
    """The files made for this order, to be saved; those of another order are old and are not shown."""
    lang, choice = order.choice.lang, order.choice
    made, files = st.session_state.get(_MADE, (None, {}))
    if made is None:
        return None
    if made != order:
        return html(words("p", t(lang, "collect.stale"), "ps-quiet"))
    html(words("p", t(lang, "collect.ready"), "ps-quiet", role="status"))
    for kind, file in files.items():
        size = t(lang, "collect.size", kind=t(lang, f"collect.format_{kind}"), n=max(1, len(file) // 1024))
        name = f"pingshi-{order.audience}-{choice.unit}-{choice.period}-{lang}.{kind}"
        st.download_button(size, file, name, MIME[kind], on_click="ignore", key=f"file-{kind}", width="stretch")
    return None
