"""Readings as the frames that charts draw: every row ready, in order, with its text."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dashboard.briefing import sentences as say
from dashboard.briefing.codes import code_of
from dashboard.briefing.model import Reading, Readings, Row
from dashboard.words import FEW, decimal, period_name, whole

COMPARED = {
    "name": pl.String,
    "verdict": pl.String,
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "previous": pl.Float64,
    "text": pl.String,
    "code": pl.String,
}
TREND = {
    "unit": pl.String,
    "verdict": pl.String,
    "text": pl.String,
    "period": pl.String,
    "value": pl.Float64,
    "status": pl.String,
    "code": pl.String,
}
PARTS = {
    "name": pl.String,
    "part": pl.String,
    "share": pl.Float64,
    "text": pl.String,
    "count": pl.String,
    "code": pl.String,
}


def compared(lang: str, readings: Sequence[Reading]) -> pl.DataFrame:
    """One row per unit for `charts.dots`."""
    rows = []
    for reading in readings:
        line, before = reading.row or {}, reading.previous or {}
        figures = [None if reading.is_few else line.get(key) for key in ("value", "lower", "upper")]
        text = say.value_text(lang, reading)
        is_shown = reading.is_share and reading.verdict in ("met", "below", "plain")
        fraction = say.fraction_text(reading) if is_shown else ""
        name = say.name(lang, reading.unit)
        said, code = f"{text}  {fraction}".strip(), code_of(reading.row)
        rows.append((name, reading.verdict, *figures, before.get("value"), said, code))
    return pl.DataFrame(rows, schema=COMPARED, orient="row")


def trend(lang: str, readings: Sequence[Reading]) -> pl.DataFrame:
    """One row per unit and period for `charts.trend`; periods without a line are filled as missing."""
    closes = sorted({line["closes"]: line["period"] for r in readings for line in _lines(r)}.items())
    rows = []
    for reading in readings:
        known = {line["closes"]: line for line in _lines(reading)}
        head = (say.name(lang, reading.unit), reading.verdict, say.value_text(lang, reading))
        for number, period in closes:
            line = known.get(number, {"value": None, "status": "missing", "denominator": None})
            few = reading.is_share and 0 < (line["denominator"] or 0) < FEW
            value = None if few else line["value"]
            state = "few" if few else line["status"]
            rows.append((*head, period_name(lang, period, short=True), value, state, code_of(line)))
    return pl.DataFrame(rows, schema=TREND, orient="row")


def _lines(reading: Reading) -> tuple[Row, ...]:
    return (*reading.past, reading.row) if reading.row is not None else reading.past


def parts(lang: str, found: Readings, indicator: str, split: str) -> pl.DataFrame:
    """One row per unit and part for `charts.parts`: numerators of a split that add up to the whole.

    Parts that no unit has are left out, unless nothing was reported at all.
    """
    units, declared = (found.chosen, *found.below), found.splits(indicator).get(split, [])
    seen = [
        value
        for value in declared
        if any((found.one(indicator, u, (split, value["split_value"])).row or {}).get("numerator") for u in units)
    ]
    values = seen or declared
    rows = []
    for unit in units:
        counts = [found.one(indicator, unit, (split, value["split_value"])).row for value in values]
        total = sum(row["numerator"] or 0 for row in counts if row is not None)
        for value, row in zip(values, counts, strict=True):
            known = row is not None and row["numerator"] is not None and total > 0
            share = 100 * row["numerator"] / total if known and row is not None else None
            text = "" if share is None or share < 7 else decimal(share, 0) + "%"
            count = whole(row["numerator"]) if known and row is not None else ""
            code = code_of(row) if known else ""
            rows.append((say.name(lang, found.units[unit]), value[f"value_{lang}"], share, text, count, code))
    return pl.DataFrame(rows, schema=PARTS, orient="row")
