"""Units held side by side: what is said, who stands aside, whose trend goes where, and who is a peer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from dashboard.briefing import comparison_frames as frames
from dashboard.briefing import comparison_words as said
from dashboard.briefing.comparison import Comparison, compare, peers_of, readings_of, trend_of
from dashboard.briefing.model import Reading
from pipelines.comparison.intervals import wilson

SHARE = {
    "id": "posts",
    "name_zh": "到岗率",
    "name_en": "Posts filled",
    "kind": "ratio",
    "interval": "wilson",
    "direction": "up",
    "multiplier": 100.0,
    "decimals": 1,
    "unit_zh": "%",
    "unit_en": "%",
    "period": "Q",
    "within": None,
}
RATE = SHARE | {"interval": "byar", "multiplier": 10_000.0, "unit_zh": "人", "unit_en": "per 10,000"}
MEDIAN = SHARE | {"kind": "median", "interval": "none", "multiplier": 1.0, "unit_zh": "天", "unit_en": "days"}
COUNT = SHARE | {"kind": "count", "interval": "none", "multiplier": 1.0, "unit_zh": "个", "unit_en": "cases"}
LAST = 2011 * 4 + 2
Row = dict[str, Any]


def line(
    code: str, count: float, base: float, indicator: Row = SHARE, closes: int = LAST, reported: int = 10, owed: int = 10
) -> Row:
    """One line of values; nobody's report is missing unless said."""
    share = indicator["interval"] == "wilson"
    ratio = count / base if indicator["kind"] == "ratio" else count
    limits = wilson(count, base) if share else None
    gone = owed - reported
    scale = indicator["multiplier"]
    return {
        "unit_code": code,
        "split_value": "all",
        "level": "town",
        "period": f"{(closes - 1) // 4}Q{(closes - 1) % 4 + 1}",
        "closes": closes,
        "numerator": count,
        "denominator": base,
        "value": ratio * scale,
        "lower": limits.low * scale if limits else None,
        "upper": limits.high * scale if limits else None,
        "reported": reported,
        "expected": owed,
        "not_applicable": 0,
        "bound_low": count / (base + gone) * scale if base else None,
        "bound_high": (count + gone) / (base + gone) * scale if base else None,
        "status": "reported" if not gone else "partial",
    }


def missing(code: str) -> Row:
    keys = ("numerator", "denominator", "value", "lower", "upper")
    return line(code, 0, 1) | dict.fromkeys(keys) | {"reported": 0, "status": "missing"}


def held(rows: Sequence[Row], indicator: Row = SHARE, by: str = "town", **more: Any) -> Comparison:
    codes = dict.fromkeys(row["unit_code"] for row in rows)
    units = {code: {"unit_code": code, "name_zh": f"{code}镇", "name_en": f"Town {code}"} for code in codes}
    readings = readings_of(Reading(indicator, {}, None, (), ()), rows, units, "unit_code")
    sides = dict.fromkeys(codes, "mainland") | more.pop("sides", {})
    return compare(indicator, by, readings, sides, more.pop("base_years", {}), **more)


def towns(*shares: float, of: int = 200) -> list[Row]:
    return [line(chr(65 + n), round(share * of), of) for n, share in enumerate(shares)]


ALIKE = towns(0.8, 0.81, 0.79, 0.8, 0.82, 0.78, 0.8, 0.8)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_like_units_are_said_to_be_alike_and_get_no_ranks(lang: str) -> None:
    whole = held(ALIKE)
    assert "80.0%" in said.first_sentence(lang, whole)
    assert whole.unordered == ("not_told_apart",)
    assert said.tiers(lang, whole) == []


def test_a_unit_far_off_is_named_in_the_sentence() -> None:
    whole = held([*ALIKE, line("Z", 200, 400)])
    assert "（Z镇）" in said.first_sentence("zh", whole)
    assert "1 differs by more than chance explains (Town Z)" in said.first_sentence("en", whole)
    assert whole.one("Z").point.place == "very_low"  # type: ignore[union-attr]


