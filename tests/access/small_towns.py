"""Towns small enough to write down: people, capacities and a matrix of costs."""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.access.costs import Costs, grouped


def demand_of(people) -> pl.DataFrame:
    return pl.DataFrame({"demand_id": [f"p{n}" for n in range(len(people))], "people": people})


def supply_of(capacity) -> pl.DataFrame:
    return pl.DataFrame({"supply_id": [f"s{n}" for n in range(len(capacity))], "capacity": capacity})


def costs_of(matrix) -> Costs:
    """Costs from a matrix, place by service point; `None` is out of reach."""
    filled = [(i, j, cost) for i, row in enumerate(matrix) for j, cost in enumerate(row) if cost is not None]
    ids = demand_of([0] * len(matrix))["demand_id"], supply_of([0] * len(matrix[0]))["supply_id"]
    place, site, cost = np.array(filled, float).reshape(-1, 3).T
    return grouped(ids, (place, site, cost), np.ones(len(matrix), np.bool_))


def listed(costs: Costs) -> dict[tuple[str, str], float]:
    """The pairs by their two ids, with the cost."""
    ends = costs.demand_ids.gather(costs.place), costs.supply_ids.gather(costs.site)
    return dict(zip(zip(*ends, strict=True), costs.cost.tolist(), strict=True))
