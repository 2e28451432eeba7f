"""Long columns in blocks and threads: all of them, in order; what goes wrong in a thread reaches the caller."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from pipelines.inequality.blocks import over_blocks
from pipelines.inequality.parts import theil_t_parts


@pytest.mark.parametrize("units", [1, 9, 10, 11, 40, 41, 50, 51, 999, 1000])
def test_every_block_stands_once_and_in_order(units):
    firsts = over_blocks(units, lambda starts: np.array(starts, dtype=np.int64), width=10)
    assert firsts.tolist() == list(range(0, units, 10))


def test_no_units_are_no_blocks():
    assert over_blocks(0, lambda starts: np.array(starts, dtype=np.int64)).tolist() == []


@pytest.mark.parametrize("wrong", [0, 500, 990])
def test_an_error_in_any_block_is_the_callers(wrong):
    def act(starts):
        if wrong in starts:
            raise ArithmeticError(f"block {wrong}")
        return np.array(starts)

    with pytest.raises(ArithmeticError, match=f"block {wrong}"):
        over_blocks(1000, act, width=10)
    assert len(over_blocks(1000, np.array, width=10)) == 100


def test_many_callers_at_once_have_each_their_own_figures():
    values = np.random.default_rng(4).gamma(2, 1, (6, 400_000))
    people, labels = np.ones(400_000), np.arange(400_000) % 7
    with ThreadPoolExecutor(6) as callers:
        found = list(callers.map(lambda row: theil_t_parts(row, people, labels).total, values))
    assert found == [theil_t_parts(row, people, labels).total for row in values]


def test_a_forked_process_has_threads_of_its_own():
    over_blocks(1000, np.array, width=10)
    child = get_context("fork").Process(target=over_blocks, args=(1000, np.array, 10))
    child.start()
    child.join(20)
    child.kill()
    assert child.exitcode == 0