def test_units_far_apart_form_tiers_and_may_be_put_in_order() -> None:
    whole = held(towns(0.3, 0.9, 0.31, 0.89, 0.6, of=1000))
    assert whole.unordered == ()
    assert said.tiers("en", whole) == [
        "Tier 1: Town B 1–2, Town D 1–2",
        "Tier 2: Town E 3",
        "Tier 3: Town C 4–5, Town A 4–5",
    ]
    assert [one.code for one in whole.in_order(by_value=True)] == ["B", "D", "E", "C", "A"]
    assert [one.code for one in whole.in_order(by_value=False)] == ["A", "B", "C", "D", "E"]


def test_where_less_is_better_the_lowest_comes_first() -> None:
    whole = held(towns(0.3, 0.9, 0.31, 0.89, 0.6, of=1000), SHARE | {"direction": "down"})
    assert whole.in_order(by_value=True)[0].code == "A"


def test_a_neutral_figure_is_never_put_in_order_and_nobody_is_good_or_bad() -> None:
    whole = held(towns(0.3, 0.9, 0.31, 0.89, 0.6, 0.6, 0.6, 0.6, of=1000), SHARE | {"direction": "neutral"})
    assert whole.unordered == ("neutral",)
    assert [one.code for one in whole.in_order(by_value=True)] == list("ABCDEFGH")
    assert set(frames.points("en", whole)["tone"]) <= {"inside", "plain"}
    assert any("Neither high nor low" in part for part in said.more_sentences("en", whole))


def test_two_units_are_compared_by_newcombes_interval() -> None:
    """56 of 70 against 48 of 80: 5.2 to 33.4 points."""
    whole = held([line("A", 56, 70), line("B", 48, 80)])
    assert said.first_sentence("en", whole) == (
        "Posts filled, Q2 2011: Town A 80.0%, Town B 60.0%; the difference of 20.0 percentage points "
        "(95% interval 5.2 to 33.4 points) is more than chance explains."
    )


def test_the_sentence_on_two_units_is_the_same_whoever_comes_first() -> None:
    there = said.first_sentence("en", held([line("B", 48, 80), line("A", 56, 70)]))
    assert "5.2 to 33.4 points" in there


def test_who_did_not_report_or_is_too_small_stands_aside_by_name() -> None:
    whole = held([*ALIKE, missing("Y"), line("Z", 1, 4)])
    assert said.aside_line("en", whole) == (
        "Not compared: Town Z (fewer than five, counted only), Town Y (not reported)."
    )
    assert {one.code for one in whole.held} == set("ABCDEFGH")


def test_a_median_is_told_by_its_extremes_only() -> None:
    whole = held([line("A", 40, 1, MEDIAN), line("B", 90, 1, MEDIAN)], MEDIAN)
    assert "between 40.0 days (Town A) and 90.0 days (Town B)" in said.first_sentence("en", whole)
    assert whole.funnel is None
    assert "no_interval" in whole.unordered


def test_a_count_says_that_it_grows_with_the_unit() -> None:
    whole = held([line("A", 4, 1, COUNT), line("B", 9, 1, COUNT)], COUNT)
    assert "grows with the size of the unit" in said.first_sentence("en", whole)
    assert "size" in whole.unordered


def test_pilots_are_refused_and_nothing_is_computed() -> None:
    whole = held(towns(0.5, 0.9), by="pilot")
    assert (whole.refusals, whole.funnel) == (("pilots",), None)
    assert "unfair" in said.first_sentence("en", whole)


def test_a_figure_of_one_matter_is_refused_in_total_and_compared_within() -> None:
    costs = SHARE | {"within": "matter", "interval": "none"}
    assert held(towns(0.5, 0.9), costs).refusals == ("one_matter",)
    assert held(towns(0.5, 0.9), costs, is_within=True).refusals == ()


def test_rates_with_unlike_base_years_are_not_put_in_order() -> None:
    rows = [line(chr(65 + n), 10 + 9 * n, 10_000, RATE) for n in range(6)]
    years = {chr(65 + n): frozenset({2009 + n % 2}) for n in range(6)}
    assert "base_years" in held(rows, RATE, base_years=years).unordered
    assert "base_years" not in held(rows, RATE).unordered


