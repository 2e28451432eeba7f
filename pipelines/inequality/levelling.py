"""Whether a gap closed because the worse-off rose or because the better-off fell: the second is no success."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

# What the gap did; `no_clear_change` where its change could be none at all.
Movement = Literal["narrowed", "widened", "overtaken", "no_clear_change", "unknown"]
# Who brought that about: the side that had less rose (up), the side that had more fell (down).
Cause = Literal["up", "down", "both", "unclear"]
Moved = Literal["improved", "worsened", "unclear"]
_ROUNDING = 1e-12  # of a level


@dataclass(frozen=True, slots=True)
class Side:
    """One group at two times, and the interval `low` to `high` of its change (after − before)."""

    name: str
    before: float | None
    after: float | None
    low: float | None
    high: float | None

    @property
    def change(self) -> float | None:
        """After − before, none where the two differ by rounding alone."""
        if self.before is None or self.after is None:
            return None
        return 0.0 if math.isclose(self.before, self.after, rel_tol=_ROUNDING) else self.after - self.before


@dataclass(frozen=True, slots=True)
class Levelling:
    """What the gap did and why, with both sides and how each moved, so that no gap is told without its levels.

    `better_off` had the better level at the start, however slightly (at a tie, the one that ended better).
    `gap_before` and `gap_after` are better-off − worse-off in the direction that is good; below zero after an
    overtaking. `gap_low` to `gap_high` hold their change. `cause` is `None` where there is nothing to explain.
    """

    movement: Movement
    cause: Cause | None
    better_off: Side
    worse_off: Side
    better_off_moved: Moved
    worse_off_moved: Moved
    gap_before: float | None
    gap_after: float | None
    gap_low: float | None
    gap_high: float | None

    @property
    def is_levelling_down(self) -> bool:
        """Whether the gap closed and only the better-off's getting worse did it."""
        return self.movement in ("narrowed", "overtaken") and self.cause == "down"


def levelling(first: Side, second: Side, *, high_is_good: bool) -> Levelling:
    """Whether the gap narrowed by levelling up or by levelling down, widened, turned round, or not clearly either.

    The two changes are independent of each other; the interval of the gap's change puts theirs together (MOVER, Zou &
    Donner 2008). A side moved clearly where its interval leaves out zero. Narrowed: `up` where only the worse-off
    clearly improved, or both did; `down` where only the better-off clearly worsened, or both did; `both` where one
    rose and the other fell. Widened: likewise by the better-off's rise (`up`) or the worse-off's fall (`down`).
    `unknown` where a level or an interval is missing. Raises `ValueError` where an interval leaves out its change.
    """
    sign = 1 if high_is_good else -1
    better, worse = _in_order(first, second, sign)
    moved = _moved(better, sign), _moved(worse, sign)
    gaps = _gap(better, worse, "before", sign), _gap(better, worse, "after", sign)
    span = _span(better, worse, sign)
    if span is None or gaps[0] is None or gaps[1] is None:
        return Levelling("unknown", None, better, worse, *moved, *gaps, None, None)
    movement = _movement(gaps[0], gaps[1], span)
    cause = None if movement == "no_clear_change" else _cause(movement, *moved)
    return Levelling(movement, cause, better, worse, *moved, *gaps, *span)


def _in_order(first: Side, second: Side, sign: int) -> tuple[Side, Side]:
    """The better-off side first."""
    for one, other in ((first.before, second.before), (first.after, second.after)):
        if one is not None and other is not None and one != other:
            return (first, second) if sign * (one - other) > 0 else (second, first)
    return first, second


def _moved(side: Side, sign: int) -> Moved:
    if side.change is None or side.low is None or side.high is None:
        return "unclear"
    slack = _ROUNDING * max(abs(side.before or 0.0), abs(side.after or 0.0))
    if not side.low - slack <= side.change <= side.high + slack:
        raise ValueError(f"the interval of {side.name} leaves out its change: {side}")
    if side.change == 0 or side.low <= 0 <= side.high:
        return "unclear"
    return "improved" if sign * side.change > 0 else "worsened"


def _gap(better: Side, worse: Side, time: Literal["before", "after"], sign: int) -> float | None:
    one, other = getattr(better, time), getattr(worse, time)
    return None if one is None or other is None else sign * (one - other)


def _span(better: Side, worse: Side, sign: int) -> tuple[float, float] | None:
    """The interval of the gap's change, in the direction that is good."""
    known = (better.change, better.low, better.high, worse.change, worse.low, worse.high)
    if any(one is None for one in known):
        return None
    change, low, high, other, other_low, other_high = (float(one) for one in known if one is not None)
    below = change - other - math.hypot(change - low, other_high - other)
    above = change - other + math.hypot(high - change, other - other_low)
    return (below, above) if sign > 0 else (-above, -below)


def _movement(before: float, after: float, span: tuple[float, float]) -> Movement:
    if span[0] <= 0 <= span[1]:
        return "no_clear_change"
    if after > before:
        return "widened"
    return "narrowed" if after >= 0 else "overtaken"


def _cause(movement: Movement, better: Moved, worse: Moved) -> Cause:
    """Narrowing comes from the worse-off's rise or the better-off's fall; widening the other way round."""
    rises, falls = (better, worse) if movement == "widened" else (worse, better)
    rose, fell = rises == "improved", falls == "worsened"
    if rose and fell:
        return "both"
    if rose or fell:
        return "up" if rose else "down"
    return "unclear"
