"""A map of points without tiles: communities by size and class, service centres as another shape, true distances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.charts.labels import Chart, Given, Labels, Spec, drawn, scatter
from dashboard.charts.plane import Plane, Ring, joined, map_layout, plane_of
from dashboard.charts.shades import Shade, counted
from dashboard.theme import GREY, INK, PANEL, PAPER, RULE

HALO = "0 0 2px #fff, 0 0 2px #fff, 0 0 3px #fff"  # so that a name can be read across marks
NOWHERE = {"x": [None], "y": [None]}  # an empty class keeps its place in the legend
SMALL, LARGE = 6, 26  # diameters in pixels


def point_map(
    communities: pl.DataFrame,
    centres: pl.DataFrame,
    shades: Mapping[str, Shade],
    labels: Labels,
    land: Sequence[Ring] = (),
) -> Chart:
    """The map. One row per community; its area on paper goes by residents.

    `communities`: name, lon, lat (WGS-84 degrees, null: not located), residents (null: drawn at the smallest size),
    shade (a key of `shades`), text (as read), tag (written beside it, empty for most). `centres`: name, lon, lat,
    text, is_full (false: hollow). `land`: rings of (lon, lat), drawn when given, never invented. Communities and
    centres without a place are counted in the legend. A class that bears a mark is drawn over the others.
    Words: counted, centre, other_centre, unlocated, unlocated_centre, size, km, north.
    """
    located = communities.drop_nulls(["lon", "lat"])
    sited = centres.drop_nulls(["lon", "lat"])
    plane = plane_of([*located.select("lon", "lat").rows(), *sited.select("lon", "lat").rows()])
    largest = max(located["residents"].drop_nulls(), default=1)
    traces = [_land(land, plane)] if land else []
    ranks = {key: {"legendrank": rank} for rank, key in enumerate(shades, 1)}
    for key in sorted(shades, key=lambda key: (bool(shades[key].mark), shades[key].fill != PAPER)):
        traces.append({**_communities(located.filter(shade=key), shades[key], plane, largest, labels), **ranks[key]})
    kinds = [is_full for is_full in (False, True) if is_full or is_full in sited["is_full"]]
    traces += [_centres(sited, plane, labels, is_full=is_full) for is_full in kinds]
    traces.append(_tags(located.filter(pl.col("tag") != ""), plane))
    traces += [*_unlocated(communities, "unlocated", labels), *_unlocated(centres, "unlocated_centre", labels)]
    given = Given("map", communities, (centres, shades, plane))
    return drawn(traces, map_layout(plane, traces, labels, labels.words["size"]), labels, given)


def _places(frame: pl.DataFrame, plane: Plane) -> dict[str, Any]:
    places = [plane.at(lon, lat) for lon, lat in frame.select("lon", "lat").rows()]
    return {"x": [x for x, _ in places], "y": [y for _, y in places]}


def _communities(units: pl.DataFrame, shade: Shade, plane: Plane, largest: float, labels: Labels) -> Spec:
    """One class of communities, the large ones first so that small ones are not covered."""
    ordered = units.sort("residents", descending=True, nulls_last=True, maintain_order=True)
    sizes = [max(SMALL, LARGE * ((people or 0) / largest) ** 0.5) for people in ordered["residents"]]
    is_open = shade.symbol.endswith(("open", "open-dot"))
    return scatter(
        **(_places(ordered, plane) if len(ordered) else NOWHERE),
        mode="markers",
        name=counted(shade, len(units), labels),
        marker={
            "symbol": shade.symbol,
            "size": [round(size, 1) for size in sizes],
            "color": shade.outline if is_open else shade.fill,
            "opacity": 0.85,
            "line": {"color": shade.outline, "width": 1.6 if is_open else 1},
        },
        customdata=[list(row) for row in ordered.select("name", "text").rows()],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        showlegend=True,
    )


def _centres(sited: pl.DataFrame, plane: Plane, labels: Labels, *, is_full: bool) -> Spec:
    """The full-service points, filled, or the others, hollow."""
    centres, shade = sited.filter(is_full=is_full), Shade(labels.words["centre" if is_full else "other_centre"], PAPER)
    look = {"color": INK, "line": {"color": PAPER, "width": 1.5}}
    return scatter(
        **(_places(centres, plane) if len(centres) else NOWHERE),
        mode="markers",
        name=counted(shade, len(centres), labels),
        marker={"symbol": "square", "size": 10}
        | (look if is_full else {"color": PAPER, "line": {"color": INK, "width": 1.5}}),
        customdata=[list(row) for row in centres.select("name", "text").rows()],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        showlegend=True,
    )


def _tags(units: pl.DataFrame, plane: Plane) -> Spec:
    font = {"size": 12, "color": INK, "shadow": HALO}
    words = {"mode": "text", "text": units["tag"].to_list(), "textposition": "top center", "textfont": font}
    return scatter(**_places(units, plane), **words, name="tags", hoverinfo="skip", showlegend=False)


def _unlocated(frame: pl.DataFrame, word: str, labels: Labels) -> list[Spec]:
    """What cannot be drawn, counted where the reader looks for it."""
    lost = frame.filter(pl.col("lon").is_null() | pl.col("lat").is_null()).height
    if not lost:
        return []
    look = {"symbol": "x-thin", "size": 9, "line": {"color": GREY, "width": 2}}
    name = counted(Shade(labels.words[word], PAPER), lost, labels)
    return [scatter(mode="markers", name=name, marker=look, **NOWHERE)]


def _land(rings: Sequence[Ring], plane: Plane) -> Spec:
    x, y = joined(rings, plane)
    look = {"fill": "toself", "fillcolor": PANEL, "line": {"color": RULE, "width": 1}}
    return scatter(x=x, y=y, mode="lines", name="land", hoverinfo="skip", showlegend=False, **look)
