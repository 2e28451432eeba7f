"""A comparison as the frames that charts draw, and as the rows of its table."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dashboard.briefing import comparison_words as words
from dashboard.briefing import sentences as say
from dashboard.briefing.codes import code_of
from dashboard.briefing.comparison import Compared, Comparison
from dashboard.words import t

POINTS = {
    "name": pl.String,
    "base": pl.Float64,
    "value": pl.Float64,
    "place": pl.String,
    "tone": pl.String,
    "text": pl.String,
    "code": pl.String,
}
CURVE = ("base", "low", "high", "very_low", "very_high")
NAMED = 10  # more units outside than these are named only where they are outside 99.8 %


def points(lang: str, whole: Comparison) -> pl.DataFrame:
    """One row per unit in the funnel for `charts.funnel`."""
    shown = [one for one in whole.units if one.point is not None]
    outside = sum(one.point.place != "inside" for one in shown if one.point is not None)
    named = words.VERY if outside > NAMED else (*words.VERY, "low", "high")
    rows = []
    for one in shown:
        assert one.point is not None
        name, place = say.name(lang, one.reading.unit), one.point.place
        fraction = say.fraction_text(one.reading) if one.reading.is_share else ""
        text = f"{name} {say.value_text(lang, one.reading)} {fraction}".strip()
        value = one.point.value * whole.indicator["multiplier"]
        said = (place, _tone(whole, place), text, code_of(one.reading.row))
        rows.append((name if place in named else "", one.point.limits.base, value, *said))
    return pl.DataFrame(rows, schema=POINTS, orient="row")


def _tone(whole: Comparison, place: str) -> str:
    """What being there means: inside, better, worse, or plainly unlike where neither is better."""
    direction = whole.indicator["direction"]
    if place == "inside" or direction == "neutral":
        return "inside" if place == "inside" else "plain"
    return "good" if place.endswith("high") is (direction == "up") else "bad"


def curve(whole: Comparison) -> pl.DataFrame:
    """The funnel's edges in the indicator's unit, by rising size."""
    assert whole.funnel is not None
    scale = whole.indicator["multiplier"]
    rows = [(one.base, *(scale * getattr(one, edge) for edge in CURVE[1:])) for one in whole.funnel.curve]
    return pl.DataFrame(rows, schema=dict.fromkeys(CURVE, pl.Float64), orient="row")


def heads(lang: str, whole: Comparison) -> list[str]:
    """The headings of the table; ranks only where they are given."""
    keys = ["unit", "value", "interval", "reported", "bounds", "place", "trend"]
    keys += ["rank", "tier"] if not whole.unordered else []
    flush = ("value", "interval", "reported", "bounds", "rank", "tier")
    return [t(lang, f"comparison.head_{key}") + ("#" if key in flush else "") for key in keys]


def table(lang: str, whole: Comparison, units: Sequence[Compared]) -> list[list[str]]:
    """One row per unit under `heads`."""
    return [_row(lang, whole, one) for one in units]


def _row(lang: str, whole: Comparison, one: Compared) -> list[str]:
    row, reading = one.reading.row or {}, one.reading
    is_shown = reading.is_share and not reading.is_few and reading.value is not None
    value = f"{say.value_text(lang, reading)} {say.fraction_text(reading) if is_shown else ''}".strip()
    interval = "" if reading.is_few else words.range_text(lang, one, row.get("lower"), row.get("upper"))
    is_open = one.unit.reported < one.unit.expected
    bounds = words.range_text(lang, one, one.unit.bound_low, one.unit.bound_high) if is_open else ""
    cells = [say.name(lang, reading.unit), value, interval, f"{one.unit.reported}/{one.unit.expected}", bounds]
    cells += [words.place_text(lang, one), words.trend_words(lang, one.trend)]
    if whole.unordered:
        return cells
    if one.ranked is None:
        return [*cells, "", ""]
    best, worst = one.ranked.best, one.ranked.worst
    span = str(best) if best == worst else t(lang, "comparison.range", low=best, high=worst)
    return [*cells, span, str(one.ranked.tier)]
