"""Units held side by side: who may be compared, how far each is from all, its trend, its rank, its peers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.briefing.model import Reading, Row
from dashboard.briefing.yardsticks import of_past, own
from pipelines.comparison import guards
from pipelines.comparison.counted import Counted, Method
from pipelines.comparison.differences import Difference, of_rates, of_shares
from pipelines.comparison.funnel import LEAST_UNITS, Funnel, Point, funnel
from pipelines.comparison.peers import Kind, peers
from pipelines.comparison.ranks import Ranked, ranks
from pipelines.comparison.trend import Moment, Rule, Trend, recent_trend

METHODS: Mapping[str, Method] = {"wilson": "share", "byar": "rate"}
RULES: Mapping[str, Rule] = {"wilson": "cochran_armitage", "byar": "poisson_trend"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit: its reading, why it stands aside (if it does), its place in the funnel, its trend and its rank."""

    reading: Reading
    unit: guards.Unit
    side: str
    aside: guards.Aside | None
    trend: Trend
    point: Point | None = None
    ranked: Ranked | None = None

    @property
    def code(self) -> str:
        """The unit's code."""
        return self.unit.code


@dataclass(frozen=True, slots=True)
class Comparison:
    """The units of one kind, in administrative order, and what may be said of them; `by` is what is compared."""

    indicator: Row
    by: str
    units: tuple[Compared, ...]
    refusals: tuple[guards.Refusal, ...]
    unordered: tuple[guards.Unordered, ...]
    funnel: Funnel | None

    @property
    def method(self) -> Method | None:
        """How counts are held against each other; `None` for medians, money and counts of unlike units."""
        return METHODS.get(self.indicator["interval"])

    @property
    def held(self) -> tuple[Compared, ...]:
        """Those that are held against each other."""
        return tuple(one for one in self.units if one.aside is None)

    @property
    def is_funnel(self) -> bool:
        """Whether there are enough units for the picture of a funnel."""
        return self.funnel is not None and len(self.funnel.points) >= LEAST_UNITS

    @property
    def period(self) -> str | None:
        """The period compared; `None` when no unit has a line in it."""
        return next((str(one.reading.row["period"]) for one in self.units if one.reading.row is not None), None)

    def one(self, code: str) -> Compared:
        """The unit with that code."""
        return next(one for one in self.units if one.code == code)

    def in_order(self, by_value: bool) -> tuple[Compared, ...]:
        """The units by value, the better first, those without one last; else in administrative order."""
        if not by_value or self.unordered:
            return self.units
        sign = -1 if self.indicator["direction"] == "up" else 1
        return tuple(sorted(self.units, key=lambda one: (one.aside is not None, sign * (one.reading.value or 0.0))))


def compare(
    indicator: Row,
    by: str,
    readings: Sequence[Reading],
    sides: Mapping[str, str],
    base_years: Mapping[str, frozenset[int]],
    *,
    is_within: bool = False,
) -> Comparison:
    """The comparison of readings of one indicator, one per unit; `is_within`: in one value of its `within` split."""
    measure = _measure(indicator, is_within)
    units = [_unit(reading, base_years) for reading in readings]
    refusals = guards.refused(measure, by, [one for one in units if one.expected])
    found = tuple(
        Compared(reading, unit, sides.get(unit.code, ""), guards.set_aside(measure, unit), trend_of(reading))
        for reading, unit in zip(readings, units, strict=True)
    )
    whole = Comparison(indicator, by, found, refusals, guards.unordered(measure, units), None)
    return whole if refusals else _judged(whole)


def _measure(indicator: Row, is_within: bool) -> guards.Measure:
    only_within = indicator.get("within") is not None and not is_within
    return guards.Measure(indicator["kind"], indicator["interval"], indicator["direction"], only_within)


def _unit(reading: Reading, base_years: Mapping[str, frozenset[int]]) -> guards.Unit:
    """What decides whether the unit may be compared; a median's smallest and largest are no bounds of it."""
    row, code = reading.row or {}, str(reading.unit["unit_code"])
    has_bounds = reading.indicator["kind"] != "median"
    return guards.Unit(
        code=code,
        level=str(row.get("level", "")),
        period=str(row.get("period", "")),
        status=str(row.get("status", "not_applicable")),
        base=row.get("denominator"),
        value=row.get("value"),
        reported=row.get("reported") or 0,
        expected=row.get("expected") or 0,
        bound_low=row.get("bound_low") if has_bounds else None,
        bound_high=row.get("bound_high") if has_bounds else None,
        base_years=base_years.get(code, frozenset()),
    )


