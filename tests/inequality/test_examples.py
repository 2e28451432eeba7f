"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest

import pytest

from pipelines.inequality import curves, gradient, shapley, spread, tails


@pytest.mark.parametrize("module", [curves, gradient, shapley, spread, tails])
def test_the_examples_of_a_module_hold(module):
    ran = doctest.testmod(module)
    assert ran.attempted > 0
    assert ran.failed == 0
