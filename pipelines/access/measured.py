"""Measured travel times in the place of the straight line, between the places and service points that were measured.

A table of times has one row per pair: `demand_id`, `supply_id`, `cost`. Of a place and a service point that both stand
in it, the table says all: a null cost, like a pair without a row, is no way. All other pairs are by straight line, so
that a point nobody measured (a new one, say) can still be asked for.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from pipelines.access.costs import Costs, given_costs, grouped
from pipelines.access.reach import nearest

Nearest = Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame]


def with_times(line: Costs, times: pl.DataFrame, reach: float) -> Costs:
    """The pairs within `reach`, measured where both ends were, else those of `line`; what was measured is located.

    Rows of `times` whose place or point is not of these frames are for other quarters. Raises `UserError` as
    `given_costs` does.
    """
    ids = line.demand_ids, line.supply_ids
    given = given_costs(ids[0].to_frame(), ids[1].to_frame(), _of(times, *ids))
    places, sites = (one.is_in(times[one.name].implode()).to_numpy() for one in ids)
    by_line = ~(places[line.place] & sites[line.site])
    near = given.cost <= reach
    place = np.concatenate([line.place[by_line], given.place[near]])
    site = np.concatenate([line.site[by_line], given.site[near]])
    cost = np.concatenate([line.cost[by_line], given.cost[near]])
    return grouped(ids, (place, site, cost), line.located | places)


def nearest_with_times(
    demand: pl.DataFrame, supply: pl.DataFrame, times: pl.DataFrame, by_line: Nearest
) -> pl.DataFrame:
    """The nearest service point of every place, as `by_line` tells it, with the measured pairs as measured."""
    ids = demand["demand_id"], supply["supply_id"]
    is_measured = ids[0].is_in(times["demand_id"].implode())
    places, sites = demand.filter(is_measured), ids[1].is_in(times["supply_id"].implode())
    given = given_costs(places, supply.filter(sites), _of(times, places["demand_id"], ids[1]))
    least = (
        pl.concat([nearest(given), by_line(places, supply.filter(~sites))])
        .sort("cost", nulls_last=True, maintain_order=True)
        .unique("demand_id", keep="first", maintain_order=True)
        .with_columns(
            status=pl.when(pl.col("cost").is_null()).then(pl.lit("out_of_reach")).otherwise(pl.lit("reached"))
        )
    )
    rest = by_line(demand.filter(~is_measured), supply)
    return demand.select("demand_id").join(pl.concat([least, rest]), on="demand_id", maintain_order="left")


def _of(times: pl.DataFrame, demand_ids: pl.Series, supply_ids: pl.Series) -> pl.DataFrame:
    return times.filter(
        pl.col("demand_id").is_in(demand_ids.implode()), pl.col("supply_id").is_in(supply_ids.implode())
    )
