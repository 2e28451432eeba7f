"""Figures in words: the numbers themselves, in both languages, the missing said, long lists cut and counted."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.charts.alt import (
    MOST,
    classes_alt,
    curves_alt,
    dumbbell_alt,
    multiples_alt,
    rows_alt,
    timeline_alt,
)
from dashboard.charts.shades import Shade, with_absent

SHADES = with_absent({"met": Shade("≥90%", "#000"), "short": Shade("▼ <90%", "#fff")}, {"missing": "Not reported"})
UNITS = pl.DataFrame({"name": ["A", "B", "C"], "shade": ["met", "missing", "met"], "text": ["91.0%", "—", "95.0%"]})


def test_a_dumbbell_says_both_levels_the_gap_and_the_warning() -> None:
    row = {"name": "Walk", "first_text": "64.0%", "second_text": "84.1%", "gap": "20.1 points", "warning": "fell"}
    text = dumbbell_alt("en", "Two groups", pl.DataFrame([row, row | {"name": "Items", "warning": ""}]), "V", "U")
    assert text == (
        "Dumbbell chart: Two groups. V against U: Walk, 64.0% against 84.1%, 20.1 points (note: fell); "
        "Items, 64.0% against 84.1%, 20.1 points."
    )


def test_a_curve_says_its_index_and_what_half_of_the_people_have() -> None:
    frame = pl.DataFrame({"curve": ["2011 Gini 0.213"] * 2})
    assert "2011 Gini 0.213. The first half of the people together hold 34.4%" in curves_alt("en", "t", frame, 34.38)


def test_classes_are_counted_with_the_units_in_them_and_empty_ones_left_out() -> None:
    text = classes_alt("en", "points", "Walk", UNITS, SHADES, undrawn=2)
    assert text == "Point map: Walk (3). ≥90% 2: A 91.0%, C 95.0%; Not reported 1: B —; not located 2."


@pytest.mark.parametrize("kind", ["tiles", "points", "areas"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_has_words_in_both_languages(lang: str, kind: str) -> None:
    assert "91.0%" in classes_alt(lang, kind, "t", UNITS, SHADES, undrawn=1)  # type: ignore[arg-type]


def test_a_long_list_is_cut_and_the_rest_counted() -> None:
    frame = pl.DataFrame({"name": [f"u{at}" for at in range(MOST + 3)], "text": "1/2"})
    text = rows_alt("en", "t", frame)
    assert text.endswith("u11 1/2, and 3 more in the table.")


def test_small_multiples_say_first_last_and_what_is_missing() -> None:
    frame = pl.DataFrame(
        {
            "unit": ["A", "A", "A", "B"],
            "value": [70.0, None, 71.5, None],
            "status": ["reported", "missing", "reported", "missing"],
        }
    )
    assert (
        multiples_alt("zh", "走势", frame)
        == "小图组：走势。A由 70.0 到 71.5（缺报 1 期）；B由 无数值 到 无数值（缺报 1 期）。"
    )


def test_a_timeline_says_every_event_with_its_day() -> None:
    frame = pl.DataFrame({"title": ["Vote"], "text": ["3 Sept 2010"]})
    assert timeline_alt("en", "Events", frame) == "Timeline: Events (1). Vote 3 Sept 2010."
