"""Classes of value: what lies on a cut, what colour says, what the legend counts."""

from __future__ import annotations

import pytest

from dashboard.charts.labels import Labels
from dashboard.charts.legends import legend_room
from dashboard.charts.shades import Shade, counted, fill_of, graded, judged, with_absent

LABELS = Labels("t", "s", "a", words={"counted": "{word} ({n})"})


@pytest.mark.parametrize(
    ("value", "key"),
    [(84.9, "far_short"), (85.0, "short"), (89.9, "short"), (90.0, "met"), (94.9, "met"), (95.0, "ahead")],
)
def test_a_value_on_the_norm_has_met_it(value: float, key: str) -> None:
    assert judged(90, 5, "%").key(value) == key


@pytest.mark.parametrize(
    ("value", "key"),
    [(5.0, "ahead"), (5.1, "met"), (10.0, "met"), (10.1, "short"), (15.0, "short"), (15.1, "far_short")],
)
def test_where_low_is_good_a_value_on_the_norm_has_met_it_too(value: float, key: str) -> None:
    assert judged(10, 5, "", "low").key(value) == key


def test_no_value_is_missing_and_never_the_lowest_class() -> None:
    assert judged(90, 5, "%").key(None) == "missing"
    assert graded([None, 3.0], "").key(None) == "missing"


def test_classes_are_worded_as_ranges_high_first() -> None:
    words = [shade.word for shade in judged(90, 5, "%").shades.values()]
    assert words == ["≥95%", "90–95%", "▼ 85–90%", "▼ <85%"]
    assert [shade.word for shade in judged(10, 5, "", "low").shades.values()] == ["▼ >15", "▼ 10–15", "5–10", "≤5"]


def test_a_percentage_has_no_class_beyond_its_ends() -> None:
    assert list(judged(95, 5, "%").shades) == ["met", "short", "far_short"]
    assert list(judged(5, 5, "%", "low").shades) == ["far_short", "short", "met"]


def test_what_is_below_has_a_mark_and_a_shape_beside_its_colour() -> None:
    shades = judged(90, 5, "%").shades
    assert {key: bool(shade.mark) for key, shade in shades.items()} == {
        "ahead": False, "met": False, "short": True, "far_short": True,
    }  # fmt: skip
    assert shades["met"].symbol != shades["short"].symbol != shades["far_short"].symbol


def test_neutral_values_lie_in_at_most_four_classes_of_round_width() -> None:
    scale = graded([12.0, 55.0, None, 80.0, 33.0], "%")
    assert scale.cuts == (20.0, 40.0, 60.0)
    assert [shade.word for shade in scale.shades.values()] == ["≥60%", "40–60%", "20–40%", "<20%"]
    assert len({scale.key(value) for value in (12.0, 33.0, 55.0, 80.0)}) == 4


def test_where_all_are_alike_there_is_one_class_and_without_values_none() -> None:
    assert [shade.word for shade in graded([7.0, 7.0], "%").shades.values()] == ["7%"]
    assert not graded([None], "%").shades


@pytest.mark.parametrize("values", [[], [None], [7.0], [7.0, 7.0], [0.0], [-3.0, 4.0], [1e6, 2e6]])
def test_every_value_finds_its_class(values: list[float | None]) -> None:
    scale = graded(values, "")
    assert {scale.key(value) for value in values if value is not None} <= set(scale.shades)


def test_absent_units_have_shades_of_their_own_and_only_missing_is_hatched() -> None:
    shades = with_absent({}, {"missing": "Not reported", "few": "Few", "not_applicable": "n/a", "withheld": "Withheld"})
    assert {key: shade.word for key, shade in shades.items()} == {
        "few": "Few", "withheld": "Withheld", "not_applicable": "n/a", "missing": "Not reported",
    }  # fmt: skip
    assert [key for key, shade in shades.items() if shade.pattern] == ["missing"]
    assert fill_of(shades["missing"])["pattern"]["shape"] == "/"
    assert "pattern" not in fill_of(shades["few"])


def test_the_legend_counts() -> None:
    assert counted(Shade("Met", "#000"), 1254, LABELS) == "Met (1,254)"


def test_a_legend_takes_more_room_the_less_fits_beside_each_other() -> None:
    names = ["90–95% (12)", "85–90% (12)", "Not reported (3)"]
    assert legend_room(names[:1]) < legend_room(names) < legend_room(names, beside=200)
