"""How evenly what service points offer is shared: who is beyond reach, the Lorenz curve, Gini and Theil with parts."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.words import decimal, t
from pipelines.inequality import spread
from pipelines.inequality.curves import lorenz
from pipelines.inequality.parts import Parts, theil_t_parts
from pipelines.inequality.population import Measured
from pipelines.inequality.resampling import Interval, drawn, interval

GROUPINGS = ("district_code", "side", "ctype")


@dataclass(frozen=True, slots=True)
class Shared:
    """One offer among the located communities of a quarter.

    `without` are the residents that have nothing of it in reach, `people` all of whom it can be said; `parts` are
    Theil's T by each grouping.
    """

    period: str
    rows: pl.DataFrame
    gini: Measured
    interval: Interval
    parts: dict[str, Parts]
    people: float
    without: float


def shared(rows: pl.DataFrame, period: str) -> Shared:
    """Measures of the rows of one offer and limit; `value` null: not located."""
    values, people = rows["value"], rows["people"]
    known = rows.drop_nulls(["value", "people"])
    return Shared(
        period,
        rows,
        spread.gini(values, people),
        interval(lambda again: spread.gini(values, again), people, drawn(len(rows))),
        {name: theil_t_parts(values, people, rows[name]) for name in GROUPINGS if rows[name].n_unique() > 1},
        float(known["people"].sum()),
        float(known.filter(value=0)["people"].sum()),
    )


def curve_frame(lang: str, found: list[Shared], names: list[str]) -> pl.DataFrame:
    """The Lorenz curves as `share_curves` takes them, each named with its Gini."""
    frames = []
    for one, name in zip(found, names, strict=True):
        points = lorenz(one.rows["value"], one.rows["people"]).points
        said = t(lang, "sharing.curve", name=name, gini=gini_text(lang, one))
        columns = pl.lit(said).alias("curve"), pl.col("people_share") * 100, pl.col("value_share") * 100
        frames.append(points.select(columns).rename({"people_share": "people", "value_share": "amount"}))
    return pl.concat(frames)


def gini_text(lang: str, one: Shared) -> str:
    """The Gini with two decimals, or that there is none."""
    return t(lang, "reading.missing") if one.gini.value is None else decimal(one.gini.value, 2)
