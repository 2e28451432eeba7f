"""How unequal, measured several ways: which measures can be taken, and what each may say."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from dashboard.briefing import sharing, unequal
from pipelines.inequality.resampling import Interval

OFFER = {"label_zh": "用房", "label_en": "Floor", "unit_zh": "m²/千人", "unit_en": "m² per 1,000", "decimals": 1}
SIDES = {"by": "side", "group_value": "mainland", "reference_value": "island"}
TYPES = {"by": "ctype", "group_value": "村改居", "reference_value": "城市社区"}
LEAVE = {"label_zh": "休假天数", "low_zh": "少休的社区", "high_zh": "多休的社区", "caution_zh": "只是举例。"}
RANKING = unequal.ranking_slots("zh", [LEAVE])


def shared(values: list[float | None], standing: list[float | None]) -> sharing.Shared:
    """Communities of 1,000 residents each, on the island and on the mainland by turns, all village-turned."""
    many = len(values)
    columns = {"value": values, "standing": standing, "people": [1000.0] * many, "side": ["island", "mainland"] * many}
    rows = pl.DataFrame({name: column[:many] for name, column in columns.items()}, schema_overrides=FLOATS)
    return sharing.shared(rows.with_columns(ctype=pl.lit("村改居"), district_code=pl.lit("1")), "2012Q4")


FLOATS = {"value": pl.Float64, "standing": pl.Float64}


def named(one: sharing.Shared) -> dict[str, unequal.Figure]:
    return {figure.name: figure for figure in unequal.figures(one, [TYPES, SIDES])}


def test_who_has_more_residents_of_its_own_has_more() -> None:
    found = named(shared([float(n) for n in range(1, 21)], [n / 20 for n in range(1, 21)]))
    assert list(found) == ["gini", "fifths", "palma", "concentration", "slope", "attributable"]
    assert found["concentration"].found.value == pytest.approx(found["gini"].found.value)
    assert found["concentration"].side == "up"
    assert unequal.says_text("zh", OFFER, found["concentration"], RANKING) == "多休的社区得到的更多。"
    assert unequal.value_text("zh", OFFER, found["fifths"]) == "7.40倍"


def test_an_order_the_other_way_is_said_so() -> None:
    found = named(shared([float(n) for n in range(20, 0, -1)], [n / 20 for n in range(1, 21)]))
    assert found["slope"].side == "down"
    said = unequal.says_text("zh", OFFER, found["slope"], RANKING)
    assert said.startswith("从休假天数最低的一头到最高的一头，人均少20.0 m²/千人")


def test_an_interval_around_nothing_says_nothing() -> None:
    found = named(shared([1.0, 9.0, 1.0, 9.0, 1.0, 9.0], [0.1, 0.1, 0.2, 0.2, 0.3, 0.3]))
    assert found["concentration"].side == "unclear"
    said = unequal.says_text("zh", OFFER, found["concentration"], RANKING)
    assert said == "看不出偏向少休的社区，还是多休的社区。"


def test_without_a_known_standing_nobody_is_ranked() -> None:
    assert list(named(shared([1.0, 2.0], [None, None]))) == ["gini", "fifths", "attributable"]


def test_communities_whose_residents_nobody_sent_have_no_measures() -> None:
    one = shared([1.0, 2.0], [0.1, 0.2])
    assert unequal.figures(replace(one, rows=one.rows.with_columns(people=pl.lit(None))), [SIDES]) == []


def test_a_programme_that_ranks_nobody_has_no_words_for_it() -> None:
    assert unequal.ranking_slots("zh", []) == {}


def test_the_reference_is_the_first_of_which_both_groups_have_values() -> None:
    one = shared([1.0, 3.0], [None, None])
    assert unequal.reference(one, [TYPES, SIDES]) == SIDES
    assert unequal.reference(one, [TYPES]) is None
    assert named(one)["attributable"].found.value == -1.0


def test_the_attributable_gap_is_told_with_its_share() -> None:
    found = named(shared([4.0, 2.0] * 6, [None] * 12))["attributable"]
    said = unequal.says_text("en", OFFER, found, {"reference": "the island"})
    assert said == "If everybody had the level of the island, all together would have 1.0 m² per 1,000 more (33.3%)."


def test_a_low_end_with_nothing_has_no_ratio_and_no_interval() -> None:
    found = named(shared([0.0, 0.0, 1.0, 1.0], [None] * 4))["fifths"]
    assert unequal.value_text("zh", OFFER, found) == "无（少的一头为零）"
    assert unequal.interval_text("zh", OFFER, found) == "—"
    assert unequal.says_text("zh", OFFER, found, {}) == "这一期算不出。"


@pytest.mark.parametrize(("low", "high", "side"), [(0.1, 0.2, "up"), (-0.2, -0.1, "down"), (-0.1, 0.1, "unclear")])
def test_the_interval_decides_on_which_side_of_nothing_a_figure_lies(low: float, high: float, side: str) -> None:
    found = named(shared([1.0, 3.0], [0.1, 0.2]))["concentration"]
    assert unequal.Figure("concentration", found.found, Interval(low, high, 999, 0)).side == side
