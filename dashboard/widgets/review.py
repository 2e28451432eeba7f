"""What only the page for deciding has: the receipts that wait, one opened, the acts, the new release."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

import streamlit as st

from dashboard import data, roles
from dashboard.desk import Desk, refusal
from dashboard.queries import desk as ask
from dashboard.roles import Person
from dashboard.widgets.changes import changes
from dashboard.widgets.choice import choose_listed, link
from dashboard.widgets.deskpage import move
from dashboard.widgets.listing import listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import html
from dashboard.widgets.receipt import period_words, receipt_on_screen, unit_name
from dashboard.widgets.tables import panel
from dashboard.words import counted, day, t, whole
from pipelines.intake.receipts.receipt import level_counts, received
from pipelines.ledger.states import Receipt
from pipelines.problems import UserError
from pipelines.warehouse.build import build

HEADS = ("unit", "period", "receipt", "next", "received", "held#", "errors#", "warnings#")
ACTS = (roles.SIGN, roles.ACCEPT)
_ICONS = {roles.SIGN: ":material/draw:", roles.ACCEPT: ":material/check_circle:"}


def waiting(desk: Desk, person: Person) -> list[Receipt]:
    """The receipts that wait for a decision and are this person's to see."""
    units = {one.code for one in desk.programme.reporting_units if person.unit in (None, one.code)}
    return desk.waiting(units)


def sentence(lang: str, known: Sequence[Receipt]) -> str:
    """How many wait, for whom, and since when."""
    if not known:
        return t(lang, "review.none")
    first = day(lang, datetime.fromisoformat(min(one.received_at for one in known)).astimezone().date())
    to_sign = sum(one.state != "signed" for one in known)
    parts = [counted(lang, "review.to_sign", to_sign)] if to_sign else []
    parts += [counted(lang, "review.to_accept", len(known) - to_sign)] if len(known) > to_sign else []
    said = t(lang, "frame.semicolon").join(parts)
    return counted(lang, "review.waiting", len(known), parts=said, since=first)


def queue(desk: Desk, lang: str, known: Sequence[Receipt]) -> None:
    """The receipts that wait, the one that came first first."""
    rows = [_line(desk, lang, one) for one in known]
    heads = [t(lang, f"review.head_{name.rstrip('#')}") + "#" * name.endswith("#") for name in HEADS]
    listing(
        "queue", t(lang, "review.queue"), t(lang, "review.queue_note" if rows else "review.queue_none"), heads, rows
    )


def _line(desk: Desk, lang: str, one: Receipt) -> list[str]:
    stored = desk.stored(one)
    counts = level_counts(stored["problems"])
    explained = sum(bool(found.get("reason")) for found in stored["problems"])
    held = sum(count["rejected"] for count in stored["forms"].values())
    late = t(lang, "review.late") if stored.get("on_time") is False else ""
    return [
        unit_name(desk.programme, one.unit, lang),
        period_words(lang, one.period),
        one.id,
        t(lang, f"review.next_{one.state}"),
        f"{received(one.received_at)}{late}",
        *(whole(n) for n in (held, counts["error"], max(counts["warning"] - explained, 0))),
    ]


def chosen(desk: Desk, lang: str, known: Sequence[Receipt]) -> Receipt:
    """The receipt to look into, named in the link."""
    names = {
        one.id: t(
            lang,
            "review.option",
            unit=unit_name(desk.programme, one.unit, lang),
            period=period_words(lang, one.period),
            receipt=one.id,
        )
        for one in known
    }
    with st.container(key="tool-open", width=620):
        picked = choose_listed("receipt", t(lang, "review.open"), names, f"receipt-{known[0].id}-{len(known)}")
    return next(one for one in known if one.id == picked)


