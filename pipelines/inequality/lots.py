"""How much of a split between groups chance alone would show: the same units, put into the groups by lot."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipelines.inequality import grouping
from pipelines.inequality.grouping import Labels
from pipelines.inequality.parts import theil_t_parts
from pipelines.inequality.population import Measured, Numbers, population
from pipelines.inequality.spread import times_log

SEED = 20100710
RUNS = 999


@dataclass(frozen=True, slots=True)
class ByLot:
    """`share` of Theil's T between the groups; `expected` by lot on average; `p`: how often lots give as much."""

    share: Measured
    expected: float | None
    p: float | None
    runs: int


def between_share_by_lot(values: Numbers, people: Numbers, labels: Labels, runs: int = RUNS, seed: int = SEED) -> ByLot:
    """The between share of Theil's T against the same units put into groups of the same sizes by lot.

    p = (1 + lots with at least this share) ÷ (1 + runs). The same seed gives the same lots. `ValueError` for no runs.
    Warning: where neighbours are alike, a grouping that keeps neighbours together is helped by that.
    Source: Rey 2004 (random regional permutations for Theil's decomposition).
    """
    if runs < 1:
        raise ValueError("a lot must be drawn once or more")
    share = theil_t_parts(values, people, labels).between_share
    if share.value is None:
        return ByLot(share, None, None, runs)
    groups = grouping.groups(labels)
    found, _ = population(values, people, groups.known()).tamed()
    groups = groups.of(found.kept)
    ratio = found.values / found.level()
    weights = found.people / found.everyone
    total = float(weights @ times_log(ratio))
    generator = np.random.default_rng(seed)
    shares = np.empty(runs)
    for run in range(runs):
        lot = replace(groups, codes=generator.permutation(groups.codes))
        at, held = lot.sums(weights), lot.sums(weights * ratio)
        shares[run] = (at @ times_log(held / at)) / total
    as_much = int((shares >= share.value * (1 - 1e-12)).sum())
    return ByLot(share, float(shares.mean()), (1 + as_much) / (1 + runs), runs)
