"""Theil split between and within groups: it adds up, by any grouping and at any depth; and what lots would show."""

from __future__ import annotations

from functools import partial

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.inequality.lots import between_share_by_lot
from pipelines.inequality.parts import theil_l_parts, theil_t_nested, theil_t_parts
from pipelines.inequality.spread import theil_l, theil_t

tenths = st.integers(1, 1000).map(lambda value: value / 10)
# Value, people, side, district.
grouped = st.lists(
    st.tuples(tenths, st.integers(1, 40), st.sampled_from(["island", "mainland"]), st.sampled_from("abc")),
    min_size=1,
    max_size=14,
)
both = pytest.mark.parametrize(
    ("split", "whole"), [(theil_t_parts, theil_t), (theil_l_parts, theil_l)], ids=["theil_t", "theil_l"]
)
near = partial(pytest.approx, rel=1e-8, abs=1e-10)


def columns(units):
    values, people, *labels = zip(*units, strict=True)
    return np.array(values), np.array(people, dtype=float), *map(list, labels)


@both
@given(grouped)
def test_between_and_within_add_up_to_the_whole(split, whole, units):
    values, people, _, district = columns(units)
    found = split(values, people, district)
    assert found.between.value + found.within.value == near(whole(values, people).value)
    assert found.total.value == near(whole(values, people).value)
    assert found.groups["between"].sum() == near(found.between.value)
    assert found.groups["within"].sum() == near(found.within.value)
    assert found.groups["people_share"].sum() == near(1)
    assert found.groups["value_share"].sum() == near(1)


@both
@given(grouped)
def test_each_part_is_what_it_says_counted_the_slow_way(split, whole, units):
    values, people, _, district = columns(units)
    rows = pl.DataFrame({"x": values, "p": people, "g": district})
    merged = rows.group_by("g").agg((pl.col("x") * pl.col("p")).sum() / pl.col("p").sum(), pl.col("p").sum())
    found = split(values, people, district)
    assert found.between.value == near(whole(merged["x"], merged["p"]).value)
    for row in found.groups.iter_rows(named=True):
        inside = rows.filter(pl.col("g") == row["group"])
        assert row["inside"] == near(whole(inside["x"], inside["p"]).value)
        assert row["level"] == near(float((inside["x"] * inside["p"]).sum() / inside["p"].sum()))


@given(grouped)
def test_the_contributions_are_the_published_parts_and_never_below_zero(units):
    values, people, _, district = columns(units)
    t, low = theil_t_parts(values, people, district), theil_l_parts(values, people, district)
    value_share, people_share = t.groups["value_share"].to_numpy(), t.groups["people_share"].to_numpy()
    assert t.between.value == near((value_share * np.log(value_share / people_share)).sum())
    assert low.between.value == near((people_share * np.log(people_share / value_share)).sum())
    for found in (t, low):
        assert found.groups.select("between", "within").to_numpy().min() >= 0


@both
@given(grouped)
def test_one_group_has_all_within_and_single_units_have_all_between(split, whole, units):
    values, people, *_ = columns(units)
    assert split(values, people, ["a"] * len(values)).between.value == near(0)
    assert split(values, people, list(range(len(values)))).within.value == near(0)


@both
@given(grouped)
def test_the_names_of_groups_do_not_matter(split, whole, units):
    values, people, _, district = columns(units)
    numbers = [{"a": 900, "b": -7, "c": 10**9}[name] for name in district]
    assert split(values, people, numbers).between.value == near(split(values, people, district).between.value)


@given(grouped)
def test_nested_groups_add_up_and_agree_with_each_single_split(units):
    values, people, side, district = columns(units)
    found = theil_t_nested(values, people, [side, district])
    both_names = [f"{one}-{other}" for one, other in zip(side, district, strict=True)]
    assert found.total.value == near(theil_t(values, people).value)
    assert sum(part.value for part in found.between) + found.within.value == near(found.total.value)
    assert found.between[0].value == near(theil_t_parts(values, people, side).between.value)
    assert found.within.value == near(theil_t_parts(values, people, both_names).within.value)


def test_a_unit_without_a_group_is_missing_from_all_parts():
    found = theil_t_parts([1, 3, 100], [1, 1, 1], ["a", "b", None])
    assert (found.total.value, found.total.used, found.total.missing) == (near(theil_t([1, 3], [1, 1]).value), 2, 1)
    assert theil_t_nested([1, 3, 100], [1, 1, 1], [["a", "b", None]]).total.missing == 1


def test_a_group_that_is_left_out_whole_has_no_row():
    assert theil_t_parts([1, 3, None], [1, 1, 1], ["a", "b", "c"]).groups["group"].to_list() == ["a", "b"]


def test_a_group_at_the_mean_brings_nothing_and_one_with_nothing_has_no_index_of_its_own():
    found = theil_t_parts([0, 0, 2, 4], [1, 1, 2, 2], ["a", "a", "b", "c"]).groups
    assert found["between"].to_list() == near([1 / 3, 0, 1 / 3 * (2 * np.log(2) - 1)])
    assert found["inside"].to_list() == [None, 0, 0]


def test_lots_of_the_same_seed_are_the_same_and_clear_groups_are_beyond_them():
    values = [1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9]
    found = between_share_by_lot(values, [5] * 12, ["low"] * 6 + ["high"] * 6, runs=499)
    assert found == between_share_by_lot(values, [5] * 12, ["low"] * 6 + ["high"] * 6, runs=499)
    assert found != between_share_by_lot(values, [5] * 12, ["low"] * 6 + ["high"] * 6, runs=499, seed=1)
    assert found.p < 0.01
    assert found.share.value > 0.9
    assert found.expected < 0.2


def test_groups_drawn_by_lot_are_not_beyond_lots():
    generator = np.random.default_rng(5)
    values, labels = generator.gamma(2, 1, 60), generator.permutation(np.repeat([0, 1, 2], 20))
    assert between_share_by_lot(values, np.ones(60), labels).p > 0.05


def test_lots_are_counted_exactly_where_all_of_them_can_be_listed():
    # Of the 6 ways to give 2 of 4 units to a group, 2 part low from high: p is near 1/3.
    found = between_share_by_lot([1, 1, 9, 9], [1] * 4, ["a", "a", "b", "b"], runs=1999)
    assert found.p == pytest.approx(1 / 3, abs=0.04)
    assert found.expected == pytest.approx(1 / 3, abs=0.04)


def test_more_units_than_are_summed_at_once_are_summed_all():
    generator = np.random.default_rng(2)
    values, people = generator.gamma(2, 1, 400_000), generator.integers(1, 9, 400_000)
    district = np.sort(generator.integers(0, 30, 400_000))  # the first units show a few groups only
    found = theil_t_parts(values, people, district)
    assert found.groups.height == 30
    assert found.total.value == near(theil_t(values, people).value)
    merged = pl.DataFrame({"x": values * people, "p": people, "g": district}).group_by("g").sum()
    assert found.between.value == near(theil_t(merged["x"] / merged["p"], merged["p"]).value)


def test_the_figures_are_the_same_on_one_core_and_on_many(monkeypatch):
    generator = np.random.default_rng(3)
    values, people, district = generator.gamma(2, 1, 400_000), np.ones(400_000), generator.integers(0, 30, 400_000)
    found = []
    for cores in (1, 2, 7):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        found.append(theil_t_parts(values, people, district))
    assert {one.total for one in found} == {found[0].total}
    assert all(one.groups.equals(found[0].groups) for one in found)
