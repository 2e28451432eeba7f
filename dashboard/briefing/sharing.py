"""How evenly what service points offer is shared: who is beyond reach, the Lorenz curve, Gini and Theil with parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dashboard.words import known, t
from pipelines.inequality import spread
from pipelines.inequality.curves import lorenz
from pipelines.inequality.parts import Parts, theil_t_parts
from pipelines.inequality.population import Measured
from pipelines.inequality.resampling import drawn
from pipelines.inequality.series import series_intervals

GROUPINGS = ("district_code", "side", "ctype")


@dataclass(frozen=True, slots=True)
class Shared:
    """One offer among the located communities of a quarter.

    `without` are the residents that have nothing of it in reach, `people` all of whom it can be said.
    """

    period: str
    rows: pl.DataFrame
    gini: Measured
    people: float
    without: float

    def interval(self) -> tuple[float, float] | None:
        """Between what ends the Gini lies with single communities in or out; `None` where it cannot be told."""
        values, people = (self.rows[name].cast(pl.Float64).to_numpy() for name in ("value", "people"))
        found = series_intervals(values[np.newaxis], people, self.rows["district_code"], drawn(len(people)))
        low, high = found["gini_low"][0], found["gini_high"][0]
        return None if low is None or high is None else (low, high)

    def parts(self) -> Mapping[str, Parts]:
        """Theil's T by each grouping that parts the communities."""
        return {
            name: theil_t_parts(self.rows["value"], self.rows["people"], self.rows[name])
            for name in GROUPINGS
            if self.rows[name].n_unique() > 1
        }


def shared(rows: pl.DataFrame, period: str) -> Shared:
    """Measures of the rows of one offer and limit; `value` null: not located."""
    values, people = rows["value"], rows["people"]
    known = rows.drop_nulls(["value", "people"])
    return Shared(
        period,
        rows,
        spread.gini(values, people),
        float(known["people"].sum()),
        float(known.filter(value=0)["people"].sum()),
    )


def curve_frame(lang: str, found: Sequence[Shared], names: Sequence[str]) -> pl.DataFrame:
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
    return known(lang, one.gini.value, 2)
