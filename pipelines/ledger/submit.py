"""Taking in a file: archived first, then read and checked, then recorded; it counts from its event on."""

from __future__ import annotations

import io
import os
import shutil
import stat
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.i18n import user_error
from pipelines.intake.files.limits import MAX_BYTES
from pipelines.ledger.archive import archive
from pipelines.ledger.events import Ledger, append, locked, receipts
from pipelines.ledger.examine import examine, expect
from pipelines.ledger.home import cannot_write, make_home, write_together
from pipelines.ledger.receipts import Examined, Sent, load_receipt, make_receipt, save_receipt
from pipelines.ledger.rows import in_order_of_acceptance
from pipelines.ledger.states import UNDECIDED, Event, Receipt
from pipelines.programme.model import Programme


def submit(
    home: Path,
    programme: Programme,
    path: Path,
    unit: str | None = None,
    period: str | None = None,
    at: datetime | None = None,
) -> dict[str, Any]:
    """The receipt of a file that is now archived, checked and recorded, received at the time `at` (now).

    The same bytes again give the same receipt with `duplicate` set. `unit` and `period` are those that the
    sender says the file is for. `UserError` when the file cannot be opened, or unit or period do not exist.
    """
    return take_in(home, programme, _open(path, unit, period), at)


def take_in(home: Path, programme: Programme, sent: Sent, at: datetime | None = None) -> dict[str, Any]:
    """Like `submit`, for a file that is already in memory."""
    expect(programme, sent.unit, sent.period)
    home = make_home(home)
    archive(home, sent.data)
    if known := _recorded(receipts(home), sent.sha256, sent.unit, sent.period):
        return _again(home, known, sent, at)
    receipt = None
    while receipt is None:
        receipt = _taken_in(home, programme, sent, at)
    return receipt


def _taken_in(home: Path, programme: Programme, sent: Sent, at: datetime | None) -> dict[str, Any] | None:
    """The receipt of a file that was examined and recorded.

    `None` when something of its unit was accepted meanwhile: the rows were then compared with, and rows without
    change completed from, what no longer stands.
    """
    before = receipts(home)
    found = examine(home, programme, sent)
    with locked(home) as ledger:
        if found.unit and _accepted(before, found.unit) != _accepted(ledger.receipts, found.unit):
            return None
        number = _number(ledger, sent, found)
        known = _recorded(ledger.receipts, sent.sha256, found.unit, found.period, found.state == "refused")
        known = known or ledger.receipts.get(number)
        if not known:
            at = at or ledger.now()
            receipt = make_receipt(programme, sent, found, number, at)
            store_rows(home, number, found)
            save_receipt(home, receipt)
            ledger.append(*_events(ledger, receipt, sent.by), at=at)
            return receipt
    return _again(home, known, sent, at)


def dry_run(
    home: Path, programme: Programme, path: Path, unit: str | None = None, period: str | None = None
) -> dict[str, Any]:
    """The receipt that `submit` would give, without a number: nothing is archived, recorded or written."""
    return try_out(home, programme, _open(path, unit, period))


def try_out(home: Path, programme: Programme, sent: Sent) -> dict[str, Any]:
    """Like `dry_run`, for a file that is already in memory."""
    expect(programme, sent.unit, sent.period)
    found = examine(home, programme, sent)
    return make_receipt(programme, sent, found, None, datetime.now(UTC)) | {"dry_run": True}


def _open(path: Path, unit: str | None, period: str | None) -> Sent:
    try:
        return Sent(_readable(path.name), _bytes(path), unit, period)
    except FileNotFoundError as fault:
        raise user_error("no_such_file", path=path) from fault
    except (OSError, ValueError) as fault:
        raise user_error("file_not_readable", path=path, reason=getattr(fault, "strerror", fault)) from fault


