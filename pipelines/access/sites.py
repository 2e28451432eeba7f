"""Where the next service points would help most: advice for the discussion, with what each step would reach."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from pipelines.access.costs import Costs, Floats, Truths, grouped, limit, people_of


class NotSolvedError(ArithmeticError):
    """The solver found no proven best choice in the time it was given."""


def next_sites(costs: Costs, demand: pl.DataFrame, near: pl.DataFrame, count: int, cutoff: float) -> pl.DataFrame:
    """Candidates one after the other, each covering the most people whom nothing covers yet (greedy maximal coverage).

    `costs` lead to the candidate sites (its service points); `near` is the nearest existing point of each place, as
    `reach.nearest` tells it. One row per step, at most `count`, fewer when nobody more can be covered: `step`,
    `supply_id`, `people_gained`, `people_covered`, `share` (of all located people; step 0 is what exists, without an
    id). Of equals the first candidate is taken. Each choice is best given the ones before; all together cover at
    least 63 % of the best possible gain. Source: Church & ReVelle 1974; Nemhauser, Wolsey & Fisher 1978.
    """
    people = located_people(costs, demand)
    within = _within(costs, cutoff)
    covered = _covered(costs, near, cutoff)
    start = float(people @ covered)
    gained: list[float] = []
    chosen: list[int] = []
    for _ in range(count):
        new = within.T @ (people * ~covered)
        if not new.size or new.max() <= 0:
            break
        chosen.append(int(new.argmax()))
        gained.append(float(new.max()))
        covered |= (within[:, [chosen[-1]]].toarray() > 0).ravel()
    return _steps(costs, people, start, chosen, gained)


def best_sites(
    costs: Costs, demand: pl.DataFrame, near: pl.DataFrame, count: int, cutoff: float, seconds: float = 60.0
) -> pl.DataFrame:
    """The `count` candidates that together cover the most people (exact maximal coverage, by branch and bound).

    Columns as in `next_sites`; the rows are put in the order in which each adds most. It shows what greedy choice
    gives away; its sites need not contain each other from one count to the next.
    Raises `NotSolvedError` when it is not proven in the seconds given. Source: Church & ReVelle 1974.
    """
    people, covered = located_people(costs, demand), _covered(costs, near, cutoff)
    open_places = np.flatnonzero(~covered & (people > 0))
    within = _within(costs, cutoff)[open_places]
    places, sites = within.shape
    found = milp(
        np.concatenate([np.zeros(sites), -people[open_places]]),
        integrality=np.concatenate([np.ones(sites), np.zeros(places)]),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(hstack([within, -eye_array(places)]), 0, np.inf),
            LinearConstraint(np.concatenate([np.ones(sites), np.zeros(places)])[None, :], 0, max(count, 0)),
        ],
        options={"time_limit": seconds},
    )
    if found.status != 0:
        raise NotSolvedError(found.message)
    picked = np.isin(costs.site, np.flatnonzero(found.x[:sites] > 0.5))
    return next_sites(kept(costs, picked), demand, near, count, cutoff)


def located_people(costs: Costs, demand: pl.DataFrame) -> Floats:
    """The people of each place, none where the place is not located."""
    return people_of(costs, demand) * costs.located


def _within(costs: Costs, cutoff: float) -> csr_array:
    """1 for every pair of a place and a candidate within the cut-off."""
    near = kept(costs, costs.cost <= limit(cutoff))
    return near.matrix(np.ones(near.cost.size))


def kept(costs: Costs, pairs: Truths) -> Costs:
    """The costs with only some of their pairs."""
    ids = costs.demand_ids, costs.supply_ids
    return grouped(ids, (costs.place[pairs], costs.site[pairs], costs.cost[pairs]), costs.located)


def _covered(costs: Costs, near: pl.DataFrame, cutoff: float) -> Truths:
    return (way_now(costs, near) <= cutoff).fill_null(False).to_numpy().copy()


def way_now(costs: Costs, near: pl.DataFrame) -> pl.Series:
    """What it costs now to get to the nearest point, in the order of the costs; null where there is none."""
    if not near["demand_id"].equals(costs.demand_ids):
        raise ValueError("the nearest points are those of other places")
    return near["cost"]


def _steps(costs: Costs, people: Floats, start: float, chosen: list[int], gained: list[float]) -> pl.DataFrame:
    whole = float(people.sum())
    reached = np.cumsum([start, *gained])
    ids = pl.Series([None, *costs.supply_ids.gather(chosen)], dtype=costs.supply_ids.dtype)
    steps = pl.DataFrame({"step": range(len(ids)), "supply_id": ids, "people_gained": [0.0, *gained]})
    share = pl.col("people_covered") / whole if whole > 0 else pl.lit(None, pl.Float64)
    return steps.with_columns(people_covered=pl.Series(reached)).with_columns(share=share)
