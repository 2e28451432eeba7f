"""The ledger: an append-only file of events, one JSON line each, written under a lock."""

from __future__ import annotations

import fcntl
import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from pipelines.i18n import user_error
from pipelines.ledger.home import cannot_write, read_kept, sync_folder
from pipelines.ledger.states import MOVES, RESENT, Event, Receipt, after, fold


@dataclass(slots=True)
class Ledger:
    """The ledger while it is locked for writing; `receipts` is always up to date, `size` is that of the file."""

    file: FileIO
    size: int
    events: list[Event]
    receipts: dict[str, Receipt]

    def preview(self, event: Event) -> Receipt:
        """The receipt as the event would leave it; `UserError` when the event is not allowed."""
        return after(self.receipts.get(event.receipt), event)

    def now(self) -> datetime:
        """This machine's time, but never before the last event: a clock that was put back does not turn the order."""
        clock = datetime.now(UTC)
        return max(clock, datetime.fromisoformat(self.events[-1].at)) if self.events else clock

    def append(self, *drafts: Event, at: datetime | None = None) -> None:
        """Writes the events of one step at the time `at` (now).

        `UserError`, and nothing written, when one is not allowed or the disk is full.
        """
        at = at or self.now()
        step = [_complete(draft, self, n, len(drafts), at) for n, draft in enumerate(drafts)]
        receipts = dict(self.receipts)
        for event in step:
            receipts[event.receipt] = after(receipts.get(event.receipt), event)
        self.size = _write_out(self.file, "".join(map(_line, step)).encode(), self.size)
        self.events += step
        self.receipts = receipts


@contextmanager
def locked(home: Path) -> Iterator[Ledger]:
    """The ledger, locked: what is read, decided and appended inside is one turn among the writers.

    What a killed writer left unfinished at the end is cut off.
    """
    with _open(_path(home)) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        written = file.read()
        found, size = _whole_steps(written)
        if size < len(written):
            _cut(file, size)
        yield Ledger(file, size, found, fold(found))


@contextmanager
def quiet(home: Path) -> Iterator[None]:
    """No writer has a turn inside: what is read there belongs together. Nothing is written."""
    path = _path(home)
    if not path.exists():
        yield
        return
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def append(home: Path, *drafts: Event, at: datetime | None = None) -> None:
    """Writes the events of one step at the time `at` (now); `UserError` when one is not allowed."""
    with locked(home) as ledger:
        ledger.append(*drafts, at=at)


def events(home: Path) -> list[Event]:
    """All events in order; none when nothing was ever sent."""
    path = _path(home)
    return _whole_steps(read_kept(path))[0] if path.exists() else []


def torn_bytes(home: Path) -> int:
    """How many bytes a killed writer left unfinished at the end; the next writer cuts them off."""
    path = _path(home)
    written = read_kept(path) if path.exists() else b""
    return len(written) - _whole_steps(written)[1]


def receipts(home: Path) -> dict[str, Receipt]:
    """Every receipt with its present state, in the order in which they came."""
    return fold(events(home))


def one_receipt(home: Path, receipt: str) -> Receipt:
    """The receipt of this number; `UserError` naming the latest ones when there is none."""
    known = receipts(home)
    if receipt not in known:
        raise user_error("unknown_receipt", receipt=receipt, known=", ".join(list(known)[-6:]) or "-")
    return known[receipt]


def moment(at: datetime | None = None) -> str:
    """A time as the ledger writes it: `2013-10-17T02:03:04Z`."""
    return (at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _path(home: Path) -> Path:
    return home / "ledger" / "events.jsonl"


def _open(path: Path) -> FileIO:
    """The file without a buffer: what could not be written is not tried again behind our back."""
    try:
        file = path.open("a+b", buffering=0)
    except OSError as fault:
        raise cannot_write(path, fault) from fault
    try:
        sync_folder(path.parent)
    except OSError as fault:
        file.close()
        raise cannot_write(path, fault) from fault
    return file


def _write_out(file: FileIO, data: bytes, size: int) -> int:
    """The file's new size; when the step cannot be written whole, the file is as long as before."""
    try:
        written = 0
        while written < len(data):
            written += file.write(data[written:])
        os.fsync(file.fileno())
    except OSError as fault:
        with suppress(OSError):  # a torn end that stays is cut off by the next writer
            file.truncate(size)
        raise cannot_write(Path(os.fsdecode(file.name)), fault) from fault
    return size + len(data)


def _cut(file: FileIO, size: int) -> None:
    try:
        file.truncate(size)
    except OSError as fault:
        raise cannot_write(Path(os.fsdecode(file.name)), fault) from fault


def _complete(draft: Event, ledger: Ledger, n: int, steps: int, at: datetime | None) -> Event:
    """A draft with its place in the ledger, its time, and the name of the account that writes it."""
    by = draft.by or _account()
    return replace(draft, seq=len(ledger.events) + n + 1, at=moment(at), by=by, more=steps - n - 1)


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return f"uid {os.getuid()}"


def _line(event: Event) -> str:
    given = {key: value for key, value in asdict(event).items() if value not in (None, (), 0)}
    return json.dumps(given, ensure_ascii=False) + "\n"


def _whole_steps(data: bytes) -> tuple[list[Event], int]:
    """The events up to the last whole step, and how many bytes they take; a torn end is left out."""
    found: list[Event] = []
    end = whole = size = 0
    for line in data.splitlines(keepends=True):
        event = _event(line, len(found) + 1, last=end + len(line) == len(data))
        if event is None:
            break
        found.append(event)
        end += len(line)
        if event.more == 0:
            whole, size = len(found), end
    return found[:whole], size


def _event(line: bytes, seq: int, last: bool) -> Event | None:
    """The event of a line; `None` for a torn last line, `UserError` for any other line that is no event."""
    if last and not line.endswith(b"\n"):
        return None
    try:
        fields = json.loads(line)
        event = Event(**fields | {"forms": tuple(fields.get("forms", ()))})
        has_zone = datetime.fromisoformat(event.at).tzinfo is not None
    except (ValueError, TypeError) as fault:
        raise user_error("ledger_damaged", line=seq) from fault
    if event.seq != seq or not has_zone or event.event not in (*MOVES, RESENT):
        raise user_error("ledger_damaged", line=seq)
    return event
