"""Every move of a receipt, legal and illegal, and what a refusal tells."""

from __future__ import annotations

import pytest

from pipelines.ledger.states import MOVES, Event, Receipt, after, allowed, fold
from pipelines.problems import UserError

LEGAL = {
    "new": {"received": "received"},
    "received": {
        "checked": "checked",
        "refused": "refused",
        "withdrawn": "withdrawn",
        "superseded": "superseded",
    },
    "checked": {
        "signed": "signed",
        "returned": "returned",
        "withdrawn": "withdrawn",
        "superseded": "superseded",
    },
    "signed": {
        "accepted": "accepted",
        "returned": "returned",
        "withdrawn": "withdrawn",
        "superseded": "superseded",
    },
    "returned": {"withdrawn": "withdrawn", "superseded": "superseded"},
    "accepted": {},
    "refused": {},
    "withdrawn": {},
    "superseded": {},
}
VERBS = ("sign", "accept", "return", "withdraw", "submit", "history")
PAIRS = [(state, event) for state in LEGAL for event in MOVES]


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_a_receipt_moves_only_along_the_legal_moves(state, event):
    if wanted := LEGAL[state].get(event):
        assert after(_receipt(state), Event(event, "350212-2013Q3-01")).state == wanted
    else:
        with pytest.raises(UserError) as refused:
            after(_receipt(state), Event(event, "350212-2013Q3-01"))
        assert refused.value.code == "move_not_allowed"


def test_sending_the_same_bytes_again_moves_nothing():
    for state in LEGAL.keys() - {"new"}:
        assert after(_receipt(state), Event("resent", "350212-2013Q3-01")) == _receipt(state)


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        ("checked", ["sign", "return", "withdraw"]),
        ("signed", ["accept", "return", "withdraw"]),
        ("returned", ["withdraw", "submit"]),
        ("accepted", ["submit"]),
        ("refused", ["submit"]),
        ("withdrawn", ["submit"]),
        ("superseded", ["history"]),
        ("received", ["withdraw", "submit"]),
        ("new", ["submit"]),
    ],
)
def test_a_refusal_names_the_verbs_that_would_work(state, verbs):
    impossible = next(event for event in MOVES if event not in LEGAL[state])
    with pytest.raises(UserError) as refused:
        after(_receipt(state), Event(impossible, "350212-2013Q3-01"))
    for message in (refused.value.message_zh, refused.value.message_en):
        assert [verb for verb in VERBS if f"pingshi {verb}" in message] == verbs


def test_a_refusal_names_the_present_state_in_both_languages():
    with pytest.raises(UserError) as refused:
        after(_receipt("checked"), Event("accepted", "350212-2013Q3-01"))
    assert "回执 350212-2013Q3-01 现为“已校验”，不能采纳" in refused.value.message_zh
    assert "is now “checked” and cannot be accepted" in refused.value.message_en


def test_people_can_do_what_the_table_of_moves_says():
    assert allowed("checked") == ("signed", "returned", "withdrawn")
    assert allowed("signed") == ("accepted", "returned", "withdrawn")
    assert allowed("accepted") == ()


def test_the_ledger_folded_tells_who_stands_where():
    told = [
        Event("received", "A-01", seq=1, at="2013-10-08T01:00:00Z", unit="A", period="2013Q3", file="a.xlsx"),
        Event("checked", "A-01", seq=2, at="2013-10-08T01:00:00Z", forms=("T04",)),
        Event("received", "A-02", seq=3, at="2013-10-09T01:00:00Z", unit="A", period="2013Q3", file="b.xlsx"),
        Event("checked", "A-02", seq=4, at="2013-10-09T01:00:00Z", forms=("T04",)),
        Event("superseded", "A-01", seq=5, at="2013-10-09T01:00:00Z", reason="A-02"),
        Event("signed", "A-02", seq=6, at="2013-10-10T01:00:00Z"),
        Event("accepted", "A-02", seq=7, at="2013-10-11T01:00:00Z"),
    ]
    first, second = fold(told).values()
    assert (first.state, first.reason) == ("superseded", "A-02")
    assert (second.state, second.accepted_seq, second.signed_at) == ("accepted", 7, "2013-10-10T01:00:00Z")
    assert second.forms == ("T04",)


def _receipt(state: str) -> Receipt | None:
    if state == "new":
        return None
    return Receipt("350212-2013Q3-01", state, "2013-10-08T01:00:00Z", "a.xlsx", "0" * 64, "350212", "2013Q3")
