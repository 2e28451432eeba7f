"""Mix and rate, fair parts of several causes, and what changed a gap or an index: everything adds up."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.inequality.change import gap_change, theil_l_change, theil_t_change
from pipelines.inequality.mix import composition, mix_and_rate
from pipelines.inequality.parts import theil_l_parts, theil_t_parts
from pipelines.inequality.shapley import shapley

NAMES = ["hall", "window", "desk"]
side = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 100)), min_size=3, max_size=3).filter(
    lambda rows: sum(people for people, _ in rows) > 0
)


def composed(rows):
    """People, and a rate where there are any."""
    return composition([people for people, _ in rows], [rate if people else None for people, rate in rows])


@given(side, side)
def test_mix_and_rate_add_up_to_the_gap_and_the_categories_to_them(one, other):
    found = mix_and_rate(composed(one), composed(other), NAMES)
    assert found.mix + found.rate == pytest.approx(found.first - found.second, abs=1e-9)
    assert found.categories["mix"].sum() == pytest.approx(found.mix, abs=1e-9)
    assert found.categories["rate"].sum() == pytest.approx(found.rate, abs=1e-9)


@given(side, side)
def test_mix_and_rate_turn_round_with_the_sides(one, other):
    found, turned = (
        mix_and_rate(composed(first), composed(second), NAMES) for first, second in ((one, other), (other, one))
    )
    assert (turned.mix, turned.rate) == pytest.approx((-found.mix, -found.rate), abs=1e-9)


def test_the_same_rates_leave_only_mix_and_the_same_mix_only_rates():
    rates = [10, 20, 60]
    only_mix = mix_and_rate(composition([1, 2, 3], rates), composition([3, 2, 1], rates), NAMES)
    assert (only_mix.rate, only_mix.mix) == pytest.approx((0, only_mix.first - only_mix.second))
    only_rate = mix_and_rate(composition([1, 2, 3], rates), composition([2, 4, 6], [1, 2, 3]), NAMES)
    assert (only_rate.mix, only_rate.rate) == pytest.approx((0, only_rate.first - only_rate.second))


def test_mix_and_rate_are_the_fair_parts_of_two_factors():
    one, other = composition([5, 3, 2], [10, 20, 60]), composition([1, 4, 5], [15, 18, 40])
    fair = shapley(
        lambda sides: float(sides["share"] @ sides["rate"]),
        {"share": one.share, "rate": one.rates},
        {"share": other.share, "rate": other.rates},
    )
    found = mix_and_rate(one, other, NAMES)
    assert (found.mix, found.rate) == pytest.approx((fair["share"], fair["rate"]))


def test_a_category_on_one_side_only_is_all_mix():
    found = mix_and_rate(composition([1, 1, 0], [10, 20, None]), composition([1, 1, 2], [10, 20, 50]), NAMES)
    assert found.categories["rate"].to_list() == [0, 0, 0]
    assert found.mix == pytest.approx(15 - 32.5)


def test_a_side_without_people_or_a_rate_that_is_missing_says_why():
    full = composition([1, 1, 1], [1, 2, 3])
    for people, rates, why in (([0, 0, 0], [1, 2, 3], "no_people"), ([1, 1, 1], [1, None, 3], "missing")):
        found = mix_and_rate(full, composition(people, rates), NAMES)
        assert (found.mix, found.rate, found.why_none, found.categories.height) == (None, None, why, 0)
    for people in (-1, math.inf):
        with pytest.raises(ValueError, match="from zero up"):
            composition([people, 1, 1], [1, 2, 3])
    assert mix_and_rate(full, composition([1, 1, 1], [1, math.inf, 3]), NAMES).why_none == "unbounded"


def test_sides_of_other_categories_are_refused():
    three, one = composition([1, 1, 1], [1, 2, 3]), composition([1], [1])
    for first, second, names in ((three, one, NAMES), (one, three, NAMES), (three, three, NAMES[:2])):
        with pytest.raises(ValueError, match="unequal length"):
            mix_and_rate(first, second, names)
    with pytest.raises(ValueError, match="unequal length"):
        composition([1, 1, 1], [1, 2])


factors = st.fixed_dictionaries({name: st.integers(-9, 9) for name in "abcd"})


def outcome(of):
    return float(of["a"] * of["b"] + of["c"] * of["d"] ** 2 - of["a"] * of["c"])


@given(factors, factors)
def test_fair_parts_add_up_and_are_the_average_over_every_order(first, second):
    found = shapley(outcome, first, second)
    assert sum(found.values()) == pytest.approx(outcome(first) - outcome(second))
    slow = dict.fromkeys(first, 0.0)
    for order in permutations(first):
        now = dict(second)
        for name in order:
            before = outcome(now)
            now[name] = first[name]
            slow[name] += (outcome(now) - before) / math.factorial(4)
    assert found == pytest.approx(slow)


def test_a_cause_that_did_not_change_has_no_part():
    assert shapley(outcome, {"a": 1, "b": 2, "c": 3, "d": 4}, {"a": 1, "b": 5, "c": 6, "d": 7})["a"] == 0


def test_sides_with_other_causes_are_refused():
    with pytest.raises(ValueError, match="factors differ"):
        shapley(outcome, {"a": 1}, {"b": 1})


@given(side, side, side, side)
def test_the_change_of_a_gap_is_what_each_side_did(first, second, first_after, second_after):
    before, after = (composed(first), composed(second)), (composed(first_after), composed(second_after))
    found = gap_change(before, after, NAMES)
    parts = found.first.mix + found.first.rate - found.second.mix - found.second.rate
    assert found.after - found.before == pytest.approx(parts, abs=1e-9)
    assert found.before == pytest.approx(before[0].level - before[1].level)


def test_the_change_of_a_gap_with_a_side_missing_says_why():
    full, nobody = composition([1, 1, 1], [1, 2, 3]), composition([0, 0, 0], [1, 2, 3])
    found = gap_change((full, full), (full, nobody), NAMES)
    assert (found.before, found.after, found.why_none) == (None, None, "no_people")
    assert found.first.rate == 0


tenths = st.integers(1, 1000).map(lambda value: value / 10)
town = st.lists(st.tuples(tenths, st.integers(1, 40), st.sampled_from("abc")), min_size=1, max_size=10)
both = pytest.mark.parametrize(
    ("parts", "change"),
    [(theil_t_parts, theil_t_change), (theil_l_parts, theil_l_change)],
    ids=["theil_t", "theil_l"],
)


def split(parts, units):
    values, people, labels = zip(*units, strict=True)
    return parts(np.array(values), np.array(people), list(labels))


@both
@given(town, town)
def test_the_change_of_theil_adds_up_even_where_groups_come_and_go(parts, change, before, after):
    found = change(split(parts, before), split(parts, after))
    assert found.people + found.between + found.within == pytest.approx(found.after - found.before, abs=1e-9)


@both
def test_each_cause_alone_is_the_whole_change(parts, change):
    start = [(10, 5, "a"), (20, 5, "a"), (40, 10, "b")]
    moved = [(10, 10, "a"), (20, 10, "a"), (40, 10, "b")]
    raised = [(10, 5, "a"), (20, 5, "a"), (60, 10, "b")]
    evened = [(15, 5, "a"), (15, 5, "a"), (40, 10, "b")]
    for after, cause in ((moved, "people"), (raised, "between"), (evened, "within")):
        found = change(split(parts, start), split(parts, after))
        assert getattr(found, cause) == pytest.approx(found.after - found.before)
        others = {"people", "between", "within"} - {cause}
        assert [getattr(found, other) for other in others] == pytest.approx([0, 0], abs=1e-12)


def test_groups_are_the_same_where_their_names_read_the_same():
    before, after = (theil_t_parts([1, 2, 6], [1, 1, 1], labels) for labels in ([1, 1, 2], ["1", "1", "2"]))
    assert theil_t_change(before, after).people == 0
    assert theil_t_change(before, after).between == 0


def test_a_time_without_a_figure_leaves_no_parts():
    found = theil_t_change(split(theil_t_parts, [(0, 1, "a")]), split(theil_t_parts, [(5, 1, "a")]))
    assert (found.before, found.people, found.why_none) == (None, None, "all_zero")
