"""Palma, 20:20 and who falls short: people are counted, and a unit on a boundary is split."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.inequality.tails import depth_below, depth_beyond, fifths, palma, share_below, share_beyond

units = st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 20)), min_size=1, max_size=10)


def columns(drawn):
    return [value for value, _ in drawn], [people for _, people in drawn]


def persons(drawn, times=1):
    return np.sort(np.repeat([value for value, _ in drawn], [people * times for _, people in drawn])).astype(float)


@given(units)
def test_fifths_are_the_means_of_the_first_and_last_fifth_of_persons(drawn):
    # Ten copies of everybody make fifths of whole persons.
    people = persons(drawn, times=10)
    fifth = len(people) // 5
    assert fifths(*columns(drawn)).value == pytest.approx(people[-fifth:].mean() / people[:fifth].mean())


@given(units)
def test_palma_is_the_last_tenth_of_persons_over_the_first_four_tenths(drawn):
    people = persons(drawn, times=10)
    tenth = len(people) // 10
    values, weights = columns(drawn)
    assert palma(values, weights, values).value == pytest.approx(people[-tenth:].mean() / people[: 4 * tenth].mean())


@given(units, st.randoms(use_true_random=False))
def test_units_of_equal_rank_share_so_their_order_does_not_matter(drawn, order):
    values, people = columns(drawn)
    mixed_values, mixed_people = columns(order.sample(drawn, len(drawn)))
    rank = [1] * len(drawn)
    assert palma(values, people, rank).value == pytest.approx(1)
    assert palma(mixed_values, mixed_people, rank).value == pytest.approx(1)


def test_a_unit_on_the_boundary_is_split():
    # Lowest fifth: 10 people at 1 and 10 of the 30 at 4; highest fifth: 20 of the 60 at 10.
    assert fifths([1, 4, 10], [10, 30, 60]).value == pytest.approx(10 / 2.5)


def test_where_the_lowest_have_nothing_there_is_no_ratio():
    assert fifths([0, 5, 5, 5, 5], [1, 1, 1, 1, 1]).why_none == "divided_by_zero"


@given(units, st.integers(1, 1000))
def test_short_of_a_standard_person_by_person(drawn, standard):
    people = persons(drawn)
    short = np.clip((standard - people) / standard, 0, None)
    over = np.clip((people - standard) / standard, 0, None)
    assert share_below(*columns(drawn), standard).value == pytest.approx((people < standard).mean())
    assert share_beyond(*columns(drawn), standard).value == pytest.approx((people > standard).mean())
    assert depth_below(*columns(drawn), standard).value == pytest.approx(short.mean())
    assert depth_below(*columns(drawn), standard, power=2).value == pytest.approx((short**2).mean())
    assert depth_beyond(*columns(drawn), standard).value == pytest.approx(over.mean())


def test_who_just_reaches_the_standard_is_neither_below_nor_beyond():
    assert share_below([15], [8], 15).value == share_beyond([15], [8], 15).value == 0


def test_a_standard_of_nothing_is_refused():
    for depth in (depth_below, depth_beyond):
        with pytest.raises(ValueError, match="above 0"):
            depth([1], [1], 0)
