"""Weights of the field by their names: published values, cut-offs, and what a factory refuses."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pipelines.access.decay import LUO_QI, binary, exponential, gaussian, power, step


def test_weights_of_pysal_access() -> None:
    """PySAL access, docstrings of `weights`: gaussian σ 20; step at 20, 40, 60; gravity with scale 20, power −2."""
    assert gaussian(20)(np.array([20.0, 40, 60])) == pytest.approx([0.60653066, 0.13533528, 0.01110900], abs=5e-9)
    zones = step(dict(zip((20, 40, 60), LUO_QI, strict=True)))
    assert zones(np.arange(0.0, 71, 10)).tolist() == [1, 1, 1, 0.68, 0.68, 0.22, 0.22, 0]
    assert power(20, 2, 1)(np.array([0.0, 1, 2, 20, 40, 60])) == pytest.approx([400, 400, 100, 1, 0.25, 1 / 9])


@pytest.mark.parametrize(
    ("decay", "weight"),
    [
        (binary(15), 1.0),
        (gaussian(10, 15), math.exp(-1.125)),
        (exponential(0.1, 15), math.exp(-1.5)),
        (power(15, 1, 1, 15), 1.0),
        (step({5: 1, 15: 0.5}), 0.5),
    ],
)
def test_the_cutoff_still_counts_and_beyond_it_nothing_does(decay, weight) -> None:
    assert decay(np.array([15.0, 15.000001, 1e6])) == pytest.approx([weight, 0, 0])


def test_weights_do_not_change_the_costs() -> None:
    cost = np.array([0.0, 7, 30])
    for decay in (binary(10), step({5: 1, 10: 0.5}), gaussian(5, 10), exponential(0.2, 10), power(5, 2, 1, 10)):
        decay(cost)
    assert cost.tolist() == [0, 7, 30]


@pytest.mark.parametrize("make", [lambda: gaussian(0), lambda: exponential(-1), lambda: power(1, 1, 0)])
def test_a_decay_without_a_width_is_refused(make) -> None:
    with pytest.raises(ValueError, match="above zero"):
        make()


@pytest.mark.parametrize("zones", [{}, {10: -1}, {10: math.nan}, {10: math.inf}, {math.nan: 1}, {-5: 1}])
def test_a_step_decay_needs_zones_and_no_negative_weight(zones) -> None:
    with pytest.raises(ValueError, match="at least one zone"):
        step(zones)


@pytest.mark.parametrize("cutoff", [-1, math.nan])
def test_a_cutoff_that_is_no_limit_is_refused(cutoff) -> None:
    for make in (lambda: gaussian(5, cutoff), lambda: exponential(1, cutoff), lambda: power(1, 1, 1, cutoff)):
        with pytest.raises(ValueError, match="limit"):
            make()


def test_one_cost_or_a_table_of_costs_is_weighed_alike() -> None:
    table = np.arange(6.0).reshape(2, 3)
    for decay in (step({1: 1, 4: 0.5}), gaussian(2, 4), power(2, 1, 1)):
        flat = decay(table.ravel())
        assert (decay(table) == flat.reshape(2, 3)).all()
        assert (decay(table.T) == flat.reshape(2, 3).T).all()
        assert decay(np.float64(3.0)) == decay(3) == flat[3]


def test_a_cost_beyond_all_measure_weighs_nothing() -> None:
    assert gaussian(10)(np.array([1e200])).tolist() == [0]
