"""What a change would do: a new service point, longer hours or more staff, recomputed, and who gains by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from pipelines.access.costs import Costs, counted

Reach = Callable[[pl.DataFrame], Costs]
Measure = Callable[[Costs, pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """What a change does to each place, and to all.

    `places`: one row per place: `demand_id`, `people`, `before`, `after`, `gain` (after − before; all null where the
    place is not located, so that nothing is known). `total`: one row: `people_gaining`, `people_losing`,
    `people_unchanged`, `people_unlocated`, and `before`, `after`, `gain`, the means over all located people (null
    where there are none).
    """

    places: pl.DataFrame
    total: pl.DataFrame


def changed(supply: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """The service points with some changed or added: a row of `changes` replaces that of its `supply_id`, or is new.

    Only the columns that `changes` has are replaced; a null there keeps what is. A new point has nulls in the others.
    Raises `ValueError` for a column that service points do not have.
    """
    if strange := sorted({*changes.columns} - {*supply.columns}):
        raise ValueError(f"a change of what service points do not have: {strange}")
    return supply.update(changes, on="supply_id", how="full")


def what_if(demand: pl.DataFrame, supply: pl.DataFrame, changes: pl.DataFrame, reach: Reach, measure: Measure) -> Gains:
    """Who gains if the service points were changed so.

    `reach` gives the costs for a frame of service points (`straight_line` or a travel-time table that covers the new
    point), `measure` the access of every place for costs and service points, as a frame with `access`. A measure
    without competition, and the floating catchments, never take from anyone what a change adds; balanced ones may.
    """
    then = changed(supply, changes)
    before, after = (measure(reach(points), points) for points in (supply, then))
    return gains(demand, before, after)


def gains(demand: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> Gains:
    """Two results of a measure for the same places, held side by side; `demand` may be some of these places."""
    if not before["demand_id"].equals(after["demand_id"]):
        raise ValueError("before and after must have the same places in the same order")
    if not demand["demand_id"].is_in(before["demand_id"].implode()).all():
        raise ValueError("before and after are those of other places")
    access = before.select("demand_id", before="access", after=after["access"])
    places = demand.select("demand_id", "people").join(access, on="demand_id", how="left", maintain_order="left")
    places = places.with_columns(gain=pl.col("after") - pl.col("before"))
    people, gain = pl.lit(counted(demand["people"])), pl.col("gain")
    located = people.filter(gain.is_not_null())
    count = located.sum()
    means = ((people * pl.col(name)).sum() / pl.when(count > 0).then(count) for name in ("before", "after", "gain"))
    total = places.select(
        people.filter(gain > _NOTICED * pl.col("before")).sum().alias("people_gaining"),
        people.filter(gain < -_NOTICED * pl.col("before")).sum().alias("people_losing"),
        people.filter(gain.abs() <= _NOTICED * pl.col("before")).sum().alias("people_unchanged"),
        people.filter(gain.is_null()).sum().alias("people_unlocated"),
        *(mean.alias(name) for mean, name in zip(means, ("before", "after", "gain"), strict=True)),
    )
    return Gains(places, total)


_NOTICED = 1e-9  # of what there was: less is rounding
