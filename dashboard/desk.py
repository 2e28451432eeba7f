"""The desk where submissions come in and are decided: what pages ask of ledger, intake and warehouse. No Streamlit."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.intake.receipts.annotate import annotate
from pipelines.intake.receipts.receipt_page import receipt_page
from pipelines.intake.templates.template import write_template
from pipelines.ledger import review
from pipelines.ledger.archive import fetch
from pipelines.ledger.events import receipts
from pipelines.ledger.receipts import Sent, load_receipt
from pipelines.ledger.rows import accepted_receipts, context_for, from_demo
from pipelines.ledger.states import Event, Receipt, after
from pipelines.ledger.submit import take_in, try_out
from pipelines.problems import UserError
from pipelines.programme.model import Programme
from pipelines.programme.periods import following, previous, quarter_of, quarters

WAITING = ("received", "checked", "signed")
EVENTS = {"sign": "signed", "accept": "accepted", "return": "returned", "withdraw": "withdrawn"}


@dataclass(frozen=True, slots=True)
class Desk:
    """A home with the programme it is for."""

    home: Path
    programme: Programme

    def latest(self, today: date) -> str:
        """The latest quarter that anybody has sent; where nothing was sent yet, the last one that has ended."""
        known = [one.period for one in receipts(self.home).values() if one.period]
        return max(known, default=max(self.programme.first_period, previous(quarter_of(today))))

    def periods(self, today: date) -> tuple[str, ...]:
        """The quarters that may be reported, newest first: up to the one after the latest, once that has ended."""
        latest = self.latest(today)
        last = following(latest) if following(latest) < quarter_of(today) else latest
        return quarters(self.programme.first_period, last)[::-1]

    def template(self, unit: str, period: str, lang: str) -> bytes:
        """The workbook to fill, prefilled with what was last accepted."""
        last = context_for(self.home, self.programme, unit, period).accepted
        demo = from_demo(self.home, unit)
        return _made(lambda path: write_template(self.programme, unit, period, last, path, lang, None, demo))

    def annotated(self, data: bytes, receipt: dict[str, Any], lang: str) -> bytes:
        """The sender's own workbook with its problems marked."""
        return _made(lambda path: annotate(data, receipt, path, lang, self.programme))

    def annotated_again(self, receipt: dict[str, Any], lang: str) -> bytes:
        """The same for a receipt whose file lies in the archive."""
        return self.annotated(fetch(self.home, receipt["sha256"]), receipt, lang)

    def paper(self, receipt: dict[str, Any], lang: str) -> bytes:
        """The receipt on one page, for printing and signing."""
        return receipt_page(receipt, lang, self.programme).encode()

    def stored(self, one: Receipt) -> dict[str, Any]:
        """A receipt as it was given out, in its present state."""
        return load_receipt(self.home, one)

    def waiting(self, units: Collection[str]) -> list[Receipt]:
        """The receipts of these units on which somebody has to decide, the one that came first first."""
        return [one for one in receipts(self.home).values() if one.state in WAITING and one.unit in units]

    def sent(self, unit: str) -> list[Receipt]:
        """Every receipt of a unit whose file could be read, the latest first."""
        known = [one for one in receipts(self.home).values() if one.unit == unit and one.state != "refused"]
        return known[::-1]

    def before(self, one: Receipt) -> Receipt | None:
        """What was last accepted from the same unit for the same quarter, else for the latest earlier one."""
        known = [old for old in accepted_receipts(self.home, one.unit) if old.id != one.id]
        earlier = [old for old in known if (old.period or "") <= (one.period or "")]
        return max(earlier, key=lambda old: (old.period or "", old.accepted_seq or 0), default=None)

    def move(self, act: str, one: str, by: str | None, reason: str = "") -> Receipt:
        """The receipt, signed, accepted, returned or withdrawn; `UserError` when it is not in order."""
        if act == "return":
            return review.return_(self.home, one, reason, by)
        moves = {"sign": review.sign, "accept": review.accept, "withdraw": review.withdraw}
        return moves[act](self.home, one, by)

    def unbuilt(self, built: Iterable[str]) -> list[Receipt]:
        """The accepted receipts that are not among those of which a release was made."""
        known = {*built}
        return [one for one in accepted_receipts(self.home) if one.id not in known]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: its receipt, or why there is none; `data` are its bytes, `None` once it is archived."""

    name: str
    data: bytes | None
    receipt: dict[str, Any] | None = None
    error: UserError | None = None


def hand_in(desk: Desk, sent: Sent, trial: bool) -> Outcome:
    """A file checked and recorded, or with `trial` only checked: nothing is then kept."""
    try:
        give = try_out if trial else take_in
        receipt = give(desk.home, desk.programme, sent)
        return Outcome(sent.name, sent.data if trial else None, receipt)
    except UserError as error:
        return Outcome(sent.name, None, error=error)


def refusal(one: Receipt, act: str) -> UserError | None:
    """Why the ledger would not let the receipt be moved so now; nothing when it would."""
    try:
        after(one, Event(EVENTS[act], one.id))
    except UserError as error:
        return error
    return None


def _made(write: Callable[[Path], None]) -> bytes:
    """What a function that writes a file would have written."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.xlsx"
        write(path)
        return path.read_bytes()
