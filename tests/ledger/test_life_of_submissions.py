"""Whatever offices do in whatever order: nothing is lost, and what counts is the sum of what was accepted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pipelines.ledger.archive import digest, fetch
from pipelines.ledger.events import events, receipts
from pipelines.ledger.home import make_home
from pipelines.ledger.review import accept, return_, sign, withdraw
from pipelines.ledger.rows import accepted_rows
from pipelines.ledger.states import allowed
from pipelines.ledger.submit import submit
from pipelines.problems import UserError

UNITS = ("350203", "350212")
STAFF = st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), min_size=1)
DECIDE = {
    "signed": sign,
    "accepted": accept,
    "returned": lambda home, receipt: return_(home, receipt, "请核对"),
    "withdrawn": withdraw,
}


class Life(RuleBasedStateMachine):
    """Two units send, sign, accept, return and withdraw; a small model knows what should count."""

    programme = None

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.home = make_home(Path(self.folder.name) / "home")
        self.sent: dict[str, dict[str, int]] = {}
        self.counting: dict[tuple[str, str], int] = {}

    @rule(
        unit=st.sampled_from(UNITS),
        staff=st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), min_size=1),
    )
    def send(self, unit, staff):
        data = json.dumps({"unit": unit, "period": "2013Q3", "rows": {"T04": staff}}).encode()
        path = Path(self.folder.name) / "file.xlsx"
        path.write_bytes(data)
        receipt = submit(self.home, self.programme, path)
        assert bool(receipt.get("duplicate")) == (
            digest(data) in {known.sha256 for known in self.before if known.state != "withdrawn"}
        )
        self.sent.setdefault(receipt["receipt"], staff)

    @precondition(lambda self: self.sent)
    @rule(pick=st.integers(0, 50), event=st.sampled_from(sorted(DECIDE)))
    def decide(self, pick, event):
        number = list(self.sent)[pick % len(self.sent)]
        before = receipts(self.home)[number]
        if event not in allowed(before.state):
            with pytest.raises(UserError):
                DECIDE[event](self.home, number)
            return
        after = DECIDE[event](self.home, number)
        if after.state == "accepted":
            self.counting |= {(str(after.unit), code): staff for code, staff in self.sent[number].items()}

    @invariant()
    def what_counts_is_what_was_accepted_last_of_each_key(self):
        rows = accepted_rows(self.home, self.programme, "T04")
        counted = {
            (unit, code): staff for unit, code, staff in rows.select("unit_code", "community_code", "staff").rows()
        }
        assert counted == self.counting

    @invariant()
    def every_file_can_be_fetched_and_every_event_is_numbered(self):
        self.before = list(receipts(self.home).values())
        assert all(fetch(self.home, known.sha256) for known in self.before)
        assert [event.seq for event in events(self.home)] == list(range(1, len(events(self.home)) + 1))
        assert {known.id for known in self.before} == set(self.sent)

    @invariant()
    def at_most_one_file_of_a_unit_waits_for_a_decision(self):
        for unit in UNITS:
            waiting = [
                one for one in receipts(self.home).values() if one.unit == unit and one.state in ("checked", "signed")
            ]
            assert len(waiting) <= 1

    def teardown(self):
        self.folder.cleanup()


def test_any_order_of_sending_and_deciding_keeps_the_books_right(office, xiamen):
    Life.programme = replace(xiamen, forms=(xiamen.form("T04"),))  # one form is enough, and quick
    few = settings(
        max_examples=12,
        stateful_step_count=14,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Life, settings=few)
