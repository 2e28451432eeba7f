"""A disk that takes no more bytes, at every step: one clear message, and everything as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipelines.ledger import events, home
from pipelines.ledger.archive import fetch
from pipelines.ledger.review import accept, sign
from pipelines.problems import UserError

RECEIPT = "990101-2020Q1-03"


@pytest.mark.parametrize("do", ["submit", "sign", "accept", "return", "withdraw", "build"])
def test_a_full_disk_is_said_and_changes_nothing(place, killer, copies, do):
    path = place.rooms(2, "T02-new.csv")
    name = str(path)
    if do != "submit":
        name = place.send(path)
    if do in ("accept", "build"):
        sign(place.home, name)
    if do == "build":
        accept(place.home, name)
    ledger = (place.home / "ledger" / "events.jsonl").stat().st_size
    another, before, states = copies(place), place.published(), place.states()
    ends = []
    for most in (0, 1, 100, ledger, ledger + 1, ledger + 100, 100_000):
        copy = another()
        ends.append(killer.order(do, copy.home, name, most_bytes=most, survive=True))
        assert ends[-1] in (0, 3)
        assert copy.problems() == []
        if ends[-1] == 3:
            assert (copy.published(), copy.states()) == (before, states)
        copy.finish(do, name)
        assert copy.problems() == []
    assert ends.count(3) > 2


@pytest.mark.parametrize("nth", range(1, 9))
def test_any_single_write_of_a_submission_may_fail(place, monkeypatch, nth):
    """The n-th file that should be made durable is refused by the disk."""
    left = [nth]
    sync = os.fsync

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UserError, match="No space left"):
            place.send(place.rooms(2, "T02-new.csv"))
    assert place.problems() == []
    assert RECEIPT not in place.states()
    assert place.send(place.rooms(2, "T02-new.csv")) == RECEIPT


def test_a_line_that_could_not_be_written_is_not_written_later(place, monkeypatch):
    """Nothing is kept back in a buffer that might reach the disk once there is room."""
    before = (place.home / "ledger" / "events.jsonl").read_bytes()
    receipt = place.send(place.rooms(2, "T02-new.csv"))
    after = (place.home / "ledger" / "events.jsonl").read_bytes()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(events.os, "fsync", full)
    monkeypatch.setattr(events, "sync_folder", lambda _: None)
    with pytest.raises(UserError, match="No space left"):
        sign(place.home, receipt)
    assert (place.home / "ledger" / "events.jsonl").read_bytes() == after
    assert after.startswith(before)


def test_an_archive_that_cannot_be_written_to_refuses_and_keeps_what_it_has(place, monkeypatch):
    known = place.send(place.rooms(2, "known.csv"))
    make = Path.mkdir

    def read_only(self: Path, *given: object, **more: object) -> None:
        if "archive" in self.parts and not self.exists():
            raise OSError(errno.EROFS, "Read-only file system")
        make(self, *given, **more)

    monkeypatch.setattr(Path, "mkdir", read_only)
    monkeypatch.setattr(home, "_write", _refuse_archive(home._write))
    with pytest.raises(UserError, match="Read-only") as refused:
        place.send(place.rooms(3, "T02-other.csv"))
    assert refused.value.code == "cannot_write"
    assert place.send(place.files / "known.csv") == known
    assert place.problems() == []


def _refuse_archive(write):
    def refused(path: Path, data: bytes) -> None:
        if "archive" in path.parts:
            raise OSError(errno.EROFS, "Read-only file system")
        write(path, data)

    return refused


def test_what_was_archived_before_stays_readable(place, killer):
    path = place.rooms(2, "T02-new.csv")
    assert killer.order("submit", place.home, str(path), most_bytes=1, survive=True) == 3
    for one in events.receipts(place.home).values():
        assert fetch(place.home, one.sha256)
