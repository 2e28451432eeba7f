"""The ledger's file: one line per event, whole steps only, one writer at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from pipelines.ledger.events import append, events, locked, receipts
from pipelines.ledger.home import make_home
from pipelines.ledger.states import Event
from pipelines.problems import UserError


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


def test_an_empty_ledger_has_no_receipts(tmp_path):
    assert events(tmp_path / "nowhere") == []
    assert receipts(tmp_path / "nowhere") == {}


def test_a_line_says_what_happened_when_to_which_receipt_and_by_whom(home):
    append(home, _received("A-01"), at=datetime(2013, 10, 8, 1, 2, 3, tzinfo=UTC))
    line = json.loads(_file(home).read_text())
    assert line.pop("by")
    assert line == {
        "event": "received",
        "receipt": "A-01",
        "seq": 1,
        "at": "2013-10-08T01:02:03Z",
        "unit": "350212",
        "period": "2013Q3",
        "sha256": "0" * 64,
        "file": "同安.xlsx",
    }


def test_a_step_of_several_events_is_numbered_on(home):
    append(home, _received("A-01"), Event("checked", "A-01", forms=("T04",)))
    append(home, Event("signed", "A-01", by="reviewer"))
    assert [(event.seq, event.event) for event in events(home)] == [
        (1, "received"),
        (2, "checked"),
        (3, "signed"),
    ]
    assert events(home)[2].by == "reviewer"


def test_a_move_that_is_not_allowed_writes_nothing_of_its_step(home):
    with pytest.raises(UserError):
        append(home, _received("A-01"), Event("accepted", "A-01"))
    assert events(home) == []


@pytest.mark.parametrize("cut", range(1, 60))
def test_a_torn_end_is_ignored_and_cut_off_by_the_next_writer(home, cut):
    append(home, _received("A-01"))
    append(home, _received("A-02"), Event("checked", "A-02"))
    torn = _file(home).read_bytes()[:-cut]
    _file(home).write_bytes(torn)
    assert list(receipts(home)) == ["A-01"]
    append(home, _received("A-03"))
    assert [(event.seq, event.receipt) for event in events(home)] == [(1, "A-01"), (2, "A-03")]


def test_a_step_without_its_last_line_never_happened(home):
    append(home, _received("A-01"), Event("checked", "A-01"))
    first_line = _file(home).read_bytes().splitlines(keepends=True)[0]
    _file(home).write_bytes(first_line)
    assert receipts(home) == {}


def test_a_line_spoilt_in_the_middle_is_named(home):
    append(home, _received("A-01"))
    append(home, _received("A-02"))
    lines = _file(home).read_text().splitlines()
    _file(home).write_text("\n".join(["{spoilt", lines[1]]) + "\n")
    with pytest.raises(UserError, match="Line 1"):
        events(home)


def test_what_is_written_inside_the_lock_is_known_inside_the_lock(home):
    with locked(home) as ledger:
        ledger.append(_received("A-01"))
        ledger.append(Event("checked", "A-01"))
        assert ledger.receipts["A-01"].state == "checked"


def test_two_writers_at_once_lose_no_line(home):
    script = (
        "import sys; from pathlib import Path; from pipelines.ledger.events import append;"
        "from pipelines.ledger.states import Event\n"
        "for n in range(40): append(Path(sys.argv[1]), Event('received', f'{sys.argv[2]}-{n}', file='f'))"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, str(home), name]) for name in ("A", "B")]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert [event.seq for event in events(home)] == list(range(1, 81))
    assert len(receipts(home)) == 80


def _received(receipt: str) -> Event:
    return Event("received", receipt, unit="350212", period="2013Q3", sha256="0" * 64, file="同安.xlsx")


def _file(home):
    return home / "ledger" / "events.jsonl"
