"""Timeline: the dated events of one community, one row each in the order of time, said above their marks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, bar, drawn, scatter
from dashboard.charts.legends import legend_room
from dashboard.charts.rows import HATCH, NOTE, headed_rows, row_heads
from dashboard.theme import BLUE, GREY, INK, PAPER, axis, layout

ROW, FOOT, DROP = 48, 76, 0.18
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "pentagon")  # one per kind of event
LEAD = 0.04  # of the span, left free before the first event and after the last


def timeline(events: pl.DataFrame, kinds: Mapping[str, str], as_of: date, labels: Labels) -> Chart:
    """The events as given, which is the order of time.

    Columns: on (null: the day was not reported), until (null: an event of one day), kind (a key of `kinds`, at most
    five), is_done (false: planned), title, text (the day in words, or why there is none). `kinds`: kind → word.
    Filled is done, hollow is planned, hatched has no date. Words: planned, undated, as_of.
    """
    if len(kinds) > len(SYMBOLS):
        raise ValueError(f"{len(kinds)} kinds of events; {len(SYMBOLS)} shapes can be told apart")
    rows = events.with_columns(y=pl.int_range(pl.len()).cast(pl.Float64))
    dated = rows.drop_nulls("on")
    first, last = _span(dated, as_of)
    traces = [_lasting(dated)]
    traces += [
        _marks(dated.filter(kind=kind), kind, symbol, kinds) for kind, symbol in zip(kinds, SYMBOLS, strict=False)
    ]
    traces += [] if dated["is_done"].all() else [_planned(labels)]
    traces += [*_undated(rows.filter(pl.col("on").is_null()), first, last, labels)]
    head = legend_room([trace["name"] for trace in traces if trace.get("showlegend", True)])
    look = layout(
        ROW * len(rows) + head + FOOT,
        margin={"l": 8, "r": 8, "t": head, "b": FOOT},
        showlegend=True,
        legend=legend() | {"traceorder": "normal"},
        xaxis=axis(type="date", range=[first, last], nticks=5, tickformat="%Y-%m", tickangle=0, automargin=False),
        yaxis=headed_rows(len(rows)),
        annotations=[*row_heads(rows.select("y", "text", unit="title")), _now(as_of, labels)],
        shapes=[_now_line(as_of)],
    )
    return drawn(traces, look, labels, Given("timeline", events))


def _span(dated: pl.DataFrame, as_of: date) -> tuple[str, str]:
    """From the first event to the last one or the as-of day, with a little room at both ends."""
    days = [*dated["on"], *dated["until"].drop_nulls(), as_of]
    room = max((max(days) - min(days)) * LEAD, (max(days) - min(days)).resolution * 5)
    return (min(days) - room).isoformat(), (max(days) + room).isoformat()


def _lasting(dated: pl.DataFrame) -> Spec:
    """What took more than a day, as a bar from its first to its last."""
    rows = dated.drop_nulls("until").select("on", "until", "y").rows()
    x = [day for on, until, _ in rows for day in (on.isoformat(), until.isoformat(), None)]
    y = [place for *_, one in rows for place in (one + DROP, one + DROP, None)]
    line = {"color": GREY, "width": 6}
    return scatter(x=x, y=y, mode="lines", line=line, name="lasting", hoverinfo="skip", showlegend=False)


def _marks(dated: pl.DataFrame, kind: str, symbol: str, kinds: Mapping[str, str]) -> Spec:
    return scatter(
        x=[on.isoformat() for on in dated["on"]] or [None],
        y=[one + DROP for one in dated["y"]] or [None],
        mode="markers",
        name=kinds[kind],
        marker={
            "symbol": symbol,
            "size": 11,
            "color": [BLUE if done else PAPER for done in dated["is_done"]] or BLUE,
            "line": {"color": BLUE, "width": 2},
        },
        customdata=[list(row) for row in dated.select("title", "text").rows()],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        showlegend=True,
    )


def _planned(labels: Labels) -> Spec:
    """The legend's word for hollow marks."""
    look = {"symbol": "circle", "size": 11, "color": PAPER, "line": {"color": BLUE, "width": 2}}
    return scatter(x=[None], y=[None], mode="markers", name=labels.words["planned"], marker=look)


def _undated(rows: pl.DataFrame, first: str, last: str, labels: Labels) -> list[Spec]:
    """An event whose day was not reported: its row is hatched, it is put nowhere in time."""
    if rows.is_empty():
        return []
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    place = {"base": [first] * len(rows), "x": [days * 86_400_000] * len(rows), "orientation": "h", "width": 0.3}
    name = {"name": labels.words["undated"], "showlegend": True, "hoverinfo": "skip"}
    return [bar(y=[one + DROP for one in rows["y"]], marker=HATCH, **place, **name)]


def _now_line(as_of: date) -> Spec:
    line = {"color": INK, "width": 1, "dash": "dot"}
    return {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": as_of.isoformat(), "x1": as_of.isoformat()} | {
        "line": line,
        "name": "as_of",
    }


def _now(as_of: date, labels: Labels) -> Spec:
    place = {"x": as_of.isoformat(), "yref": "paper", "y": 0, "yanchor": "top", "xanchor": "right", "yshift": -18}
    return NOTE | place | {"name": "as_of", "text": labels.words["as_of"], "font": {"size": 12, "color": INK}}
