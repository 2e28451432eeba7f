"""Intervals by drawing counts anew: how far chance in few cases goes, and what spread it makes by itself."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.inequality.chance import alike, interval_by_chance, redrawn, redrawn_alike
from pipelines.inequality.gaps import gap
from pipelines.inequality.population import Measured
from pipelines.inequality.spread import gini

BASE = np.full(50, 40)


def measured(rates: np.ndarray) -> Measured:
    return gini(rates, BASE)


def test_shares_are_drawn_from_their_own_base_and_stay_between_nothing_and_all():
    rates = redrawn([0, 5, 10], [10, 10, 10], "share", runs=400)
    assert rates.shape == (400, 3)
    assert (rates[:, 0] == 0).all()
    assert (rates[:, 2] == 1).all()
    assert rates[:, 1].mean() == pytest.approx(0.5, abs=0.05)
    assert rates[:, 1].std() == pytest.approx(np.sqrt(0.25 / 10), rel=0.15)


def test_rates_may_be_above_one_and_vary_as_events_do():
    rates = redrawn([400], [100], "rate", runs=400)
    assert rates.mean() == pytest.approx(4, abs=0.1)
    assert rates.std() == pytest.approx(np.sqrt(400) / 100, rel=0.15)


def test_all_alike_have_one_rate():
    rates = redrawn_alike([0, 10], [10, 10], "share", runs=400)
    assert rates.mean(axis=0) == pytest.approx([0.5, 0.5], abs=0.05)


def test_what_is_missing_or_has_no_base_stays_missing():
    for draw in (redrawn, redrawn_alike):
        rates = draw([1, None, 1, 1], [2, 2, None, 0], "share", runs=5)
        assert np.isnan(rates[:, 1:]).all()
        assert not np.isnan(rates[:, 0]).any()


@pytest.mark.parametrize(
    ("count", "base", "kind", "why"),
    [
        ([3], [2], "share", "no more than its base"),
        ([1], [2.5], "share", "whole number"),
        ([-1], [2], "rate", "between zero"),
        ([1e20], [1e21], "rate", "between zero"),
        ([np.inf], [np.inf], "share", "between zero"),
        ([1, 2], [3], "share", "unequal length"),
    ],
)
def test_counts_that_cannot_be_drawn_are_refused(count, base, kind, why):
    for draw in (redrawn, redrawn_alike):
        with pytest.raises(ValueError, match=why):
            draw(count, base, kind, runs=2)


def test_the_same_seed_draws_the_same():
    assert (redrawn([5], [10], "share", runs=9) == redrawn([5], [10], "share", runs=9)).all()


def test_units_that_are_truly_alike_are_no_more_unequal_than_chance():
    count = np.random.default_rng(3).binomial(40, 0.4, 50)
    observed = measured(count / BASE)
    found = alike(measured, observed, redrawn_alike(count, BASE, "share", runs=199))
    assert found.by_chance == pytest.approx(observed.value, rel=0.3)
    assert found.p > 0.05


def test_units_that_truly_differ_are():
    count = np.repeat([4, 36], 25)
    found = alike(measured, measured(count / BASE), redrawn_alike(count, BASE, "share", runs=199))
    assert found.p == 1 / 200
    assert found.observed.value > 2 * found.by_chance


def test_the_interval_takes_off_what_drawing_adds_and_holds_the_true_figure():
    # 40 towns of 50 units with known true shares: the interval holds their Gini in most towns, plain percentiles not.
    generator = np.random.default_rng(11)
    held = plain = 0
    for _ in range(40):
        true = generator.uniform(0.35, 0.45, 50)
        count = generator.binomial(40, true)
        rates = redrawn(count, BASE, "share", runs=99)
        found = interval_by_chance(measured, measured(count / BASE), rates)
        taken = [measured(run).value for run in rates]
        held += found.low <= measured(true).value <= found.high
        plain += np.quantile(taken, 0.025) <= measured(true).value <= np.quantile(taken, 0.975)
    assert plain == 0
    assert held > plain


def test_a_gap_can_be_on_either_side_of_zero():
    labels = ["a", "b"]

    def difference(rates: np.ndarray) -> Measured:
        return gap(rates, [20, 20], labels, "a", "b").difference

    found = interval_by_chance(difference, difference(np.array([0.5, 0.5])), redrawn([10, 10], [20, 20], "share"))
    assert found.low < 0 < found.high


def test_a_gap_of_which_few_draws_are_below_zero_may_be_below_zero():
    observed = Measured(0.05, None, 2, 0, 0)
    draws = np.append(np.linspace(0.01, 0.12, 99), -0.01)
    found = interval_by_chance(lambda run: Measured(float(run[0]), None, 1, 0, 0), observed, draws[:, None])
    assert found.low == pytest.approx(0.1 - np.quantile(draws, 0.975))
    assert found.low < 0
    above = interval_by_chance(lambda run: Measured(float(run[0]), None, 1, 0, 0), observed, draws[:-1, None])
    assert above.low == 0


def test_nothing_observed_has_no_interval():
    observed = gini([None], [1])
    rates = redrawn([None], [1], "share", runs=9)
    assert interval_by_chance(lambda run: gini(run, [1]), observed, rates).low is None
    assert alike(lambda run: gini(run, [1]), observed, rates).p is None
