"""What Office has no chart for: the map of the walk, two groups and their gap, matters by departments."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from dashboard.briefing.paper import shapes
from dashboard.briefing.paper.chart_axes import extents
from dashboard.briefing.paper.fit import broken, width_of
from dashboard.briefing.paper.material import Material, material

ITEMS = "item_availability_rate"


@pytest.fixture(scope="module")
def city(release) -> Material:
    """What the release holds of the whole city."""
    return material(release, "zh", "350200", "2011Q2")


def places(*rows: tuple[str, float | None, str]) -> pl.DataFrame:
    """Communities of 100 residents by longitude and whether a full-service point is within the walk."""
    lines = [
        {"name": name, "demand_id": name, "lon": lon, "lat": None if lon is None else 24.5}
        | {"people": 100, "reached": reached, "is_within": {"within": True, "beyond": False}.get(reached)}
        for name, lon, reached in rows
    ]
    return pl.DataFrame(lines, infer_schema_length=None)


POINTS = pl.DataFrame(
    {"centre_id": ["C1", "C2"], "supply_id": ["350213/C1", "350212/C2"]}
    | {"lon": [118.1, 118.3], "lat": [24.5, 24.6], "is_here": [True, False]}
)


def test_the_map_places_who_is_within_near_beyond_and_unknown_and_counts_the_lost(city) -> None:
    told = (("甲", 118.0, "within"), ("乙", 118.2, "beyond"), ("戊", 118.15, "near"))
    found = places(*told, ("丙", 118.1, "missing"), ("丁", None, "missing"))
    figure = shapes.walk_map(replace(city, places=found, points=POINTS), "pop_within_15min_share")
    assert figure is not None
    drawn = {one.name: [v is not None for v in one.values] for one in figure.series}
    assert [sum(seen) for seen in drawn.values()] == [1, 1, 1, 1, 1]
    assert figure.series[-1].role == "below"  # who is beyond lies on top
    assert set(figure.categories) == {"甲", "乙", "丙", "戊", "C1"}
    assert figure.message.text == "1个社区、100名居民步行15分钟够不到全功能服务点。"
    assert figure.note.startswith("另有100名居民自己的中心没有报送")
    assert "够得到的占全体居民的40.0%至80.0%。" in figure.note
    assert figure.note.endswith("1个社区没有坐标，未画。")
    assert "T10/350213/2011Q2/C1" in figure.codes


def test_the_map_has_one_scale_both_ways(city) -> None:
    found = places(("甲", 118.0, "within"), ("乙", 118.2, "beyond"))
    figure = shapes.walk_map(replace(city, places=found, points=POINTS), "pop_within_15min_share")
    for wide in (0.7, 2.2):
        (west, east), (south, north) = extents(figure, wide)
        assert (east - west) / (north - south) == pytest.approx(wide)


def test_without_any_place_there_is_no_map(city) -> None:
    lost = replace(city, places=places(("甲", None, "missing")), points=POINTS.clear())
    assert shapes.walk_map(lost, "pop_within_15min_share") is None


def pair(part: str, value: float, *, is_now: bool) -> dict[str, object]:
    counts = {"numerator": int(value), "denominator": 100, "value": value, "lower": None, "upper": None}
    return {"indicator": ITEMS, "by": "ctype", "part": part, "is_now": is_now} | counts


def test_two_groups_are_drawn_as_a_pair_and_told_in_a_sentence(city) -> None:
    rows = [pair("村改居", 80.0, is_now=True), pair("城市社区", 95.0, is_now=True)]
    rows += [pair("村改居", 78.0, is_now=False), pair("城市社区", 95.0, is_now=False)]
    m = replace(city, pairs=pl.DataFrame(rows, infer_schema_length=None))
    figure = shapes.pairs(m, ITEMS)
    assert figure is not None
    assert figure.shape == "pairs"
    assert [one.values for one in figure.series] == [(80.0,), (95.0,)]
    assert "差距15.0个百分点" in figure.message.text
    (said,) = shapes.gaps(m, {"main": ITEMS})
    assert "78.0%" in said.text
    assert "95.0%" in said.text


def test_without_a_second_group_nothing_is_drawn_or_told(city) -> None:
    assert shapes.pairs(city, ITEMS) is None
    assert shapes.gaps(city, {"main": ITEMS}) == []


def test_the_matter_matrix_marks_what_pays_for_each_matter(city) -> None:
    table = shapes.matter_matrix(city)
    assert table is not None
    assert [row[0].text for row in table.rows] == ["E01 演示事项1", "E02 演示事项2"]
    marks = {cell.text[:1] for row in table.rows for cell in row[1:] if cell.text}
    assert "□" in marks  # the second is certified without cost
    assert "□ " in table.note


def test_a_long_name_breaks_into_lines_that_fit_and_a_chinese_one_into_two() -> None:
    assert broken("短名", 5) == ["短名"]
    assert broken("集美区（少于五个）", 4) == ["集美区", "（少于五个）"]
    long = "Residents within a 15-minute walk: the mainland and the island"
    lines = broken(long, 9)
    assert " ".join(lines) == long
    assert max(map(width_of, lines)) <= 9