def _judged(whole: Comparison) -> Comparison:
    """With funnel and ranks, where the figure allows them."""
    counted = [one for one in map(_counted, whole.held) if one is not None] if whole.method else []
    if whole.method is None or len(counted) < 2:
        return whole
    found = funnel(counted, whole.method)
    points = {point.code: point for point in found.points}
    ranked: dict[str, Ranked] = {}
    unordered = whole.unordered
    if not unordered:
        high_is_good = whole.indicator["direction"] == "up"
        ranked = {one.code: one for one in ranks(counted, whole.method, high_is_good=high_is_good)}
        if len({one.tier for one in ranked.values()}) == 1:
            unordered, ranked = ("not_told_apart",), {}
    units = tuple(replace(one, point=points.get(one.code), ranked=ranked.get(one.code)) for one in whole.units)
    return replace(whole, units=units, funnel=found, unordered=unordered)


def _counted(one: Compared) -> Counted | None:
    """The unit's counts; `None` where they are no count out of a base."""
    row = one.reading.row or {}
    count, base = row.get("numerator"), row.get("denominator")
    if count is None or not base or (one.reading.indicator["interval"] == "wilson" and count > base):
        return None
    return Counted(one.code, count, base)


def trend_of(reading: Reading) -> Trend:
    """The recent trend of a reading: periods with a value that at least half of those expected have reported.

    Shares by Cochran–Armitage, rates and counts by the Poisson test, all else by Mann–Kendall. A count has no base, so
    only periods in which all have reported are comparable.
    """
    one = reading.indicator
    rule = "poisson_trend" if one["kind"] == "count" else RULES.get(one["interval"], "mann_kendall")
    lines = (*reading.past, reading.row) if reading.row is not None else reading.past
    moments = [_moment(line, one["kind"]) for line in lines if _is_told(line, one)]
    return recent_trend(moments, rule, one["direction"])


def _is_told(line: Row, indicator: Row) -> bool:
    if line["value"] is None or line["reported"] < guards.HALF * line["expected"]:
        return False
    if indicator["kind"] == "count":
        return bool(line["reported"] == line["expected"])
    if indicator["interval"] == "none":
        return True
    is_share = indicator["interval"] == "wilson"
    least = guards.FEW if is_share else 0
    return bool(line["denominator"] > 0 and least <= line["denominator"] >= (line["numerator"] if is_share else 0))


def _moment(line: Row, kind: str) -> Moment:
    base = 1.0 if kind == "count" else line["denominator"]
    return Moment(line["closes"], line["value"], line["numerator"], base)


@dataclass(frozen=True, slots=True)
class Peer:
    """A unit of like kind, the chosen unit minus it (in the indicator's unit), and what the missing leave possible."""

    compared: Compared
    gap: float
    difference: Difference | None
    bounds: tuple[float, float] | None
    could_reverse: bool


def peers_of(whole: Comparison, code: str) -> tuple[Peer, ...]:
    """The peers of a unit that can be held against it; none when it stands aside itself."""
    own = whole.one(code)
    if own.aside is not None:
        return ()
    kinds = [Kind(one.code, one.side, one.unit.base or 0.0) for one in whole.held]
    return tuple(_peer(whole, own, whole.one(other)) for other in peers(kinds, code))


def pair(whole: Comparison) -> Peer:
    """The first of two units against the second."""
    first, second = whole.held
    return _peer(whole, first, second)


def _peer(whole: Comparison, own: Compared, other: Compared) -> Peer:
    gap = (own.reading.value or 0.0) - (other.reading.value or 0.0)
    is_open = own.unit.reported < own.unit.expected or other.unit.reported < other.unit.expected
    bounds = guards.worst_best(own.unit, other.unit) if is_open else None
    reverse = bounds is not None and guards.could_reverse(own.unit, other.unit)
    return Peer(other, gap, _difference(whole, own, other), bounds, reverse)


def _difference(whole: Comparison, own: Compared, other: Compared) -> Difference | None:
    mine, theirs = _counted(own), _counted(other)
    if whole.method is None or mine is None or theirs is None:
        return None
    apart = of_shares if whole.method == "share" else of_rates
    found, scale = apart((mine.count, mine.base), (theirs.count, theirs.base)), whole.indicator["multiplier"]
    return Difference(found.value * scale, found.low * scale, found.high * scale)


def readings_of(sample: Reading, rows: Iterable[Row], units: Mapping[str, Row], key: str) -> list[Reading]:
    """One reading per unit with any line, in the order of `units`; `key` is the column that says which unit it is.

    They are of the indicator of the `sample`, held against its yardstick; its norms are those of all units.
    """
    lines: dict[str, list[Row]] = {}
    for row in rows:
        lines.setdefault(str(row[key]), []).append(row)
    latest = max((found[-1]["closes"] for found in lines.values()), default=0)
    shared = sample.computed if sample.yardstick == "median" else ()
    readings = []
    for code, unit in units.items():
        found = tuple(lines.get(code, ()))
        if found:
            now = found[-1] if found[-1]["closes"] == latest else None
            past = found if now is None else found[:-1]
            computed = (*shared, *(of_past(now, past) if sample.yardstick == "past" else ()))
            norms = own(sample.norms, code)
            readings.append(Reading(sample.indicator, unit, now, past, norms, sample.yardstick, computed))
    return readings
