"""The tile grid: a tile for each unit, where it was put, with its number; missing is hatched and counted."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.labels import Labels
from dashboard.charts.shades import judged, with_absent
from dashboard.charts.tiles import ACROSS, tile_grid

LABELS = Labels("Towns", "the source", "in words", "DEMO", words={"counted": "{word} ({n})"})
SCALE = judged(90, 5, "%")
SHADES = with_absent(SCALE.shades, {"missing": "Not reported"})
SCHEMA = dict.fromkeys(("name", "group", "column", "row", "shade", "text"), pl.String) | dict.fromkeys(
    ("column", "row"), pl.Float64
)
ROWS = [
    ("Lianhua", "Tong'an", 2.25, 0.0, "met", "93.8"),
    ("Tingxi", "Tong'an", 3.25, 0.0, "short", "87.5"),
    ("Datong", "Tong'an", 2.25, 1.0, "missing", "—"),
    ("Xinxu", "Xiang'an", 5.5, 1.0, "far_short", "79.0"),
]


def grid(rows: Any = ROWS) -> go.Figure:
    return tile_grid(pl.DataFrame(rows, schema=SCHEMA, orient="row"), SHADES, LABELS)


def tiles(figure: go.Figure) -> dict[str, tuple[float, float]]:
    """Text of each tile → its column and the row of its middle."""
    return {
        text: (x, round(base + height / 2, 2))
        for trace in figure.data
        for text, x, base, height in zip(trace.text, trace.x, trace.base, trace.y, strict=False)
    }


def test_each_unit_stands_where_it_was_put_with_its_number_and_mark() -> None:
    assert tiles(grid()) == {
        "Lianhua<br>93.8": (2.25, 0.0),
        "Tingxi<br>▼87.5": (3.25, 0.0),
        "Datong<br>—": (2.25, 1.0),
        "Xinxu<br>▼79.0": (5.5, 1.0),
    }


def test_the_legend_counts_every_class_the_missing_too() -> None:
    names = [trace.name for trace in grid().data]
    assert names == ["≥95% (0)", "90–95% (1)", "▼ 85–90% (1)", "▼ <85% (1)", "Not reported (1)"]
    assert all(trace.showlegend and len(trace.x) for trace in grid().data)


def test_missing_is_hatched() -> None:
    assert [trace.name for trace in grid().data if trace.marker.pattern.shape == "/"] == ["Not reported (1)"]


def test_each_group_is_named_above_its_first_tile() -> None:
    heads = {note.text: note.x for note in grid().layout.annotations if note.name == "group"}
    assert heads == {"<b>Tong'an</b>": pytest.approx(1.78), "<b>Xiang'an</b>": pytest.approx(5.03)}


def test_without_a_layout_groups_stand_below_one_another() -> None:
    rows = [(f"t{at}", "a" if at < 8 else "b", None, None, "met", "1") for at in range(10)]
    places = list(tiles(grid(rows)).values())
    assert places[:8] == [(float(at % ACROSS), float(at // ACROSS)) for at in range(8)]
    assert places[8:] == [(0.0, 2.5), (1.0, 2.5)]


def test_a_group_whose_rows_are_apart_is_one_block() -> None:
    rows = [
        ("t1", "a", None, None, "met", "1"),
        ("t2", "b", None, None, "met", "2"),
        ("t3", "a", None, None, "met", "3"),
    ]
    assert tiles(grid(rows)) == {"t1<br>1": (0.0, 0.0), "t3<br>3": (1.0, 0.0), "t2<br>2": (0.0, 1.5)}


def test_units_without_groups_need_no_headings() -> None:
    figure = grid([("Siming", "", 1.0, 2.0, "met", "91"), ("Huli", "", 1.0, 1.0, "met", "92")])
    assert not [note for note in figure.layout.annotations if note.name == "group"]
    assert list(figure.layout.yaxis.range) == [2.5, 0.5]


def test_a_long_chinese_name_takes_two_lines() -> None:
    figure = grid([("大帽山农场", "", 0.0, 0.0, "met", "91")])
    assert "大帽山<br>农场<br>91" in tiles(figure)


def test_the_same_frame_makes_the_same_figure_and_plotly_knows_all_of_it() -> None:
    assert grid().to_json() == grid().to_json()
    go.Figure(grid().to_dict())


def test_the_figure_is_light_and_readable() -> None:
    many = [(f"town {at}", "a", None, None, "met", "93.8") for at in range(500)]
    text = grid(many).to_json()
    assert "bdata" not in text
    assert len(text) < 4_000 + 160 * len(many)
    assert json.loads(text)["layout"]["meta"]["alt"] == "in words"


def test_it_looks_as_it_did(looks_like) -> None:
    looks_like("tiles", grid())
