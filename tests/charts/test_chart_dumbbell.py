"""The dumbbell: both levels are always there, a missing one is hatched, a gap closed downwards is marked."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.dumbbell import ACROSS, HEAD, dumbbell
from dashboard.charts.labels import Labels
from dashboard.charts.rows import in_lines, width_of

WORDS = {word: word for word in ("first", "second", "interval", "before", "missing")}
LABELS = Labels("Two groups", "the source", "in words", "DEMO", unit="%", words=WORDS)
NUMBERS = [f"{end}{kind}" for end in ("first", "second") for kind in ("", "_lower", "_upper", "_before")]


def row(name: str, first: float | None, second: float | None, **more: Any) -> dict[str, Any]:
    said = {
        f"{end}_text": "n/r" if value is None else f"{value:.1f}%"
        for end, value in (("first", first), ("second", second))
    }
    return (
        dict.fromkeys(NUMBERS)
        | {"name": name, "first": first, "second": second, "gap": "gap", "warning": ""}
        | said
        | more
    )


def figure(*rows: dict[str, Any], labels: Labels = LABELS) -> go.Figure:
    return dumbbell(pl.DataFrame(list(rows), schema_overrides=dict.fromkeys(NUMBERS, pl.Float64)), labels)


def named(drawn: go.Figure, name: str) -> list[Any]:
    return [trace for trace in drawn.data if trace.name == name]


FULL = row("items", 71.2, 92.4, first_lower=67.0, first_upper=75.0, second_lower=90.0, second_upper=94.0)


def test_both_ends_are_drawn_in_shapes_of_their_own_joined_by_the_gap() -> None:
    drawn = figure(FULL)
    (first,), (second,), (gap,) = (named(drawn, name) for name in ("first", "second", "gap"))
    assert (list(first.x), list(second.x)) == ([71.2], [92.4])
    assert first.y == second.y
    assert first.marker.symbol != second.marker.symbol
    assert first.marker.color != second.marker.color
    assert list(gap.x) == [71.2, 92.4, None]


def test_values_stand_outside_the_ends_and_their_intervals() -> None:
    notes = {note.name: note for note in figure(FULL).layout.annotations}
    assert (notes["first"].text, notes["first"].x, notes["first"].xanchor) == ("71.2%", 67.0, "right")
    assert (notes["second"].text, notes["second"].x, notes["second"].xanchor) == ("92.4%", 94.0, "left")


def test_a_value_stands_outside_the_interval_of_the_other_end_too() -> None:
    wide = row("alike", 81.4, 82.2, first_lower=80.0, first_upper=83.0, second_lower=78.0, second_upper=86.0)
    notes = {note.name: note for note in figure(wide).layout.annotations}
    assert (notes["first"].x, notes["second"].x) == (78.0, 86.0)


def test_both_values_lead_to_their_figures() -> None:
    coded = FULL | {"first_code": "a/b/2012", "second_code": "a/c/2012"}
    leads = {"a/b/2012": "passport?figure=a/b/2012", "a/c/2012": "passport?figure=a/c/2012"}
    drawn = dumbbell(pl.DataFrame([coded]), LABELS, leads)
    notes = {note.name: note for note in drawn.layout.annotations}
    for end, code in (("first", "a/b/2012"), ("second", "a/c/2012")):
        assert f'href="passport?figure={code}" target="_self"' in notes[end].text
        assert notes[end].captureevents


def test_a_value_without_an_address_is_plain_text() -> None:
    notes = {note.name: note for note in figure(FULL | {"first_code": ""}).layout.annotations}
    assert notes["first"].text == "71.2%"


def test_values_change_sides_when_the_second_group_is_lower() -> None:
    notes = {note.name: note for note in figure(row("booking", 88.0, 80.0)).layout.annotations}
    assert (notes["second"].xanchor, notes["first"].xanchor) == ("right", "left")


def test_the_interval_is_named_once_in_the_legend() -> None:
    assert [trace.showlegend for trace in named(figure(FULL), "interval")] == [True, False]
    assert [list(trace.x) for trace in named(figure(FULL), "interval")] == [[67.0, 75.0, None], [90.0, 94.0, None]]
    assert not named(figure(row("items", 1.0, 2.0)), "interval")


def test_a_missing_end_is_hatched_and_said_and_has_neither_mark_nor_gap() -> None:
    drawn = figure(row("evenings", 41.0, None))
    (missing,) = named(drawn, "missing")
    assert (missing.type, missing.marker.pattern.shape, len(missing.y)) == ("bar", "/", 1)
    assert not named(drawn, "second")[0].x
    assert not named(drawn, "gap")[0].x
    assert "n/r" in [note.text for note in drawn.layout.annotations if note.name == "second"]


def test_a_true_zero_is_a_mark_and_not_missing() -> None:
    drawn = figure(row("evenings", 0.0, 12.0))
    assert list(named(drawn, "first")[0].x) == [0.0]
    assert not named(drawn, "missing")


def test_the_year_before_is_a_thin_line_below() -> None:
    drawn = figure(row("walk", 64.0, 84.0, first_before=63.5, second_before=90.2))
    (before,) = named(drawn, "before")
    assert list(before.x) == [63.5, 90.2, None]
    assert before.y[0] > named(drawn, "first")[0].y[0]
    assert not named(figure(row("walk", 64.0, 84.0, first_before=63.5)), "before")


def test_a_gap_that_closed_downwards_says_so_with_a_mark_and_in_words() -> None:
    heads = [note.text for note in figure(row("walk", 64.0, 84.0, warning="the better-off fell")).layout.annotations]
    assert any("▼ the better-off fell" in head for head in heads)
    assert not any("▼" in (note.text or "") for note in figure(FULL).layout.annotations)


def test_a_head_too_long_for_a_phone_takes_a_line_more() -> None:
    short, long = (
        figure(FULL),
        figure(FULL | {"gap": "a gap of 21.2 percentage points, and no smaller than the year before"}),
    )
    assert long.layout.height > short.layout.height
    assert ["<br>" in note.text for note in long.layout.annotations if note.name == "head"] == [True]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Same terms for residents: village-turned and urban communities", 2),
        ("非户籍居民同等条件可以办理的事项所占的比例：村改居社区与城市社区", 2),
        ("short", 1),
    ],
)
def test_a_name_too_long_for_a_phone_is_broken_and_nothing_of_it_is_lost(name: str, lines: int) -> None:
    broken = in_lines(name, ACROSS, HEAD)
    assert len(broken) == lines
    assert "".join(broken).replace(" ", "") == name.replace(" ", "")
    assert all(width_of([line], HEAD) <= ACROSS for line in broken)


def test_a_small_gap_is_not_blown_up_to_the_whole_width() -> None:
    low, high = figure(row("alike", 94.8, 95.0)).layout.xaxis.range
    assert high - low >= 20


@pytest.mark.parametrize("rows", [(), (row("none", None, None),)])
def test_nothing_known_is_still_a_picture(rows: tuple[dict[str, Any], ...]) -> None:
    schema = pl.DataFrame([FULL], schema_overrides=dict.fromkeys(NUMBERS, pl.Float64)).schema
    go.Figure(dumbbell(pl.DataFrame(list(rows), schema=schema), LABELS).to_dict())


def test_money_or_minutes_begin_at_zero() -> None:
    drawn = figure(row("minutes", 12.0, 7.0), labels=Labels("t", "s", "a", words=WORDS))
    assert drawn.layout.xaxis.range[0] < 0


def test_the_figure_is_the_same_each_time_known_to_plotly_and_light() -> None:
    rows = [FULL | {"name": f"item {at}", "first_before": 60.0, "second_before": 80.0} for at in range(32)]
    assert figure(*rows).to_json() == figure(*rows).to_json()
    go.Figure(figure(*rows).to_dict())
    text = figure(*rows).to_json()
    assert "bdata" not in text
    assert len(text) < 4_000 + 1_300 * len(rows)


def test_it_looks_as_it_did(looks_like) -> None:
    looks_like("dumbbell", figure(FULL, row("booking", 88.0, 80.0)))
