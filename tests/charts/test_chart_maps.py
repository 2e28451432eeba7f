"""Maps without tiles: true distances, one shape per class, what has no place or no boundary is counted, not hidden."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.labels import Labels
from dashboard.charts.plane import map_axes, plane_of, scale_bar
from dashboard.charts.point_map import LARGE, SMALL, point_map
from dashboard.charts.polygon_map import NAMED, inner_point, polygon_map, rings_of
from dashboard.charts.shades import Shade, with_absent

WORDS = {"counted": "{word} ({n})", "centre": "Full point", "other_centre": "Other point", "unmatched": "No boundary"}
WORDS |= {"unlocated": "Not located", "unlocated_centre": "Points not located"}
LABELS = Labels(
    "Map", "the source", "in words", "DEMO", words=WORDS | {"size": "by residents", "km": "km", "north": "N"}
)
SHADES = with_absent(
    {"within": Shade("Within", "#111111"), "beyond": Shade("Beyond", "#eeeeee", symbol="diamond", mark="▼")},
    {"missing": "Not reported"},
)
PLACES = [
    ("a", 118.10, 24.48, 4000, "within", "8 min", ""),
    ("b", 118.20, 24.58, 1000, "beyond", "21 min", "b town"),
    ("c", 118.15, 24.50, None, "missing", "n/r", ""),
    ("d", None, None, 900, "beyond", "n/a", ""),
]
COLUMNS = {
    "name": pl.String,
    "lon": pl.Float64,
    "lat": pl.Float64,
    "residents": pl.Int64,
    "shade": pl.String,
    "text": pl.String,
    "tag": pl.String,
}
CENTRES = pl.DataFrame(
    {"name": ["x", "y", "z"], "lon": [118.12, None, 118.16], "lat": [24.5, None, 24.52]}
    | {"text": ["", "", ""], "is_full": [True, True, False]}
)
SQUARE = [[118.0, 24.0], [118.2, 24.0], [118.2, 24.2], [118.0, 24.2], [118.0, 24.0]]
HOLE = [[118.05, 24.05], [118.15, 24.05], [118.15, 24.15], [118.05, 24.15], [118.05, 24.05]]


def points(rows: Any = PLACES, **more: Any) -> go.Figure:
    return point_map(pl.DataFrame(rows, schema=COLUMNS, orient="row"), CENTRES, SHADES, LABELS, **more)


def named(figure: go.Figure, name: str) -> Any:
    return next(trace for trace in figure.data if trace.name == name)


def areas(*rows: tuple[str, str], boundaries: dict[str, Any] | None = None) -> go.Figure:
    frame = pl.DataFrame([{"code": code, "name": code, "shade": shade, "text": "1.0%"} for code, shade in rows])
    return polygon_map(frame, boundaries or {"p": polygon(SQUARE)}, SHADES, LABELS, "No. 1, from the city")


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def test_distances_on_the_plane_are_those_on_the_ground() -> None:
    one, other = (118.08, 24.45), (118.25, 24.75)
    plane = plane_of([one, other])
    (x, y), (u, v) = plane.at(*one), plane.at(*other)
    a, b, c, d = (math.radians(angle) for angle in (*one, *other))
    haversine = math.sin((d - b) / 2) ** 2 + math.cos(b) * math.cos(d) * math.sin((c - a) / 2) ** 2
    assert math.hypot(u - x, v - y) == pytest.approx(2 * 6371.0 * math.asin(math.sqrt(haversine)), rel=0.005)


def test_both_axes_have_one_scale_and_degrees_beside_them() -> None:
    axes = map_axes(plane_of([(118.0, 24.4), (118.3, 24.8)]))
    assert (axes["yaxis"]["scaleanchor"], axes["yaxis"]["scaleratio"]) == ("x", 1)
    assert axes["xaxis"]["ticktext"] == ["118°E", "118.1°E", "118.2°E", "118.3°E"]
    assert axes["yaxis"]["ticktext"] == ["24.4°N", "24.6°N", "24.8°N"]


def test_a_map_shows_its_plane_and_no_more_on_a_wide_page_as_on_a_narrow_one() -> None:
    plane = plane_of([(118.0, 24.4), (118.3, 24.8)])
    axes = map_axes(plane)
    assert (axes["xaxis"]["range"], axes["yaxis"]["range"]) == ([0, plane.width], [0, plane.height])
    assert {axis["constrain"] for axis in axes.values()} == {"domain"}


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    bar, text = scale_bar(plane_of([(118.0, 24.4), (118.3, 24.8)]), "km")
    assert text["text"] == "5 km"
    assert bar["x1"] - bar["x0"] == pytest.approx(5)


def test_one_point_alone_has_a_map_about_it_and_none_has_not() -> None:
    assert plane_of([(118.1, 24.5)]).width > 0
    with pytest.raises(ValueError, match="no point"):
        plane_of([])


def test_classes_differ_by_shape_and_centres_have_their_own() -> None:
    figure = points()
    symbols = [
        named(figure, name).marker.symbol for name in ("Within (1)", "Beyond (1)", "Not reported (1)", "Full point (1)")
    ]
    assert len(set(symbols)) == 4


def test_a_point_that_is_not_full_is_hollow() -> None:
    full, other = (named(points(), name).marker for name in ("Full point (1)", "Other point (1)"))
    assert full.symbol == other.symbol
    assert full.color == other.line.color != other.color


def test_those_who_are_marked_lie_over_the_others_and_keep_their_place_in_the_legend() -> None:
    drawn = [trace for trace in points().data if trace.legendrank]
    assert [trace.name for trace in drawn] == ["Not reported (1)", "Within (1)", "Beyond (1)"]
    assert [trace.legendrank for trace in drawn] == [3, 1, 2]


def test_the_legend_counts_those_without_a_place() -> None:
    for name in ("Not located (1)", "Points not located (1)"):
        assert named(points(), name).showlegend is not False
    assert "Not located (1)" not in [trace.name for trace in points(PLACES[:3]).data]


def test_area_goes_by_residents_and_unknown_is_smallest() -> None:
    figure = points()
    assert list(named(figure, "Within (1)").marker.size) == [LARGE]
    assert list(named(figure, "Beyond (1)").marker.size) == [LARGE / 2]
    assert list(named(figure, "Not reported (1)").marker.size) == [SMALL]


def test_only_given_names_are_written() -> None:
    assert list(named(points(), "tags").text) == ["b town"]


def test_land_is_drawn_when_given_and_never_invented() -> None:
    assert "land" not in [trace.name for trace in points().data]
    assert named(points(land=[SQUARE]), "land").fill == "toself"


def test_the_figure_loads_nothing_from_outside() -> None:
    assert {trace.type for trace in points().data} == {"scatter"}
    assert {trace.type for trace in areas(("p", "within")).data} == {"scatter"}


def test_the_map_of_points_is_light_and_the_same_each_time() -> None:
    many = [(f"c{at}", 118 + at / 1000, 24.5, 100 + at, "within", "8 min", "") for at in range(500)]
    assert points(many).to_json() == points(many).to_json()
    assert len(points(many).to_json()) < 6_000 + 50 * len(many)
    assert "bdata" not in points(many).to_json()
    go.Figure(points().to_dict())


def test_a_boundary_map_needs_its_approval_number_and_prints_it() -> None:
    frame = pl.DataFrame({"code": ["p"], "name": ["p"], "shade": ["within"], "text": ["1"]})
    with pytest.raises(ValueError, match="approval number"):
        polygon_map(frame, {"p": polygon(SQUARE)}, SHADES, LABELS, " ")
    notes = {note.name: note.text for note in areas(("p", "within")).layout.annotations}
    assert notes["under"] == "No. 1, from the city"


def test_an_area_is_filled_in_its_class_and_hatched_without_data() -> None:
    figure = areas(("p", "within"), ("q", "missing"), boundaries={"p": polygon(SQUARE), "q": polygon(HOLE)})
    assert named(figure, "Within (1)").fillcolor == "#111111"
    assert named(figure, "Not reported (1)").fillpattern.shape == "/"


def test_units_without_a_boundary_are_counted() -> None:
    figure = areas(("p", "within"), ("z", "within"))
    assert "No boundary (1)" in [trace.name for trace in figure.data]
    assert "Within (1)" in [trace.name for trace in figure.data]


def test_name_number_and_mark_are_written_unless_there_are_too_many() -> None:
    assert list(named(areas(("p", "beyond")), "centres").text) == ["<b>p</b><br>▼1.0%"]
    many = {f"p{at}": polygon(SQUARE) for at in range(NAMED + 1)}
    figure = areas(*((code, "within") for code in many), boundaries=many)
    assert named(figure, "centres").mode == "markers"


def test_a_hole_runs_the_other_way_so_that_it_stays_one() -> None:
    outer, hole = rings_of(polygon(SQUARE, HOLE))
    turned = rings_of(polygon(SQUARE[::-1], HOLE[::-1]))
    assert [outer, hole] == turned
    assert outer[1] == (118.2, 24.0)
    assert hole[1] == (118.05, 24.15)


def test_a_multipolygon_has_all_its_rings_and_a_line_is_refused() -> None:
    assert len(rings_of({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [HOLE]]})) == 3
    with pytest.raises(ValueError, match="no area"):
        rings_of({"type": "LineString", "coordinates": SQUARE})


def test_the_text_stands_inside_the_area_beside_a_hole() -> None:
    lon, lat = inner_point(rings_of(polygon(SQUARE, HOLE)))
    assert lat == pytest.approx(24.1)
    assert 118.0 < lon < 118.05 or 118.15 < lon < 118.2


def test_the_map_of_areas_is_as_light_as_its_boundaries() -> None:
    ring = [[118 + math.cos(at / 100) / 10, 24 + math.sin(at / 100) / 10] for at in range(629)]
    figure = areas(("p", "within"), boundaries={"p": polygon(ring)})
    assert len(figure.to_json()) < 5_000 + 14 * len(ring)
    go.Figure(figure.to_dict())
