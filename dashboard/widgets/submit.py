"""What only the page for sending has: unit and quarter, the template, the upload with its receipts, the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard import data, roles
from dashboard.desk import Desk, Outcome, hand_in
from dashboard.roles import Person
from dashboard.widgets.changes import changes
from dashboard.widgets.choice import Choice, choose_listed
from dashboard.widgets.deskpage import move
from dashboard.widgets.downloads import MIME
from dashboard.widgets.listing import listing
from dashboard.widgets.markup import note, tag, uploader_words, words
from dashboard.widgets.page import html
from dashboard.widgets.receipt import period_words, receipt_on_screen, unit_name
from dashboard.words import counted, day, period_name, t, whole
from pipelines.intake.receipts.receipt import received
from pipelines.ledger.receipts import Sent
from pipelines.ledger.report import status, stories
from pipelines.ledger.states import Receipt, allowed
from pipelines.problems import UserError

ACTS = (roles.SEND, roles.LOOK)
_SHOWN = "submit-outcomes"


def start(desk: Desk, person: Person, choice: Choice) -> tuple[str, str]:
    """Unit and quarter that the page is about, with their template; district people have their own unit."""
    lang = choice.lang
    units = {one.code: one.name[lang] for one in desk.programme.reporting_units}
    mine = {code: name for code, name in units.items() if any(roles.may(person, act, code) for act in ACTS)}
    today = date.today()
    periods = {one: period_name(lang, one) for one in desk.periods(today)}
    first = choice.unit if choice.unit in mine else next(iter(mine))
    with st.container(border=True, key="panel-start", height="stretch"):
        html(_title(t(lang, "submit.start"), t(lang, "submit.start_note")))
        with st.container(key="tool-place", horizontal=True):
            unit = choose_listed("sender", t(lang, "submit.unit"), mine, "sender", first)
            period = choose_listed("quarter", t(lang, "submit.period"), periods, "quarter", desk.latest(today))
        template(desk, lang, unit, period)
    return unit, period


def standing(desk: Desk, lang: str, unit: str, period: str) -> str:
    """Where the unit stands in the quarter, in one sentence, and how many forms have come."""
    told = status(desk.home, desk.programme, period)
    one = next(row for row in told["units"] if row["unit"] == unit)
    slots = {
        "unit": one[f"name_{lang}"],
        "period": period_name(lang, period),
        "due": day(lang, date.fromisoformat(told["due_on"])),
        "receipt": one["receipt"],
        "state": t(lang, f"receipt.state.{one['state']}"),
    }
    if one["receipt"] is None:
        return t(lang, "submit.not_received", **slots)
    came = [form for form in told["forms_due"] if form in one["forms_received"]]
    said = [t(lang, "submit.stands", **slots)]
    if one["late_days"]:
        said.append(counted(lang, "submit.late", one["late_days"]))
    if one["forms_received"]:
        said.append(t(lang, "submit.forms", n=whole(len(came)), of=whole(len(told["forms_due"]))))
    left = [counted(lang, f"submit.{kind}", n) for kind, n in _left(one) if n]
    return t(lang, "frame.space").join([*said, *left])


def _left(one: dict[str, Any]) -> list[tuple[str, int]]:
    return [("errors_left", one["errors"]), ("warnings_left", one["warnings"] - one["explained"])]


def template(desk: Desk, lang: str, unit: str, period: str) -> None:
    """The workbook to fill, made when it is asked for."""
    slots = {"unit": unit_name(desk.programme, unit, lang), "period": period_name(lang, period)}
    html(words("p", t(lang, "submit.template_note", **slots), "ps-quiet"))
    st.download_button(
        t(lang, "submit.template_button"),
        partial(desk.template, unit, period, lang),
        file_name=f"{unit}-{period}.xlsx",
        mime=MIME["xlsx"],
        icon=":material/download:",
        on_click="ignore",
        key="template",
    )


def upload(desk: Desk, person: Person, lang: str, unit: str, period: str) -> None:
    """One file or several: only checked, or sent. Any kind of file may be chosen: the receipt says what is wrong."""
    with st.container(border=True, key="panel-upload", height="stretch"):
        html(_title(t(lang, "submit.upload"), t(lang, "submit.upload_note")), uploader_words(lang))
        turn = st.session_state.setdefault("submit-turn", 0)  # a new widget after sending: nothing is sent twice
        label = t(lang, "submit.files")
        files = st.file_uploader(label, accept_multiple_files=True, key=f"files-{turn}")
        says = _whose(lang, person, unit_name(desk.programme, unit, lang), period_name(lang, period))
        with st.container(key="tool-send", horizontal=True):
            is_trial = st.button(t(lang, "submit.check"), icon=":material/fact_check:", disabled=not files, key="check")
            is_sent = st.button(
                t(lang, "submit.send"), icon=":material/send:", type="primary", disabled=not files, key="send"
            )
        if is_trial or is_sent:
            of, quarter = (unit, period) if says == "chosen" else (person.unit, None)
            sent = [Sent(one.name, one.getvalue(), of, quarter, person.name) for one in files]
            found = _handed_in(desk, lang, sent, is_trial)
            st.session_state[_SHOWN] = ((unit, period), found)
            st.session_state["submit-turn"] += not is_trial
            st.rerun()


def _whose(lang: str, person: Person, unit: str, period: str) -> str:
    """Whether unit and quarter are as the file says, or as chosen on the page."""
    as_file = t(lang, "submit.as_file_own", unit=unit) if person.unit else t(lang, "submit.as_file")
    names = {"file": as_file, "chosen": t(lang, "submit.as_chosen", unit=unit, period=period)}
    label = t(lang, "submit.whose")
    return str(st.radio(label, list(names), format_func=names.__getitem__, horizontal=True, key=f"whose-{lang}"))


def _handed_in(desk: Desk, lang: str, files: Sequence[Sent], is_trial: bool) -> list[Outcome]:
    """What came of each file; a bar tells which one is being read."""
    found: list[Outcome] = []
    bar = st.progress(0.0)
    for number, sent in enumerate(files):
        said = t(lang, "submit.reading", n=whole(number + 1), of=whole(len(files)), file=sent.name)
        bar.progress(number / len(files), said)
        found.append(hand_in(desk, sent, is_trial))
    bar.progress(1.0)
    return found


def outcomes(desk: Desk, lang: str, unit: str, period: str) -> None:
    """The receipts of what was checked or sent last, else the latest of the quarter; a file without one says why."""
    chosen, found = st.session_state.get(_SHOWN, ((), ()))
    if chosen != (unit, period):
        latest = [one for one, _ in stories(desk.home, desk.programme, unit, period)][-1:]
        found = [Outcome(one.file, None, desk.stored(one)) for one in latest]
    for number, one in enumerate(found):
        if one.receipt is not None:
            receipt_on_screen(desk, lang, one.receipt, one.data, f"sent-{number}")
        elif one.error is not None:
            html(note(t(lang, "submit.not_taken", file=one.name), [one.error.message(lang)]))


def past(desk: Desk, person: Person, lang: str, unit: str, period: str) -> None:
    """Every submission of the quarter with its events, and what changed from one submission to another."""
    known = stories(desk.home, desk.programme, unit, period)
    heads = [t(lang, f"submit.head_{name}") for name in ("receipt", "state", "received", "file", "events")]
    rows = [_story(lang, one, told) for one, told in reversed(known)]
    slots = {"unit": unit_name(desk.programme, unit, lang), "period": period_words(lang, period)}
    about = t(lang, "submit.history_note" if rows else "submit.history_none", **slots)
    listing("history", t(lang, "submit.history"), about, heads, rows)
    _take_back(desk, person, lang, [one for one, _ in known])
    _beside(desk, lang, unit, [one for one, _ in known])


def _story(lang: str, one: Receipt, told: Sequence[dict[str, Any]]) -> list[str]:
    events = [
        t(lang, "submit.event", at=received(event["at"]), event=t(lang, f"submit.event_{event['event']}"))
        + (t(lang, "submit.event_reason", reason=event["reason"]) if event["event"] == "returned" else "")
        for event in told
    ]
    state = t(lang, f"receipt.state.{one.state}")
    return [one.id, state, received(one.received_at), one.file, t(lang, "frame.semicolon").join(events)]


def _take_back(desk: Desk, person: Person, lang: str, known: Sequence[Receipt]) -> None:
    """A button for each receipt that its sender may still take back."""
    for one in known:
        if "withdrawn" in allowed(one.state) and roles.may(person, roles.WITHDRAW, one.unit):
            with st.container(key=f"tool-withdraw-{one.id}"):
                label = t(lang, "submit.withdraw", receipt=one.id)
                act = partial(move, desk, lang, roles.WITHDRAW, one)
                with st.popover(label, icon=":material/undo:"):
                    html(words("p", t(lang, "submit.withdraw_note")))
                    st.button(t(lang, "submit.withdraw_sure"), on_click=act, key=f"withdraw-{one.id}")


def _beside(desk: Desk, lang: str, unit: str, known: Sequence[Receipt]) -> None:
    """Two submissions of the unit side by side: by default the latest of the quarter and the one before it."""
    all_sent = {one.id: one for one in desk.sent(unit)}
    mine = [one.id for one in reversed(known) if one.id in all_sent]
    if not mine or len(all_sent) < 2:
        return
    names = {key: f"{key} · {t(lang, f'receipt.state.{one.state}')}" for key, one in all_sent.items()}
    others = [one for one in mine[1:] or all_sent if one != mine[0]]
    with st.container(border=True, key="panel-compare"):
        html(_title(t(lang, "submit.beside"), t(lang, "submit.beside_note")))
        with st.container(key="tool-beside", horizontal=True, vertical_alignment="bottom"):
            key = f"{unit}-{mine[0]}"
            old = choose_listed("old", t(lang, "submit.old"), names, f"old-{key}", others[0])
            new = choose_listed("new", t(lang, "submit.new"), names, f"new-{key}", mine[0])
            asked = st.toggle(t(lang, "submit.compare"), key="compare")
    if asked:
        _shown_changes(desk, lang, old, new)


def _shown_changes(desk: Desk, lang: str, old: str, new: str) -> None:
    try:
        with st.spinner(t(lang, "submit.comparing")):
            found = data.differences(str(desk.home), old, new)
    except UserError as error:
        return html(words("p", error.message(lang), "ps-warn"))
    return changes(lang, desk.programme, found, "beside", t(lang, "submit.changed", old=old, new=new))


def _title(title: str, about: str) -> str:
    return tag("div", words("h2", title) + words("p", about), "ps-title")
