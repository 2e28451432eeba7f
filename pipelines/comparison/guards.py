"""Which comparisons are unfair, and why: reasons as codes, worded elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

FEW = 5  # below this denominator a share is said as x of y; below this many units nothing is ordered
HALF = 0.5

# Why nothing is drawn.
Refusal = Literal["pilots", "gap", "one_matter", "levels", "periods", "bases", "nothing_to_compare"]
# Why one unit is not held against the others.
Aside = Literal["missing", "not_applicable", "suppressed", "few", "half_missing"]
# Why the units are not put in order.
Unordered = Literal[
    "neutral", "size", "no_interval", "few_units", "missing_could_reverse", "base_years", "not_told_apart"
]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is compared: the kind of figure and what its definition says about comparing it.

    `one_matter` is the split inside which alone it may be compared (funds per case: within one matter), if any.
    """

    kind: str
    interval: str
    direction: str
    one_matter: bool = False

    @property
    def is_share(self) -> bool:
        """Whether count and base are of the same things."""
        return self.interval == "wilson"


@dataclass(frozen=True, slots=True)
class Unit:
    """One side of a comparison, with all that decides whether it is fair.

    `basis` says what its base is made of: the split value set whose figures may stand beside each other; `base_years`
    are the years of the population figures inside the base (empty where there is no population in it).
    """

    code: str
    level: str
    period: str
    status: str
    base: float | None
    value: float | None
    reported: int
    expected: int
    bound_low: float | None = None
    bound_high: float | None = None
    basis: str = "all"
    base_years: frozenset[int] = frozenset()


def refused(measure: Measure, by: str, units: Sequence[Unit]) -> tuple[Refusal, ...]:
    """Why the units must not be drawn side by side; empty when they may. `by` is what is compared, as `pilot`."""
    found: list[Refusal] = []
    if by == "pilot":
        found.append("pilots")
    if measure.kind == "gap":
        found.append("gap")
    if measure.one_matter:
        found.append("one_matter")
    mixed: tuple[tuple[Refusal, str], ...] = (("levels", "level"), ("periods", "period"), ("bases", "basis"))
    found += [reason for reason, name in mixed if len({getattr(one, name) for one in units}) > 1]
    if not found and sum(one.value is not None for one in units) < 2:
        found.append("nothing_to_compare")
    return tuple(found)


def set_aside(measure: Measure, unit: Unit) -> Aside | None:
    """Why this unit is shown but not held against the others; `None` when it is."""
    if unit.status in ("suppressed", "missing"):
        return "suppressed" if unit.status == "suppressed" else "missing"
    if unit.value is None:
        return "not_applicable"
    if unit.reported < HALF * unit.expected:
        return "half_missing"
    if measure.is_share and (unit.base or 0) < FEW:
        return "few"
    return None


def comparable(measure: Measure, units: Sequence[Unit]) -> list[Unit]:
    """Those that are held against each other, in the order given."""
    return [one for one in units if set_aside(measure, one) is None]


def unordered(measure: Measure, units: Sequence[Unit]) -> tuple[Unordered, ...]:
    """Why the units must not be sorted or ranked by value; empty when they may."""
    held = comparable(measure, units)
    reasons: tuple[tuple[Unordered, bool], ...] = (
        ("neutral", measure.direction == "neutral"),
        ("size", measure.kind == "count"),
        ("no_interval", measure.kind != "count" and measure.interval == "none"),
        ("few_units", len(held) < FEW),
        ("base_years", len(_years(held)) > 1),
        ("missing_could_reverse", _any_could_reverse(held)),
    )
    return tuple(reason for reason, holds in reasons if holds)


def could_reverse(first: Unit, second: Unit) -> bool:
    """Whether the units that did not report could turn round which of the two is higher."""
    gap = worst_best(first, second)
    if gap is None or first.value is None or second.value is None or first.value == second.value:
        return False
    is_partial = first.reported < first.expected or second.reported < second.expected
    return is_partial and (gap[0] < 0 if first.value > second.value else gap[1] > 0)


def worst_best(first: Unit, second: Unit) -> tuple[float, float] | None:
    """First minus second, at the least and at the most, whatever those that did not report would have said."""
    edges = (first.bound_low, first.bound_high, second.bound_low, second.bound_high)
    if any(edge is None for edge in edges):
        return None
    low, high, other_low, other_high = (float(edge) for edge in edges if edge is not None)
    return low - other_high, high - other_low


def _any_could_reverse(units: Sequence[Unit]) -> bool:
    return any(could_reverse(one, other) for one, other in combinations(units, 2))


def _years(units: Sequence[Unit]) -> frozenset[int]:
    return frozenset(year for one in units for year in one.base_years)
