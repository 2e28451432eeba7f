"""Which comparisons are refused, which units stand aside, when nothing is put in order, and who the peers are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.comparison.guards import (
    Measure,
    Unit,
    comparable,
    could_reverse,
    refused,
    set_aside,
    unordered,
    worst_best,
)
from pipelines.comparison.peers import Kind, peers

SHARE = Measure("ratio", "wilson", "up")
FULL = Unit("a", "district", "2011Q2", "reported", 50, 80.0, 10, 10, 80.0, 80.0)
SIX = [replace(FULL, code=str(n), value=70.0 + n, bound_low=70.0 + n, bound_high=70.0 + n) for n in range(6)]


def test_whole_reports_of_like_units_may_be_compared_and_put_in_order() -> None:
    assert refused(SHARE, "district", SIX) == ()
    assert unordered(SHARE, SIX) == ()


def test_pilots_and_the_others_are_not_compared() -> None:
    assert refused(SHARE, "pilot", SIX[:2]) == ("pilots",)


def test_a_gap_and_a_figure_of_one_matter_are_not_compared() -> None:
    assert refused(replace(SHARE, kind="gap"), "district", SIX) == ("gap",)
    assert refused(replace(SHARE, one_matter=True), "district", SIX) == ("one_matter",)


@pytest.mark.parametrize(
    ("change", "reason"), [({"period": "2011Q1"}, "periods"), ({"level": "city"}, "levels"), ({"basis": "x"}, "bases")]
)
def test_unlike_units_are_not_compared(change: dict[str, str], reason: str) -> None:
    assert refused(SHARE, "district", [*SIX, replace(FULL, **change)]) == (reason,)


def test_one_unit_alone_is_no_comparison() -> None:
    silent = replace(FULL, code="b", value=None, status="missing", reported=0)
    assert refused(SHARE, "district", [FULL, silent]) == ("nothing_to_compare",)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": None, "status": "missing"}, "missing"),
        ({"value": None, "status": "suppressed"}, "suppressed"),
        ({"value": None, "status": "empty"}, "not_applicable"),
        ({"reported": 4}, "half_missing"),
        ({"base": 4.0}, "few"),
        ({"reported": 5}, None),
        ({"base": 5.0}, None),
    ],
)
def test_who_stands_aside(change: dict[str, object], reason: str | None) -> None:
    assert set_aside(SHARE, replace(FULL, **change)) == reason  # type: ignore[arg-type]


def test_a_small_base_matters_for_shares_only() -> None:
    assert set_aside(Measure("ratio", "none", "up"), replace(FULL, base=2.5)) is None


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        (replace(SHARE, direction="neutral"), "neutral"),
        (Measure("median", "none", "up"), "no_interval"),
        (Measure("count", "none", "down"), "size"),
    ],
)
def test_what_is_never_put_in_order(measure: Measure, reason: str) -> None:
    assert unordered(measure, SIX) == (reason,)


def test_four_units_are_not_put_in_order() -> None:
    assert unordered(SHARE, SIX[:4]) == ("few_units",)


def test_those_set_aside_do_not_count_as_units() -> None:
    small = [replace(one, base=3.0) for one in SIX[:2]]
    assert unordered(SHARE, [*small, *SIX[2:]]) == ("few_units",)
    assert comparable(SHARE, [*small, *SIX[2:]]) == SIX[2:]


def test_people_counted_in_different_years_are_not_put_in_order() -> None:
    years = [replace(one, base_years=frozenset({2009 + n % 2})) for n, one in enumerate(SIX)]
    assert unordered(replace(SHARE, interval="byar"), years) == ("base_years",)


def test_missing_reports_that_could_turn_the_order_round_forbid_it() -> None:
    """75 with three missing of ten could be anything from 53 to 83; 80 is known for sure."""
    unsure = replace(FULL, code="b", value=75.0, reported=7, bound_low=52.5, bound_high=82.5)
    assert could_reverse(FULL, unsure)
    assert could_reverse(unsure, FULL)
    assert worst_best(unsure, FULL) == (-27.5, 2.5)
    assert "missing_could_reverse" in unordered(SHARE, [*SIX, unsure])


def test_a_missing_report_can_only_widen_what_is_possible() -> None:
    low, high = worst_best(FULL, SIX[0]) or (0, 0)
    wider_low, wider_high = worst_best(replace(FULL, bound_low=75.0, bound_high=85.0), SIX[0]) or (0, 0)
    assert wider_low <= low <= high <= wider_high


def test_without_bounds_nothing_is_said_about_them() -> None:
    assert worst_best(FULL, replace(FULL, bound_low=None)) is None
    assert not could_reverse(FULL, replace(FULL, value=70.0, bound_low=None))


def test_whole_reports_cannot_be_reversed() -> None:
    assert not any(could_reverse(one, other) for one in SIX for other in SIX)


KINDS = [Kind("a", "island", 100), Kind("b", "island", 90), Kind("c", "mainland", 100), Kind("d", "mainland", 120)]


def test_peers_are_on_the_same_side_and_of_like_size() -> None:
    many = [Kind(f"m{n}", "mainland", 80 + 10 * n) for n in range(5)] + [Kind("huge", "mainland", 1000), *KINDS]
    assert peers(many, "c") == ("m0", "m1", "m2", "m3", "m4", "d")


def test_with_few_of_like_size_the_side_decides_and_without_a_side_all_do() -> None:
    assert peers(KINDS, "c") == ("d",)
    assert peers([Kind("a", "island", 1), Kind("b", "mainland", 1)], "a") == ("b",)
