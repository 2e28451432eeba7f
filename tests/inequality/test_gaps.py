"""Two groups held against each other, all groups' levels, and what a gap costs all."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.inequality.gaps import attributable, attributable_to_best, attributable_to_group, gap, levels
from pipelines.inequality.grouping import groups, nested

VALUES = [10, 20, 30, None, 50]
PEOPLE = [100, 300, 100, 50, 0]
SIDES = ["island", "island", "mainland", "mainland", "mainland"]


def test_both_levels_stand_beside_the_gap():
    found = gap(VALUES, PEOPLE, SIDES, "mainland", "island")
    assert (found.first.value, found.second.value) == (30, 17.5)
    assert (found.difference.value, found.ratio.value) == (12.5, 30 / 17.5)
    assert (found.first.used, found.first.missing, found.first.empty) == (1, 1, 1)
    assert (found.difference.used, found.difference.missing, found.difference.empty) == (3, 1, 1)


def test_a_level_is_all_numerators_over_all_denominators():
    served, residents = [5, 90], [50, 100]
    rates = [5 / 50, 90 / 100]
    assert gap(rates, residents, ["a", "a"], "a", "a").first.value == pytest.approx(sum(served) / sum(residents))


def test_so_many_times_nothing_cannot_be_said_but_the_difference_can():
    found = gap([4, 0], [1, 1], ["a", "b"], "a", "b")
    assert found.difference.value == 4
    assert (found.ratio.value, found.ratio.why_none) == (None, "divided_by_zero")


def test_a_group_that_is_not_there_leaves_the_other_level_and_no_gap():
    found = gap(VALUES, PEOPLE, SIDES, "mainland", "harbour")
    assert found.first.value == 30
    assert (found.second.why_none, found.difference.why_none, found.ratio.why_none) == ("no_units",) * 3


def test_a_name_of_another_kind_is_a_group_that_is_not_there():
    assert gap([1, 2], [1, 1], [1, 2], "1", 2).first.why_none == "no_units"


@given(st.integers(-5, 5), st.integers(1, 9))
def test_first_and_second_changed_round_turn_the_gap_round(value, other):
    one = gap([value, other], [2, 3], ["a", "b"], "a", "b")
    turned = gap([value, other], [2, 3], ["a", "b"], "b", "a")
    assert one.difference.value == -turned.difference.value


def test_levels_has_a_row_for_each_group_and_none_for_strays():
    found = levels([1, 3, 5, None], [1, 1, 1, 1], ["b", "b", None, "a"])
    assert found.rows() == [("a", None, "no_units", 0.0, 0, 1, 0), ("b", 2.0, None, 2.0, 2, 0, 0)]


def test_the_gap_to_the_best_is_what_all_would_gain():
    found = attributable_to_best([10, 20], [3, 1], ["a", "b"], high_is_good=True)
    assert (found.reference, found.level.value) == (20, 12.5)
    assert (found.difference.value, found.share.value) == (7.5, 0.6)


def test_where_less_is_better_the_best_is_the_lowest_and_the_gap_below_zero():
    found = attributable_to_best([10, 20], [3, 1], ["a", "b"], high_is_good=False)
    assert (found.reference, found.difference.value) == (10, -2.5)


def test_a_named_reference_may_be_worse_than_all_together():
    assert attributable_to_group([10, 20], [3, 1], ["a", "b"], "a").difference.value == -2.5


def test_without_a_reference_there_is_no_gap():
    found = attributable([10, 20], [3, 1], None)
    assert (found.level.value, found.difference.why_none) == (12.5, "missing")
    assert attributable_to_group([10, 20], [3, 1], ["a", "b"], "c").difference.why_none == "missing"


@pytest.mark.parametrize(
    "labels",
    [
        ["b", "a", None, "b"],
        pl.Series([7, 3, None, 7]),
        pl.Series([900_000, -3, None, 900_000]),
        pl.Series(["b", "a", None, "b"], dtype=pl.Categorical),
        pl.Series([True, False, None, True]),
        np.array([2.5, 1.5, np.nan, 2.5]),
    ],
)
def test_labels_of_any_kind_become_groups_in_order(labels):
    found = groups(labels)
    assert found.codes.tolist() == [1, 0, -1, 1]
    assert len(found.names) == 2


def test_whole_numbers_are_groups_without_the_unused_ones_between():
    found = groups(pl.Series([5, 3, 5, 9]))
    assert (found.codes.tolist(), found.names.to_list()) == ([1, 0, 1, 2], [3, 5, 9])


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64])
def test_whole_numbers_at_both_ends_of_their_kind_are_groups_of_their_own(kind):
    ends = np.iinfo(kind).min, np.iinfo(kind).max
    for pair in (ends, (ends[0], ends[0] + 1), (ends[1] - 1, ends[1])):
        found = groups(np.tile(np.array(pair, dtype=kind), 100))
        assert (found.codes.tolist(), found.names.to_list()) == ([0, 1] * 100, list(pair))


def test_labels_of_more_than_one_kind_are_refused():
    with pytest.raises(ValueError, match="more than one kind"):
        groups([1, "a"])


def test_whole_numbers_beyond_any_kind_are_labels_too():
    assert groups(pl.Series([2**70, 1, 2**70], dtype=pl.Int128)).codes.tolist() == [1, 0, 1]


def test_districts_of_one_name_on_two_sides_are_two_groups():
    found = nested(groups(["west", "west", "east", None]), groups(["port", "hill", "port", "hill"]))
    assert len(set(found.codes[:3])) == 3
    assert found.codes[3] == -1
