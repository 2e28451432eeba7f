"""Deciding on receipts, and which rows count afterwards: of each key the one accepted last."""

from __future__ import annotations

import pytest

from pipelines.ledger.events import events, receipts
from pipelines.ledger.review import accept, return_, sign, withdraw
from pipelines.ledger.rows import accepted_rows, context_for, from_demo, row_schema
from pipelines.problems import UserError

UNIT, PERIOD = "350212", "2013Q3"
ONE, TWO = f"{UNIT}109001", f"{UNIT}109002"


def test_rows_count_only_once_they_are_accepted(office):
    receipt = office.send("a.xlsx")["receipt"]
    assert _staff(office) == {}
    sign(office.home, receipt)
    assert _staff(office) == {}
    accept(office.home, receipt)
    assert _staff(office) == {ONE: 8}


def test_a_correction_accepted_later_wins_key_by_key(office):
    _accepted(office, "a.xlsx", {ONE: 8, TWO: 5})
    _accepted(office, "b.xlsx", {ONE: 9})
    assert _staff(office) == {ONE: 9, TWO: 5}


def test_the_order_of_acceptance_counts_not_the_order_of_arrival(office):
    first = office.send("a.xlsx", {"T04": {ONE: 8}, "T06": {}})["receipt"]
    second = office.send("b.xlsx", {"T04": {ONE: 9}})["receipt"]
    for receipt in (second, first):
        sign(office.home, receipt)
        accept(office.home, receipt)
    assert _staff(office) == {ONE: 8}


def test_two_units_may_use_the_same_codes(office):
    _accepted(office, "a.xlsx", {"M-1": 8})
    _accepted(office, "b.xlsx", {"M-1": 9}, unit="350203")
    rows = accepted_rows(office.home, office.programme, "T04")
    assert rows.select("unit_code", "staff").rows() == [("350203", 9), ("350212", 8)]
    assert accepted_rows(office.home, office.programme, "T04", UNIT)["staff"].to_list() == [8]


def test_a_form_nobody_sent_has_typed_columns_and_no_rows(office):
    rows = accepted_rows(office.home, office.programme, "T07")
    assert rows.is_empty()
    assert dict(rows.schema) == row_schema(office.programme.form("T07"))


def test_the_context_of_a_submission_holds_every_form_of_its_unit(office):
    _accepted(office, "a.xlsx", {ONE: 8})
    _accepted(office, "b.xlsx", {ONE: 9}, unit="350203")
    context = context_for(office.home, office.programme, UNIT, "2013Q4")
    assert (context.unit, context.period) == (UNIT, "2013Q4")
    assert list(context.accepted) == [form.id for form in office.programme.forms]
    assert context.accepted["T04"]["staff"].to_list() == [8]


def test_an_accepted_file_that_the_ledger_does_not_know_does_not_count(office):
    _accepted(office, "a.xlsx", {ONE: 8})
    folder = office.home / "accepted" / "T04" / PERIOD / UNIT
    stray = folder / "350212-2013Q3-07.parquet"
    stray.write_bytes(next(folder.iterdir()).read_bytes())
    assert len(accepted_rows(office.home, office.programme, "T04")) == 1


def test_acceptance_waits_for_the_signature(office):
    receipt = office.send("a.xlsx")["receipt"]
    with pytest.raises(UserError, match="pingshi sign"):
        accept(office.home, receipt)
    assert not any((office.home / "accepted").iterdir())


def test_returning_needs_a_reason_and_keeps_it(office):
    receipt = office.send("a.xlsx")["receipt"]
    with pytest.raises(UserError, match="reason"):
        return_(office.home, receipt, "  ")
    assert return_(office.home, receipt, " 请核对在岗人数 ").reason == "请核对在岗人数"
    assert receipts(office.home)[receipt].state == "returned"


def test_what_is_withdrawn_cannot_be_signed(office):
    receipt = office.send("a.xlsx")["receipt"]
    assert withdraw(office.home, receipt).state == "withdrawn"
    with pytest.raises(UserError, match="withdrawn"):
        sign(office.home, receipt)


def test_a_decision_bears_the_name_of_who_took_it(office):
    receipt = office.send("a.xlsx")["receipt"]
    sign(office.home, receipt, by="区民政局")
    assert events(office.home)[-1].by == "区民政局"


def test_an_unknown_receipt_is_named_with_those_there_are(office):
    office.send("a.xlsx")
    for decide in (sign, accept, withdraw):
        with pytest.raises(UserError, match="350212-2013Q3-01"):
            decide(office.home, "350212-2013Q3-09")


def test_demonstration_rows_are_known_as_such(office):
    assert not from_demo(office.home)
    _accepted(office, "a.xlsx", {ONE: 8}, demo=True)
    assert from_demo(office.home)
    assert not from_demo(office.home, "350203")


def _accepted(office, name, staff, **said):
    receipt = office.send(name, {"T04": staff}, **said)["receipt"]
    sign(office.home, receipt)
    accept(office.home, receipt)


def _staff(office):
    rows = accepted_rows(office.home, office.programme, "T04", UNIT)
    return dict(rows.select("community_code", "staff").iter_rows())
