"""A writer killed between two steps leaves a ledger that tells the truth; sending again mends the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from pipelines.ledger import review, submit
from pipelines.ledger.events import receipts
from pipelines.ledger.review import accept, sign
from pipelines.ledger.rows import accepted_rows

UNIT = "350212"


class Killed(BaseException):
    """Stands for the end of the process."""


def _die(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize("step", ["examine", "make_receipt", "save_receipt", "_events"])
def test_a_submission_killed_before_its_event_never_happened(office, monkeypatch, step):
    with monkeypatch.context() as patch:
        patch.setattr(submit, step, _die)
        with pytest.raises(Killed):
            office.send("a.xlsx", {"T04": {f"{UNIT}109001": 8, f"{UNIT}109002": 5}})
    assert receipts(office.home) == {}
    assert len([path for path in (office.home / "archive").rglob("*") if path.is_file()]) == 1
    receipt = office.send("b.xlsx", {"T04": {f"{UNIT}109001": 9}})
    assert (receipt["receipt"], receipt.get("duplicate")) == ("350212-2013Q3-01", None)
    sign(office.home, receipt["receipt"])
    accept(office.home, receipt["receipt"])
    assert accepted_rows(office.home, office.programme, "T04")["staff"].to_list() == [9]


def test_an_acceptance_killed_before_its_event_counts_nothing(office, monkeypatch):
    receipt = office.send("a.xlsx")["receipt"]
    sign(office.home, receipt)
    copy_rows = review.promote
    with monkeypatch.context() as patch:
        patch.setattr(review, "promote", lambda *given: (copy_rows(*given), _die()))
        with pytest.raises(Killed):
            accept(office.home, receipt)
    assert receipts(office.home)[receipt].state == "signed"
    assert accepted_rows(office.home, office.programme, "T04").is_empty()
    accept(office.home, receipt)
    assert len(accepted_rows(office.home, office.programme, "T04")) == 1


def test_a_writer_killed_for_real_releases_the_lock_and_leaves_whole_steps(office):
    script = (
        "import sys; from pathlib import Path; from pipelines.ledger.events import append;"
        "from pipelines.ledger.states import Event\n"
        "for n in range(10**6):\n"
        "    append(Path(sys.argv[1]), Event('received', f'A-{n}', file='f'), Event('checked', f'A-{n}'))\n"
        "    print(n, flush=True)"
    )
    writer = subprocess.Popen([sys.executable, "-c", script, str(office.home)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    for _ in range(20):
        said = writer.stdout.readline()
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    known = receipts(office.home)
    assert len(known) > int(said)
    assert {receipt.state for receipt in known.values()} == {"checked"}
    assert office.send("a.xlsx")["receipt"] == "350212-2013Q3-01"
