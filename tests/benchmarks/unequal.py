"""Measures of inequality, weighted, against PySAL's `inequality`, which has no weights: the same units, all alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from inequality.gini import Gini
from inequality.theil import TheilD

from pipelines.inequality.parts import theil_t_parts
from pipelines.inequality.resampling import drawn
from pipelines.inequality.series import series_intervals
from pipelines.inequality.spread import gini

_SIZES = (10**4, 10**5, 10**6, 10**7)
_GROUPS = 40
_SERIES, _UNITS, _RUNS, _DISTRICTS = 480, 500, 999, 6
_PATIENCE = 6.0  # seconds after which a measurement is not taken again
_TIMES = 5  # at least, and more until a second is spent: what takes milliseconds is disturbed by anything
_ENOUGH = 1.0
Figure = TypeVar("Figure")


def measure() -> None:
    """Prints times and ratios, wall clock and processor, and how far the two sides' figures are apart."""
    generator = np.random.default_rng(1)
    for size in _SIZES:
        values, alike = generator.gamma(2, 1, size), np.ones(size)
        groups = generator.integers(0, _GROUPS, size)
        _against(f"gini {size:,}", lambda v=values, p=alike: gini(v, p).value, lambda v=values: Gini(v).g)
        _against(
            f"theil parts {size:,}",
            lambda v=values, p=alike, g=groups: theil_t_parts(v, p, g).between.value,
            lambda v=values, g=groups: float(TheilD(v, g).bg[0]),
        )
    _bootstrap(generator)


def _bootstrap(generator: np.random.Generator) -> None:
    """All series at once, with counting, against one replicate of one series by PySAL."""
    values = generator.gamma(2, 1, (_SERIES, _UNITS))
    people = generator.integers(500, 5000, _UNITS).astype(float)
    districts = generator.integers(0, _DISTRICTS, _UNITS)
    ours, _ = _best(lambda: series_intervals(values, people, districts, drawn(_UNITS, _RUNS)))

    def one() -> None:
        again = generator.integers(0, _UNITS, _UNITS)
        Gini(values[0, again])
        TheilD(values[0, again], districts[again])

    theirs, _ = _best(lambda: [one() for _ in range(20)])
    replicates = _SERIES * _RUNS
    name = f"bootstrap {_SERIES} × {_UNITS} × {_RUNS}"
    print(f"{name:<34}{ours[0]:8.2f} s   processor {ours[1]:.2f} s, {ours[0] / replicates * 1e6:.1f} µs each")
    each = [their / 20 / (our / replicates) for our, their in zip(ours, theirs, strict=True)]
    print(f"{'':<34}{each[0]:8.0f} ×   PySAL {theirs[0] / 20 * 1e6:.0f} µs each; by processor {each[1]:.0f} ×")


def _against(name: str, ours: Callable[[], float], theirs: Callable[[], float]) -> None:
    (our, our_figure), (their, their_figure) = _best(ours), _best(theirs)
    print(f"{name:<34}{our[0] * 1e3:8.2f} ms  PySAL {their[0] * 1e3:.2f} ms: {their[0] / our[0]:.1f} ×", end="")
    print(f", by processor {their[1] / our[1]:.1f} ×, apart {abs(our_figure - their_figure):.0e}", flush=True)


def _best(act: Callable[[], Figure]) -> tuple[tuple[float, float], Figure]:
    """The least wall and processor seconds of several times, and the result."""
    taken = list[tuple[float, float]]()
    while len(taken) < _TIMES or sum(wall for wall, _ in taken) < _ENOUGH:
        wall, cpu = time.perf_counter(), time.process_time()
        figure = act()
        taken.append((time.perf_counter() - wall, time.process_time() - cpu))
        if taken[-1][0] > _PATIENCE:
            break
    return (min(wall for wall, _ in taken), min(cpu for _, cpu in taken)), figure
