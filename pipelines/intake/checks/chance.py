"""How likely a count is after earlier ones, exactly: the comparison of two Poisson counts that suits small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log

_NEGLIGIBLE = 1e-18


def chance(now: int, earlier: Sequence[int]) -> float:
    """How often a count at least as far off would come about if every quarter had the same rate; 1 at most.

    Given the sum of all quarters, the last one's share of it is binomial with probability 1 ÷ number of quarters:
    no rate has to be estimated, and zeros do no harm. Both tails count.

    >>> chance(1, [0])
    1.0
    >>> chance(2, [0, 0, 0])
    0.125
    >>> round(chance(15, [3, 2, 4, 3]), 6)
    9.6e-05
    """
    total = sum(earlier) + now
    share = 1 / (len(earlier) + 1)
    upper = _tail(now, total, share)
    lower = _tail(total - now, total, 1 - share)
    return min(1.0, 2 * min(upper, lower))


def _tail(least: int, trials: int, share: float) -> float:
    """The probability of `least` or more successes among so many trials, each with the same chance.

    >>> _tail(2, 2, 0.5)
    0.25
    """
    if least <= trials * share:
        return 1.0 - _tail(trials - least + 1, trials, 1 - share) if least > 0 else 1.0
    ways = lgamma(trials + 1) - lgamma(least + 1) - lgamma(trials - least + 1)
    term = tail = exp(ways + least * log(share) + (trials - least) * log(1 - share))
    for successes in range(least, trials):
        term *= (trials - successes) / (successes + 1) * share / (1 - share)
        tail += term
        if term < tail * _NEGLIGIBLE:
            break
    return tail
