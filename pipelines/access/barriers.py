"""Which areas cannot be walked between (an island and its mainland), and where and in what time one may cross."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from pipelines.access.costs import Truths, Whole

_BARRED = {"area": pl.String, "other_area": pl.String}
_ENDS = {"area": pl.String, "lon": pl.Float64, "lat": pl.Float64}
_OTHER_ENDS = {f"other_{name}": kind for name, kind in _ENDS.items()}


def _nothing(schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


@dataclass(frozen=True, slots=True, eq=False)
class Barriers:
    """What stands between areas.

    `barred`: one row per pair of areas that nobody walks between, columns `area` and `other_area`, in either order.
    `crossings`: one row per ferry, bridge or tunnel between two such areas: `area`, `lon`, `lat` of the landing on
    one side, `other_area`, `other_lon`, `other_lat` of that on the other, and `minutes` from landing to landing,
    waiting included, the same both ways. Between barred areas one gets over a crossing or not at all.
    Raises `ValueError` for a barrier without two names and for a crossing without two landings and its minutes.
    """

    barred: pl.DataFrame = field(default_factory=lambda: _nothing(_BARRED))
    crossings: pl.DataFrame = field(default_factory=lambda: _nothing(_ENDS | _OTHER_ENDS | {"minutes": pl.Float64}))
    _pairs: tuple[tuple[str, str], ...] = field(init=False, repr=False)
    _numbers: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuses what says nothing, and numbers the areas."""
        if self.barred.select("area", "other_area").null_count().sum_horizontal().item():
            raise ValueError("a barrier stands between two areas that are named")
        lon, lat, minutes = pl.col("lon", "other_lon"), pl.col("lat", "other_lat"), pl.col("minutes")
        numbers = self.crossings.select(pl.exclude("area", "other_area").cast(pl.Float64).fill_null(np.nan))
        is_whole = pl.all_horizontal(lon.abs() <= 180, lat.abs() < 90, minutes >= 0, minutes.is_not_nan())
        if not numbers.select(is_whole).to_series().all():
            raise ValueError("a crossing needs two landings and minutes of zero or more")
        pairs = tuple(self.barred.select(pl.col("area", "other_area").cast(pl.String)).iter_rows())
        names = sorted({name for pair in pairs for name in pair})
        object.__setattr__(self, "_pairs", pairs)
        object.__setattr__(self, "_numbers", {name: number for number, name in enumerate(names, start=1)})

    def codes(self, frame: pl.DataFrame) -> Whole:
        """A number for the column `area` of each row: 0 is any area without a barrier, −1 not known (null).

        Without any barrier the column is not needed, and all is one area.
        """
        if not self._numbers or frame.is_empty():
            return np.zeros(len(frame), np.int32)
        area = frame["area"].cast(pl.String)
        kept = area.replace_strict(self._numbers, default=0, return_dtype=pl.Int32).to_numpy()
        return np.where(area.is_null().to_numpy(), np.int32(-1), kept)

    def walkable(self) -> Truths:
        """Whether one may walk between two areas, by their codes."""
        free = np.ones((len(self._numbers) + 1,) * 2, np.bool_)
        for one, other in self._pairs:
            here, there = self._numbers[one], self._numbers[other]
            free[here, there] = free[there, here] = False
        return free

    def landings(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Where the crossings begin and end: `lon`, `lat`, and `code`, the number of the area; one row per crossing.

        Raises `ValueError` for a crossing between areas that are not barred.
        """
        ends = (
            self.crossings.select("area", "lon", "lat"),
            self.crossings.select(area="other_area", lon="other_lon", lat="other_lat"),
        )
        one, other = (end.with_columns(code=pl.Series(self.codes(end), dtype=pl.Int32)) for end in ends)
        if self.walkable()[one["code"].to_numpy(), other["code"].to_numpy()].any():
            raise ValueError("a crossing joins areas that are not barred from each other")
        return one, other
