"""How far it is: the nearest service point, the share of residents within a cut-off, and a band of cut-offs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.access.costs import Costs, Floats, Truths, counted, limit


def nearest(costs: Costs) -> pl.DataFrame:
    """The service point in reach that costs least; of several as near, the first in the order of their frame.

    One row per place: `demand_id`, `supply_id`, `cost`, `status`; null where none is in reach or the place is not
    located.
    """
    best, site = np.full(len(costs.demand_ids), np.inf), np.full(len(costs.demand_ids), -1)
    filled = np.flatnonzero(np.diff(costs.start))
    if filled.size:
        best[filled] = np.minimum.reduceat(costs.cost, costs.start[filled])
        least = np.flatnonzero(costs.cost == np.repeat(best, np.diff(costs.start)))
        first = least[np.searchsorted(least, costs.start[filled])]
        site[filled] = costs.site[first]
    return nearest_rows((costs.demand_ids, costs.supply_ids), site, best, costs.located)


def nearest_rows(
    ids: tuple[pl.Series, pl.Series], site: NDArray[np.integer], cost: Floats, located: Truths
) -> pl.DataFrame:
    """The rows that `nearest` tells; a site of −1 is none."""
    rows = pl.select(demand_id=ids[0], site=pl.Series(site), cost=pl.Series(cost), located=pl.Series(located))
    has = pl.col("site") >= 0
    return rows.select(
        "demand_id",
        supply_id=ids[1].gather(rows.select(pl.when(has).then("site")).to_series().cast(pl.UInt32)),
        cost=pl.when(has).then("cost"),
        status=pl.when(~pl.col("located"))
        .then(pl.lit("unlocated"))
        .when(has)
        .then(pl.lit("reached"))
        .otherwise(pl.lit("out_of_reach")),
    )


def coverage(near: pl.DataFrame, demand: pl.DataFrame, cutoff: float, by: Sequence[str] = ()) -> pl.DataFrame:
    """People whose nearest service point is within the cut-off, and their share of all whose place is located.

    One row in all, or one per group of the columns `by` of `demand`: `people_within`, `people_located`,
    `people_unlocated` (stand beside the share, not in it), `share` (null where nobody is located).
    `near` is what `nearest` or `nearest_straight_line` gave for the same places; raises `ValueError` where it leaves
    one out, for people below zero, and for a cut-off that is no number.
    """
    rows = demand.select("demand_id", counted(demand["people"]), *by)
    rows = rows.join(near, on="demand_id", how="left", maintain_order="left")
    if rows["status"].has_nulls():
        raise ValueError("the nearest points are those of other places")
    is_located = pl.col("status") != "unlocated"
    people = pl.col("people")
    sums = (
        people.filter(is_located & (pl.col("cost") <= limit(cutoff))).sum().alias("people_within"),
        people.filter(is_located).sum().alias("people_located"),
        people.filter(~is_located).sum().alias("people_unlocated"),
    )
    told = rows.group_by(by, maintain_order=True).agg(sums) if by else rows.select(sums)
    share = pl.when(pl.col("people_located") > 0).then(pl.col("people_within") / pl.col("people_located"))
    return told.with_columns(share=share)


def over_cutoffs(measure: Callable[[float], pl.DataFrame], cutoffs: Iterable[float]) -> pl.DataFrame:
    """A measure at several cut-offs (say 10, 15 and 20 minutes), since what it says depends on where one cuts.

    The rows of each, one cut-off after the other, with the column `cutoff` in front.
    """
    each = ((cutoff, measure(cutoff)) for cutoff in cutoffs)
    return pl.concat([rows.select(pl.lit(float(cutoff)).alias("cutoff"), pl.all()) for cutoff, rows in each])
