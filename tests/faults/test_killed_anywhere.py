"""A process killed for real at every operation of every step: nothing half, nothing lost, nothing twice."""

from __future__ import annotations

import pytest

from pipelines.ledger.review import sign

STEPS = ("submit", "sign", "accept", "return", "withdraw", "build")
AFTER = {
    "submit": {"990101-2020Q1-03": "checked"},
    "sign": {"990101-2020Q1-03": "signed"},
    "accept": {"990101-2020Q1-03": "accepted"},
    "return": {"990101-2020Q1-03": "returned"},
    "withdraw": {"990101-2020Q1-03": "withdrawn"},
}
OLD, NEW = [1, 1, 1], [2, 2, 2]
RECEIPT = "990101-2020Q1-03"


def ready(place, do: str) -> str:
    """Brings the home to where the step can be taken; gives what the step is about."""
    path = place.rooms(2, "T02-new.csv")
    if do == "submit":
        return str(path)
    if do == "build":
        return place.take(path)
    place.send(path)
    if do == "accept":
        sign(place.home, RECEIPT)
    return RECEIPT


def holds_together(place, before: str) -> None:
    """Whatever happened: the doctor finds nothing wrong, and readers see the old or all of the new."""
    assert place.problems() == []
    assert place.visits() in (OLD, NEW)
    name, visits = place.published()
    assert visits in (OLD, NEW)
    assert (visits == OLD) == (name == before)


@pytest.mark.parametrize("do", STEPS)
def test_a_step_killed_at_any_operation_leaves_no_half_and_can_be_done_again(place, killer, copies, do):
    before, _ = place.published()
    name, another = ready(place, do), copies(place)
    ends, at = [], 0
    while 0 not in ends:
        at += 1
        copy = another()
        ends.append(killer.order(do, copy.home, name, kill_at=at))
        holds_together(copy, before)
        copy.finish(do, name)
        assert copy.states().items() >= AFTER.get(do, {RECEIPT: "accepted"}).items()
        assert len(copy.states()) == 3
        assert copy.visits() == (NEW if do in ("accept", "build") else OLD)
        holds_together(copy, before)
    assert ends == [-9] * (at - 1) + [0]
    assert at > 3


@pytest.mark.parametrize("do", STEPS)
def test_a_step_killed_in_the_middle_of_a_write_leaves_no_half(place, killer, copies, do):
    """The system kills the writer once a file reaches so many bytes: files and lines are really torn."""
    before, _ = place.published()
    name, another = ready(place, do), copies(place)
    ledger = (place.home / "ledger" / "events.jsonl").stat().st_size
    torn = 0
    for most in (1, 60, 300, ledger + 1, ledger + 90, ledger + 240, 4000, 50_000, 1_000_000):
        copy = another()
        torn += killer.order(do, copy.home, name, most_bytes=most) == -25
        holds_together(copy, before)
        copy.finish(do, name)
        assert copy.states().items() >= AFTER.get(do, {RECEIPT: "accepted"}).items()
        holds_together(copy, before)
    assert torn > 2
