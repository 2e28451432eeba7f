"""Which units are like a given one: on the same side of the water, and of about its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 3
MOST = 6
_FACTOR = 2.0


@dataclass(frozen=True, slots=True)
class Kind:
    """What likeness goes by: the side (empty where there is none) and the size."""

    code: str
    side: str
    size: float


def peers(units: Sequence[Kind], of: str) -> tuple[str, ...]:
    """The codes of the units like `of`, in the order given: at most six, those nearest in size first in line.

    Of the same side, and between half and double its size; where that leaves fewer than three, of the same side; and
    where that leaves none, all others.
    """
    own = next(one for one in units if one.code == of)
    others = [one for one in units if one.code != of]
    same_side = [one for one in others if one.side == own.side]
    alike = [one for one in same_side if own.size / _FACTOR <= one.size <= own.size * _FACTOR]
    chosen = alike if len(alike) >= ENOUGH else same_side or others
    nearest = sorted(chosen, key=lambda one: (abs(one.size - own.size), one.code))[:MOST]
    codes = {one.code for one in nearest}
    return tuple(one.code for one in others if one.code in codes)
