"""Parts of a whole: one stacked bar per unit, parts from dark to light, with the share written where it fits."""

from __future__ import annotations

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, bar, drawn
from dashboard.theme import BLUES, GREY, INK, MUTED, PAPER, axis, layout

ROW_HEIGHT, HEAD, FOOT = 38, 44, 62


def parts(frame: pl.DataFrame, labels: Labels) -> Chart:
    """The bars. Columns: name, part, share (0–100, null when missing), text, count; rows in unit, then part order.

    A unit without any share is drawn hatched over the whole width. Words: missing.
    """
    names = frame["name"].unique(maintain_order=True).to_list()
    kinds = frame["part"].unique(maintain_order=True).to_list()
    absent = [name for name in names if frame.filter(pl.col("name") == name)["share"].is_null().all()]
    traces = [_part(frame.filter(~pl.col("name").is_in(absent)), kind, number) for number, kind in enumerate(kinds)]
    if absent:
        traces.append(_absent(absent, labels))
    look = layout(
        len(names) * ROW_HEIGHT + HEAD + FOOT,
        barmode="stack",
        margin={"l": 8, "r": 14, "t": HEAD, "b": FOOT},
        showlegend=True,
        legend={**legend(), "traceorder": "normal"},
        xaxis=axis(range=[0, 100], ticksuffix="%", nticks=5, tickangle=0, automargin=False),
        yaxis=axis(
            type="category",
            categoryorder="array",
            categoryarray=names,
            autorange="reversed",
            tickfont={"size": 14, "color": INK},
            showgrid=False,
        ),
    )
    return drawn(traces, look, labels, Given("parts", frame))


def _part(frame: pl.DataFrame, kind: str, number: int) -> Spec:
    rows = frame.filter(pl.col("part") == kind)
    return bar(
        x=rows["share"].to_list(),
        y=rows["name"].to_list(),
        orientation="h",
        name=kind,
        width=0.62,
        marker={"color": BLUES[min(number, len(BLUES) - 1)], "line": {"color": PAPER, "width": 1}},
        text=rows["text"].to_list(),
        textposition="inside",
        insidetextanchor="middle",
        constraintext="none",
        textangle=0,
        textfont={"size": 12, "color": PAPER if number < 2 else INK},
        customdata=rows["count"].to_list(),
        hovertemplate="%{y} " + kind + " %{x:.1f}% (%{customdata})<extra></extra>",
    )


def _absent(names: list[str], labels: Labels) -> Spec:
    return bar(
        x=[100] * len(names),
        y=names,
        orientation="h",
        width=0.62,
        name=labels.words["missing"],
        marker={"color": PAPER, "pattern": {"shape": "/", "fgcolor": GREY, "size": 7, "solidity": 0.15}},
        text=[labels.words["missing"]] * len(names),
        textposition="inside",
        insidetextanchor="middle",
        textfont={"size": 12, "color": MUTED},
        hovertemplate="%{y} " + labels.words["missing"] + "<extra></extra>",
    )
