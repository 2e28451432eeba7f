"""Indicators that compare groups: the value in one divided by the value in the other, with both levels beside it."""

from __future__ import annotations

from math import exp, sqrt

import pytest

GAP = "access_gap_ratio"
TYPES = "community | ctype | households | residents\nA | 村改居 | 100 | 1000\nB | 城市社区 | 200 | 2000"


def items(centre: str, available: int, of: int) -> str:
    unit = {"TA1": "350212", "TA2": "350212", "SM1": "350203"}[centre]
    return "\n".join(f"{unit} | {centre} | E{n:02} | {'yes' if n <= available else 'no'}" for n in range(1, of + 1))


def counted(count, *lists: str, register: str = TYPES, period: str = "2011Q4", families: str = "F11", **more: str):
    return count(
        families, period,
        T01=register,
        T10="""
        unit   | centre_id | serves | area
        350212 | TA1       | A      | 40.0
        350212 | TA2       | B      | 100.0
        350203 | SM1       | S      | 10.0
        """,
        T10b="\n".join(["unit | centre_id | matter_code | avail", *lists]),
        **more,
    )  # fmt: skip


def interval(figures, part: str = "all") -> tuple[float, float]:
    return figures.con.execute(
        "SELECT lower, upper FROM indicator_values WHERE indicator = $1 AND level = 'city' AND split_value = $2",
        [GAP, part],
    ).fetchone()


def test_access_gap_ratio_divides_village_turned_by_urban(count):
    figures = counted(count, items("TA1", 6, 10), items("TA2", 8, 10))
    assert figures(GAP) == "0.75 = 60/80, 20 of 20"
    assert figures(GAP, "350212") == "0.75 = 60/80, 20 of 20"
    assert figures(GAP, part="base:item_availability_rate.ctype") == figures(GAP)


def test_access_gap_ratio_of_shares_has_katz_interval(count):
    """ln(RR) ± 1.96 √(1/a − 1/m + 1/b − 1/n), with 6 of 10 against 8 of 10."""
    spread = 1.959963984540054 * sqrt(1 / 6 - 1 / 10 + 1 / 8 - 1 / 10)
    figures = counted(count, items("TA1", 6, 10), items("TA2", 8, 10))
    assert interval(figures) == pytest.approx((0.75 * exp(-spread), 0.75 * exp(spread)))


def test_access_gap_ratio_claims_no_certainty_where_everything_is_available(count):
    figures = counted(count, items("TA1", 10, 10), items("TA2", 10, 10))
    assert figures(GAP) == "1 = 100/100, 20 of 20"
    assert interval(figures) == (None, None)


def test_access_gap_ratio_of_nothing_has_a_value_and_no_interval(count):
    figures = counted(count, items("TA1", 0, 10), items("TA2", 5, 10))
    assert figures(GAP) == "0 = 0/50, 20 of 20"
    assert interval(figures) == (None, None)


def test_access_gap_ratio_to_nothing_is_empty(count):
    assert counted(count, items("TA1", 5, 10), items("TA2", 0, 10))(GAP) == "none = 50/0, 20 of 20, empty"


def test_access_gap_ratio_is_missing_where_one_group_reported_nothing(count):
    figures = counted(count, items("TA2", 8, 10))
    assert figures(GAP) == "none, 10 of 11, missing"


def test_access_gap_ratio_has_no_row_without_a_reference_group(count):
    figures = counted(count, items("TA1", 6, 10), register="community\nA")
    assert figures(GAP) == "no row"


def test_access_gap_ratio_says_what_the_missing_could_change(count):
    """8 of 10 against 8 of 10, with one blank among the first: at worst 8 of 11, at best 9 of 11."""
    figures = counted(count, items("TA1", 8, 10), "350212 | TA1 | E11 | .", items("TA2", 8, 10))
    assert figures(GAP, also="bounds") == "1 = 80/80, 20 of 21, partial, 0.91 to 1.02"


def test_access_gap_ratio_compares_mainland_with_island_for_the_city_alone(count):
    figures = counted(count, items("TA1", 6, 10), items("SM1", 4, 10), register="community\nA\nS")
    part = "base:item_availability_rate.side"
    assert figures(GAP, part=part) == "1.5 = 60/40, 20 of 20"
    assert figures(GAP, "350212", part=part) == "no row"
    assert figures(GAP, "mainland", part=part) == "no row"


def test_access_gap_ratio_of_areas_has_no_interval(count):
    figures = counted(count, items("TA1", 6, 10), items("TA2", 8, 10), families="F8 F11")
    part = "facility_area_per_100hh.ctype"
    assert figures(GAP, part=f"base:{part}") == "0.8 = 40/50, 2 of 2"
    assert interval(figures, part) == (None, None)


def test_access_gap_ratio_of_a_quarterly_figure_is_that_of_the_last_quarter(count):
    """Twelve workers per 1,000 against nine per 2,000; the interval of two rates is √(1/a + 1/b) wide."""
    figures = counted(
        count,
        items("TA1", 6, 10),
        items("TA2", 8, 10),
        families="F4 F11",
        register=TYPES.replace("community |", "community | period |").replace("A |", "A | 2011Q1 |").replace(
            "B |", "B | 2011Q1 |"
        ),
        T04="""
        community | period | staff
        A         | 2011Q1 | 4
        B         | 2011Q1 | 9
        A         | 2011Q4 | 12
        B         | 2011Q4 | 9
        """,
    )  # fmt: skip
    part = "staff_per_10k_residents.ctype"
    assert figures(GAP, part=f"base:{part}", period="2011") == "2.67 = 120/45, 2 of 2"
    spread = 1.959963984540054 * sqrt(1 / 12 + 1 / 9)
    assert interval(figures, part) == pytest.approx((120 / 45 * exp(-spread), 120 / 45 * exp(spread)))


def test_access_gap_ratio_comes_once_a_year(count):
    figures = counted(count, items("TA1", 6, 10), items("TA2", 8, 10), period="2011Q3")
    assert figures(GAP) == "no row"


def test_a_gap_is_named_by_base_and_comparison_in_both_languages(count):
    figures = counted(count, items("TA1", 6, 10), items("TA2", 8, 10))
    names = figures.con.execute(
        "SELECT value_zh, value_en FROM splits WHERE indicator = $1 AND split_value = 'item_availability_rate.side'",
        [GAP],
    ).fetchone()
    assert names == ("基本公共服务可办率：岛外比岛内", "Service items available: mainland to island")
