"""What a comparison is made of: one unit with what was counted and out of how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Method = Literal["share", "rate"]


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit's count and its base: yes answers out of all (a share), or events out of an exposure (a rate)."""

    code: str
    count: float
    base: float

    @property
    def value(self) -> float:
        """The share or rate; the base is never zero."""
        return self.count / self.base


def pooled(units: Iterable[Counted]) -> float:
    """All units as one: counts over bases, never a mean of shares."""
    known = list(units)
    return sum(one.count for one in known) / sum(one.base for one in known)
