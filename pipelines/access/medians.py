"""Where the next service points would shorten the ways of all most: advice for the discussion, like `sites`."""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.access.costs import Costs, Floats
from pipelines.access.sites import kept, located_people, way_now


def median_sites(costs: Costs, demand: pl.DataFrame, near: pl.DataFrame, count: int, beyond: float) -> pl.DataFrame:
    """Candidates that make the way to the nearest point shortest for all people together (p-median).

    Greedy choice, then one site is exchanged for another as long as that shortens the ways (Teitz & Bart 1968): good,
    not proven best. Whoever has no point in reach is taken to go `beyond` (a cost no less than any in `costs`).
    `costs` and `near` as in `next_sites`. One row per step, at most `count`: `step`, `supply_id`, `mean_cost` after
    the step over all located people (step 0 is what exists), in the order in which each helps most.
    """
    if not costs.cost.max(initial=0.0) <= beyond < np.inf:
        raise ValueError(f"beyond reach must be a cost no less than any in the list: {beyond}")
    people = located_people(costs, demand)
    fixed = np.minimum(way_now(costs, near).fill_null(beyond).to_numpy(), beyond)
    chosen = _greedy(costs, people, fixed, count)
    while better := _exchange(costs, people, fixed, chosen, beyond):
        chosen[better[0]] = better[1]
    ways = [fixed]
    ordered: list[int] = []
    for site in _greedy(kept(costs, np.isin(costs.site, chosen)), people, fixed, count):
        ordered.append(site)
        ways.append(_shorter(costs, ways[-1], site))
    whole = people.sum()
    means = [float(people @ way) / whole if whole > 0 else None for way in ways]
    ids = pl.Series([None, *costs.supply_ids.gather(ordered)], dtype=costs.supply_ids.dtype)
    return pl.DataFrame({"step": range(len(ways)), "supply_id": ids, "mean_cost": pl.Series(means, dtype=pl.Float64)})


def _greedy(costs: Costs, people: Floats, way: Floats, count: int) -> list[int]:
    """Sites one after the other, each shortening all ways most."""
    chosen: list[int] = []
    for _ in range(count):
        saved = people[costs.place] * np.maximum(way[costs.place] - costs.cost, 0)
        by_site = np.bincount(costs.site, saved, len(costs.supply_ids))
        if not by_site.size or by_site.max() <= 0:
            break
        chosen.append(int(by_site.argmax()))
        way = _shorter(costs, way, chosen[-1])
    return chosen


def _shorter(costs: Costs, way: Floats, site: int) -> Floats:
    found = way.copy()
    pairs = costs.site == site
    found[costs.place[pairs]] = np.minimum(found[costs.place[pairs]], costs.cost[pairs])
    return found


def _exchange(costs: Costs, people: Floats, fixed: Floats, chosen: list[int], beyond: float) -> tuple[int, int] | None:
    """Which of the chosen to give up for which other site so that the ways get shortest; `None` if none helps.

    What a site would save, less what losing another costs, plus what those who lose it find at the new one.
    """
    if not chosen:
        return None
    place, site, cost = costs.place, costs.site, costs.cost
    ways = np.full((len(people), len(chosen) + 1), beyond)
    ways[:, -1] = fixed
    for column, one in enumerate(chosen):
        pairs = site == one
        ways[place[pairs], column] = cost[pairs]
    own = ways.argmin(axis=1)
    two = np.partition(ways, 1, axis=1)
    first, second, size = two[:, 0], two[:, 1], len(costs.supply_ids)
    saved = np.bincount(site, people[place] * np.maximum(first[place] - cost, 0), size)
    lost = np.bincount(own, people * (second - first), len(chosen) + 1)[:-1]
    found = people[place] * np.maximum(second[place] - np.maximum(first[place], cost), 0)
    again = np.bincount(own[place] * size + site, found, (len(chosen) + 1) * size).reshape(-1, size)[:-1]
    profit = saved - lost[:, None] + again
    given_up, taken = np.unravel_index(int(profit.argmax()), profit.shape)
    enough = 1e-9 * max(float(people @ first), 1e-300)
    return (int(given_up), int(taken)) if profit[given_up, taken] > enough else None
