"""Living the ledger once more in another home: every file read, checked and decided on again, in the same order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pipelines.intake.sheets.read import read_submission
from pipelines.intake.tables import Reading
from pipelines.ledger.archive import fetch
from pipelines.ledger.events import append, receipts
from pipelines.ledger.examine import judge
from pipelines.ledger.home import make_home
from pipelines.ledger.receipts import Sent, make_receipt, save_receipt
from pipelines.ledger.rows import promote
from pipelines.ledger.states import RESENT, Event
from pipelines.ledger.submit import store_rows
from pipelines.problems import UserError
from pipelines.programme.model import Form, Programme

_CHECKED = ("checked", "refused")


def lost_files(home: Path, told: Sequence[Event]) -> dict[str, UserError]:
    """The receipts whose bytes are no longer in the archive as they were sent, and what is the matter."""
    found = {}
    for event in _received(told):
        try:
            fetch(home, str(event.sha256))
        except UserError as fault:
            found[event.receipt] = fault
    return found


def replay(home: Path, programme: Programme, told: Sequence[Event], again: Path) -> None:
    """Takes in, and decides on, everything in the new home `again` as the events of `home` tell it.

    Files are checked as definitions are now, so a receipt may be refused that was not: its decisions then fall away.
    """
    make_home(again)
    readings = _readings(home, programme.forms, _received(told))
    for event in told:
        if event.event == "received":
            _take_in(again, programme, event, *next(readings))
        elif event.event not in _CHECKED:
            _decide(again, event)


def _received(told: Sequence[Event]) -> list[Event]:
    return [event for event in told if event.event == "received"]


def _readings(home: Path, forms: Sequence[Form], received: Sequence[Event]) -> Iterator[tuple[Sent, Reading]]:
    """The files in order; each is read by a process of its own, a few ahead of the one that is checked."""
    cores = os.cpu_count() or 1
    waiting: deque[Future[tuple[Sent, Reading]]] = deque()
    with ThreadPoolExecutor(cores) as clerks:
        for event in received:
            waiting.append(clerks.submit(_read, home, forms, event))
            if len(waiting) > cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(home: Path, forms: Sequence[Form], event: Event) -> tuple[Sent, Reading]:
    sent = Sent(event.file or "", fetch(home, str(event.sha256)), event.unit, event.period)
    return sent, read_submission(sent.data, sent.name, forms)


def _take_in(again: Path, programme: Programme, event: Event, sent: Sent, reading: Reading) -> None:
    at = datetime.fromisoformat(event.at)
    found = judge(again, programme, sent, reading)
    receipt = make_receipt(programme, sent, found, event.receipt, at)
    store_rows(again, event.receipt, found)
    save_receipt(again, receipt)
    append(
        again,
        replace(event, unit=found.unit, period=found.period),
        Event(found.state, event.receipt, by=event.by, forms=tuple(receipt["forms"])),
        at=at,
    )


def _decide(again: Path, event: Event) -> None:
    receipt = receipts(again)[event.receipt]
    if receipt.state == "refused" and event.event != RESENT:
        return
    append(again, event, at=datetime.fromisoformat(event.at))
    if event.event == "accepted":
        promote(again, receipts(again)[event.receipt])