def test_what_the_missing_could_change_is_said_for_each_unit_and_each_pair() -> None:
    whole = held([line("A", 60, 80, reported=80, owed=100), line("B", 70, 100), line("C", 71, 100), line("D", 72, 100)])
    row = frames.table("en", whole, whole.units)[0]
    assert row[:5] == ["Town A", "75.0% 60/80", "64.5–83.2%", "80/100", "60.0–80.0%"]
    lines = said.peer_lines("en", peers_of(whole, "A"), whole.one("A"))
    assert lines[0][0].startswith("5.0 percentage points above Town B (95% interval")
    assert lines[0][1] == "If all of the missing did or none did, the difference lies between −10.0 and 10.0 points."
    assert lines[0][2].startswith("The missing could turn it round")


def test_a_unit_that_stands_aside_has_no_peers() -> None:
    assert peers_of(held([*ALIKE, missing("Y")]), "Y") == ()


def test_peers_are_of_the_same_side() -> None:
    whole = held(ALIKE, sides={"A": "island", "B": "island"})
    assert [peer.compared.code for peer in peers_of(whole, "A")] == ["B"]


def over_time(counts: Sequence[float], bases: Sequence[float], indicator: Row = SHARE, **more: Any) -> Any:
    first = LAST - len(counts) + 1
    rows = [line("A", k, n, indicator, first + at, **more) for at, (k, n) in enumerate(zip(counts, bases, strict=True))]
    return trend_of(held(rows, indicator).units[0].reading)


def test_a_rising_share_improves_and_says_by_which_rule() -> None:
    found = over_time([20, 30, 40, 50, 60], [100] * 5)
    assert (found.verdict, found.rule, found.points) == ("improving", "cochran_armitage", 5)
    assert said.trend_words("en", found) == "↗ improving (5 periods, p<0.001)"


def test_with_hardly_any_cases_the_exact_test_stands_in() -> None:
    """One of ten at the very end is no trend, though the chi-square would call it one."""
    found = over_time([0, 0, 0, 0, 0, 0, 0, 1], [10] * 8)
    assert (found.verdict, found.rule) == ("no_clear_change", "mann_kendall")


def test_shares_of_fewer_than_five_have_no_trend() -> None:
    assert over_time([0, 1, 2, 3, 4], [4] * 5).verdict == "too_few_points"


def test_periods_that_half_did_not_report_do_not_count() -> None:
    assert over_time([20, 30, 40, 50, 60], [100] * 5, reported=4).verdict == "too_few_points"


def test_a_count_needs_all_reports_and_a_median_goes_by_mann_kendall() -> None:
    assert over_time([5, 9, 14, 20, 31], [1] * 5, COUNT).rule == "poisson_trend"
    assert over_time([5, 9, 14, 20, 31], [1] * 5, COUNT, reported=9).verdict == "too_few_points"
    assert over_time([5, 9, 14, 20, 31], [1] * 5, MEDIAN).rule == "mann_kendall"


def test_a_rate_is_drawn_in_its_own_unit() -> None:
    rows = [line(chr(65 + n), 10, 10_000, RATE) for n in range(8)]
    whole = held(rows, RATE)
    assert whole.is_funnel
    assert set(frames.points("en", whole)["value"]) == {10.0}
    edges = frames.curve(whole)
    assert edges["low"].min() < 10.0 < edges["high"].max()


@pytest.mark.parametrize(("yardstick", "target"), [("none", None), ("past", 40.0), ("2010", 90.0), ("median", 60.0)])
def test_every_unit_is_held_against_the_yardstick_that_was_chosen(yardstick: str, target: float | None) -> None:
    norm = {"yardstick": "2010", "value": 90.0, "judges": True, "valid_from": None, "valid_to": None, "unit_code": None}
    median = norm | {"yardstick": "median", "value": 60.0}
    sample = Reading(SHARE | {"direction": "up", "period": "Q"}, {}, None, (), (norm,), yardstick, (median,))
    lines = [
        {"unit_code": "1", "closes": closes, "value": value, "period": f"201{n}Q2", "denominator": 50.0}
        for n, (closes, value) in enumerate([(4, 40.0), (8, 70.0)])
    ]
    (reading,) = readings_of(sample, lines, {"1": {"unit_code": "1"}}, "unit_code")
    assert (reading.target or {}).get("value") == target
