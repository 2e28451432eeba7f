"""What was worked out of rows is kept for whoever asks the same, and for nobody else."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import data, roles
from dashboard.widgets.warm import for_good

APPROVER = roles.Person("approver", "chen@xm.example", "350213")


@pytest.fixture
def count(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """How often the work has been done once this was asked as well."""
    done: list[str] = []

    def ask(*asked: str, who: roles.Person = roles.LOCAL, home: str = "full") -> int:
        monkeypatch.setenv("PINGSHI_HOME", str(homes[home]))
        monkeypatch.setattr(data, "person", lambda: who)
        data.worked_out(lambda: done.append("once more"), "kept work", *asked)
        return len(done)

    return ask


def test_the_same_is_worked_out_once(count: Callable[..., int]) -> None:
    assert (count("twice", "2011Q2"), count("twice", "2011Q2")) == (1, 1)


@pytest.mark.parametrize("other", [{"who": APPROVER}, {"home": "real"}], ids=["another person", "another release"])
def test_for_another_person_and_in_another_release_it_is_worked_out_anew(
    count: Callable[..., int], other: dict[str, object]
) -> None:
    name = f"anew {sorted(other)}"
    assert (count(name), count(name, **other)) == (1, 2)


def test_another_choice_is_other_work(count: Callable[..., int]) -> None:
    assert (count("choice", "350200"), count("choice", "350213")) == (1, 2)


def test_what_is_loaded_for_good_is_looked_through_no_more() -> None:
    for_good.clear()
    before = gc.get_freeze_count()
    assert for_good(("dashboard.views.overview",))
    frozen = gc.get_freeze_count()
    assert frozen > before + 1000
    for_good(("dashboard.views.overview",))
    assert gc.get_freeze_count() <= frozen  # what is let go is let go
    gc.unfreeze()
