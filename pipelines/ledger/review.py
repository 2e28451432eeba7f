"""Deciding on a receipt: the district signs, the city accepts or returns, the sender withdraws."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pipelines.i18n import user_error
from pipelines.ledger.events import locked, one_receipt
from pipelines.ledger.rows import promote
from pipelines.ledger.states import Event, Receipt


def sign(home: Path, receipt: str, by: str | None = None, at: datetime | None = None) -> Receipt:
    """The receipt, signed by the district; `UserError` when it is not in order."""
    return _move(home, Event("signed", receipt, by=by), at)


def return_(home: Path, receipt: str, reason: str, by: str | None = None, at: datetime | None = None) -> Receipt:
    """The receipt, returned to the sender with what has to be changed; `UserError` without a reason."""
    if not reason.strip():
        raise user_error("reason_missing", receipt=receipt)
    return _move(home, Event("returned", receipt, by=by, reason=reason.strip()), at)


def withdraw(home: Path, receipt: str, by: str | None = None, at: datetime | None = None) -> Receipt:
    """The receipt, taken back by the sender before the city accepted it."""
    return _move(home, Event("withdrawn", receipt, by=by), at)


def accept(home: Path, receipt: str, by: str | None = None, at: datetime | None = None) -> Receipt:
    """The receipt, accepted by the city: its rows that passed count from now on."""
    return _move(home, Event("accepted", receipt, by=by), at)


def _move(home: Path, event: Event, at: datetime | None) -> Receipt:
    one_receipt(home, event.receipt)
    with locked(home) as ledger:
        moved = ledger.preview(event)
        if moved.state == "accepted":
            promote(home, moved)
        ledger.append(event, at=at)
        return ledger.receipts[event.receipt]
