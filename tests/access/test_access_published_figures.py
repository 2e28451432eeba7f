"""How much service for each, against figures that others have published."""

from __future__ import annotations

import math

import pytest

from pipelines.access.catchments import floating_catchment, gravity, spatial_availability, three_step_catchment
from pipelines.access.decay import exponential, power

from .small_towns import costs_of, demand_of, supply_of


def test_two_step_values_of_pysal_access() -> None:
    """PySAL access, tests, hospital example in gridlock: weights 1/c, 1 to 2 costs 80 and is beyond 61."""
    costs = costs_of([[1, 80, 40], [80, 1, 40], [40, 40, 1]])
    found = floating_catchment(costs, demand_of([100, 50, 10]), supply_of([15, 20, 100]), power(1, 1, 1, 61))
    assert found["access"].to_list() == pytest.approx([0.331444117, 0.579828132, 7.286418170], abs=5e-10)


def test_three_step_values_of_pysal_access() -> None:
    """The same example; the choices of a place are among all points, those beyond the catchment too."""
    costs = costs_of([[1, 80, 40], [80, 1, 40], [40, 40, 1]])
    demand, supply = demand_of([100, 50, 10]), supply_of([15, 20, 100])
    found = three_step_catchment(costs, demand, supply, power(1, 1, 1, 61), power(1, 1, 1))
    assert found["access"].to_list() == pytest.approx([0.156256588, 0.406216452, 9.906351855], abs=5e-10)


def test_weighted_catchment_values_of_pysal_access() -> None:
    """PySAL access, tests, 5 × 5 grid with one of everything and a weight of d / 60: ids 1, 5, 13, 19, 24."""
    points = [(x, y) for x in range(5) for y in range(5)]
    costs = costs_of([[math.dist(one, other) for other in points] for one in points])
    found = gravity(costs, supply_of([1] * 25), lambda cost: cost / 60)["access"].gather([0, 4, 12, 18, 23])
    assert found.to_list() == pytest.approx([1.322340210, 1.322340210, 0.780985109, 0.925540119, 1.133733026], abs=1e-9)


def test_spatial_availability_of_soukhov() -> None:
    """Soukhov et al. 2023, toy example: three places, three employment centres, e^(−0.1 t)."""
    costs = costs_of([[15, 30, 100], [30, 15, 100], [100, 100, 15]])
    demand, supply = demand_of([50_000, 150_000, 10_000]), supply_of([100_000, 100_000, 10_000])
    found = spatial_availability(costs, demand, supply, exponential(0.1))
    assert [round(value) for value in found["access"]] == [66833, 133203, 9963]
    assert found["per_head"].to_list() == pytest.approx([1.337, 0.888, 0.996], abs=5e-4)
