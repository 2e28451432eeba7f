"""What a figure is held against: a norm of 2010 or of today, a plan, the median of the districts, its own past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any

Row = Mapping[str, Any]
HELD = "held"
# what a reader may choose; `held` is the first there is of these: 2010, the district's plan, our own proposal
YARDSTICKS = (HELD, "2010", "current", "plan", "proposal", "median", "past", "none")
_HELD = ("2010", "plan", "proposal")
_YEAR = 4  # quarters


def held(norms: Sequence[Row], yardstick: str, closes: int | None, *, judges: bool) -> Row | None:
    """The one norm of the chosen kind that has a number and is in force when the period closes; `None` without one.

    `judges` false: the one that asks it of a part only. Of several of today's it is the newest.
    """
    kinds = _HELD if yardstick == HELD else (yardstick,)
    having = [n for n in norms if n["value"] is not None and n["judges"] is judges and _holds(n, closes)]
    found = [norm for kind in kinds for norm in having if norm["yardstick"] == kind]
    if not found:
        return None
    return found[-1] if yardstick == "current" else found[0]


def aside_of_today(norms: Sequence[Row], yardstick: str) -> Row | None:
    """Today's newest norm, to be drawn as a line of its own and never judged against; only beside the default."""
    later = [n for n in norms if n["yardstick"] == "current" and n["value"] is not None]
    return later[-1] if later and yardstick == HELD else None


def own(norms: Iterable[Row], unit: str) -> tuple[Row, ...]:
    """The norms that hold for a unit: everybody's, and its own."""
    return tuple(norm for norm in norms if norm.get("unit_code") in (None, unit))


def of_plan(plan: Row | None) -> Iterable[Row]:
    """What the plans behind a figure ask for by the end of its period: the line of the part that counts it."""
    if plan is not None and plan["value"] is not None:
        yield _computed("plan", plan["value"], plan["period"])


def of_median(lines: Iterable[Row], row: Row | None) -> Iterable[Row]:
    """The median of the districts in the figure's own period; nothing when fewer than three have a value."""
    values = [line["value"] for line in lines if row and line["closes"] == row["closes"] and line["value"] is not None]
    if row is not None and len(values) > 2:
        yield _computed("median", median(values), row["period"])


def of_past(row: Row | None, past: Sequence[Row]) -> Iterable[Row]:
    """The unit's own figure of the year before."""
    for line in past:
        if row is not None and line["closes"] == row["closes"] - _YEAR and line["value"] is not None:
            yield _computed("past", line["value"], line["period"])


def _computed(yardstick: str, value: float, period: str) -> Row:
    """A yardstick that is a figure itself: of a period, where a norm is of a year."""
    scope = dict.fromkeys(("scope_zh", "scope_en", "valid_from", "valid_to"))
    return {"yardstick": yardstick, "value": value, "period": period, "judges": True} | scope


def _holds(norm: Row, closes: int | None) -> bool:
    since, until = _quarter_number(norm["valid_from"]), _quarter_number(norm["valid_to"])
    return closes is None or norm["yardstick"] == "current" or (since or 0) <= closes <= (until or closes)


def _quarter_number(day: date | None) -> int | None:
    return None if day is None else day.year * 4 + (day.month + 2) // 3
