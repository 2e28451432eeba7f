"""The life of a receipt: which event is allowed in which state, and where a ledger's events have led."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipelines.i18n import LANGUAGES, text
from pipelines.problems import UserError

RESENT = "resent"
UNDECIDED = ("received", "checked", "returned", "signed")

# event: (the states in which it may happen, the state it leads to)
MOVES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "received": (("new",), "received"),
    "checked": (("received",), "checked"),
    "refused": (("received",), "refused"),
    "signed": (("checked",), "signed"),
    "accepted": (("signed",), "accepted"),
    "returned": (("checked", "signed"), "returned"),
    "withdrawn": (UNDECIDED, "withdrawn"),
    "superseded": (UNDECIDED, "superseded"),
}
LIVE = ("checked", "signed", "accepted")
_VERBS = ("signed", "accepted", "returned", "withdrawn")


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the ledger; `seq` and `at` (UTC) are set when it is written.

    `more` counts the lines of the same step that follow: a step is in the ledger whole or not at all.
    """

    event: str
    receipt: str
    seq: int = 0
    at: str = ""
    by: str | None = None
    unit: str | None = None
    period: str | None = None
    sha256: str | None = None
    file: str | None = None
    forms: tuple[str, ...] = ()
    reason: str | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a submission stands: times are UTC, `forms` are those in the file.

    `accepted_seq` is the place of its acceptance in the ledger: of two rows with one key the later counts.
    """

    id: str
    state: str
    received_at: str
    file: str
    sha256: str
    unit: str | None
    period: str | None
    forms: tuple[str, ...] = ()
    signed_at: str | None = None
    accepted_at: str | None = None
    accepted_seq: int | None = None
    reason: str | None = None


def fold(events: Iterable[Event]) -> dict[str, Receipt]:
    """The receipts in the order in which they came, each in the state to which its events have led."""
    receipts: dict[str, Receipt] = {}
    for event in events:
        receipts[event.receipt] = after(receipts.get(event.receipt), event)
    return receipts


def after(receipt: Receipt | None, event: Event) -> Receipt:
    """The receipt after one more event; `UserError` when the event is not allowed in its present state."""
    if event.event == RESENT and receipt:
        return receipt
    before, state = MOVES[event.event]
    if (receipt.state if receipt else "new") not in before:
        raise _not_allowed(event, receipt)
    if receipt is None:
        return Receipt(event.receipt, state, event.at, event.file or "", event.sha256 or "", event.unit, event.period)
    return _informed(replace(receipt, state=state), event)


def allowed(state: str) -> tuple[str, ...]:
    """What people may do with a receipt in this state: signed, accepted, returned, withdrawn."""
    return tuple(event for event in _VERBS if state in MOVES[event][0])


def _informed(receipt: Receipt, event: Event) -> Receipt:
    """The receipt with what the event tells besides its state."""
    match event.event:
        case "checked":
            return replace(receipt, forms=event.forms)
        case "signed":
            return replace(receipt, signed_at=event.at)
        case "accepted":
            return replace(receipt, accepted_at=event.at, accepted_seq=event.seq)
    return replace(receipt, reason=event.reason)


def _not_allowed(event: Event, receipt: Receipt | None) -> UserError:
    state = receipt.state if receipt else "new"
    zh, en = (
        text(
            lang,
            "error.move_not_allowed",
            receipt=event.receipt,
            wanted=text(lang, f"move.{event.event}"),
            state=text(lang, f"state.{state}"),
            next=_next_steps(lang, event.receipt, state),
        )
        for lang in LANGUAGES
    )
    return UserError("move_not_allowed", zh, en)


def _next_steps(lang: str, receipt: str, state: str) -> str:
    steps = [text(lang, f"next.{event}", receipt=receipt) for event in allowed(state)]
    if not {"signed", "accepted"} & {*allowed(state)}:
        steps.append(text(lang, f"next.otherwise_{state}"))
    return text(lang, "next.or").join(steps)
