"""Several causes of one difference, each given its fair part: the average over every order of changing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from math import comb
from typing import TypeVar

Factor = TypeVar("Factor")


def shapley(
    outcome: Callable[[Mapping[str, Factor]], float], first: Mapping[str, Factor], second: Mapping[str, Factor]
) -> dict[str, float]:
    """What each factor brings to outcome(first) − outcome(second); the parts add up to it exactly, in any order.

    Both sides name the same factors; the outcome is computed for all 2ⁿ ways of mixing them, so keep n below ten.
    For a product of factors it is Das Gupta's decomposition. Raises `ValueError` where the factors differ.
    Source: Shorrocks 2013; Das Gupta 1993.

    >>> men = {"earnings": 16591, "earners": 0.825974}
    >>> parts = shapley(lambda one: one["earnings"] * one["earners"], men, {"earnings": 10930, "earners": 0.717892})
    >>> {name: round(part, 3) for name, part in parts.items()}
    {'earnings': 4369.913, 'earners': 1487.262}
    """
    if set(first) != set(second):
        raise ValueError(f"the factors differ: {sorted(first)} and {sorted(second)}")
    names = list(first)
    known = {
        taken: outcome({name: first[name] if name in taken else second[name] for name in names})
        for taken in _subsets(names)
    }
    return {name: _part(name, names, known) for name in names}


def _subsets(names: list[str]) -> list[frozenset[str]]:
    return [frozenset(taken) for size in range(len(names) + 1) for taken in combinations(names, size)]


def _part(name: str, names: list[str], known: Mapping[frozenset[str], float]) -> float:
    rest = [other for other in names if other != name]
    return sum(
        (known[taken | {name}] - known[taken]) / (len(names) * comb(len(rest), len(taken))) for taken in _subsets(rest)
    )
