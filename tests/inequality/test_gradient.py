"""Concentration, Erreygers and slope: what goes with a rank that is given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.inequality.curves import concentration_curve, middle_ranks
from pipelines.inequality.gradient import absolute_concentration, concentration, erreygers, slope
from pipelines.inequality.spread import gini

tenths = st.integers(1, 1000).map(lambda value: value / 10)
# Value, people, rank: few ranks, so that many units share one.
ranked = st.lists(st.tuples(tenths, st.integers(1, 40), st.integers(1, 5)), min_size=2, max_size=12)


def columns(units):
    return tuple(np.array(column, dtype=float) for column in zip(*units, strict=True))


def persons(units):
    """Value and middle rank of each single person, ties sharing their rank: the slow way."""
    values = np.array([value for value, people, _ in units for _ in range(people)])
    rank = np.array([rank for _, people, rank in units for _ in range(people)])
    middle = np.array([(rank < own).mean() + (rank == own).mean() / 2 for own in rank])
    return values, middle


@given(ranked)
def test_people_as_weights_are_people_one_by_one(units):
    values, middle = persons(units)
    covariance = np.mean((values - values.mean()) * (middle - middle.mean()))
    assert concentration(*columns(units)).value == pytest.approx(2 * covariance / values.mean(), abs=1e-9)
    assert absolute_concentration(*columns(units)).value == pytest.approx(2 * covariance, abs=1e-7)
    assert erreygers(*columns(units), (0, 200)).value == pytest.approx(8 * covariance / 200, abs=1e-9)


@given(ranked)
def test_the_index_is_one_minus_twice_the_area_below_the_curve(units):
    points = concentration_curve(*columns(units)).points
    area = np.trapezoid(points["value_share"], points["people_share"])
    assert concentration(*columns(units)).value == pytest.approx(1 - 2 * area, abs=1e-9)


@given(ranked)
def test_ranked_by_the_value_itself_it_is_the_gini_and_by_its_opposite_minus_that(units):
    values, people, _ = columns(units)
    assert concentration(values, people, values).value == pytest.approx(gini(values, people).value, abs=1e-9)
    assert concentration(values, people, -values).value == pytest.approx(-gini(values, people).value, abs=1e-9)


@given(ranked, st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter_even_where_ranks_are_equal(units, order):
    mixed = order.sample(units, len(units))
    assert concentration(*columns(mixed)).value == pytest.approx(concentration(*columns(units)).value, abs=1e-9)
    assert slope(*columns(mixed)).difference.value == pytest.approx(slope(*columns(units)).difference.value, abs=1e-6)


@pytest.mark.parametrize("unit", [1e-310, 1e-200, 1e200, 1e305])
@settings(max_examples=15)
@given(ranked)
def test_the_unit_of_the_values_is_that_of_the_slope_and_of_no_index(unit, units):
    values, people, rank = columns(units)
    one, other = (slope(values * by, people, rank).difference.value for by in (1.0, unit))
    assert (one is None) == (other is None)
    assert other is None or other / unit == pytest.approx(one, rel=1e-7, abs=1e-7)
    for measure in (concentration, lambda x, p, r: erreygers(x, p, r, (0, 2 * x.max()))):
        assert measure(values * unit, people, rank).value == pytest.approx(
            measure(values, people, rank).value, abs=1e-9
        )


@given(ranked, st.integers(0, 11))
def test_a_unit_split_in_two_halves_changes_nothing(units, which):
    at = which % len(units)
    value, people, rank = units[at]
    split = [*units, (value, people / 2, rank), (value, people / 2, rank)]
    del split[at]
    assert concentration(*columns(split)).value == pytest.approx(concentration(*columns(units)).value, abs=1e-9)
    assert slope(*columns(split)).difference.value == pytest.approx(slope(*columns(units)).difference.value, abs=1e-6)


@given(ranked)
def test_the_slope_is_the_fit_through_all_persons(units):
    values, middle = persons(units)
    found = slope(*columns(units))
    if len({rank for *_, rank in units}) == 1:
        assert found.difference.why_none == "no_order"
    else:
        per_rank, bottom = np.polyfit(middle, values, 1)
        assert found.difference.value == pytest.approx(per_rank, abs=1e-6)
        assert found.bottom.value == pytest.approx(bottom, abs=1e-6)
        assert found.top.value - found.bottom.value == pytest.approx(found.difference.value)


@given(ranked)
def test_erreygers_says_the_same_of_those_who_have_and_those_who_lack(units):
    values, people, rank = columns(units)
    having = erreygers(values, people, rank, (0, 100)).value
    assert erreygers(100 - values, people, rank, (0, 100)).value == pytest.approx(-having, abs=1e-9)


@given(ranked)
def test_middle_ranks_average_one_half_and_lie_between_nothing_and_all(units):
    _, people, rank = columns(units)
    found = middle_ranks(people, rank)
    assert found @ people / people.sum() == pytest.approx(0.5)
    assert 0 < found.min() <= found.max() < 1


def test_what_the_advantaged_have_more_of_is_above_zero():
    assert concentration([1, 2, 3], [1, 1, 1], [1, 2, 3]).value > 0
    assert concentration([3, 2, 1], [1, 1, 1], [1, 2, 3]).value < 0
    assert concentration([3, 1, 3], [1, 1, 1], [1, 2, 3]).value == pytest.approx(0)


def test_values_beyond_the_bounds_have_no_erreygers_index():
    assert erreygers([0.5, 1.5], [1, 1], [1, 2], (0, 1)).why_none == "outside_bounds"
    for bounds in ((1, 1), (0, np.nan), (0, np.inf)):
        with pytest.raises(ValueError, match="no room"):
            erreygers([0.5, 1], [1, 1], [1, 2], bounds)


def test_a_line_that_starts_below_zero_has_no_ratio_but_a_difference():
    found = slope([0, 0, 9], [1, 1, 1], [1, 2, 3])
    assert found.bottom.value < 0
    assert (found.ratio.value, found.ratio.why_none) == (None, "divided_by_zero")
    assert found.difference.value == pytest.approx(13.5)


def test_a_unit_without_a_rank_is_missing():
    found = concentration([1, 2, 3], [1, 1, 1], [1, None, 3])
    assert (found.used, found.missing) == (2, 1)
