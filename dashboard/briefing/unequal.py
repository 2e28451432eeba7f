"""How unequally an offer is shared, measured several ways, each with its interval and in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import polars as pl

from dashboard.briefing.model import Row
from dashboard.briefing.sharing import Shared
from dashboard.words import decimal, percent, signed, t
from pipelines.inequality import read_off
from pipelines.inequality.gaps import attributable_to_group
from pipelines.inequality.gradient import concentration, slope
from pipelines.inequality.population import Floats, Measured
from pipelines.inequality.resampling import Interval, drawn, spanned
from pipelines.inequality.tails import fifths, palma

TOP, BOTTOM, FIFTH = 0.1, 0.4, 0.2  # the ends of Palma's ratio, and of the 20:20 ratio
RATIOS, AMOUNTS = ("fifths", "palma"), ("slope", "attributable")
SIGNED = ("concentration", "slope", "attributable")  # measures that may lie on either side of nothing
_RANKING = {"ranking": "label", "low": "low", "high": "high", "caution": "caution"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: its value or why there is none, its interval over communities, and another way to say it.

    `other` belongs to it: the ratio of a slope, the share that is attributable; null where there is none.
    """

    name: str
    found: Measured
    interval: Interval
    other: float | None = None

    @property
    def side(self) -> str:
        """`up` or `down` of nothing where the interval leaves it out, else `unclear`; `none` without a value."""
        low, high = self.interval.low, self.interval.high
        if self.found.value is None:
            return "none"
        if low is None or high is None or low <= 0 <= high:
            return "unclear"
        return "up" if low > 0 else "down"


def figures(one: Shared, groups: Iterable[Row]) -> list[Figure]:
    """Gini, 20:20, and where residents can be ranked Palma, concentration, slope; then what the reference would bring.

    `groups` as `queries.access.GROUPS`: the first whose reference has a value is taken. Empty where no community has
    both a value and residents.
    """
    one = replace(one, rows=one.rows.drop_nulls(["value", "people"]))
    if one.rows.is_empty():
        return []
    counts = drawn(one.rows.height)
    found = [*_by_value(one, counts), *(_by_standing(one, counts) if one.rows["standing"].count() else ())]
    level = reference(one, groups)
    return [*found, _attributable(one, level, counts)] if level else found


def reference(one: Shared, groups: Iterable[Row]) -> Row | None:
    """The first comparison of which both groups are among the communities with a value."""
    known = one.rows.drop_nulls(["value", "people"])
    for row in groups:
        parts = set(known[row["by"]]) if row["by"] in known.columns else set()
        if {row["group_value"], row["reference_value"]} <= parts:
            return row
    return None


def _by_value(one: Shared, counts: Floats) -> list[Figure]:
    values, people, drawn_here = _columns(one, counts, "value", "people")
    ends = partial(read_off.top_to_bottom, top=FIFTH, bottom=FIFTH)
    index, ratio = read_off.taken(values, people, values, drawn_here, read_off.concentrations, ends)
    return [
        Figure("gini", one.gini, spanned(index)),
        Figure("fifths", fifths(one.rows["value"], one.rows["people"]), spanned(ratio)),
    ]


def _by_standing(one: Shared, counts: Floats) -> list[Figure]:
    given = [one.rows[name] for name in ("value", "people", "standing")]
    values, people, rank, drawn_here = _columns(one, counts, "value", "people", "standing")
    ends = partial(read_off.top_to_bottom, top=TOP, bottom=BOTTOM)
    ratio, index, slopes = read_off.taken(
        values, people, rank, drawn_here, ends, read_off.concentrations, read_off.slopes
    )
    line = slope(*given)
    return [
        Figure("palma", palma(*given), spanned(ratio)),
        Figure("concentration", concentration(*given), spanned(index)),
        Figure("slope", line.difference, spanned(slopes), line.ratio.value),
    ]


def _attributable(one: Shared, groups: Row, counts: Floats) -> Figure:
    held, wanted = one.rows[groups["by"]], groups["reference_value"]
    values, people, drawn_here = _columns(one, counts, "value", "people")
    inside = held.eq(wanted).cast(pl.Float64).to_numpy()
    found = attributable_to_group(one.rows["value"], one.rows["people"], held, wanted)
    runs = read_off.attributables(values, people, inside, drawn_here)
    return Figure("attributable", found.difference, spanned(runs), found.share.value)


def _columns(one: Shared, counts: Floats, *names: str) -> Sequence[Floats]:
    """The columns of the communities that have all of them, and the draws of these; one without adds nothing."""
    known = one.rows.select(pl.all_horizontal(pl.col(names).is_not_null())).to_series().to_numpy()
    columns = (one.rows[name].cast(pl.Float64).to_numpy()[known] for name in names)
    return [*columns, counts if known.all() else np.ascontiguousarray(counts[:, known])]


def value_text(lang: str, offer: Row, figure: Figure) -> str:
    """The value as read: an index with two decimals, a multiple, or so much of the offer; or why there is none."""
    if figure.found.value is None:
        return t(lang, f"unequal.none_{figure.found.why_none}")
    return _number(lang, offer, figure, figure.found.value)


def interval_text(lang: str, offer: Row, figure: Figure) -> str:
    """From one end to the other; a dash where it cannot be told."""
    low, high = figure.interval.low, figure.interval.high
    if low is None or high is None or figure.found.value is None:
        return "—"
    low_text, high_text = (_bare(offer, figure, end) for end in (low, high))
    return t(lang, "unequal.interval", low=low_text, high=high_text)


def ranking_slots(lang: str, rankings: Sequence[Row]) -> dict[str, str]:
    """By what residents are ranked (the row of `queries.reach.RANKING`), as slots of sentences; empty for no row."""
    return {slot: row[f"{column}_{lang}"] for row in rankings for slot, column in _RANKING.items()}


def says_text(lang: str, offer: Row, figure: Figure, slots: Row) -> str:
    """What the figure says, in one sentence; `slots` name the standing and the groups."""
    if figure.found.value is None:
        return t(lang, "unequal.says_none")
    side = f"_{figure.side}" if figure.name in SIGNED else ""
    size = abs(figure.found.value)
    told = {
        "value": _number(lang, offer, figure, size if side else figure.found.value).lstrip("+"),
        "twice": percent(lang, 2 * size),
        "other": "—" if figure.other is None else _other(lang, figure),
        "offer": offer[f"label_{lang}"],
    }
    return t(lang, f"unequal.says_{figure.name}{side}", **told, **slots)


def _other(lang: str, figure: Figure) -> str:
    assert figure.other is not None
    return percent(lang, abs(figure.other)) if figure.name == "attributable" else decimal(figure.other, 2)


def _number(lang: str, offer: Row, figure: Figure, value: float) -> str:
    """The value with its unit: a multiple, or so much of the offer."""
    bare = _bare(offer, figure, value)
    if figure.name in RATIOS:
        return t(lang, "unequal.times", n=bare)
    return t(lang, "unequal.amount", n=bare, unit=offer[f"unit_{lang}"]) if figure.name in AMOUNTS else bare


def _bare(offer: Row, figure: Figure, value: float) -> str:
    """The number alone, with its sign where it may lie on either side of nothing."""
    places = offer["decimals"] if figure.name in AMOUNTS else 2
    return signed(value, places) if figure.name in SIGNED else decimal(value, places)
