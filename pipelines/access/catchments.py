"""How much service there is for each: gravity and the floating catchment measures, with and without competition."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from pipelines.access.costs import Costs, Floats, capacity_of, people_of
from pipelines.access.decay import Decay

_NOBODY = 1e-290  # heads below it leave the range of numbers when something is shared among them
_NO_WEIGHTS = "a decay must give weights of zero or more, with which amounts stay in the range of numbers"


def gravity(costs: Costs, supply: pl.DataFrame, decay: Decay) -> pl.DataFrame:
    """All capacity in reach, weighed by the decay, whoever else uses it: A_i = Σ_j f(c_ij) S_j.

    One row per place: `demand_id`, `access`, `status` (of the list of pairs, whatever the decay cuts off); 0 where
    nothing is in reach, null where the place is not located. With `decay.binary` these are the cumulative
    opportunities. Source: Hansen 1959.
    """
    weights = costs.matrix(decay(costs.cost))
    return _by_place(costs, weights @ capacity_of(costs, supply))


def floating_catchment(costs: Costs, demand: pl.DataFrame, supply: pl.DataFrame, decay: Decay) -> pl.DataFrame:
    """Capacity per head where all in reach share it: A_i = Σ_j f(c_ij) S_j / Σ_k f(c_kj) p_k.

    With `decay.binary` it is the two-step floating catchment area (2SFCA, Luo & Wang 2003), with any other decay the
    enhanced one (E2SFCA, Luo & Qi 2009). One row per place: `demand_id`, `access`, `status`; 0 where nothing is in
    reach, null where the place is not located; such a place is not among those that share.
    Σ p_i A_i is the capacity of all service points with people in their catchment. One without any has nobody to
    divide by: it adds nothing, even to an empty place beside it.
    """
    weights = costs.matrix(decay(costs.cost))
    shared = _per_head(capacity_of(costs, supply), weights.T @ people_of(costs, demand))
    return _by_place(costs, weights @ shared)


def three_step_catchment(
    costs: Costs, demand: pl.DataFrame, supply: pl.DataFrame, decay: Decay, choice: Decay
) -> pl.DataFrame:
    """Floating catchment in which a point is asked for by the share of choices that fall to it (3SFCA).

    A_i = Σ_j g_ij f(c_ij) S_j / Σ_k g_kj f(c_kj) p_k, with g_ij the weight of the pair by `choice`, of all weights of
    its place. One row per place: `demand_id`, `access`, `status`, as in `floating_catchment`.
    Warning: two decays for one way are hard to tell apart, so the release does not take it. Whether pairs beyond the
    catchment are among the choices is open in the literature: `choice` says it (PySAL counts them, with a decay
    without cut-off). Source: Wan, Zou & Sternberg 2012.
    """
    choices: csr_array = costs.matrix(choice(costs.cost))
    share = np.repeat(_per_head(np.ones(len(costs.demand_ids)), choices.sum(axis=1)), np.diff(costs.start))
    weights = costs.matrix(decay(costs.cost) * choices.data * share)
    shared = _per_head(capacity_of(costs, supply), weights.T @ people_of(costs, demand))
    return _by_place(costs, weights @ shared)


def spatial_availability(costs: Costs, demand: pl.DataFrame, supply: pl.DataFrame, decay: Decay) -> pl.DataFrame:
    """The capacity that falls to each place when it is shared out by people and nearness; adds up to what is reached.

    V_i = Σ_j S_j p_i f(c_ij) / Σ_k p_k f(c_kj). One row per place: `demand_id`, `access` (in units of capacity, not
    per head), `per_head` (null where nobody lives), `status`. Source: Soukhov, Páez, Higgins & Mohamed 2023.
    """
    people = people_of(costs, demand)
    head = floating_catchment(costs, demand, supply, decay)
    amount = pl.Series(people) * head["access"]
    alone = pl.when(pl.Series(people) > 0).then(head["access"])
    return head.select("demand_id", access=amount, per_head=alone, status="status")


def balanced_catchment(costs: Costs, demand: pl.DataFrame, supply: pl.DataFrame, decay: Decay) -> pl.DataFrame:
    """Floating catchment in which nobody is counted at several points, and no point is given out twice (BFCA).

    A_i = Σ_j (w_ij / Σ_k w_kj) S_j / Σ_k p_k (w_kj / Σ_l w_kl). Σ A_i is the sum of the points' own ratios.
    One row per place: `demand_id`, `access`, `status`, as in `floating_catchment`.
    Source: Páez, Higgins & Vivona 2019.
    """
    weights = costs.matrix(decay(costs.cost))
    each_place, each_point = weights.sum(axis=1), weights.sum(axis=0)
    asked = weights.T @ _per_head(people_of(costs, demand), each_place)
    level = _per_head(capacity_of(costs, supply), asked)
    return _by_place(costs, weights @ _per_head(level, each_point))


def reachable_capacity(costs: Costs, demand: pl.DataFrame, supply: pl.DataFrame, decay: Decay) -> float:
    """The capacity of the service points that have people in their catchment: what Σ p_i A_i must come to."""
    weights: csr_array = costs.matrix(decay(costs.cost))
    return float(capacity_of(costs, supply)[weights.T @ people_of(costs, demand) > _NOBODY].sum())


def _per_head(amount: Floats, heads: Floats) -> Floats:
    """Nothing where there is nobody to divide by; weights that come to next to nothing are nobody."""
    if not (heads >= 0).all():
        raise ValueError(_NO_WEIGHTS)
    return np.divide(amount, heads, out=np.zeros_like(amount), where=heads > _NOBODY)


def _by_place(costs: Costs, access: Floats) -> pl.DataFrame:
    if not ((access >= 0) & (access < np.inf)).all():
        raise ValueError(_NO_WEIGHTS)
    known = pl.when(pl.Series(costs.located)).then(pl.Series(access))
    return pl.select(demand_id=costs.demand_ids, access=known, status=costs.status)
