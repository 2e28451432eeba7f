"""Intervals by drawing units anew: seeded, shared by many series, and the same one by one as all at once."""

from __future__ import annotations

import numpy as np
import pytest
from polars.testing import assert_frame_equal

from pipelines.inequality.gaps import gap
from pipelines.inequality.parts import theil_t_parts
from pipelines.inequality.resampling import Interval, drawn, drawn_within, interval, spanned
from pipelines.inequality.series import series_intervals
from pipelines.inequality.spread import gini, theil_t

GENERATOR = np.random.default_rng(7)
VALUES = GENERATOR.gamma(2, 1, (6, 40)).round(2)
PEOPLE = GENERATOR.integers(100, 900, 40).astype(float)
DISTRICTS = GENERATOR.integers(0, 4, 40)
COUNTS = drawn(40, runs=99)


def test_the_same_seed_draws_the_same_and_each_run_draws_as_many_as_there_are():
    assert (drawn(40, runs=99) == COUNTS).all()
    assert not (drawn(40, runs=99, seed=1) == COUNTS).all()
    assert (COUNTS.sum(axis=1) == 40).all()
    assert COUNTS.mean(axis=0) == pytest.approx(np.ones(40), abs=0.5)


def test_groups_drawn_apart_keep_their_number_and_strays_stay():
    counts = drawn_within(["a", "b", "a", None, "b", "b"], runs=50)
    assert (counts[:, [0, 2]].sum(axis=1) == 2).all()
    assert (counts[:, [1, 4, 5]].sum(axis=1) == 3).all()
    assert (counts[:, 3] == 1).all()


def test_a_unit_drawn_twice_has_its_people_twice_and_one_not_drawn_has_none():
    counts = np.array([[2.0, 1.0, 0.0]])
    once = interval(lambda people: gini([1, 3, 9], people), [5, 4, 3], counts)
    assert once.low == once.high == gini([1, 1, 3], [5, 5, 4]).value


def test_the_interval_is_the_middle_of_the_drawn_figures():
    taken = np.array([gini(VALUES[0], PEOPLE * count).value for count in COUNTS])
    found = interval(lambda people: gini(VALUES[0], people), PEOPLE, COUNTS, confidence=0.9)
    assert (found.low, found.high) == tuple(np.quantile(taken, (0.05, 0.95)))
    assert (found.runs, found.failed) == (99, 0)


def test_a_gap_has_an_interval_with_each_group_drawn_apart():
    labels = ["a"] * 20 + ["b"] * 20
    counts = drawn_within(labels, runs=99)
    found = interval(lambda people: gap(VALUES[0], people, labels, "a", "b").difference, PEOPLE, counts)
    assert found.low < gap(VALUES[0], PEOPLE, labels, "a", "b").difference.value < found.high


def test_draws_of_other_units_are_refused():
    for units in (1, 3):
        with pytest.raises(ValueError, match="unequal length"):
            interval(lambda people: gini([1, 2], people), [1, 1], drawn(units, runs=3))


def test_runs_without_a_figure_are_counted_and_too_many_leave_no_interval():
    assert spanned(np.array([1.0, 2.0, np.nan])).failed == 1
    assert spanned(np.array([1.0, np.nan, np.nan])) == Interval(None, None, 3, 2)
    assert interval(lambda people: gini([0, 0], people), [1, 1], np.ones((3, 2))).failed == 3


MEASURES = {
    "gini": gini,
    "theil_t": theil_t,
    "between_share": lambda row, people: theil_t_parts(row, people, DISTRICTS).between_share,
}


def one_by_one(values, name, counts):
    figures = [MEASURES[name](row, PEOPLE).value for row in values]
    spans = [interval(lambda people, row=row: MEASURES[name](row, people), PEOPLE, counts) for row in values]
    return figures, [span.low for span in spans], [span.high for span in spans]


def agree(found, name, expected):
    for column, figures in zip((name, f"{name}_low", f"{name}_high"), expected, strict=True):
        got = found[column].to_list()
        assert [one is None for one in got] == [one is None for one in figures]
        known = [(one, other) for one, other in zip(got, figures, strict=True) if other is not None]
        assert [one for one, _ in known] == pytest.approx([other for _, other in known], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", MEASURES)
def test_many_series_at_once_are_each_one_by_one(name):
    agree(series_intervals(VALUES, PEOPLE, DISTRICTS, COUNTS), name, one_by_one(VALUES, name, COUNTS))


@pytest.mark.parametrize("name", MEASURES)
def test_missing_values_zeros_and_equal_values_too(name):
    values = VALUES.copy()
    values[0, ::3] = np.nan
    values[1, ::2] = 0
    values[2] = 4
    values[3] = 0
    values[4] = np.nan
    found = series_intervals(values, PEOPLE, DISTRICTS, COUNTS)
    agree(found, name, one_by_one(values, name, COUNTS))
    assert found["missing"].to_list() == [14, 0, 0, 0, 40, 0]
    assert found["used"].to_list() == [26, 40, 40, 40, 0, 40]


def test_a_series_with_a_value_below_zero_or_without_end_has_no_figures():
    values = VALUES.copy()
    values[0, 3], values[1, 3] = -1, np.inf
    found = series_intervals(values, PEOPLE, DISTRICTS, COUNTS)
    assert found["gini"].to_list()[:2] == found["theil_t_low"].to_list()[:2] == [None, None]
    assert found["gini"].null_count() == 2


@pytest.mark.parametrize(("unit", "crowd"), [(1e-200, 1), (1e200, 1), (1, 1e200), (1, 1e-200)])
def test_the_unit_of_values_and_people_does_not_matter(unit, crowd):
    found, expected = (
        series_intervals(VALUES * by, PEOPLE * times, DISTRICTS, COUNTS) for by, times in ((unit, crowd), (1, 1))
    )
    assert_frame_equal(found, expected, rel_tol=1e-9)


def test_units_without_people_have_no_part():
    people = PEOPLE.copy()
    people[:5] = 0
    found = series_intervals(VALUES, people, DISTRICTS, COUNTS)
    assert found["gini"].to_list() == pytest.approx([gini(row, people).value for row in VALUES])
    assert found.select("used", "missing", "empty").row(0) == (35, 0, 5)


def test_more_runs_than_fit_at_once_are_the_same_runs():
    counts = drawn(40, runs=2050)
    found = series_intervals(VALUES[:1], PEOPLE, DISTRICTS, counts)
    expected = interval(lambda people: gini(VALUES[0], people), PEOPLE, counts)
    assert (found["gini_low"][0], found["gini_high"][0]) == pytest.approx((expected.low, expected.high))


def test_every_unit_of_many_series_needs_a_group_and_people():
    with pytest.raises(ValueError, match="needs a group"):
        series_intervals(VALUES[:, :2], PEOPLE[:2], ["a", None], drawn(2, runs=3))
    for people in ([1, np.nan], [1, np.inf], [1, -1]):
        with pytest.raises(ValueError, match="people from zero up"):
            series_intervals(VALUES[:, :2], np.array(people), ["a", "b"], drawn(2, runs=3))
    for labels, draws in ((["a"], 2), (["a", "b"], 3)):
        with pytest.raises(ValueError, match="unequal length"):
            series_intervals(VALUES[:, :2], np.ones(2), labels, drawn(draws, runs=3))


def test_nobody_is_drawn_from_nobody():
    assert drawn(0, runs=3).shape == (3, 0)
    assert interval(lambda people: gini([], people), [], drawn(0, runs=3)) == Interval(None, None, 3, 3)
