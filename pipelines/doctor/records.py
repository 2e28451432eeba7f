"""What was sent: the archive against its hashes, the ledger's lines, receipts, and the rows of each receipt."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.doctor.finding import Finding, fine, note, refused, some, wrong
from pipelines.ledger.events import moment, torn_bytes
from pipelines.ledger.receipts import load_receipt
from pipelines.ledger.rows import accepted_place, checked_place
from pipelines.ledger.states import Event, Receipt
from pipelines.problems import UserError
from pipelines.programme.model import Programme
from pipelines.warehouse.known_errors import row_key

_SHA256 = re.compile(r"[0-9a-f]{64}")


def archive(home: Path, known: Mapping[str, Receipt]) -> Iterator[Finding]:
    """Whether every stored file is what its name says, and every receipt has its file."""
    files = [one for one in sorted((home / "archive").rglob("*")) if one.is_file() and one.suffix != ".tmp"]
    kept = {one.name for one in files}
    spoilt = [one.name for one in files if not _SHA256.fullmatch(one.name) or _digest(one) != one.name]
    lost = [one.id for one in known.values() if one.sha256 not in kept]
    orphans = kept - {one.sha256 for one in known.values()} - {*spoilt}
    yield from (wrong("archive_spoilt", file=name) for name in spoilt)
    if lost:
        yield wrong("archive_lost", count=len(lost), receipts=some(lost))
    if orphans:
        yield note("archive_orphans", count=len(orphans), files=some(sorted(orphans)))
    if not spoilt and not lost:
        yield fine("archive", count=len(files))


def ledger(home: Path, told: Sequence[Event]) -> Iterator[Finding]:
    """The ledger's own condition, once its lines could be read and its moves are allowed."""
    torn = torn_bytes(home)
    back = [now.seq for before, now in zip(told, told[1:], strict=False) if now.at < before.at]
    ahead = [one.seq for one in told if one.at > moment(datetime.now(UTC))]
    if torn:
        yield note("torn_end", size=torn)
    if back:
        yield note("times_back", count=len(back), first=back[0])
    if ahead:
        yield note("times_ahead", count=len(ahead), first=ahead[0])
    yield fine("ledger", count=len(told))


def receipts(home: Path, programme: Programme, known: Mapping[str, Receipt]) -> Iterator[Finding]:
    """Whether every receipt has its paper and its rows, and the accepted ones the very rows that were checked."""
    faults = [fault for one in known.values() for fault in _receipt(home, programme, one)]
    yield from faults
    if not faults:
        yield fine("receipts", count=len(known), accepted=sum(one.state == "accepted" for one in known.values()))


def _receipt(home: Path, programme: Programme, one: Receipt) -> Iterator[Finding]:
    try:
        stored = load_receipt(home, one)
    except UserError as error:
        yield refused(error)
        return
    if (stored.get("receipt"), stored.get("sha256", one.sha256)) != (one.id, one.sha256):
        yield wrong("receipt_differs", receipt=one.id)
    for form in one.forms:
        checked, accepted = checked_place(home, form, one), accepted_place(home, form, one)
        if not checked.is_file():
            yield wrong("checked_lost", receipt=one.id, form=form)
        elif fault := _rows_fault(programme, form, checked, stored):
            yield wrong("checked_spoilt", receipt=one.id, form=form, fault=fault)
        elif one.state == "accepted" and not accepted.is_file():
            yield wrong("accepted_lost", receipt=one.id, form=form)
        elif one.state == "accepted" and _digest(accepted) != _digest(checked):
            yield wrong("accepted_differs", receipt=one.id, form=form)


def _rows_fault(programme: Programme, form: str, path: Path, stored: Mapping[str, Any]) -> str | None:
    """What is wrong with a file of rows: unreadable, another number than the receipt says, a key twice."""
    key = list(row_key(programme.form(form)))
    try:
        rows = pl.read_parquet(path, columns=[*key, "receipt"])
    except (pl.exceptions.PolarsError, OSError) as fault:
        return " ".join(str(fault).split())[:120]
    told = stored.get("forms", {}).get(form, {}).get("accepted", len(rows))
    if (len(rows), rows.select(key).n_unique() if len(rows) else 0) != (told, told):
        return f"{len(rows)} ≠ {told}"
    strangers = rows.filter(pl.col("receipt") != stored["receipt"])["receipt"]
    return None if strangers.is_empty() else str(strangers[0])


def leftovers(home: Path, known: Mapping[str, Receipt]) -> Iterator[Finding]:
    """What killed writers left behind. None of it counts; what is safe to delete is said."""
    papers = [one.stem for one in (home / "ledger" / "receipts").glob("*.json") if one.stem not in known]
    folders = [one.name for one in (home / "checked").glob("*") if one.is_dir() and one.name not in known]
    if unfinished := sorted({*papers, *folders}):
        yield note("unfinished_submissions", count=len(unfinished), names=some(unfinished))
    early = [
        one.stem
        for one in (home / "accepted").rglob("*.parquet")
        if one.stem not in known or known[one.stem].state != "accepted"
    ]
    if early:
        yield note("unfinished_acceptances", count=len(early), names=some(sorted({*early})))
    temporary = [
        one for folder in ("archive", "ledger", "checked", "accepted") for one in (home / folder).rglob("*.tmp")
    ]
    if temporary:
        yield note("temporary_files", count=len(temporary), files=some([one.relative_to(home) for one in temporary]))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
