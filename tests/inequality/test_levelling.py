"""A gap that closes because the better-off got worse is called that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.inequality.levelling import Side, levelling


def side(name: str, before: float | None, after: float | None, give: float = 1.0) -> Side:
    """A side whose change is sure to within `give`."""
    if before is None or after is None:
        return Side(name, before, after, None, None)
    return Side(name, before, after, after - before - give, after - before + give)


# Ordinary communities have 60, village-turned ones 40; more is better; each change is sure to within 1.
@pytest.mark.parametrize(
    ("ordinary", "village", "movement", "cause"),
    [
        (60, 50, "narrowed", "up"),
        (64, 55, "narrowed", "up"),
        (50, 40, "narrowed", "down"),
        (45, 35, "narrowed", "down"),
        (55, 45, "narrowed", "both"),
        (59.2, 40.8, "narrowed", "unclear"),
        (70, 40, "widened", "up"),
        (60, 30, "widened", "down"),
        (65, 35, "widened", "both"),
        (75, 45, "widened", "up"),
        (50, 25, "widened", "down"),
        (60.8, 39.2, "widened", "unclear"),
        (60, 70, "overtaken", "up"),
        (30, 40, "overtaken", "down"),
        (50, 60, "overtaken", "both"),
        (60.5, 40, "no_clear_change", None),
        (50, 30, "no_clear_change", None),
        (70, 50, "no_clear_change", None),
    ],
)
def test_what_the_gap_did_and_who_brought_it_about(ordinary, village, movement, cause):
    found = levelling(side("ordinary", 60, ordinary), side("village", 40, village), high_is_good=True)
    assert (found.movement, found.cause) == (movement, cause)
    assert found.is_levelling_down == (movement in ("narrowed", "overtaken") and cause == "down")
    assert (found.better_off.name, found.worse_off.name) == ("ordinary", "village")
    assert (found.gap_before, found.gap_after) == (20, ordinary - village)


def test_where_less_is_better_a_rise_is_a_fall():
    # Minutes to the next service point: the near ones lost theirs.
    found = levelling(side("far", 30, 30), side("near", 10, 25), high_is_good=False)
    assert (found.movement, found.cause, found.is_levelling_down) == ("narrowed", "down", True)
    assert (found.better_off.name, found.better_off_moved, found.worse_off_moved) == ("near", "worsened", "unclear")
    assert (found.gap_before, found.gap_after) == (20, 5)


def test_both_levels_are_there_whatever_is_said():
    found = levelling(side("ordinary", 60, 50), side("village", 40, 30), high_is_good=True)
    assert (found.better_off.before, found.better_off.after) == (60, 50)
    assert (found.worse_off.before, found.worse_off.after) == (40, 30)
    assert found.better_off_moved == found.worse_off_moved == "worsened"  # no clear change of the gap, but both fell


def test_the_interval_of_the_gap_puts_both_together():
    found = levelling(side("ordinary", 60, 60, give=3), side("village", 40, 50, give=4), high_is_good=True)
    assert (found.gap_low, found.gap_high) == (-10 - 5, -10 + 5)


def test_rounding_is_no_change():
    risen, rounded = Side("one", 0.3, 0.1 + 0.2, 0.0, 0.0), Side("other", 0.1, 0.3 - 0.2, 0.0, 0.0)
    found = levelling(risen, rounded, high_is_good=True)
    assert (found.movement, found.better_off_moved, found.worse_off_moved) == ("no_clear_change", "unclear", "unclear")


def test_a_change_that_is_not_sure_is_not_clear():
    found = levelling(side("ordinary", 60, 60, give=8), side("village", 40, 50, give=8), high_is_good=True)
    assert (found.movement, found.cause) == ("no_clear_change", None)


def test_two_that_were_equal_are_better_and_worse_off_as_they_end():
    found = levelling(side("one", 40, 40), side("other", 40, 50), high_is_good=True)
    assert (found.movement, found.cause, found.better_off.name) == ("widened", "up", "other")
    assert levelling(side("one", 40, 40), side("other", 40, 40), high_is_good=True).movement == "no_clear_change"


@pytest.mark.parametrize(
    "missing", [side("village", None, 50), side("village", 40, None), Side("village", 40, 50, None, None)]
)
def test_without_a_level_or_an_interval_nothing_is_said_about_the_gap(missing):
    found = levelling(side("ordinary", 60, 50), missing, high_is_good=True)
    assert (found.movement, found.cause, found.gap_low) == ("unknown", None, None)
    assert {found.better_off.name, found.worse_off.name} == {"ordinary", "village"}


def test_an_interval_that_leaves_out_its_change_is_refused():
    with pytest.raises(ValueError, match="leaves out its change"):
        levelling(Side("ordinary", 60, 50, 0, 1), side("village", 40, 40), high_is_good=True)


levels = st.integers(0, 100)


@given(levels, levels, levels, levels, st.integers(0, 5), st.booleans())
def test_neither_the_order_of_sides_nor_the_direction_of_good_changes_what_is_said(a, b, c, d, give, high_is_good):
    one, other = side("one", a, b, give), side("other", c, d, give)
    found = levelling(one, other, high_is_good=high_is_good)
    mirrored = levelling(side("one", -a, -b, give), side("other", -c, -d, give), high_is_good=not high_is_good)
    assert (found.movement, found.cause) == (mirrored.movement, mirrored.cause)
    if a != c or b != d:
        assert levelling(other, one, high_is_good=high_is_good) == found


@given(levels, levels, levels, levels, st.integers(0, 5))
def test_levelling_down_is_said_only_where_the_better_off_clearly_fell(a, b, c, d, give):
    found = levelling(side("one", a, b, give), side("other", c, d, give), high_is_good=True)
    if found.is_levelling_down:
        assert found.better_off_moved == "worsened"
        assert found.worse_off_moved != "improved"
        assert found.gap_after < found.gap_before
