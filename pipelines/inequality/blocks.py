"""Long columns block by block: read once, by every processor, with the same digits whichever of them is first."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

WIDTH = 1 << 16  # units of a block: a few columns of them stay in the processor's cache
_FEW = 4  # blocks that are faster one after the other than in threads


def over_blocks(units: int, act: Callable[[range], npt.NDArray[Any]], width: int = WIDTH) -> npt.NDArray[Any]:
    """What `act` says of each block, one row each, in the order of the units.

    `act` is given the first units of several blocks that follow each other (the step is their width), once a thread.
    """
    starts = range(0, units, width)
    threads = (os.cpu_count() or 1) if len(starts) > _FEW else 1
    share = max(-(-len(starts) // threads), 1)
    mine, *others = [starts[first : first + share] for first in range(0, len(starts), share)] or [starts]
    theirs = _helpers().map(act, others) if others else ()
    return np.concatenate([act(mine), *theirs])


@cache
def _helpers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="inequality")


os.register_at_fork(after_in_child=_helpers.cache_clear)  # a forked process has none of the threads
