"""What a reader has put aside for a briefing, kept for the session across pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Literal

import streamlit as st

from dashboard import data
from dashboard.briefing.paper.annexes import remarks_on
from dashboard.briefing.paper.composed import MOST, Item
from dashboard.briefing.paper.model import Figure, Table
from dashboard.queries import briefing as asked
from dashboard.widgets.choice import Choice
from dashboard.widgets.page import defined
from dashboard.words import period_name, t
from pipelines.passport.model import Passport
from pipelines.passport.sections import headline

_KEPT, _COUNT = "briefing-items", "briefing-count"


def items() -> tuple[Item, ...]:
    """What was collected, in the order of the briefing."""
    kept: tuple[Item, ...] = st.session_state.get(_KEPT, ())
    return kept


def item(choice: Choice, block: Figure | Table | None, title: str, code: str) -> Item:
    """A piece to be collected: what its figure says, and what districts wrote of it in their forms."""
    lang = choice.lang
    text, unit, period = title, unit_name(choice), choice.period
    found = data.passport(code) if code else None
    if isinstance(found, Passport):
        text, unit, period = headline(found, lang), str(found.unit[f"name_{lang}"]), str(found.figure["period"])
    where = t(lang, "collect.where", unit=unit, period=period_name(lang, period))
    number = st.session_state.setdefault(_COUNT, count(1))
    return Item(f"item-{next(number)}", title, where, text, code, block, remarks=_remarks(choice, code), lang=lang)


def unit_name(choice: Choice) -> str:
    """The name of the unit chosen."""
    return str(next(iter(data.query(asked.NAME, unit=choice.unit)[f"name_{choice.lang}"]), choice.unit))


def _remarks(choice: Choice, code: str) -> tuple[str, ...]:
    indicator = defined().indicators.get(code.partition("/")[0])
    if indicator is None:
        return ()
    place = {"unit": choice.unit, "city": choice.city, "period": choice.period}
    return remarks_on(choice.lang, data.query(asked.NOTES, **place).to_dicts(), indicator["needs"])


def is_full() -> bool:
    """Whether nothing more goes in."""
    return len(items()) >= MOST


def add(one: Item, note: str) -> None:
    """Puts a piece at the end, with the writer's note."""
    _keep(*items(), replace(one, note=note))


def remove(key: str) -> None:
    """Takes a piece out."""
    _keep(*(one for one in items() if one.key != key))


def move(key: str, step: int) -> None:
    """Moves a piece up (-1) or down (1); at either end it stays."""
    kept = list(items())
    at = next(n for n, one in enumerate(kept) if one.key == key)
    to = min(max(at + step, 0), len(kept) - 1)
    kept.insert(to, kept.pop(at))
    _keep(*kept)


def edit(key: str, field: Literal["text", "note"], value: str) -> None:
    """Changes the text or the note of a piece."""
    kept = {one.key: one for one in items()}
    kept[key] = replace(kept[key], text=value) if field == "text" else replace(kept[key], note=value)
    _keep(*kept.values())


def _keep(*kept: Item) -> None:
    st.session_state[_KEPT] = kept
