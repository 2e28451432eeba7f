"""Heat matrix: units by items, each cell with its number, its class by colour, its mark beside the number."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Labels, Spec, bar, drawn
from dashboard.charts.legends import legend_room
from dashboard.charts.rows import NOTE, named_rows, placed, width_of
from dashboard.charts.shades import Shade, counted, fill_of
from dashboard.theme import INK, MUTED, axis, layout

ROW, FOOT, SIDE, LINE = 34, 46, 0.94, 17
BROKEN, NARROW = (6, 3), 5  # characters of a Chinese heading in one line, in up to so many columns and in more


def heat_matrix(frame: pl.DataFrame, shades: Mapping[str, Shade], labels: Labels) -> Chart:
    """One row of tiles per unit, one column per item, both in the order in which they appear.

    Columns: unit, group (of units, said before its first; empty: none), item, note (under the item's name: its
    norm, empty: none), shade (a key of `shades`), text (as read). A pair without a row stays empty. Words: counted.
    """
    cells = placed(frame, "unit")
    items = frame.unique("item", keep="first", maintain_order=True).with_row_index("x")
    cells = cells.join(items.select("item", pl.col("x").cast(pl.Float64)), on="item", maintain_order="left")
    units = cells.unique("unit", keep="first", maintain_order=True)
    kinds = [cells.filter(shade=key) for key in shades]
    names = [counted(shade, len(kind), labels) for shade, kind in zip(shades.values(), kinds, strict=True)]
    most = BROKEN[len(items) > NARROW]
    heads = [_head(item, note, most) for item, note in items.select("item", "note").rows()]
    top = LINE * max((head.count("<br>") + 1 for head in heads), default=1) + 10
    rows = named_rows(units, "unit", "group")
    room = legend_room(names, width_of([re.sub("<.*?>", "", text) for text in rows["ticktext"]]) + 14)
    look = layout(
        ROW * len(units) + top + room + FOOT,
        margin={"l": 8, "r": 8, "t": top + room, "b": FOOT},
        barmode="overlay",
        barcornerradius=3,
        uniformtext={"mode": "show", "minsize": 8},
        showlegend=True,
        legend=legend() | {"traceorder": "normal"},
        xaxis=axis(range=[-0.5, len(items) - 0.5], visible=False),
        yaxis=rows | {"range": [len(units) - 0.5, -0.5], "showline": False},
        annotations=[_heading(step, head) for step, head in enumerate(heads)],
    )
    return drawn([_cells(*one) for one in zip(kinds, shades.values(), names, strict=True)], look, labels)


def _cells(cells: pl.DataFrame, shade: Shade, name: str) -> Spec:
    return bar(
        x=cells["x"].to_list() or [None],
        base=[round(y - SIDE / 2, 2) for y in cells["y"]],
        y=[SIDE] * len(cells) or [None],
        width=SIDE,
        name=name,
        marker=fill_of(shade),
        text=[f"{shade.mark}{text}" for text in cells["text"]],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="inside",
        textfont={"size": 13, "color": shade.ink},
        customdata=[list(row) for row in cells.select("unit", "item", "text").rows()],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]} %{customdata[2]}<extra></extra>",
        showlegend=True,
    )


def _head(item: str, note: str, most: int) -> str:
    """An item's name in lines short enough to stand over its column."""
    is_chinese = item[:1] >= "\u2e80"
    lines = [item[at : at + most] for at in range(0, len(item), most)] if is_chinese else item.split(" ")
    return "<br>".join([*lines, *([f'<span style="color:{MUTED}">{note}</span>'] if note else [])])


def _heading(step: int, text: str) -> Spec:
    place = {"x": step, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 2}
    return NOTE | place | {"name": "item", "text": text, "font": {"size": 12, "color": INK}}
