"""What it costs to get from places to service points: the one list of pairs that every measure takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from pipelines.i18n import user_error

Floats = NDArray[np.float64]
Whole = NDArray[np.int32]
Truths = NDArray[np.bool_]

_SHOWN = 5


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """The pairs of a place and a service point within reach, each once, grouped by place.

    `demand_ids` and `supply_ids` are the ids in the order of their frames. The pairs of place i are
    `start[i]` to `start[i + 1]`: `site` is the row of the service point, `cost` what it costs to get there, in the
    unit of whoever built the list. A pair that is not listed is out of reach.
    `located` is false for a place of which nobody knows where it is: not out of reach, but unknown.
    """

    demand_ids: pl.Series
    supply_ids: pl.Series
    start: Whole
    site: Whole
    cost: Floats
    located: Truths

    @property
    def place(self) -> Whole:
        """The row of the place of every pair."""
        return np.repeat(np.arange(len(self.demand_ids), dtype=np.int32), np.diff(self.start))

    @property
    def status(self) -> pl.Series:
        """One text per place: `reached`, `out_of_reach` (no service point is in reach) or `unlocated`."""
        state = np.where(self.located, np.where(np.diff(self.start) > 0, 0, 1), 2)
        return pl.Series("status", ["reached", "out_of_reach", "unlocated"]).gather(pl.Series(state))

    def matrix(self, values: Floats) -> csr_array:
        """The pairs as a sparse matrix, place by service point, that holds a value of each pair."""
        return csr_array((values, self.site, self.start), (len(self.demand_ids), len(self.supply_ids)))


def given_costs(demand: pl.DataFrame, supply: pl.DataFrame, table: pl.DataFrame) -> Costs:
    """Costs from a travel-time or network table: one row per pair, columns `demand_id`, `supply_id` and `cost`.

    A null cost, like a pair without a row, is out of reach. The table itself says what may be crossed: barriers are
    for straight lines. Ids of another kind (numbers here, text there) are the same where they read the same.
    Raises `UserError` for an id that is not in `demand` or `supply`, for a pair given twice, and for a cost that is
    negative or no finite number.
    """
    ids = place_ids(demand, supply)
    rows = table.select("demand_id", "supply_id", "cost")
    for known in ids:
        rows = _with_rows(rows, known)
        if strange := set(rows.filter(pl.col(f"{known.name}_row").is_null())[known.name]):
            raise user_error("access_id_unknown", column=known.name, ids=_some(strange))
    pair = rows["demand_id_row"].cast(pl.Int64) * len(supply) + rows["supply_id_row"]
    if pair.n_unique() < len(pair):
        raise user_error("access_pair_repeated", ids=_some(set(rows.filter(pair.is_duplicated())["demand_id"])))
    rows = rows.drop_nulls("cost").with_columns(pl.col("cost").cast(pl.Float64, strict=False))
    is_cost = pl.col("cost").is_finite() & (pl.col("cost") >= 0)
    if wrong := set(rows.filter(~is_cost.fill_null(False))["demand_id"]):
        raise user_error("access_cost_impossible", ids=_some(wrong))
    place, site = (rows[f"{known.name}_row"].to_numpy() for known in ids)
    return grouped(ids, (place, site, rows["cost"].to_numpy()), np.ones(len(demand), np.bool_))


def _with_rows(table: pl.DataFrame, known: pl.Series) -> pl.DataFrame:
    """The table with the row of each of the ids known, null for another id."""
    if table.schema[known.name] != known.dtype:
        table, known = table.with_columns(pl.col(known.name).cast(pl.String)), known.cast(pl.String)
    return table.join(known.to_frame().with_row_index(f"{known.name}_row"), on=known.name, how="left")


def grouped(
    ids: tuple[pl.Series, pl.Series], pairs: tuple[NDArray[np.integer], NDArray[np.integer], Floats], located: Truths
) -> Costs:
    """The pairs (row of the place, row of the service point, cost; no pair twice) put in order."""
    place, site, cost = pairs
    shape = (len(ids[0]), len(ids[1]))
    rows = coo_array((cost, (place.astype(np.int32), site.astype(np.int32))), shape).tocsr()
    return Costs(*ids, rows.indptr, rows.indices, rows.data, located)


def place_ids(demand: pl.DataFrame, supply: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """The ids of both frames; `UserError` where one is missing or stands twice."""
    return _unique(demand, "demand_id"), _unique(supply, "supply_id")


def people_of(costs: Costs, demand: pl.DataFrame) -> Floats:
    """The column `people` in the order of the costs; an unknown number of people asks for nothing, like none."""
    return _amounts(costs.demand_ids, demand, "people")


def capacity_of(costs: Costs, supply: pl.DataFrame) -> Floats:
    """The column `capacity` in the order of the costs; an unknown capacity offers nothing, like none."""
    return _amounts(costs.supply_ids, supply, "capacity")


def _amounts(ids: pl.Series, frame: pl.DataFrame, column: str) -> Floats:
    if not frame[ids.name].equals(ids):
        raise ValueError(f"the costs are those of other rows: {ids.name} differs, in number or in order")
    return counted(frame[column]).to_numpy()


def counted(amounts: pl.Series) -> pl.Series:
    """Amounts as numbers, an unknown one as none; `ValueError` where one is negative or not finite."""
    known = amounts.cast(pl.Float64).fill_null(0)
    if not (known.is_finite() & (known >= 0)).all():
        raise ValueError(f"{amounts.name} must be finite and not negative")
    return known


def positive(number: float) -> float:
    """A parameter as it is; `ValueError` where it is not above zero and finite."""
    if not 0 < number < math.inf:
        raise ValueError(f"a parameter must be above zero and finite: {number}")
    return number


def limit(cost: float) -> float:
    """A limit of cost as it is; `ValueError` where it is negative or no number."""
    if not cost >= 0:
        raise ValueError(f"a limit must be a number and not negative: {cost}")
    return cost


def _unique(frame: pl.DataFrame, column: str) -> pl.Series:
    ids = frame[column]
    if twice := set(ids.filter(ids.is_duplicated() | ids.is_null())):
        raise user_error("access_id_repeated", column=column, ids=_some(twice))
    return ids


def _some(ids: set[object]) -> str:
    return ", ".join(sorted(map(str, ids))[:_SHOWN])
