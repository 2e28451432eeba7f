"""Readings: what one indicator says about one unit, with its yardsticks, its past, and who is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from dashboard.briefing.yardsticks import HELD, aside_of_today, held, of_median, of_past, of_plan, own
from dashboard.words import FEW

Row = Mapping[str, Any]
Verdict = Literal["met", "below", "plain", "few", "missing", "suppressed", "not_applicable"]
STEP = {"Q": 1, "E": 1, "H": 2, "A": 4}
# why a line has no value → how it is shown; what is hidden is neither missing nor zero
BARE: Mapping[str, Verdict] = {
    "not_applicable": "not_applicable",
    "empty": "not_applicable",
    "suppressed": "suppressed",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator of one unit (and split value) in the indicator's own latest closed period.

    `row` is the line of `indicator_values`, `None` when there is none; `past` are its earlier lines, oldest first;
    `indicator` and `norms` come from the catalogue. `unit` is the unit's row (code and names). `yardstick` is what the
    reader chose to hold it against, `computed` the yardsticks that come from figures: plan, median, own past.
    """

    indicator: Row
    unit: Row
    row: Row | None
    past: tuple[Row, ...]
    norms: tuple[Row, ...]
    yardstick: str = HELD
    computed: tuple[Row, ...] = ()

    @property
    def value(self) -> float | None:
        """The value in the indicator's unit; `None` when missing, not applicable or without denominator."""
        return None if self.row is None else self.row["value"]

    @property
    def is_share(self) -> bool:
        """Whether numerator and denominator count the same things, so that x of y can be said."""
        return bool(self.indicator["kind"] == "ratio" and self.indicator["unit_en"] == "%")

    @property
    def is_few(self) -> bool:
        """Whether a percentage would say more than so few units can."""
        return self.is_share and self.row is not None and 0 < (self.row["denominator"] or 0) < FEW

    @property
    def previous(self) -> Row | None:
        """The line of the period just before, if it has a value."""
        if self.row is None or not self.past:
            return None
        before = self.past[-1]
        is_next = self.row["closes"] - before["closes"] == STEP[self.indicator["period"]]
        return before if is_next and before["value"] is not None else None

    @property
    def change(self) -> float | None:
        """Value minus the previous period's, in the indicator's unit; `None` without both or with too few units."""
        before = self.previous
        if before is None or self.value is None or self.is_few:
            return None
        return float(self.value - before["value"])

    @property
    def target(self) -> Row | None:
        """The chosen yardstick that the reading is held against; by default the 2010 one, else plan, else proposal."""
        return held((*self.norms, *self.computed), self.yardstick, self._closes, judges=True)

    @property
    def aside(self) -> Row | None:
        """The yardstick that asks it of a part only: said with its scope, never held against the whole."""
        return held(self.norms, self.yardstick, self._closes, judges=False)

    @property
    def current(self) -> Row | None:
        """Today's yardstick, a line of its own beside the default one and never judged against."""
        return aside_of_today(self.norms, self.yardstick)

    @property
    def _closes(self) -> int | None:
        return self.row["closes"] if self.row else None

    @property
    def gap(self) -> float | None:
        """How far the value is on the wrong side of the target, in the indicator's unit; 0 when it is met."""
        if self.target is None or self.value is None or self.indicator["direction"] == "neutral":
            return None
        short = float(self.target["value"] - self.value)
        return max(0.0, short if self.indicator["direction"] == "up" else -short)

    @property
    def verdict(self) -> Verdict:
        """What colour and shape say; neutral indicators and those without a target stay plain.

        Who owes a report has a line, `missing` until it comes; without a line nothing is due.
        """
        if self.row is None:
            return "not_applicable"
        if self.value is None:
            return BARE.get(self.row["status"], "missing")
        if self.is_few:
            return "few"
        return "plain" if self.gap is None else "below" if self.gap > 0 else "met"


