"""One district as a whole: what moved, and where it differs from the rest of the city by more than chance explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.briefing.comparison import METHODS
from dashboard.briefing.model import Reading, Readings, Row
from pipelines.comparison import guards
from pipelines.comparison.differences import Difference, of_rates, of_shares

MOVED = 10  # how many changes are named
Why = Literal["missing", "not_applicable", "suppressed", "few", "half_missing", "rule", "reverse", "alone"]


@dataclass(frozen=True, slots=True)
class Against:
    """One indicator of the district against the rest of the city: own line, the rest's counts, and their difference.

    The difference is in the indicator's unit. `is_better` goes by the indicator's direction.
    """

    indicator: Row
    own: Row
    rest: tuple[float, float]
    difference: Difference
    is_better: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the district is clearly better or worse than the rest, how many may be chance, and what is left out.

    `left_out` says by reason how many indicators that have a better and a worse could not be held against the rest.
    """

    better: tuple[Against, ...]
    worse: tuple[Against, ...]
    unclear: int
    left_out: Mapping[Why, int]


def changes(found: Readings, indicators: Iterable[str]) -> list[Reading]:
    """The chosen unit's quarterly figures that moved since the quarter before, the largest share changes first.

    Counts and medians follow the shares: their changes are in other units and cannot be set in one order.
    """
    quarterly = (found.one(one) for one in indicators if found.indicators[one]["period"] in ("Q", "E"))
    moved = [r for r in quarterly if r.change is not None and round(r.change, r.indicator["decimals"])]
    ordered = sorted(moved, key=lambda r: (not r.is_share, -abs(r.change or 0.0) if r.is_share else 0.0))
    return ordered[:MOVED]


def course(reading: Reading) -> Literal["better", "worse", "moved"]:
    """What a change means: better or worse by the indicator's direction; a neutral one has only moved."""
    way = reading.indicator["direction"]
    if way not in ("up", "down") or not reading.change:
        return "moved"
    return "better" if (reading.change > 0) == (way == "up") else "worse"


def against_the_rest(indicators: Mapping[str, Row], lines: Iterable[Row], district: str) -> Standing:
    """The district held against all other districts together, indicator by indicator, where that is fair.

    `lines` are the latest lines of districts and city. Held are shares and rates with a better and a worse; not held is
    one whose own report is missing, small or less than half there, and one that the missing reports could turn round.
    The difference is Newcombe's for shares and MOVER for rates.
    """
    groups: dict[str, dict[str, Row]] = {}
    for line in lines:
        groups.setdefault(line["indicator"], {})[line["unit_code"]] = line
    clear: list[Against] = []
    unclear, left_out = 0, dict[Why, int]()
    for name, one in indicators.items():
        if one["direction"] not in ("up", "down") or name not in groups:
            continue
        held = _held(one, groups[name], district)
        if isinstance(held, str):
            left_out[held] = left_out.get(held, 0) + 1
        elif held.difference.is_clear:
            clear.append(held)
        else:
            unclear += 1
    clear.sort(key=lambda one: -abs(one.difference.value) / (abs(one.own["value"]) or 1.0))
    better, worse = (tuple(one for one in clear if one.is_better is good) for good in (True, False))
    return Standing(better, worse, unclear, left_out)


def _held(one: Row, lines: Mapping[str, Row], district: str) -> Against | Why:
    """The difference from the rest, or why there is none to be told."""
    measure = guards.Measure(one["kind"], one["interval"], one["direction"], one.get("within") is not None)
    method = METHODS.get(one["interval"])
    if method is None or measure.one_matter or one["kind"] != "ratio":
        return "rule"
    units = {code: _unit(line) for code, line in lines.items()}
    if district not in units:
        return "not_applicable"
    aside = guards.set_aside(measure, units[district])
    if aside is not None:
        return aside
    others = [
        lines[code]
        for code, unit in units.items()
        if unit.level == "district" and code != district and guards.set_aside(measure, unit) is None
    ]
    rest = (sum(line["numerator"] for line in others), sum(line["denominator"] for line in others))
    if not rest[1] or (method == "share" and rest[1] < guards.FEW):
        return "alone"
    city = next((unit for unit in units.values() if unit.level == "city"), None)
    if city is not None and guards.could_reverse(units[district], city):
        return "reverse"
    own = lines[district]
    apart = of_shares if method == "share" else of_rates
    found, scale = apart((own["numerator"], own["denominator"]), rest), one["multiplier"]
    difference = Difference(found.value * scale, found.low * scale, found.high * scale)
    return Against(one, own, rest, difference, (difference.value > 0) == (one["direction"] == "up"))


def _unit(line: Row) -> guards.Unit:
    return guards.Unit(
        code=line["unit_code"],
        level=line["level"],
        period=line["period"],
        status=line["status"],
        base=line["denominator"],
        value=line["value"],
        reported=line["reported"] or 0,
        expected=line["expected"] or 0,
        bound_low=line["bound_low"],
        bound_high=line["bound_high"],
    )


def lateness(rows: Sequence[Row]) -> tuple[int, int, int]:
    """Of the quarters whose day has come: how many there are, how many came late, how many did not come."""
    late = sum(row["days_late"] is not None for row in rows)
    absent = sum(row["first_on"] is None for row in rows)
    return len(rows), late, absent
