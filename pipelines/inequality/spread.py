"""How unequally something is spread over people, nobody's advantage considered but the thing itself."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pipelines.inequality.population import Floats, Measured, Numbers, Population, Reason, population, product

_TINY = 1e-300  # keeps zero out of a logarithm, 0 · ln 0 is 0; lost in any value that can be told from zero


def gini(values: Numbers, people: Numbers) -> Measured:
    """The Gini index over people: 0 where all have the same, near 1 where one has all.

    Reads as: the gap between two people drawn by lot is on average twice this share of the mean.
    Warning: it depends on the unit; finer units give higher figures, so compare only the same kind of units.
    Source: Gini 1914; weighted as twice the covariance with the middle rank (Lerman & Yitzhaki 1989).

    >>> gini([1, 3], [1, 1]).value
    0.25
    """
    found = population(values, people)
    return _figure(found, gini_of, found.why_no_shares())


def theil_t(values: Numbers, people: Numbers) -> Measured:
    """Theil's T over people: 0 where all have the same; zeros are allowed. Source: Theil 1967.

    >>> round(theil_t([1, 3], [1, 1]).value, 6)
    0.130812
    """
    found = population(values, people)
    return _figure(found, theil_t_of, found.why_no_shares())


def theil_l(values: Numbers, people: Numbers) -> Measured:
    """Theil's L (mean logarithmic deviation) over people; `zeros` where a unit has nothing. Source: Theil 1967.

    >>> round(theil_l([1, 3], [1, 1]).value, 6)
    0.143841
    """
    found = population(values, people)
    return _figure(found, theil_l_of, found.why_no_logarithms())


def atkinson(values: Numbers, people: Numbers, aversion: float) -> Measured:
    """Atkinson's index: the share of the total that could be given up for an equal spread of the rest.

    `aversion` (ε, above 0) says how much the lowest count; from 1 on it is `zeros` where a unit has nothing.
    Raises `ValueError` for an aversion of 0 or less or without end. Source: Atkinson 1970.

    >>> round(atkinson([10, 20, 30, 40, 50], [1, 1, 1, 1, 1], 0.5).value, 8)
    0.06315339
    """
    if not 0 < aversion < np.inf:
        raise ValueError(f"aversion is above 0 and finite, not {aversion}")
    found = population(values, people)
    why = found.why_no_logarithms() if aversion >= 1 else found.why_no_shares()
    return _figure(found, lambda x, p: _atkinson_of(x, p, aversion), why)


def variation(values: Numbers, people: Numbers) -> Measured:
    """The coefficient of variation over people: standard deviation ÷ mean. Source: Schlotheuber & Hosseinpoor 2022."""
    found = population(values, people)
    return _figure(found, _variation_of, found.why_no_shares())


def gini_of(values: Floats, people: Floats) -> float:
    """The Gini index of values of zero or more, not all zero, with people above zero."""
    if people.min() == people.max():  # who comes with which value does not matter, and sorting alone is quicker
        x, p = np.sort(values), people.copy()
    else:
        order = np.argsort(values)
        x, p = values[order], people[order]
    total = p.sum()
    mean = product(p, x) / total
    x -= mean
    x *= p
    middle = np.cumsum(p)
    p *= 0.5
    middle -= p
    return float(2 * (product(x, middle) - x.sum() * total / 2) / (mean * total * total))


def theil_t_of(values: Floats, people: Floats) -> float:
    """Theil's T of values of zero or more, not all zero, with people above zero."""
    total = people.sum()
    ratio = values * (total / product(people, values))
    return float(product(people, times_log(ratio)) / total)


def theil_l_of(values: Floats, people: Floats) -> float:
    """Theil's L of values above zero with people above zero."""
    total = people.sum()
    ratio = values * (total / product(people, values))
    return float(-product(people, np.log(ratio)) / total)


def times_log(ratio: Floats, out: Floats | None = None) -> Floats:
    """The ratio times its logarithm, 0 where it is 0; written to `out` if given."""
    logarithm = np.add(ratio, _TINY, out=out)
    np.log(logarithm, out=logarithm)
    logarithm *= ratio
    return logarithm


def _atkinson_of(values: Floats, people: Floats, aversion: float) -> float:
    """By logarithms of the ratios to the mean: exact near an aversion of 1, in range for a great one."""
    share = people / people.sum()
    with np.errstate(divide="ignore"):
        logarithms = np.log(values / (share @ values))
    if aversion == 1:
        return float(-np.expm1(share @ logarithms))
    terms = (1 - aversion) * logarithms
    most = terms.max()
    return float(-np.expm1((most + np.log1p(share @ np.expm1(terms - most))) / (1 - aversion)))


def _variation_of(values: Floats, people: Floats) -> float:
    share = people / people.sum()
    mean = share @ values
    return float(np.sqrt(share @ (values - mean) ** 2) / mean)


def _figure(found: Population, formula: Callable[[Floats, Floats], float], why: Reason | None) -> Measured:
    """The formula's figure, or why there is none; rounding below zero is zero."""
    if why:
        return found.cannot(why)
    tame, _ = found.tamed()
    return found.gives(max(formula(tame.values, tame.people), 0.0))
