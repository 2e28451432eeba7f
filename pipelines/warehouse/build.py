"""Builds a release: a new file from everything accepted, checked, then shown by moving one pointer."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.i18n import user_error
from pipelines.ledger.events import moment
from pipelines.ledger.home import make_home, sync_folder, write_whole
from pipelines.ledger.rows import accepted_tables
from pipelines.programme.model import Programme
from pipelines.warehouse.fill import fill_release
from pipelines.warehouse.record import record_tables
from pipelines.warehouse.reference import fill
from pipelines.warehouse.release import current, release_path

_UNFINISHED = ".building"
_CODE = Path(__file__).parents[1]


def build(home: Path, programme: Programme, full: bool = False) -> str:
    """The name of the current release, which now holds everything accepted.

    Nothing is written when the current release was made of the same rows and definitions, unless `full`. A release
    never changes once it has its name; the pointer moves last, so whoever stops a build leaves the old one current.
    Raises `UserError` where nothing was accepted, or figures cannot be true.
    """
    home = make_home(home)
    with _turn(home / "releases"):
        inputs = _fingerprint(home, programme)
        name = current(home)
        if full or name is None or not name.endswith(f"-{inputs}"):
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{inputs}"
            _write(home, programme, name)
            write_whole(home / "CURRENT", f"{name}\n".encode())
        return name


@contextmanager
def _turn(releases: Path) -> Iterator[None]:
    """One build at a time; what a killed build left behind is thrown away."""
    with (releases / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in releases.glob(f".*{_UNFINISHED}*"):
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        yield


def _write(home: Path, programme: Programme, name: str) -> None:
    """Writes the release under an unfinished name, makes it durable, and gives it its own."""
    target = release_path(home, name)
    unfinished = target.with_name(f".{name}{_UNFINISHED}")
    try:
        with duckdb.connect(unfinished, config={"memory_limit": "60%", "temp_directory": f"{unfinished}.spill"}) as con:
            con.begin()  # one transaction: the file is written once, and compressed
            period = fill_release(con, programme, accepted_tables(home, programme))
            stored = record_tables(con, home)
            about = _about(programme, name, period, stored)
            fill(con, "release_info", [(None, {"key": key, "value": value}) for key, value in about.items()])
            con.commit()
    except duckdb.IOException as fault:
        raise user_error("cannot_write", path=unfinished, reason=fault) from fault
    sync_folder(unfinished)  # what makes a folder durable makes a file durable
    unfinished.rename(target)
    sync_folder(target.parent)


def _about(programme: Programme, name: str, period: str, stored: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What the release says of itself; whoever reads it marks demonstration data as such."""
    demo = any(receipt["demo"] for receipt in stored if receipt["state"] == "accepted")
    return {
        "name": name,
        "built_at": moment(),
        "programme": programme.id,
        "city": programme.city,
        "demo": "yes" if demo else "no",
        "first_period": programme.first_period,
        "last_period": period,
        "inputs": name.rpartition("-")[2],
    }


def _fingerprint(home: Path, programme: Programme) -> str:
    """Eight characters that change when the rows, the ledger, the definitions or this code change."""
    told = hashlib.sha256()
    for file in _inputs(home, programme):
        told.update(f"{file.name}\n{file.stat().st_size}\n".encode())
        told.update(file.read_bytes())
    return told.hexdigest()[:8]


def _inputs(home: Path, programme: Programme) -> Iterable[Path]:
    for folder in (home / "accepted", programme.folder, _CODE / "indicators", _CODE / "warehouse"):
        yield from sorted(f for f in folder.rglob("*") if f.is_file() and f.suffix != ".pyc")
    yield from (home / "ledger").glob("events.jsonl")