def _bytes(path: Path) -> bytes:
    """What an ordinary file holds, within the limit; a device, a pipe or a folder is not even opened.

    Looked at again once it is open, since what stands at a path can be exchanged in between.
    """
    _expect_file(path, path.stat())
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        _expect_file(path, os.fstat(file.fileno()))
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise user_error("file_too_large", path=path, wanted=MAX_BYTES // 2**20)
    return data


def _expect_file(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise user_error("not_a_file", path=path)
    if found.st_size > MAX_BYTES:
        raise user_error("file_too_large", path=path, wanted=MAX_BYTES // 2**20)


def _readable(name: str) -> str:
    """A file name as text; names out of old archives are written in the Chinese encoding of their time."""
    try:
        return name.encode().decode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", errors="replace")


def _recorded(
    known: Mapping[str, Receipt], sha256: str, unit: str | None, period: str | None, refused: bool = False
) -> Receipt | None:
    """The receipt that these bytes already have for the unit and period (`None`: any).

    A refused file is read anew each time, since it may have been sent for the wrong unit by mistake;
    what was withdrawn may be sent again.
    """
    for one in known.values():
        same_place = unit in (None, one.unit) and period in (None, one.period)
        counts = one.state != "withdrawn" and (one.state == "refused") == refused
        if one.sha256 == sha256 and same_place and counts:
            return one
    return None


def _accepted(known: Mapping[str, Receipt], unit: str) -> list[str]:
    return [one.id for one in in_order_of_acceptance(known, unit)]


def _again(home: Path, known: Receipt, sent: Sent, at: datetime | None) -> dict[str, Any]:
    append(home, Event("resent", known.id, by=sent.by, sha256=sent.sha256, file=sent.name), at=at)
    return load_receipt(home, known) | {"duplicate": True}


def _number(ledger: Ledger, sent: Sent, found: Examined) -> str:
    if not (found.unit and found.period):
        numbers = [f"unknown-{sent.sha256[:length]}" for length in (8, 16, 64)]
        others = {number for number, one in ledger.receipts.items() if one.sha256 != sent.sha256}
        return next(number for number in numbers if number not in others)
    place = (found.unit, found.period)
    earlier = sum((known.unit, known.period) == place for known in ledger.receipts.values())
    return f"{found.unit}-{found.period}-{earlier + 1:02}"


def store_rows(home: Path, number: str, found: Examined) -> None:
    """Puts the rows that passed where they wait for their acceptance."""
    folder = home / "checked" / number
    if folder.exists():  # left by a writer that was killed before its event
        _remove(folder)
    files = {}
    for form, rows in found.rows.items():
        buffer = io.BytesIO()
        rows.with_columns(receipt=pl.lit(number)).write_parquet(buffer)
        files[f"{form}.parquet"] = buffer.getvalue()
    write_together(folder, files)


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as fault:
        raise cannot_write(folder, fault) from fault


def _events(ledger: Ledger, receipt: dict[str, Any], by: str | None) -> list[Event]:
    """The step that records a receipt: received, checked or refused, and which earlier ones it replaces."""
    place = {key: receipt[key] for key in ("unit", "period", "sha256")}
    number, forms = receipt["receipt"], tuple(receipt["forms"])
    replaced = _replaced(ledger, receipt) if receipt["state"] == "checked" else []
    return [
        Event("received", number, by=by, file=receipt["file"], **place),
        Event(receipt["state"], number, by=by, forms=forms),
        *(Event("superseded", old, by=by, reason=number) for old in replaced),
    ]


def _replaced(ledger: Ledger, receipt: dict[str, Any]) -> list[str]:
    """The undecided receipts of the same unit and period of which the new one holds every form.

    A file with one form does not replace a workbook that holds others.
    """
    return [
        old.id
        for old in ledger.receipts.values()
        if (old.unit, old.period) == (receipt["unit"], receipt["period"])
        and old.state in UNDECIDED
        and {*old.forms} <= {*receipt["forms"]}
    ]
