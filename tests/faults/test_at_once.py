"""Several people at once, and a clock put back: everybody's turn is whole, and the order is that of the turns."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.ledger import events, submit
from pipelines.ledger.events import events as told
from pipelines.ledger.review import accept, sign
from pipelines.warehouse import build as building
from pipelines.warehouse.release import current, release_path

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "programme" / "fixtures" / "tiny"
SENDER = """
import sys
from pathlib import Path
from pipelines.ledger.submit import submit
from pipelines.programme.load import load_programme
programme = load_programme(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for file in sys.argv[3:]:
    print(submit(Path(sys.argv[2]), programme, Path(file))["receipt"], flush=True)
"""


def sent_at_once(place, *offices: list[Path]) -> list[list[str]]:
    """What each office got for its files, all offices starting at the same moment in processes of their own."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SENDER, str(TINY), str(place.home), *map(str, files)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for files in offices
    ]
    for one in processes:
        assert one.stdout.readline() == "ready\n"
    for one in processes:
        one.stdin.write("\n")
        one.stdin.flush()
    return [one.communicate(timeout=60)[0].split() for one in processes]


def test_two_offices_that_send_for_one_unit_at_once_get_numbers_of_their_own(place):
    rounds = range(3)
    mine = [place.rooms(10 + n, f"T02-a{n}.csv") for n in rounds]
    theirs = [place.rooms(20 + n, f"T02-b{n}.csv") for n in rounds]
    ours, others = sent_at_once(place, mine, theirs)
    assert sorted([*ours, *others]) == [f"990101-2020Q1-{n:02}" for n in range(3, 9)]
    states = list(place.states().values())[2:]
    assert states == ["superseded"] * 5 + ["checked"]
    assert place.problems() == []


def test_the_same_file_sent_by_two_at_once_gets_one_receipt(place):
    path = place.rooms(7, "T02-same.csv")
    ours, others = sent_at_once(place, [path], [path])
    assert ours == others == ["990101-2020Q1-03"]
    assert [event.event for event in told(place.home)][-3:] == ["received", "checked", "resent"]
    assert place.problems() == []


def test_what_was_accepted_while_a_file_was_examined_is_taken_into_account(place, monkeypatch):
    """The file is examined again, with what stands now, before it is recorded."""
    other = place.send(place.register_with(residents=300))
    sign(place.home, other)
    seen: list[list[int]] = []
    examine = submit.examine

    def slow(home, programme, sent):
        found = examine(home, programme, sent)
        seen.append(len(seen))
        if len(seen) == 1:
            accept(home, other)
        return found

    monkeypatch.setattr(submit, "examine", slow)
    place.send(place.rooms(2, "T02-new.csv"))
    assert len(seen) == 2


def test_a_release_is_of_one_moment_whatever_is_accepted_while_it_is_built(place, monkeypatch):
    """Rows, receipts and fingerprint come from one reading of the ledger."""
    receipt = place.send(place.rooms(2, "T02-new.csv"))
    sign(place.home, receipt)
    before, _ = place.published()
    fill = building.fill_release

    def slow(*given):
        accept(place.home, receipt)
        return fill(*given)

    with monkeypatch.context() as patch:
        patch.setattr(building, "fill_release", slow)
        building.build(place.home, place.programme, full=True)
    name, visits = place.published()
    assert (name != before, visits) == (True, [1, 1, 1])
    assert [one.code for one in place.findings() if one.level == "note"] == ["build_due"]
    place.build()
    assert place.published()[1] == [2, 2, 2]
    assert place.problems() == []


def test_builds_and_acceptances_at_once_end_with_everything_published(place):
    numbers = [place.send(place.rooms(n, f"T02-{n}.csv")) for n in (2,)]
    sign(place.home, numbers[0])
    with ThreadPoolExecutor(2) as people:
        work = [people.submit(accept, place.home, numbers[0]), people.submit(place.build)]
        [one.result() for one in work]
    place.build()
    assert place.published()[1] == [2, 2, 2]
    assert place.problems() == []


@pytest.fixture
def clock(monkeypatch):
    """Sets this machine's clock."""

    def put(on: datetime) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return on.astimezone(tz)

        for module in (events, building):
            monkeypatch.setattr(module, "datetime", Clock)

    return put


def test_times_never_run_backwards_when_the_clock_does(place, clock):
    clock(datetime.now(UTC) - timedelta(days=400))
    first = place.take(place.rooms(2, "T02-a.csv"))
    clock(datetime.now(UTC) - timedelta(days=800))
    second = place.take(place.rooms(3, "T02-b.csv"))
    times = [event.at for event in told(place.home)]
    assert times == sorted(times)
    assert [first, second] == ["990101-2020Q1-03", "990101-2020Q1-04"]
    assert place.visits() == [3, 3, 3]


def test_a_release_built_after_the_clock_was_put_back_is_still_the_latest(place, clock):
    before, _ = place.published()
    place.take(place.rooms(2, "T02-a.csv"))
    clock(datetime.now(UTC) - timedelta(days=400))
    second = place.build()
    third = building.build(place.home, place.programme, full=True)
    assert before < second < third == current(place.home)
    assert all(release_path(place.home, name).is_file() for name in (before, second, third))
    assert place.published()[1] == [2, 2, 2]


def test_two_full_builds_in_one_second_make_two_releases(place, clock):
    clock(datetime(2031, 1, 1, tzinfo=UTC))
    names = [building.build(place.home, place.programme, full=True) for _ in range(2)]
    assert [name[:15] for name in names] == ["20310101T000000", "20310101T000001"]
