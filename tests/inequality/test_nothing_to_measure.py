"""What each measure says where there is nothing to measure: a reason, never a number that is none."""

from __future__ import annotations

import math

import polars as pl
import pytest

from pipelines.inequality.curves import concentration_curve, lorenz
from pipelines.inequality.gaps import attributable, attributable_to_best, gap, levels
from pipelines.inequality.gradient import absolute_concentration, concentration, erreygers, slope
from pipelines.inequality.lots import between_share_by_lot
from pipelines.inequality.parts import theil_l_parts, theil_t_nested, theil_t_parts
from pipelines.inequality.spread import atkinson, gini, theil_l, theil_t, variation
from pipelines.inequality.tails import depth_below, depth_beyond, fifths, palma, share_below, share_beyond

MEASURES = {
    "gini": gini,
    "theil_t": theil_t,
    "theil_l": theil_l,
    "variation": variation,
    "atkinson": lambda x, p: atkinson(x, p, 0.5),
    "concentration": lambda x, p: concentration(x, p, range(len(x))),
    "absolute_concentration": lambda x, p: absolute_concentration(x, p, range(len(x))),
    "erreygers": lambda x, p: erreygers(x, p, range(len(x)), (0, 10)),
    "slope": lambda x, p: slope(x, p, range(len(x))).difference,
    "relative_slope": lambda x, p: slope(x, p, range(len(x))).ratio,
    "palma": lambda x, p: palma(x, p, range(len(x))),
    "fifths": fifths,
    "share_below": lambda x, p: share_below(x, p, 5),
    "depth_below": lambda x, p: depth_below(x, p, 5),
    "share_beyond": lambda x, p: share_beyond(x, p, 5),
    "depth_beyond": lambda x, p: depth_beyond(x, p, 5),
    "difference": lambda x, p: gap(x, p, ["a"] * len(x), "a", "a").difference,
    "ratio": lambda x, p: gap(x, p, ["a"] * len(x), "a", "a").ratio,
    "attributable": lambda x, p: attributable_to_best(x, p, ["a"] * len(x), high_is_good=True).difference,
    "attributable_share": lambda x, p: attributable(x, p, 5).share,
    "theil_t_between": lambda x, p: theil_t_parts(x, p, ["a"] * len(x)).between,
    "theil_l_within": lambda x, p: theil_l_parts(x, p, ["a"] * len(x)).within,
    "nested": lambda x, p: theil_t_nested(x, p, [["a"] * len(x), ["b"] * len(x)]).within,
}
# What has no answer where all have nothing; the others say that the level, the shortfall or the gap is what it is.
SHARES_OF_NOTHING = {"gini", "theil_t", "theil_l", "variation", "atkinson", "concentration", "palma", "fifths"}
SHARES_OF_NOTHING |= {"theil_t_between", "theil_l_within", "nested"}
DIVIDED = {"relative_slope", "ratio", "attributable_share"}


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(
    ("values", "people", "why", "missing", "empty"),
    [
        ([], [], "no_units", 0, 0),
        ([None, None], [1, 1], "no_units", 2, 0),
        ([1, 2], [None, None], "no_units", 2, 0),
        ([1, 2], [0, 0], "no_people", 0, 2),
        ([1, None], [0, 1], "no_people", 1, 1),
    ],
)
def test_no_units_or_no_people(name, values, people, why, missing, empty):
    found = MEASURES[name](values, people)
    assert (found.value, found.why_none) == (None, why)
    if name not in ("difference", "ratio"):  # these count the units of both sides
        assert (found.used, found.missing, found.empty) == (0, missing, empty)


@pytest.mark.parametrize("name", MEASURES)
def test_one_unit_is_equal_to_itself(name):
    found = MEASURES[name]([4], [10])
    expected = {"fifths": 1, "palma": 1, "ratio": 1, "share_below": 1, "depth_below": 0.2, "attributable_share": 0.25}
    if name in ("slope", "relative_slope"):
        assert (found.value, found.why_none) == (None, "no_order")
    else:
        assert found.value == pytest.approx(expected.get(name, 0), abs=1e-12)
    assert found.used in (1, 2)


@pytest.mark.parametrize("name", MEASURES)
def test_all_zero(name):
    found = MEASURES[name]([0, 0, 0], [1, 2, 3])
    if name in SHARES_OF_NOTHING:
        assert (found.value, found.why_none) == (None, "all_zero")
    elif name in DIVIDED:
        assert (found.value, found.why_none) == (None, "divided_by_zero")
    else:
        assert found.value == {"share_below": 1, "depth_below": 1}.get(name, 0)


