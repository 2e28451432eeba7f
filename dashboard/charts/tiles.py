"""A tile grid: one tile of equal size per unit, about where the unit lies, with its number and class."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, bar, drawn
from dashboard.charts.legends import legend_room
from dashboard.charts.rows import NOTE
from dashboard.charts.shades import Shade, counted, fill_of
from dashboard.theme import INK, MUTED, axis, layout

ROW, FOOT, SIDE, HEADING = 46, 46, 0.94, 0.5
ACROSS = 6  # tiles in a row where a programme gives no layout
LONG = 4  # more Chinese characters than these are written in two lines


def tile_grid(frame: pl.DataFrame, shades: Mapping[str, Shade], labels: Labels) -> Chart:
    """The grid. One row of the frame per unit.

    Columns: name, group (written above its first tile, empty: no heading), column and row (the tile's place, null
    for all: groups below one another), shade (a key of `shades`), text (the number as it is read). A class without
    units keeps its place in the legend; units without a value are counted there. Words: counted.
    """
    tiles = _in_place(frame)
    kinds = [tiles.filter(shade=key) for key in shades]
    names = [counted(shade, len(kind), labels) for shade, kind in zip(shades.values(), kinds, strict=True)]
    traces = [_tiles(*one) for one in zip(kinds, shades.values(), names, strict=True)]
    head = legend_room(names)
    left, right = _ends(tiles["column"])
    top, bottom = _ends(tiles["row"])
    top -= HEADING if _is_headed(tiles) else 0.0
    look = layout(
        round((bottom - top) * ROW) + head + FOOT,
        margin={"l": 4, "r": 4, "t": head, "b": FOOT},
        barmode="overlay",
        barcornerradius=4,
        uniformtext={"mode": "show", "minsize": 8},
        showlegend=True,
        legend=legend() | {"traceorder": "normal"},
        xaxis=axis(range=[left, right], visible=False),
        yaxis=axis(range=[bottom, top], visible=False),
        annotations=_headings(tiles),
    )
    return drawn(traces, look, labels, Given("areas", frame, (shades, "")))


def _in_place(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a place for every tile: as given, or group below group when a place is missing."""
    if not frame["column"].has_nulls() and not frame["row"].has_nulls():
        return frame.with_columns(pl.col("column", "row").cast(pl.Float64))
    within = pl.int_range(pl.len()).over("group")
    ordered = frame.sort(pl.col("group").rank("min"), maintain_order=True) if _scattered(frame) else frame
    rows = ordered.with_columns(column=(within % ACROSS).cast(pl.Float64), line=within // ACROSS)
    number = pl.struct("group", "line").rle_id()
    heading = (HEADING if _is_headed(frame) else 0.0) * pl.col("group").rle_id()
    return rows.with_columns(row=number + heading).drop("line")


def _scattered(frame: pl.DataFrame) -> bool:
    return frame["group"].rle_id().n_unique() > frame["group"].n_unique()


def _is_headed(tiles: pl.DataFrame) -> bool:
    return bool((tiles["group"] != "").any())


def _ends(places: pl.Series) -> tuple[float, float]:
    return (float(places.min() or 0.0) - 0.5, float(places.max() or 0.0) + 0.5)  # type: ignore[arg-type]


def _tiles(units: pl.DataFrame, shade: Shade, name: str) -> Spec:
    said = [f"{shade.mark}{text}" for text in units["text"]]
    return bar(
        x=units["column"].to_list() or [None],
        base=[row - SIDE / 2 for row in units["row"]],
        y=[SIDE] * len(units) or [None],
        width=SIDE,
        name=name,
        marker=fill_of(shade),
        text=[f"{_in_lines(unit)}<br>{text}" for unit, text in zip(units["name"], said, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="inside",
        textfont={"size": 13, "color": shade.ink},
        customdata=[list(row) for row in units.select("group", "name", "text").rows()],
        hovertemplate="%{customdata[0]} <b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
        showlegend=True,
    )


def _in_lines(name: str) -> str:
    """A long Chinese name in two lines, so that one long name does not make all text small."""
    if len(name) <= LONG or name[0] < "\u2e80":
        return name.replace(" ", "<br>", 1) if len(name) > 2 * LONG else name
    half = (len(name) + 1) // 2
    return f"{name[:half]}<br>{name[half:]}"


def _headings(tiles: pl.DataFrame) -> list[Spec]:
    """The name of each group above the leftmost tile of its first row."""
    corners = tiles.filter(pl.col("group") != "").sort("row", "column", maintain_order=True)
    first = corners.unique("group", keep="first", maintain_order=True)
    place = NOTE | {"name": "group", "xanchor": "left", "yanchor": "bottom", "font": {"size": 13, "color": MUTED}}
    return [
        place | {"text": f"<b>{group}</b>", "x": x - SIDE / 2, "y": y - SIDE / 2, "font": {"size": 13, "color": INK}}
        for group, x, y in first.select("group", "column", "row").rows()
    ]
