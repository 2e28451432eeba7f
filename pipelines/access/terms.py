"""On what terms people walk to a service: how fast, how far, what stands between, how much the way discounts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.access.barriers import Barriers
from pipelines.access.costs import Costs
from pipelines.access.decay import Decay, step
from pipelines.access.straight import Walk, straight_line

_AREAS = {"area": pl.String, "other_area": pl.String}


@dataclass(frozen=True, slots=True)
class Terms:
    """The walk, its limit in minutes, the weights of the equal parts of the way (the nearest first), the barriers."""

    walk: Walk
    limit: float
    weights: Sequence[float]
    barriers: Barriers

    def costs(self, demand: pl.DataFrame, supply: pl.DataFrame, limit: float | None = None) -> Costs:
        """The pairs within the limit, or another one, by straight line."""
        return straight_line(demand, supply, self.walk, self.limit if limit is None else limit, self.barriers)

    def decay(self, limit: float | None = None) -> Decay:
        """The weights over the equal parts of the limit, or of another one."""
        whole, parts = self.limit if limit is None else limit, len(self.weights)
        return step({whole * (n + 1) / parts: weight for n, weight in enumerate(self.weights)})


def terms(
    minutes: float, metres: float, detour: float, weights: Sequence[float], barred: Iterable[tuple[str, str]]
) -> Terms:
    """The terms by which a walk of so many minutes covers so many metres; `barred` are pairs of areas."""
    walk = Walk(detour=detour, metres_per_minute=metres / minutes)
    return Terms(walk, minutes, weights, Barriers(pl.DataFrame(list(barred), schema=_AREAS, orient="row")))
