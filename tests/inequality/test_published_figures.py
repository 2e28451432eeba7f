"""Every measure against figures that others published or computed, each with its source."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipelines.inequality.gaps import attributable_to_best, gap
from pipelines.inequality.gradient import absolute_concentration, concentration, slope
from pipelines.inequality.mix import composition, mix_and_rate
from pipelines.inequality.parts import theil_t_parts
from pipelines.inequality.shapley import shapley
from pipelines.inequality.spread import atkinson, gini, theil_t
from pipelines.inequality.tails import depth_below, share_below

# Income per head of the 32 states of Mexico, 1940 to 2000, with Hanson's regions: sample data of PySAL (libpysal).
MEXICO = pl.read_csv(Path(__file__).parent / "mexico.csv")
YEARS = [str(year) for year in range(1940, 2001, 10)]
STATES = np.ones(MEXICO.height)

# Jobs within 30 minutes and people of five cells of Belo Horizonte: tests of R `accessibility` (ipeaGIT).
JOBS = [22239, 36567, 42372, 55571, 26774]
PEOPLE = [852, 394, 1969, 2189, 0]

# Five ordered groups: tests of R `healthequal` (WHO).
LEVELS, GROUP_PEOPLE, RANK = [20, 30, 40, 50, 60], [78, 91, 162, 103, 105], [1, 2, 3, 4, 5]


def test_gini_of_mexico_in_1940_as_in_the_tests_of_pysal():
    assert gini(MEXICO["1940"], STATES).value == pytest.approx(0.353723711734528, abs=1e-14)


def test_theil_t_of_mexico_as_in_the_tests_of_pysal():
    published = [0.20894344, 0.15222451, 0.10472941, 0.10194725, 0.09560113, 0.10511256, 0.10660832]
    assert [theil_t(MEXICO[year], STATES).value for year in YEARS] == pytest.approx(published, abs=5e-9)


def test_theil_t_between_the_regions_of_mexico_as_in_the_tests_of_pysal():
    published = [0.0345889, 0.02816853, 0.05260921, 0.05931219, 0.03205257, 0.02963731, 0.03635872]
    found = [theil_t_parts(MEXICO[year], STATES, MEXICO["region"]).between.value for year in YEARS]
    assert found == pytest.approx(published, abs=5e-9)


def test_atkinson_as_in_the_tests_of_pysal():
    values = [10, 20, 30, 40, 50]
    assert atkinson(values, np.ones(5), 0.5).value == pytest.approx(0.06315339, abs=5e-9)
    assert atkinson(values, np.ones(5), 1).value == pytest.approx(0.13160964, abs=5e-9)


def test_weighted_gini_as_in_the_tests_of_accessibility():
    assert gini(JOBS, PEOPLE).value == pytest.approx(0.1386, abs=5e-5)


def test_foster_greer_thorbecke_as_in_the_tests_of_accessibility():
    assert share_below(JOBS, PEOPLE, 100_000).value == 1
    assert depth_below(JOBS, PEOPLE, 100_000).value == pytest.approx(0.5588, abs=5e-5)
    assert depth_below(JOBS, PEOPLE, 100_000, power=2).value == pytest.approx(0.3256, abs=5e-5)


def test_concentration_as_in_the_tests_of_accessibility():
    # Income itself is not printed there. Of all orders of the four cells with people only this one gives their index,
    # and their ratio of rich to poor, whose bounds are those of the whole city: two cells against one.
    orders = permutations([1, 2, 3, 4])
    found = [order for order in orders if round(concentration(JOBS[:4], PEOPLE[:4], order).value, 4) == -0.0248]
    assert found == [(4, 2, 1, 3)]
    assert gap(JOBS[:4], PEOPLE[:4], ["rich", None, "poor", "rich"], "rich", "poor").ratio.value == pytest.approx(
        1.0911, abs=5e-5
    )


def test_concentration_as_in_the_tests_of_healthequal():
    assert concentration(LEVELS, GROUP_PEOPLE, RANK).value == pytest.approx(0.1777686, abs=5e-8)
    assert absolute_concentration(LEVELS, GROUP_PEOPLE, RANK).value == pytest.approx(7.3284202, abs=5e-7)


def test_attributable_gap_as_in_the_tests_of_healthequal():
    found = attributable_to_best(LEVELS, GROUP_PEOPLE, RANK, high_is_good=True)
    assert found.difference.value == pytest.approx(18.77551, abs=5e-6)
    assert found.share.value == pytest.approx(0.4554455, abs=5e-8)


def test_slope_is_least_squares_with_each_unit_weighted_once():
    # By numpy's own weighted fit. `healthequal` fits a logistic curve and weights twice: its 44.44502 is not ours.
    share = np.array(GROUP_PEOPLE) / sum(GROUP_PEOPLE)
    middle = np.cumsum(share) - share / 2
    per_rank, bottom = np.polyfit(middle, LEVELS, 1, w=np.sqrt(share))
    found = slope(LEVELS, GROUP_PEOPLE, RANK)
    assert found.difference.value == pytest.approx(per_rank) == pytest.approx(46.25381, abs=5e-6)
    assert found.ratio.value == pytest.approx((bottom + per_rank) / bottom)
    assert (found.bottom.value, found.top.value) == pytest.approx((bottom, bottom + per_rank))


def test_shapley_of_three_factors_as_das_gupta_1993_example_2_2():
    austria = {"births": 51.78746, "of_childbearing_age": 0.45919, "women": 0.52638}
    chile = {"births": 84.90502, "of_childbearing_age": 0.75756, "women": 0.51065}
    found = shapley(lambda one: float(np.prod(list(one.values()))), chile, austria)
    assert found["births"] == pytest.approx(10.4340333, abs=5e-8)
    assert found["of_childbearing_age"] == pytest.approx(10.5608476, abs=5e-8)


def test_mix_and_rate_as_das_gupta_1993_example_2_1():
    # Earners earn 16591 and 10930 on average, the others nothing; earners are 82.5974 % and 71.7892 %.
    white, black = (
        composition([share, 1 - share], [earned, 0]) for earned, share in ((16591, 0.825974), (10930, 0.717892))
    )
    found = mix_and_rate(white, black, ["earners", "others"])
    assert (found.rate, found.mix) == pytest.approx((4369.913, 1487.262), abs=5e-4)
    assert found.first - found.second == pytest.approx(5857.175, abs=5e-3)
