"""Builds a release: a new file from everything accepted, checked, then shown by moving one pointer."""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from pipelines.i18n import user_error
from pipelines.ledger.events import moment, receipts
from pipelines.ledger.home import cannot_write, make_home, read_kept, sync_folder, write_whole
from pipelines.ledger.rows import accepted_place, in_order_of_acceptance, tables_and_reports
from pipelines.ledger.states import Receipt
from pipelines.programme.model import Programme
from pipelines.warehouse.correct import corrected
from pipelines.warehouse.fill import fill_release
from pipelines.warehouse.known_errors import known_error_files, known_errors
from pipelines.warehouse.record import record_of
from pipelines.warehouse.reference import fill
from pipelines.warehouse.release import current, release_path
from pipelines.warehouse.write import write_tables

_UNFINISHED = ".building"
_DISK_FAULTS = (OSError, duckdb.IOException, duckdb.FatalException, duckdb.TransactionException)
_STAMP = "%Y%m%dT%H%M%S"
_NAME = re.compile(r"(\d{8}T\d{6})-[0-9a-f]{8}")
_CODE = Path(__file__).parents[1]
# What is written in order says so in its SQL; all else may be done by several threads at once.
_LIMITS = {"memory_limit": "60%", "preserve_insertion_order": "false"}


def build(home: Path, programme: Programme, full: bool = False) -> str:
    """The name of the current release, which now holds everything accepted.

    Nothing is written when the current release was made of the same rows and definitions, unless `full`. A release
    never changes once it has its name; the pointer moves last, so whoever stops a build leaves the old one current.
    Raises `UserError` where nothing was accepted, or figures cannot be true.
    """
    home = make_home(home)
    with _turn(home / "releases"):
        known = receipts(home)  # read once: what is accepted meanwhile is for the next release
        inputs = fingerprint(home, programme, known)
        name = current(home)
        if full or name is None or not name.endswith(f"-{inputs}"):
            name = f"{_stamp(home)}-{inputs}"
            _write(home, programme, name, known)
            write_whole(home / "CURRENT", f"{name}\n".encode())
        return name


@contextmanager
def _turn(releases: Path) -> Iterator[None]:
    """One build at a time; what a killed build left behind is thrown away."""
    try:
        lock = (releases / ".lock").open("w")
    except OSError as fault:
        raise cannot_write(releases, fault) from fault
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _remove(unfinished(releases.parent))
        yield


def unfinished(home: Path) -> list[Path]:
    """What killed builds left behind: parts of releases, and pointers that were not moved."""
    return sorted([*(home / "releases").glob(f".*{_UNFINISHED}*"), *home.glob(".*.tmp")])


def _stamp(home: Path) -> str:
    """The time for a new name: later than that of every release there is, even when the clock was put back."""
    stamps = [found[1] for file in (home / "releases").glob("*.duckdb") if (found := _NAME.fullmatch(file.stem))]
    now = datetime.now(UTC)
    if stamps and max(stamps) >= f"{now:{_STAMP}}":
        now = datetime.strptime(max(stamps), _STAMP).replace(tzinfo=UTC) + timedelta(seconds=1)
    return f"{now:{_STAMP}}"


def _write(home: Path, programme: Programme, name: str, known: Mapping[str, Receipt]) -> None:
    """Writes the release under an unfinished name, makes it durable, and gives it its own."""
    target = release_path(home, name)
    draft = target.with_name(f".{name}{_UNFINISHED}")
    try:
        _fill(draft, home, programme, name, known)
        _look_again(draft, name)
        sync_folder(draft)  # what makes a folder durable makes a file durable
        draft.rename(target)
        sync_folder(target.parent)
    except _DISK_FAULTS as fault:
        reason = fault.strerror if isinstance(fault, OSError) else fault
        raise user_error("cannot_write", path=draft, reason=reason) from fault
    finally:
        _remove(unfinished(home))


def _fill(draft: Path, home: Path, programme: Programme, name: str, known: Mapping[str, Receipt]) -> None:
    """The release's tables, made in memory and written once; what does not fit into memory lies beside the draft."""
    with duckdb.connect(config={**_LIMITS, "temp_directory": f"{draft}.spill"}) as con:
        accepted = in_order_of_acceptance(known)
        frames, reports = tables_and_reports(home, programme, accepted)
        frames, applied = corrected(programme, frames, known_errors(home, programme))
        record = record_of(home, known)
        period = fill_release(con, programme, frames, record, reports)
        fill(con, "corrections", [(one.correction, one.line) for one in applied])
        about = _about(programme, name, period, record.is_demo) | {"corrections": str(len(applied))}
        fill(con, "release_info", [(None, {"key": key, "value": value}) for key, value in about.items()])
        write_tables(con, draft)


def _look_again(draft: Path, name: str) -> None:
    """Lets pass a file that holds what was written to it, by itself; raises `duckdb.Error` for any other."""
    if draft.with_name(f"{draft.name}.wal").exists():
        raise duckdb.IOException(draft.name)
    with duckdb.connect(draft, read_only=True) as con:
        found = con.execute("SELECT value FROM release_info WHERE key = 'name'").fetchone()
    if found != (name,):
        raise duckdb.IOException(draft.name)


def _remove(leftovers: Iterable[Path]) -> None:
    for leftover in leftovers:
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink(missing_ok=True)


def _about(programme: Programme, name: str, period: str, is_demo: bool) -> dict[str, str]:
    """What the release says of itself; whoever reads it marks demonstration data as such."""
    return {
        "name": name,
        "built_at": moment(),
        "programme": programme.id,
        "city": programme.city,
        "demo": "yes" if is_demo else "no",
        "first_period": programme.first_period,
        "last_period": period,
        "inputs": name.rpartition("-")[2],
    }


def fingerprint(home: Path, programme: Programme, known: Mapping[str, Receipt]) -> str:
    """Eight characters that change with the receipts, their accepted rows, the known errors, definitions and code."""
    told = hashlib.sha256(json.dumps([asdict(one) for one in known.values()]).encode())
    for file in _inputs(home, programme, known):
        data = read_kept(file)
        told.update(f"{file.name}\n{len(data)}\n".encode())
        told.update(data)
    return told.hexdigest()[:8]


def _inputs(home: Path, programme: Programme, known: Mapping[str, Receipt]) -> Iterable[Path]:
    for one in in_order_of_acceptance(known):
        yield from (accepted_place(home, form, one) for form in one.forms)
    yield from known_error_files(home)
    for folder in (programme.folder, _CODE / "indicators", _CODE / "warehouse"):
        yield from sorted(f for f in folder.rglob("*") if f.is_file() and f.suffix != ".pyc")