@pytest.mark.parametrize("name", sorted(SHARES_OF_NOTHING))
def test_shares_of_a_total_cannot_be_negative(name):
    assert MEASURES[name]([-1, 5], [1, 1]).why_none == "negative"


@pytest.mark.parametrize("name", sorted(set(MEASURES) - {"share_below", "share_beyond"}))
def test_a_place_that_cannot_be_reached_leaves_no_mean(name):
    found = MEASURES[name]([1, math.inf], [1, 1])
    assert (found.value, found.why_none, found.missing) == (None, "unbounded", 0)


def test_a_place_that_cannot_be_reached_is_beyond_every_standard():
    assert share_beyond([10, 20, math.inf], [5, 4, 1], 15).value == 0.5


@pytest.mark.parametrize("people", [[-1, 2], [math.inf, 2], [None, -2]])
def test_people_below_zero_or_without_end_are_refused(people):
    with pytest.raises(ValueError, match="from zero up"):
        gini([1, 2], people)


@pytest.mark.parametrize("name", MEASURES)
def test_columns_of_unequal_length_are_refused(name):
    with pytest.raises(ValueError, match="unequal length"):
        MEASURES[name]([1, 2, 3], [1, 2])


@pytest.mark.parametrize(
    "measure",
    [
        lambda labels: gap([1, 2, 3], [1, 1, 1], labels, "a", "b"),
        lambda labels: levels([1, 2, 3], [1, 1, 1], labels),
        lambda labels: theil_t_parts([1, 2, 3], [1, 1, 1], labels),
        lambda labels: theil_t_nested([1, 2, 3], [1, 1, 1], [["a", "b", "b"], labels]),
    ],
)
def test_every_unit_needs_a_label_of_its_own(measure):
    with pytest.raises(ValueError, match="unequal length"):
        measure(["a", "b"])


@pytest.mark.parametrize("values", [pl.Series(["many", "few"]), ["many", "few"], [[1, 2], [3, 4]], 3])
def test_what_is_no_column_of_numbers_is_refused(values):
    with pytest.raises(ValueError, match=r"number|string to float|one dimension"):
        gini(values, [1, 1])


@pytest.mark.parametrize("name", sorted(set(MEASURES) - {"share_below", "depth_below", "share_beyond", "nested"}))
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_figure_is_a_number_or_has_a_reason_however_far_values_are_apart(name):
    found = MEASURES[name]([1e-300, 1e300, 5, 1e-5], [1e-20, 1, 7, 1e20])
    assert (found.value is None) == (found.why_none is not None)
    assert found.value is None or math.isfinite(found.value)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_figure_beyond_the_range_of_numbers_is_none():
    assert depth_beyond([1e200], [1], 5, power=2).why_none == "unbounded"
    assert attributable([1, 2], [1, 1], math.inf).difference.why_none == "unbounded"


def test_a_standard_or_a_reference_that_is_no_number_is_none():
    for measure in (share_below, share_beyond, depth_below, depth_beyond):
        with pytest.raises(ValueError, match="standard is"):
            measure([1, 2], [1, 1], math.nan)
    with pytest.raises(ValueError, match="power not below 0"):
        depth_below([1, 2], [1, 1], 3, power=-1)
    assert attributable([1, 2], [1, 1], math.nan).difference.why_none == "missing"


def test_a_split_by_nothing_and_no_lots_are_refused():
    with pytest.raises(ValueError, match="one level of groups"):
        theil_t_nested([1, 2], [1, 1], [])
    with pytest.raises(ValueError, match="once or more"):
        between_share_by_lot([1, 2], [1, 1], ["a", "b"], runs=0)


def test_a_curve_of_nothing_has_no_points_and_says_why():
    for curve in (lorenz([0, 0], [1, 1]), concentration_curve([0, None], [1, 1], [1, 2])):
        assert curve.points.is_empty()
        assert curve.points.columns == ["people_share", "value_share"]
        assert curve.why_none == "all_zero"


def test_where_all_are_equal_there_is_nothing_to_split():
    found = theil_t_parts([2, 2, 2], [1, 5, 9], ["a", "b", "b"])
    assert (found.total.value, found.between_share.why_none) == (pytest.approx(0, abs=1e-12), "all_equal")
    by_lot = between_share_by_lot([2, 2, 2], [1, 5, 9], ["a", "b", "b"])
    assert (by_lot.share.why_none, by_lot.expected, by_lot.p) == ("all_equal", None, None)


def test_parts_of_nothing_have_no_groups():
    found = theil_t_parts([], [], [])
    assert (found.total.why_none, found.groups.height) == ("no_units", 0)
    assert theil_l_parts([0, 1], [1, 1], ["a", "b"]).within.why_none == "zeros"
    assert levels([], [], []).is_empty()
