"""Funnel limits and over-dispersion against FunnelPlotR, slow sums, and what must hold for any units."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.comparison.counted import Counted, pooled
from pipelines.comparison.funnel import LEAST_UNITS, dispersion, funnel
from pipelines.comparison.limits import poisson_limits

ALIKE = [Counted(f"u{n}", 0.8 * base, base) for n, base in enumerate((5, 10, 20, 40, 80, 160, 320, 640, 1280))]
SPREAD = [
    Counted(f"u{n}", round(share * 200), 200) for n, share in enumerate((0.4, 0.5, 0.6, 0.65, 0.7, 0.8, 0.9, 0.99))
]


def test_poisson_limits_of_funnelplotr() -> None:
    """FunnelPlotR, vignette: expected 15, 20 and 30; limits of observed over expected."""
    wanted = {
        0.95: [(15, 0.5596924, 1.649348), (20, 0.6108260, 1.544419), (30, 0.6746958, 1.427562)],
        0.998: [(15, 0.3862650, 2.082907), (20, 0.4479107, 1.902094), (30, 0.5289724, 1.702771)],
    }
    for confidence, rows in wanted.items():
        for expected, low, high in rows:
            found = [limit / expected for limit in poisson_limits(expected, confidence)]
            assert found == pytest.approx([low, high], abs=5e-7)


def test_phi_of_funnelplotr() -> None:
    """FunnelPlotR, tests: six units on the log scale, φ 2.948033 before winsorising; so few stay far below it after."""
    observed, expected = (100, 150, 180, 80, 120, 225), (108, 112, 165, 95, 100, 220)
    z = [math.log(o / e) * math.sqrt(e) for o, e in zip(observed, expected, strict=True)]
    assert sum(one * one for one in z) / len(z) == pytest.approx(2.948033, abs=5e-7)
    assert dispersion(z, [e**-0.5 for e in expected]).phi < 2.948033


def test_winsorising_pulls_the_outermost_tenth_in() -> None:
    """By hand: of eleven z the 10th and 90th percentiles are the second and the tenth, so −9 and 9 become −2 and 2."""
    z = [-9.0, -2.0, -1.0, -1.0, -1.0, 0.0, 1.0, 1.0, 1.0, 2.0, 9.0]
    found = dispersion(z, [1.0] * 11)
    assert found.phi == pytest.approx((4 * 4 + 6) / 11)
    assert found.tau2 == pytest.approx((22 - 10) / (11 - 11 / 11))


def test_no_more_than_chance_leaves_the_exact_limits() -> None:
    found = funnel(ALIKE, "share")
    assert (found.centre, found.dispersion.tau2, found.dispersion.is_applied) == (pytest.approx(0.8), 0.0, False)
    assert {point.place for point in found.points} == {"inside"}
    assert all(point.z == pytest.approx(0) for point in found.points)


def test_more_than_chance_widens_the_limits_and_clears_most_units() -> None:
    found = funnel(SPREAD, "share")
    few = funnel(SPREAD[: LEAST_UNITS - 1], "share")
    assert found.dispersion.is_applied
    assert found.dispersion.phi > 10
    assert not few.dispersion.is_applied
    assert sum(point.place == "inside" for point in found.points) > sum(p.place == "inside" for p in few.points)


def test_a_single_unit_far_off_is_named_and_the_others_are_not() -> None:
    found = funnel([*ALIKE, Counted("far", 100, 200)], "share")
    assert {point.code: point.place for point in found.points if point.place != "inside"} == {"far": "very_low"}


def test_rates_have_a_funnel_of_their_own() -> None:
    units = [Counted(f"u{n}", 20, 10_000) for n in range(8)] + [Counted("many", 60, 10_000), Counted("none", 0, 5_000)]
    places = {point.code: point.place for point in funnel(units, "rate").points}
    assert places["u0"] == "inside"
    assert places["many"].endswith("high")


def test_nothing_anywhere_is_all_inside() -> None:
    for method in ("share", "rate"):
        found = funnel([Counted(f"u{n}", 0, 10 + n) for n in range(9)], method)
        assert {point.place for point in found.points} == {"inside"}


units_drawn = st.lists(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=12
)


@settings(deadline=None, max_examples=60)
@given(units_drawn, st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(pairs: list[tuple[int, int]], chance: object) -> None:
    units = [Counted(f"u{n:02}", *pair) for n, pair in enumerate(pairs)]
    mixed = list(units)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    here, there = funnel(units, "share"), funnel(mixed, "share")
    assert here.centre == pytest.approx(there.centre)
    assert here.dispersion.phi == pytest.approx(there.dispersion.phi)
    places = [{point.code: point.place for point in one.points} for one in (here, there)]
    assert places[0] == places[1]


@settings(deadline=None, max_examples=60)
@given(units_drawn)
def test_the_very_limits_lie_outside_the_limits_and_the_funnel_narrows(pairs: list[tuple[int, int]]) -> None:
    units = [Counted(f"u{n:02}", *pair) for n, pair in enumerate(pairs)]
    found = funnel(units, "share")
    assert 0 <= found.centre <= 1
    for limits in found.curve:
        assert limits.very_low <= limits.low + 1e-12
        assert limits.high <= limits.very_high + 1e-12
    widths = [limits.high - limits.low for limits in (found.curve[0], found.curve[-1])]
    if found.curve[-1].base >= 4 * found.curve[0].base:
        assert widths[1] <= widths[0] + 1e-9


def test_all_together_is_counts_over_bases() -> None:
    assert pooled([Counted("a", 1, 1), Counted("b", 0, 9)]) == 0.1
