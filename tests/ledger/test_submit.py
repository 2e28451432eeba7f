"""Sending files: each is archived and gets a receipt, good rows wait, nothing is counted twice."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from pipelines.ledger.archive import digest, fetch
from pipelines.ledger.events import events, receipts
from pipelines.ledger.review import accept, sign, withdraw
from pipelines.ledger.rows import accepted_rows
from pipelines.ledger.submit import dry_run, submit
from pipelines.problems import UserError

UNIT, OTHER, PERIOD = "350212", "350203", "2013Q3"
ONE, TWO = f"{UNIT}109001", f"{UNIT}109002"


def test_a_file_is_archived_checked_and_recorded(office):
    receipt = office.send("同安.xlsx")
    assert receipt["receipt"] == "350212-2013Q3-01"
    assert receipt["state"] == "checked"
    assert [*receipt["forms"]] == ["T04"]
    counts = {"rows": 1, "accepted": 1, "rejected": 0, "warnings": 0}
    assert receipt["forms"]["T04"] == counts | {"explained": 0, "held": "", "asked": 0, "changed": 0}
    assert fetch(office.home, receipt["sha256"]) == (office.folder / "同安.xlsx").read_bytes()
    assert [event.event for event in events(office.home)] == ["received", "checked"]


def test_the_receipt_is_stored_as_it_was_given(office):
    receipt = office.send("a.xlsx")
    stored = office.home / "ledger" / "receipts" / "350212-2013Q3-01.json"
    assert json.loads(stored.read_text()) == receipt


def test_a_receipt_says_when_it_was_due_and_whether_it_was_on_time(office):
    file = office.file("a.xlsx", {"T04": {ONE: 8}})
    early = submit(office.home, office.programme, file, at=datetime(2013, 10, 8, 4, tzinfo=UTC))
    assert (early["received_at"], early["on_time"]) == ("2013-10-08T04:00:00Z", True)
    file = office.file("b.xlsx", {"T04": {ONE: 9}})
    late = submit(office.home, office.programme, file, at=datetime(2013, 12, 24, 4, tzinfo=UTC))
    assert late["due_on"] == early["due_on"] < "2013-11-01"
    assert late["on_time"] is False


def test_bad_rows_are_held_back_and_good_rows_are_kept(office):
    receipt = office.send("a.xlsx", {"T04": {ONE: 8, TWO: -1}})
    assert receipt["state"] == "checked"
    count = receipt["forms"]["T04"]
    assert (count["rows"], count["accepted"], count["rejected"], count["warnings"]) == (2, 1, 1, 0)
    assert [problem["cell"] for problem in receipt["problems"]] == ["H5"]
    sign(office.home, receipt["receipt"])
    accept(office.home, receipt["receipt"])
    rows = accepted_rows(office.home, office.programme, "T04")
    assert rows.select("community_code", "staff", "receipt", "row").rows() == [(ONE, 8, receipt["receipt"], 4)]


def test_the_same_bytes_give_the_same_receipt_and_count_once(office):
    first = office.send("a.xlsx")
    again = office.send("renamed.xlsx")
    assert again == first | {"duplicate": True}
    assert list(receipts(office.home)) == [first["receipt"]]
    assert [(event.event, event.file) for event in events(office.home)][-1] == ("resent", "renamed.xlsx")


def test_a_duplicate_tells_the_state_in_which_the_first_is_now(office):
    first = office.send("a.xlsx")
    sign(office.home, first["receipt"])
    assert office.send("a.xlsx")["state"] == "signed"


def test_what_was_withdrawn_may_be_sent_again(office):
    first = office.send("a.xlsx")
    withdraw(office.home, first["receipt"])
    again = office.send("a.xlsx")
    assert (again["receipt"], again["state"]) == ("350212-2013Q3-02", "checked")


def test_files_sent_at_the_same_time_get_numbers_of_their_own(office):
    paths = [office.file(f"{n}.xlsx", {"T04": {ONE: n}}) for n in range(6)]
    with ThreadPoolExecutor(6) as offices:
        given = [*offices.map(lambda path: submit(office.home, office.programme, path)["receipt"], paths)]
    assert sorted(given) == [f"350212-2013Q3-{n:02}" for n in range(1, 7)]
    assert [one.state for one in receipts(office.home).values()] == ["superseded"] * 5 + ["checked"]


def test_a_file_name_in_the_encoding_of_old_archives_becomes_readable(office):
    written = os.fsdecode("同安区.xlsx".encode("gb18030"))
    assert office.send(written)["file"] == "同安区.xlsx"


def test_a_newer_file_replaces_those_not_yet_accepted(office):
    first = office.send("a.xlsx", 8)
    second = office.send("b.xlsx", 9)
    assert second["receipt"] == "350212-2013Q3-02"
    assert receipts(office.home)[first["receipt"]].state == "superseded"
    assert receipts(office.home)[first["receipt"]].reason == second["receipt"]


def test_what_was_accepted_is_never_replaced(office):
    first = office.send("a.xlsx", 8)["receipt"]
    sign(office.home, first)
    accept(office.home, first)
    office.send("b.xlsx", 9)
    assert receipts(office.home)[first].state == "accepted"


def test_a_file_with_one_form_does_not_replace_a_workbook_with_more(office):
    whole = office.send("whole.xlsx", {"T04": {ONE: 8}, "T06": {}})
    office.send("T04.csv", {"T04": {ONE: 9}})
    assert receipts(office.home)[whole["receipt"]].state == "checked"


def test_a_file_that_cannot_be_read_is_archived_and_refused(office):
    path = office.folder / "scan.pdf"
    path.write_bytes(b"%PDF-1.4")
    receipt = submit(office.home, office.programme, path)
    assert receipt["state"] == "refused"
    assert receipt["receipt"] == f"unknown-{digest(b'%PDF-1.4')[:8]}"
    assert [problem["code"] for problem in receipt["problems"]] == ["unreadable"]
    assert fetch(office.home, receipt["sha256"]) == b"%PDF-1.4"
    assert submit(office.home, office.programme, path)["duplicate"]


def test_an_unreadable_file_has_one_receipt_whatever_unit_it_is_sent_for(office):
    path = office.folder / "scan.pdf"
    path.write_bytes(b"%PDF-1.4")
    first = submit(office.home, office.programme, path)
    again = submit(office.home, office.programme, path, unit=UNIT)
    assert again["receipt"] == first["receipt"]
    assert again["duplicate"]


@pytest.mark.parametrize(("asked", "code"), [({"unit": OTHER}, "other_unit"), ({"period": "2013Q2"}, "other_period")])
def test_a_file_for_another_unit_or_period_is_refused_whole(office, asked, code):
    path = office.file("a.xlsx", {"T04": {ONE: 8}})
    receipt = submit(office.home, office.programme, path, **asked)
    assert receipt["state"] == "refused"
    assert [problem["code"] for problem in receipt["problems"]] == [code]
    assert receipt["forms"] == {}


def test_a_file_refused_for_the_wrong_unit_can_be_sent_again_for_the_right_one(office):
    path = office.file("a.xlsx", {"T04": {ONE: 8}})
    submit(office.home, office.programme, path, unit=OTHER)
    receipt = submit(office.home, office.programme, path)
    assert (receipt["state"], receipt["receipt"]) == ("checked", "350212-2013Q3-01")
    assert "duplicate" not in receipt


@pytest.mark.parametrize(
    ("said", "code"), [({"unit": "999999"}, "unknown_unit"), ({"period": "1999Q1"}, "unknown_period")]
)
def test_a_file_that_names_no_known_unit_or_period_is_refused(office, said, code):
    receipt = office.send("a.xlsx", **said)
    assert receipt["state"] == "refused"
    assert [problem["code"] for problem in receipt["problems"]] == [code]
    assert receipt["receipt"].startswith("unknown-")


def test_the_sender_may_say_what_the_file_does_not(office):
    path = office.file("T04.csv", {"T04": {ONE: 8}}, unit=None)
    assert submit(office.home, office.programme, path, unit=UNIT)["unit"] == UNIT


def test_a_file_without_any_form_is_refused(office):
    receipt = office.send("a.xlsx", {})
    assert [problem["code"] for problem in receipt["problems"]] == ["no_forms"]


@pytest.mark.parametrize(("asked", "code"), [({"unit": "1"}, "unknown_unit"), ({"period": "2013-3"}, "unknown_period")])
def test_asking_for_a_unit_or_period_that_does_not_exist_is_wrong_use(office, asked, code):
    path = office.file("a.xlsx", {"T04": {ONE: 8}})
    with pytest.raises(UserError) as refused:
        submit(office.home, office.programme, path, **asked)
    assert refused.value.code == code
    assert events(office.home) == []


def test_a_file_that_is_not_there_or_is_a_folder_is_wrong_use(office):
    for path, code in ((office.folder / "none.xlsx", "no_such_file"), (office.folder, "not_a_file")):
        with pytest.raises(UserError) as refused:
            submit(office.home, office.programme, path)
        assert refused.value.code == code


def test_a_trial_gives_a_receipt_and_leaves_no_trace(office):
    path = office.file("a.xlsx", {"T04": {ONE: 8}})
    before = sorted(office.home.rglob("*"))
    receipt = dry_run(office.home, office.programme, path)
    assert (receipt["receipt"], receipt["state"], receipt["dry_run"]) == (None, "checked", True)
    assert sorted(office.home.rglob("*")) == before
    dry_run(office.home / "nowhere", office.programme, path)
    assert not (office.home / "nowhere").exists()


def test_demonstration_data_is_marked_on_the_receipt(office):
    assert office.send("a.xlsx", demo=True)["demo"] is True
    assert office.send("b.xlsx")["demo"] is False
