"""Figures read off curves for all draws at once are those of each measure taken draw by draw."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.inequality import read_off
from pipelines.inequality.gaps import attributable_to_group
from pipelines.inequality.gradient import concentration, slope
from pipelines.inequality.resampling import drawn, spanned
from pipelines.inequality.spread import gini
from pipelines.inequality.tails import fifths, palma

RUNS = 60


@pytest.fixture(scope="module")
def units():
    """Values (some nothing), people, a rank that some share, a group, and the draws."""
    generator = np.random.default_rng(7)
    values = generator.gamma(2, 3, 40) * (generator.random(40) > 0.2)
    people = generator.integers(200, 5000, 40).astype(float)
    rank = generator.integers(0, 15, 40).astype(float)
    return values, people, rank, np.array(list("ab") * 20), drawn(40, RUNS)


def one_by_one(measure, people, counts):
    found = [measure(people * count).value for count in counts]
    return np.array([np.nan if one is None else one for one in found])


@pytest.mark.parametrize(
    ("measure", "read"),
    [
        (concentration, read_off.concentrations),
        (palma, lambda found: read_off.top_to_bottom(found, 0.1, 0.4)),
        (lambda x, p, r: slope(x, p, r).difference, read_off.slopes),
    ],
    ids=["concentration", "palma", "slope"],
)
def test_along_a_rank(units, measure, read):
    values, people, rank, _, counts = units
    found = read(read_off.curves(values, people, rank, counts))
    assert found == pytest.approx(one_by_one(lambda p: measure(values, p, rank), people, counts), rel=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    ("measure", "read"),
    [(gini, read_off.concentrations), (fifths, lambda found: read_off.top_to_bottom(found, 0.2, 0.2))],
    ids=["gini", "fifths"],
)
def test_along_the_values_themselves(units, measure, read):
    values, people, _, _, counts = units
    found = read(read_off.curves(values, people, values, counts))
    assert found == pytest.approx(one_by_one(lambda p: measure(values, p), people, counts), rel=1e-9, nan_ok=True)


def test_draws_made_some_after_others_are_the_same_as_all_at_once(units):
    values, people, rank, _, _ = units
    counts = drawn(40, 130)
    found = read_off.curves(values, people, rank, counts)
    index, slopes = read_off.taken(values, people, rank, counts, read_off.concentrations, read_off.slopes)
    assert (index == read_off.concentrations(found)).all()
    assert (slopes == read_off.slopes(found)).all()


def test_what_all_would_gain(units):
    values, people, _, group, counts = units
    found = read_off.attributables(values, people, (group == "a").astype(float), counts)
    slow = one_by_one(lambda p: attributable_to_group(values, p, group.tolist(), "a").difference, people, counts)
    assert found == pytest.approx(slow, rel=1e-9)


def test_where_nobody_has_anything_no_draw_gives_a_share():
    found = read_off.curves(np.zeros(3), np.ones(3), np.arange(3.0), drawn(3, RUNS))
    for figures in (read_off.concentrations(found), read_off.top_to_bottom(found, 0.2, 0.2)):
        assert spanned(figures).low is None


def test_draws_in_which_nobody_has_anything_are_level(units):
    values, people, rank, _, counts = units
    values = values * (np.arange(40) == 3)  # two draws of five leave out the only one that has something
    found = read_off.slopes(read_off.curves(values, people, rank, counts))
    slow = one_by_one(lambda p: slope(values, p, rank).difference, people, counts)
    assert (slow == 0).any()
    assert found == pytest.approx(slow, rel=1e-9, abs=1e-12, nan_ok=True)


def test_units_of_one_rank_have_no_slope():
    found = read_off.curves(np.arange(1.0, 4), np.ones(3), np.ones(3), drawn(3, RUNS))
    assert np.isnan(read_off.slopes(found)).all()