@dataclass(frozen=True, slots=True)
class Readings:
    """All readings of a page: by indicator, unit and split value."""

    indicators: Mapping[str, Row]
    units: Mapping[str, Row]
    chosen: str
    below: tuple[str, ...]
    _norms: Mapping[str, tuple[Row, ...]]
    _lines: Mapping[tuple[str, str, str, str], tuple[Row, ...]]
    _latest: Mapping[str, int]
    _splits: Mapping[str, tuple[Row, ...]]
    yardstick: str = HELD

    def one(self, indicator: str, unit: str | None = None, split: tuple[str, str] = ("all", "all")) -> Reading:
        """The reading of an indicator for a unit (the chosen one unless given)."""
        code = unit or self.chosen
        lines = self._lines.get((indicator, code, *split), ())
        is_closed = bool(lines) and lines[-1]["closes"] == self._latest.get(indicator)
        row, past = (lines[-1], lines[:-1]) if is_closed else (None, lines)
        norms = own(self._norms.get(indicator, ()), code)
        computed = tuple(self._computed(indicator, code, split, row, past))
        return Reading(self.indicators[indicator], self.units[code], row, past, norms, self.yardstick, computed)

    def _computed(
        self, indicator: str, code: str, split: tuple[str, str], row: Row | None, past: Sequence[Row]
    ) -> Iterator[Row]:
        """The yardsticks that are figures themselves; a plan is one of the whole."""
        plan = self.indicators[indicator].get("plan")
        if plan and split == ("all", "all"):
            name, _, value = plan.partition(".")
            lines = self._lines.get((indicator, code, name, value), ())
            yield from of_plan(lines[-1] if row and lines and lines[-1]["closes"] == row["closes"] else None)
        if self.yardstick == "median":
            districts = (unit for unit, named in self.units.items() if named["level"] == "district")
            found = (self._lines.get((indicator, unit, *split), ()) for unit in districts)
            yield from of_median((lines[-1] for lines in found if lines), row)
        if self.yardstick == "past":
            yield from of_past(row, past)

    def norms_of(self, indicator: str) -> tuple[Row, ...]:
        """The indicator's yardsticks, those of single units among them."""
        return self._norms.get(indicator, ())

    def compared(self, indicator: str) -> list[Reading]:
        """The readings of the units below the chosen one, in administrative order; only those ever due one."""
        found = (self.one(indicator, code) for code in self.below)
        return [reading for reading in found if reading.row is not None or reading.past]

    def splits(self, indicator: str) -> dict[str, list[Row]]:
        """The indicator's declared splits, each with its named values in order."""
        found: dict[str, list[Row]] = {}
        for row in self._splits.get(indicator, ()):
            found.setdefault(row["split"], []).append(row)
        return found

    def period(self, indicator: str) -> str | None:
        """The latest closed period of the indicator, in its own kind; `None` when none has closed."""
        latest = self._latest.get(indicator)
        for (name, *_), lines in self._lines.items():
            if name == indicator and lines[-1]["closes"] == latest:
                return str(lines[-1]["period"])
        return None


def readings(
    values: pl.DataFrame, catalogue: Catalogue, units: pl.DataFrame, chosen: str, yardstick: str = HELD
) -> Readings:
    """The page's readings from the rows of `core.VALUES` and the catalogue; units in administrative order.

    Units below the chosen one that no indicator expects anything from (towns without a village-turned
    community) are left out.
    """
    lines = _grouped(values.to_dicts(), ("indicator", "unit_code", "split", "split_value"))
    latest: dict[str, int] = {}
    for key, rows in lines.items():
        latest[key[0]] = max(latest.get(key[0], 0), rows[-1]["closes"])
    named = {row["unit_code"]: row for row in units.to_dicts()}
    level = "district" if named[chosen]["level"] == "city" else "town"
    present = {key[1] for key in lines}
    below = tuple(code for code, row in named.items() if row["level"] == level and code in present and code != chosen)
    return Readings(
        catalogue.indicators, named, chosen, below, catalogue.norms, lines, latest, catalogue.splits, yardstick
    )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The indicators with their yardsticks and splits, as the release holds them."""

    indicators: Mapping[str, Row]
    norms: Mapping[str, tuple[Row, ...]]
    splits: Mapping[str, tuple[Row, ...]]


def catalogue(indicators: pl.DataFrame, norms: pl.DataFrame, splits: pl.DataFrame) -> Catalogue:
    """The catalogue from its three tables."""
    return Catalogue(
        {row["id"]: row for row in indicators.to_dicts()},
        {key[0]: rows for key, rows in _grouped(norms.to_dicts(), ("indicator",)).items()},
        {key[0]: rows for key, rows in _grouped(splits.to_dicts(), ("indicator",)).items()},
    )


def _grouped(rows: Iterable[Row], by: Sequence[str]) -> dict[tuple[Any, ...], tuple[Row, ...]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in by), []).append(row)
    return {key: tuple(group) for key, group in found.items()}
