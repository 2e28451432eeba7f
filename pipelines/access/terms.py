"""On what terms people get to a service: how fast, how far, what stands between, how much the way discounts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.access.barriers import Barriers
from pipelines.access.costs import Costs, positive
from pipelines.access.decay import Decay, step
from pipelines.access.measured import nearest_with_times, with_times
from pipelines.access.straight import Walk, nearest_straight_line, straight_line

_AREAS = {"area": pl.String, "other_area": pl.String}
_TIMES = {"demand_id": pl.String, "supply_id": pl.String, "cost": pl.Float64}


@dataclass(frozen=True, slots=True)
class Terms:
    """The walk, its limit in minutes, the weights of the equal parts of the way (the nearest first), the barriers.

    `times`: measured ones, as `measured` takes them; `None` where nothing was measured.
    """

    walk: Walk
    limit: float
    weights: Sequence[float]
    barriers: Barriers
    times: pl.DataFrame | None = None

    def costs(self, demand: pl.DataFrame, supply: pl.DataFrame, limit: float | None = None) -> Costs:
        """The pairs within the limit, or another one: as measured, else by straight line."""
        reach = self.limit if limit is None else limit
        line = straight_line(demand, supply, self.walk, reach, self.barriers)
        return line if self.times is None else with_times(line, self.times, reach)

    def nearest(self, demand: pl.DataFrame, supply: pl.DataFrame) -> pl.DataFrame:
        """The nearest service point of every place, however far, as `nearest_straight_line` tells it."""

        def by_line(places: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
            return nearest_straight_line(places, points, self.walk, self.barriers)

        if self.times is None:
            return by_line(demand, supply)
        return nearest_with_times(demand, supply, self.times, by_line)

    def decay(self, limit: float | None = None) -> Decay:
        """The weights over the equal parts of the limit, or of another one."""
        whole, parts = self.limit if limit is None else limit, len(self.weights)
        return step({whole * (n + 1) / parts: weight for n, weight in enumerate(self.weights)})


def terms(
    minutes: float,
    metres: float,
    detour: float,
    weights: Sequence[float],
    barred: Iterable[tuple[str, str]],
    times: Iterable[tuple[str, str, float | None]] = (),
) -> Terms:
    """The terms by which a walk of so many minutes covers so many metres; `barred` are pairs of areas.

    `times` are pairs of a place and a service point with the minutes measured, `None` where there is no way.
    """
    walk = Walk(detour=detour, metres_per_minute=metres / positive(minutes))
    barriers = Barriers(pl.DataFrame(list(barred), schema=_AREAS, orient="row"))
    measured = pl.DataFrame(list(times), schema=_TIMES, orient="row")
    return Terms(walk, minutes, weights, barriers, None if measured.is_empty() else measured)
