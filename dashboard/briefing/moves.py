"""What really changed since the period before: figures that moved by more than chance, or kept on moving one way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.briefing.comparison import METHODS, trend_of
from dashboard.briefing.district import course
from dashboard.briefing.model import Reading, Readings
from pipelines.comparison.differences import of_rates, of_shares

_ONWARD = {"improving", "worsening", "increasing", "decreasing"}


@dataclass(frozen=True, slots=True)
class Moves:
    """The largest real changes, one reading per indicator: for the better, for the worse, and without either."""

    better: tuple[Reading, ...]
    worse: tuple[Reading, ...]
    moved: tuple[Reading, ...]

    @property
    def largest(self) -> list[Reading]:
        """All of them, the largest first."""
        return sorted((*self.better, *self.worse, *self.moved), key=_size, reverse=True)


def moves(found: Readings, indicators: Iterable[str], most: int) -> Moves:
    """Real changes of the chosen unit and those below it, `most` of each kind, shares by their points first.

    Left out are figures whose own period has not closed with the newest one, and figures that may only be compared
    inside one value of a split: what they hold together changes with its mixture.
    """
    known = [one for one in indicators if found.indicators[one].get("within") is None]
    readings = [[found.one(one, unit) for unit in (found.chosen, *found.below)] for one in known]
    newest = max((r.row["closes"] for each in readings for r in each if r.row is not None), default=0)
    real = [[r for r in each if r.row is not None and r.row["closes"] == newest and is_real(r)] for each in readings]
    largest = sorted((max(each, key=_size) for each in real if each), key=_size, reverse=True)
    kinds = {way: tuple(r for r in largest if course(r) == way)[:most] for way in ("better", "worse", "moved")}
    return Moves(**kinds)


def _size(reading: Reading) -> tuple[bool, float]:
    """Shares before the rest, whose units cannot be set in one order with them; larger changes first."""
    change, before = abs(reading.change or 0.0), abs((reading.previous or {}).get("value") or 0.0)
    return reading.is_share, change if reading.is_share else change / (before or 1.0)


def is_real(reading: Reading) -> bool:
    """Whether the change is more than chance: the interval of the difference leaves out none, or the trend goes on.

    Both periods must have been reported in full: otherwise other units may be counted now than then. The difference
    takes the two periods as counted apart; the same units counted twice move less by chance, so it errs towards none.
    """
    before, now = reading.previous, reading.row
    if reading.change is None or before is None or now is None:
        return False
    if not round(reading.change, reading.indicator["decimals"]) or {before["status"], now["status"]} != {"reported"}:
        return False
    return _is_clear(reading) or _goes_on(reading)


def _is_clear(reading: Reading) -> bool:
    """Whether the difference of two shares or rates is told apart from none."""
    method = METHODS.get(reading.indicator["interval"])
    now, then = ((line["numerator"], line["denominator"]) for line in (reading.row or {}, reading.previous or {}))
    if method is None or not all(of and (method == "rate" or count <= of) for count, of in (now, then)):
        return False
    return (of_shares if method == "share" else of_rates)(now, then).is_clear


def _goes_on(reading: Reading) -> bool:
    """Whether the last change goes the way of a clear trend."""
    verdict, rises = trend_of(reading).verdict, (reading.change or 0.0) > 0
    if verdict not in _ONWARD:
        return False
    upward = "improving" if reading.indicator["direction"] == "up" else "worsening"
    return rises is (verdict in ("increasing", upward))