def opened(desk: Desk, lang: str, one: Receipt) -> None:
    """Its receipt, and what differs from what was last accepted of the unit."""
    receipt_on_screen(desk, lang, desk.stored(one), None, "opened")
    before = desk.before(one)
    if before is None:
        return panel("changed", t(lang, "review.changed_first"), t(lang, "review.changed_first_note"))
    try:
        with st.spinner(t(lang, "submit.comparing")):
            found = data.differences(str(desk.home), before.id, one.id)
    except UserError as error:
        return html(words("p", error.message(lang), "ps-warn"))
    slots = {"old": before.id, "period": period_words(lang, before.period)}
    return changes(lang, desk.programme, found, "changed", t(lang, "review.changed", **slots))


def decision(desk: Desk, person: Person, lang: str, one: Receipt) -> None:
    """What the person may do with the receipt; what is not in order says why, in the ledger's words."""
    with st.container(border=True, key="panel-decide"):
        html(_title(t(lang, "review.decide"), t(lang, "review.decide_note")))
        able = [act for act in ACTS if roles.may(person, act, one.unit)]
        able = [act for act in able if (act, one.state) != (roles.SIGN, "signed")]  # done, and nothing to refuse
        for act in able:
            _button(desk, lang, one, act)
        if roles.may(person, roles.RETURN, one.unit):
            _return(desk, lang, one)
        elif not able:
            html(words("p", t(lang, "review.only_look")))


def _button(desk: Desk, lang: str, one: Receipt, act: str) -> None:
    why = refusal(one, act)
    st.button(
        t(lang, f"review.{act}"),
        icon=_ICONS[act],
        type="primary" if why is None else "secondary",
        disabled=why is not None,
        on_click=partial(move, desk, lang, act, one),
        key=f"{act}-{one.id}",
        width="stretch",
    )
    if why is not None:
        html(words("p", why.message(lang), "ps-why"))


def _return(desk: Desk, lang: str, one: Receipt) -> None:
    with st.form(key=f"return-{one.id}-{lang}", border=False):
        label, hint = t(lang, "review.reason"), t(lang, "review.reason_hint")
        reason = st.text_area(label, placeholder=hint, max_chars=500, key=f"reason-{one.id}", height=96)
        asked = st.form_submit_button(t(lang, "review.return"), icon=":material/undo:", width="stretch")
    if asked:
        move(desk, lang, roles.RETURN, one, reason)
        st.rerun()


def release(desk: Desk, person: Person, lang: str) -> None:
    """What was accepted and no page shows yet, with the button that makes the release; or the way to the new one."""
    waits = desk.unbuilt(_built())
    if waits:
        with st.container(border=True, key="panel-build"):
            names = [f"{unit_name(desk.programme, one.unit, lang)} {period_words(lang, one.period)}" for one in waits]
            about = t(lang, "review.unbuilt_note", names=t(lang, "frame.list_mark").join(names))
            html(_title(counted(lang, "review.unbuilt", len(waits)), about))
            if roles.may(person, roles.BUILD):
                _build(desk, lang)
    elif made := st.session_state.get("desk-built"):
        way = tag("a", t(lang, "review.open_release"), href="home" + link(receipt=""), target="_self")
        html(tag("div", words("p", t(lang, "review.built", name=made)) + tag("p", way), "ps-said done", role="status"))


def _build(desk: Desk, lang: str) -> None:
    if not st.button(t(lang, "review.build"), icon=":material/deployed_code:", type="primary", key="build"):
        return
    with st.status(t(lang, "review.building"), expanded=False) as progress:
        try:
            st.session_state["desk-built"] = build(desk.home, desk.programme)
        except UserError as error:
            progress.update(label=t(lang, "review.not_built"), state="error")
            html(words("p", error.message(lang), "ps-warn"))
            return
    st.rerun()


def _built() -> list[str]:
    with suppress(data.NoReleaseError):
        return data.query(ask.ACCEPTED)["receipt"].to_list()
    return []


def _title(title: str, about: str) -> str:
    return tag("div", words("h2", title) + words("p", about), "ps-title")
