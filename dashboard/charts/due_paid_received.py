"""Due, paid, received: per unit the money due this year, and below what was paid and how far it came."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, bar, drawn
from dashboard.charts.rows import HATCH, axis_title, headed_rows, row_heads
from dashboard.theme import BLUE, MUTED, PALE_BLUE, PANEL, axis, layout

ROW, HEAD, FOOT = 70, 70, 96
DUE_AT, DUE_THICK, PAID_AT, PAID_THICK = -0.1, 0.24, 0.18, 0.28
PAID = {
    "community": {"color": BLUE, "line": {"color": BLUE, "width": 1}},
    "street": {"color": PALE_BLUE, "line": {"color": BLUE, "width": 1}},
    "level_unknown": HATCH,
}


def due_paid_received(frame: pl.DataFrame, labels: Labels) -> Chart:
    """Two bars per unit; what the lower one lacks has not been paid.

    Columns: unit, due, community, street, level_unknown (all in `labels.unit`; the last three are what was
    paid, by where it stands now), text (the amounts, said above the bars), is_missing (nothing reported: a
    hatched row). Rows in the order drawn. Words: due, community, street, level_unknown, missing.
    """
    units = frame.with_row_index("y").with_columns(pl.col("y").cast(pl.Float64))
    told, silent = units.filter(is_missing=False), units.filter(is_missing=True)
    widest = max([*told["due"], *told.select(pl.sum_horizontal(*PAID)).to_series()], default=0) or 1.0
    traces = [_due(told, labels), *_paid(told, labels), *_missing(silent, widest, labels)]
    look = layout(
        ROW * len(units) + HEAD + FOOT,
        margin={"l": 12, "r": 12, "t": HEAD, "b": FOOT},
        barmode="overlay",
        showlegend=True,
        legend=legend(),
        xaxis=axis(range=[0, widest * 1.02], title=axis_title(labels.unit)),
        yaxis=headed_rows(len(units)),
        annotations=row_heads(units),
    )
    return drawn(traces, look, labels, Given("flows", frame))


def _bar(units: pl.DataFrame, column: str, at: float, thick: float, **more: Any) -> Spec:
    return bar(
        x=units[column].to_list(),
        y=(units["y"] + at).to_list(),
        orientation="h",
        width=thick,
        customdata=units["unit"].to_list(),
        hovertemplate="%{customdata} %{x:,.2f}",
        showlegend=True,
        **more,
    )


def _due(told: pl.DataFrame, labels: Labels) -> Spec:
    marker = {"color": PANEL, "line": {"color": MUTED, "width": 1.2}}
    return _bar(told, "due", DUE_AT, DUE_THICK, name=labels.words["due"], marker=marker)


def _paid(told: pl.DataFrame, labels: Labels) -> list[Spec]:
    """The parts of what was paid, end to end; the unknown level only where there is such money."""
    base, bars = pl.zeros(len(told), eager=True), []
    for part, marker in PAID.items():
        if part == "level_unknown" and not told[part].sum():
            continue
        words = {"name": labels.words[part], "marker": marker, "base": base.to_list()}
        bars.append(_bar(told, part, PAID_AT, PAID_THICK, **words))
        base += told[part]
    return bars


def _missing(silent: pl.DataFrame, widest: float, labels: Labels) -> list[Spec]:
    if silent.is_empty():
        return []
    whole = silent.with_columns(whole=pl.lit(widest))
    return [_bar(whole, "whole", 0.05, 2 * PAID_THICK, name=labels.words["missing"], marker=HATCH)]
