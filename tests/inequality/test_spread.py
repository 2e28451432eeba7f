"""Gini, Theil, Atkinson and variation: what any measure of inequality must do, and the slow way to the same figure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.inequality.curves import lorenz
from pipelines.inequality.population import Measured
from pipelines.inequality.spread import atkinson, gini, theil_l, theil_t, variation

Unit = tuple[float, int]
levels = st.integers(1, 1000).map(lambda tenths: tenths / 10)
positive = st.lists(st.tuples(levels, st.integers(1, 40)), min_size=1, max_size=12)
with_zeros = st.lists(st.tuples(st.one_of(st.just(0.0), levels), st.integers(1, 40)), min_size=1, max_size=12).filter(
    lambda units: any(value for value, _ in units)
)


def columns(units: list[Unit]) -> tuple[np.ndarray, np.ndarray]:
    """Values and people."""
    return np.array([value for value, _ in units], dtype=float), np.array([people for _, people in units], dtype=float)


def persons(units: list[Unit]) -> np.ndarray:
    """The value of each single person."""
    return np.repeat([value for value, _ in units], [people for _, people in units]).astype(float)


Spread = Callable[[object, object], Measured]
MEASURES: dict[str, Spread] = {
    "gini": gini,
    "theil_t": theil_t,
    "theil_l": theil_l,
    "variation": variation,
    "atkinson_half": partial(atkinson, aversion=0.5),
    "atkinson_one": partial(atkinson, aversion=1),
    "atkinson_two": partial(atkinson, aversion=2),
}
every_measure = pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)


def slow_gini(x: np.ndarray) -> float:
    return np.abs(x[:, None] - x[None, :]).mean() / (2 * x.mean())


SLOW: dict[str, Callable[[np.ndarray], float]] = {
    "gini": slow_gini,
    "theil_t": lambda x: sum(one / x.mean() * np.log(one / x.mean()) for one in x) / len(x),
    "theil_l": lambda x: sum(np.log(x.mean() / one) for one in x) / len(x),
    "variation": lambda x: x.std() / x.mean(),
    "atkinson_half": lambda x: 1 - np.mean(np.sqrt(x)) ** 2 / x.mean(),
    "atkinson_one": lambda x: 1 - np.exp(np.log(x).mean()) / x.mean(),
    "atkinson_two": lambda x: 1 - 1 / np.mean(1 / x) / x.mean(),
}


def same(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", MEASURES)
@given(positive)
def test_people_as_weights_are_people_one_by_one(name, units):
    assert MEASURES[name](*columns(units)).value == pytest.approx(SLOW[name](persons(units)), rel=1e-8, abs=1e-7)


@every_measure
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(1, 1000))
def test_where_all_have_the_same_there_is_no_inequality(measure, people, value):
    assert measure([value / 7] * len(people), people).value == pytest.approx(0, abs=1e-7)


@every_measure
@given(positive, st.integers(1, 1000), st.randoms(use_true_random=False))
def test_neither_scale_nor_order_matters(measure, units, factor, order):
    values, people = columns(units)
    mixed = columns(order.sample(units, len(units)))
    assert measure(values * factor / 8, people * 3).value == pytest.approx(measure(*mixed).value, rel=1e-8, abs=1e-7)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(("unit", "crowd"), [(1e-310, 1), (1e-200, 1e200), (1e200, 1e-310), (1e305, 1e9), (1, 1e200)])
@settings(max_examples=10)
@given(positive)
def test_nor_does_the_unit_however_large_or_small(name, unit, crowd, units):
    values, people = columns(units)
    expected = MEASURES[name](values, people).value
    assert MEASURES[name](values * unit, people * crowd).value == pytest.approx(expected, rel=1e-7, abs=1e-7)


@every_measure
@given(positive, st.integers(2, 4))
def test_the_same_town_twice_is_as_unequal_as_once(measure, units, times):
    assert measure(*columns(units * times)).value == pytest.approx(measure(*columns(units)).value, rel=1e-8, abs=1e-7)


@every_measure
@given(positive, st.integers(0, 11))
def test_a_unit_split_in_two_halves_changes_nothing(measure, units, which):
    at = which % len(units)
    value, people = units[at]
    split = [*units[:at], (value, people / 2), (value, people / 2), *units[at + 1 :]]
    assert measure(*columns(split)).value == pytest.approx(measure(*columns(units)).value, rel=1e-8, abs=1e-7)


@every_measure
@given(positive, st.data())
def test_a_gift_from_richer_to_poorer_lowers_inequality(measure, units, data):
    poor, rich = min(units), max(units)
    assume(rich[0] - poor[0] >= 1)
    rest = list(units)
    rest.remove(poor)
    rest.remove(rich)
    given_away = data.draw(st.floats(0.1, 0.9)) * (rich[0] - poor[0]) / 2 * min(poor[1], rich[1])
    after = [*rest, (poor[0] + given_away / poor[1], poor[1]), (rich[0] - given_away / rich[1], rich[1])]
    assert measure(*columns(after)).value < measure(*columns(units)).value


@given(with_zeros)
def test_gini_is_twice_the_area_between_the_lorenz_curve_and_the_diagonal(units):
    curve = lorenz(*columns(units)).points
    area = np.trapezoid(curve["value_share"], curve["people_share"])
    assert gini(*columns(units)).value == same(1 - 2 * area)


@given(with_zeros)
def test_the_lorenz_curve_rises_ever_steeper_below_the_diagonal(units):
    points = lorenz(*columns(units)).points
    assert points.row(0) == (0, 0)
    assert points.row(-1) == (1, 1)
    steps = points.to_numpy()[1:] - points.to_numpy()[:-1]
    assert (points["value_share"] <= points["people_share"] + 1e-12).all()
    assert (np.diff(steps[:, 1] / steps[:, 0]) >= -1e-9).all()


@given(with_zeros)
def test_zeros_count_for_gini_theil_t_and_mild_aversion(units):
    people = persons(units)
    assert gini(*columns(units)).value == pytest.approx(slow_gini(people), abs=1e-9)
    ratio = people[people > 0] / people.mean()
    assert theil_t(*columns(units)).value == pytest.approx((ratio * np.log(ratio)).sum() / len(people), abs=1e-9)
    assert atkinson(*columns(units), 0.5).value == pytest.approx(SLOW["atkinson_half"](people), abs=1e-9)


def test_theil_l_and_strong_aversion_have_no_answer_to_a_zero():
    for found in (theil_l([0, 1], [1, 1]), atkinson([0, 1], [1, 1], 1), atkinson([0, 1], [1, 1], 2)):
        assert (found.value, found.why_none) == (None, "zeros")


def test_one_person_with_everything():
    assert gini([0] * 99 + [5], [1] * 100).value == pytest.approx(0.99)
    assert theil_t([0, 5], [99, 1]).value == pytest.approx(np.log(100))


@pytest.mark.parametrize("aversion", [0, np.nan, np.inf])
def test_an_aversion_of_nothing_or_without_end_is_refused(aversion):
    with pytest.raises(ValueError, match="above 0"):
        atkinson([1, 2], [1, 1], aversion)


def test_an_aversion_near_one_is_near_that_of_one_and_a_great_one_looks_at_the_lowest_alone():
    values, people = [3, 4, 9], [2, 5, 1]
    assert atkinson(values, people, 1 + 1e-12).value == pytest.approx(atkinson(values, people, 1).value, rel=1e-9)
    assert atkinson([1, 1e9], [1, 1], 500).value == pytest.approx(1 - 2 * 2 ** (1 / 499) / (1 + 1e9), abs=1e-14)


def test_what_is_equal_is_nothing_and_not_minus_nothing():
    assert [str(measure([2, 2], [1, 1]).value) for measure in (gini, theil_t, theil_l)] == ["0.0"] * 3


def test_a_missing_value_is_left_out_and_counted_and_so_is_a_unit_without_people():
    found = gini(pl.Series([1, 3, None, 9, 7]), pl.Series([1, 1, 1, 0, None]))
    assert found == Measured(0.25, None, used=2, missing=2, empty=1)


def test_values_as_decimals_whole_numbers_or_lists_are_the_same():
    assert gini(pl.Series([1, 3]).cast(pl.Decimal(10, 2)), [2, 2]) == gini((1, 3), np.array([2, 2], dtype=np.int8))


def test_so_many_units_that_they_are_sorted_otherwise_have_the_same_gini():
    generator = np.random.default_rng(2)
    values, people = generator.integers(0, 1000, 300_000), generator.integers(1, 9, 300_000)
    merged = pl.DataFrame({"x": values, "p": people}).group_by("x").sum()
    assert gini(values, people).value == pytest.approx(gini(merged["x"], merged["p"]).value, rel=1e-10)
