"""What may be done with a chart: take it away as a picture, a native slide or data, or add it to the briefing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.briefing.paper.charted import charted
from dashboard.briefing.paper.composed import MOST, Item
from dashboard.briefing.paper.imprint import single
from dashboard.briefing.paper.model import Imprint
from dashboard.charts.labels import Chart
from dashboard.widgets import collection
from dashboard.widgets.choice import Choice
from dashboard.widgets.downloads import MIME
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import shown
from dashboard.words import t

PICTURES = ("svg", "png")
NOTE = 500  # characters of a note


def take(chart: Chart, key: str, code: str) -> None:
    """The menu under a chart; its files are made when asked for, its pictures in the reader's browser."""
    choice, imprint = shown()
    lang, imprint = choice.lang, replace(imprint, code=code)
    stem = f"pingshi-{key}-{choice.unit}-{choice.period}"
    with (
        st.container(key=f"tool-take-{key}", horizontal=True, horizontal_alignment="right"),
        st.popover(t(lang, "collect.take"), icon=":material/download:", type="tertiary"),
    ):
        st.html(_pictures(lang, chart, key, imprint, stem))
        for kind, make in (("pptx", _slide), ("xlsx", _sheet)):
            st.download_button(
                t(lang, f"collect.take_{kind}"),
                partial(make, lang, key, chart, imprint),
                file_name=f"{stem}.{kind}",
                mime=MIME[kind],
                on_click="ignore",
                key=f"take-{kind}-{key}",
                width="stretch",
            )
        _to_the_briefing(lang, key, partial(_collected, choice, key, chart, imprint))


def _pictures(lang: str, chart: Chart, key: str, imprint: Imprint, stem: str) -> str:
    """One button per format; `pictures.js` answers them. What the picture must say goes along."""
    said = {
        "type": "button",
        "data_file": stem,
        "data_panel": f"panel-{key}",
        "data_title": chart.labels.title,
        "data_note": chart.labels.subtitle.replace("<br>", " "),
        "data_line": f"{imprint.as_of_text} · {imprint.reported}",
        "data_trace": t(lang, "briefing.trace", code=imprint.code) if imprint.code else "",
        "data_missing": t(lang, "collect.no_picture"),
    }
    buttons = [
        words("button", t(lang, f"collect.take_{kind}"), "ps-picture", data_picture=kind, **said) for kind in PICTURES
    ]
    return tag("div", "".join(buttons), "ps-pictures")


def _slide(lang: str, key: str, chart: Chart, imprint: Imprint) -> bytes:
    from dashboard.briefing.paper.slides import slides  # loaded by those who ask for one

    return slides(single(lang, charted(lang, key, chart, imprint.code), imprint))


def _sheet(lang: str, key: str, chart: Chart, imprint: Imprint) -> bytes:
    from dashboard.briefing.paper.workbook import workbook

    return workbook(single(lang, charted(lang, key, chart, imprint.code), imprint))


def _collected(choice: Choice, key: str, chart: Chart, imprint: Imprint) -> Item:
    block = charted(choice.lang, key, chart, imprint.code)
    return collection.item(choice, block, chart.labels.title, imprint.code)


def _to_the_briefing(lang: str, key: str, make: Callable[[], Item]) -> None:
    """The note that goes along, and the button that adds."""
    note = f"note-{key}"
    st.text_area(t(lang, "collect.note"), key=note, max_chars=NOTE, height=80, placeholder=t(lang, "collect.note_hint"))
    st.button(
        t(lang, "collect.add"),
        key=f"add-{key}",
        disabled=collection.is_full(),
        help=t(lang, "collect.full", n=MOST) if collection.is_full() else None,
        icon=":material/playlist_add:",
        on_click=_add,
        args=(make, note, lang),
        width="stretch",
    )


def _add(make: Callable[[], Item], note: str, lang: str) -> None:
    collection.add(make(), str(st.session_state.get(note, "")))
    st.session_state[note] = ""
    st.toast(t(lang, "collect.added", n=len(collection.items())))
