"""Two groups in one row each: both levels with their values, the gap in words, the year before as a thin line below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard.charts.dots import legend
from dashboard.charts.labels import Chart, Given, Labels, Spec, bar, drawn, scatter
from dashboard.charts.legends import legend_room
from dashboard.charts.rows import HATCH, NOTE, headed_rows, in_lines, width_of
from dashboard.theme import BLUE, GREY, INK, MUTED, ORANGE_TEXT, PALE_BLUE, PAPER, axis, layout

Row = Mapping[str, Any]
Line = tuple[float, Row]  # the height of the marks of a row, and the row
MARKED, LINE, FOOT = 56, 18, 76  # pixels of a row without its head, of a line of the head
TOP, NOW, BEFORE = 6, 18, 20  # pixels from the edge of a row to its head, on to its marks, on to those of before
ROOM = 0.2  # beyond either end, for the values
ORDER = ("first", "second", "interval", "before", "missing")
# Filled and hollow, small in large: told apart without colour, and both seen where they meet.
MARKS = {
    "first": {"symbol": "circle", "size": 12, "color": BLUE, "line": {"color": BLUE, "width": 1}},
    "second": {"symbol": "square", "size": 15, "color": PAPER, "line": {"color": INK, "width": 2}},
}
WARNING, HEAD = "▼ ", 13.5
ACROSS = 316  # pixels of a line of a head on a phone


def dumbbell(frame: pl.DataFrame, labels: Labels, leads: Mapping[str, str] = MappingProxyType({})) -> Chart:
    """One row per thing compared between the same two groups, rows as given.

    `leads` are addresses by the code of a figure (columns first_code and second_code), to which the values then lead.

    Columns: name, first, second (values, null: missing), first_text, second_text (as read, for a missing end why),
    first_lower, first_upper, second_lower, second_upper (null: no interval), first_before, second_before (null: not
    known), gap (in words), warning (in words where the gap narrowed because the better-off fell; empty otherwise).
    Words: first, second, missing, and interval and before where they occur.
    """
    rows = frame.to_dicts()
    low, high = _range(rows, labels.unit)
    heads = [_head_lines(row) for row in rows]
    tall = MARKED + LINE * max(map(len, heads), default=1)
    now = [step - 0.5 + (TOP + LINE * len(head) + NOW) / tall for step, head in enumerate(heads)]
    lines = list(zip(now, rows, strict=True))
    before = [(y + BEFORE / tall, row) for y, row in lines]
    traces = [_absent(lines, labels, low, high), _gaps(lines), *_intervals(lines, labels), _before(before, labels)]
    traces += [_ends(lines, end, labels) for end in ("second", "first")]
    shown = [trace for trace in traces if trace is not None]
    head = legend_room([trace["name"] for trace in shown if trace.get("showlegend", True)])
    steps = [step for step in range(0, 101, 20) if low <= step <= high]
    ticks = {"tickvals": steps, "ticktext": [f"{step}%" for step in steps]} if labels.unit == "%" else {"nticks": 6}
    look = layout(
        tall * len(rows) + head + FOOT,
        margin={"l": 8, "r": 8, "t": head, "b": FOOT},
        showlegend=True,
        legend=legend() | {"traceorder": "normal"},
        xaxis=axis(range=[low, high], tickangle=0, automargin=False, **ticks),
        yaxis=headed_rows(len(rows)),
        annotations=[*map(_head, range(len(rows)), heads), *_values(lines, leads)],
    )
    return drawn(shown, look, labels, Given("pairs", frame))


def _range(rows: Sequence[Row], unit: str) -> tuple[float, float]:
    """What is drawn, with room for a value beyond either end; never cut so close that a small gap looks large."""
    kinds = ("", "_lower", "_upper", "_before")
    seen = [row[f"{end}{kind}"] for row in rows for end in MARKS for kind in kinds if row[f"{end}{kind}"] is not None]
    low, high = min(seen, default=0.0), max(seen, default=1.0)
    if unit == "%":
        low, high = max(0.0, min(low, high - 20)), min(100.0, max(high, low + 20))
    else:
        low = min(0.0, low)
    room = ROOM * ((high - low) or 1.0)
    return low - room, high + room


def _ends(lines: Sequence[Line], end: str, labels: Labels) -> Spec:
    at = [(y, row) for y, row in lines if row[end] is not None]
    return scatter(
        x=[row[end] for _, row in at],
        y=[y for y, _ in at],
        mode="markers",
        marker=MARKS[end],
        customdata=[[row["name"], row[f"{end}_text"]] for _, row in at],
        hovertemplate="%{customdata[0]} %{customdata[1]}<extra>" + labels.words[end] + "</extra>",
        cliponaxis=False,
        **_listed(end, labels),
    )


def _listed(word: str, labels: Labels) -> dict[str, Any]:
    """The name of a mark and its place in the legend."""
    return {"name": labels.words[word], "legendrank": ORDER.index(word) + 1, "showlegend": True}


def _gaps(lines: Sequence[Line]) -> Spec:
    """The gap between two ends that are both known."""
    both = [(y, row) for y, row in lines if None not in (row["first"], row["second"])]
    return scatter(
        x=[x for _, row in both for x in (row["first"], row["second"], None)],
        y=[end for y, _ in both for end in (y, y, None)],
        mode="lines",
        name="gap",
        line={"color": MUTED, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )


def _intervals(lines: Sequence[Line], labels: Labels) -> list[Spec]:
    """The interval of each end, the first group's a little above the line, the second's below."""
    made: list[Spec] = []
    for end, colour, shift in (("first", PALE_BLUE, -0.05), ("second", GREY, 0.05)):
        at = [(y + shift, row) for y, row in lines if row[f"{end}_lower"] is not None]
        if at:
            x = [x for _, row in at for x in (row[f"{end}_lower"], row[f"{end}_upper"], None)]
            place = {"x": x, "y": [end for y, _ in at for end in (y, y, None)], "mode": "lines"}
            line = {"color": colour, "width": 5}
            name = _listed("interval", labels) | {"showlegend": not made}
            made.append(scatter(line=line, opacity=0.75, hoverinfo="skip", **place, **name))
    return made


def _before(lines: Sequence[Line], labels: Labels) -> Spec | None:
    """Both levels of the period before, small and grey under those of now: which end moved is seen at once."""
    ends = ("first_before", "second_before")
    at = [(y, row) for y, row in lines if None not in (row[ends[0]], row[ends[1]])]
    if not at:
        return None
    return scatter(
        x=[x for _, row in at for x in (row[ends[0]], row[ends[1]], None)],
        y=[place for y, _ in at for place in (y, y, None)],
        mode="lines+markers",
        line={"color": GREY, "width": 1.4},
        marker={
            "symbol": ["circle", "square", "circle"] * len(at),
            "size": 7,
            "color": [GREY, PAPER, GREY] * len(at),
            "line": {"color": MUTED, "width": 1.2},
        },
        hovertemplate="%{x:.1f}<extra>" + labels.words["before"] + "</extra>",
        **_listed("before", labels),
    )


def _absent(lines: Sequence[Line], labels: Labels, low: float, high: float) -> Spec | None:
    """Rows of which an end is missing: hatched over the width, behind the end that is known."""
    at = [y for y, row in lines if None in (row["first"], row["second"])]
    if not at:
        return None
    place = {"x": [high - low] * len(at), "base": [low] * len(at), "y": at, "orientation": "h", "width": 0.2}
    return bar(marker=HATCH, hoverinfo="skip", **place, **_listed("missing", labels))


def _head_lines(row: Row) -> list[str]:
    """Name and gap, in one line where a phone has room; a gap that only closed downwards says so, marked and bold."""
    fits = width_of([f"{row['name']}   {row['gap']}"], HEAD) <= ACROSS
    name, gap = ([f"<b>{line}</b>" for line in in_lines(row["name"], ACROSS, HEAD)], row["gap"])
    lines = [f"{name[0]}   {gap}"] if fits else [*name, *in_lines(gap, ACROSS, HEAD)]
    warning = in_lines(WARNING + row["warning"], ACROSS, HEAD) if row["warning"] else []
    return lines + [f'<span style="color:{ORANGE_TEXT}"><b>{line}</b></span>' for line in warning]


def _head(step: int, lines: Sequence[str]) -> Spec:
    place = NOTE | {"name": "head", "xref": "paper", "x": 0, "xanchor": "left", "align": "left"}
    place |= {"y": step - 0.5, "yanchor": "top", "yshift": -TOP}
    return place | {"text": "<br>".join(lines), "font": {"size": HEAD, "color": INK}}


def _values(lines: Sequence[Line], leads: Mapping[str, str]) -> list[Spec]:
    """Each value outside both intervals; a missing one is said at the edge of its side."""
    made: list[Spec] = []
    for y, row in lines:
        is_whole = None not in (row["first"], row["second"])
        left = "second" if is_whole and row["second"] < row["first"] else "first"
        for end in MARKS:
            place = _beside(row, end, is_left=end == left)
            colour = MUTED if row[end] is None else BLUE if end == "first" else INK
            ground = {} if is_whole else {"bgcolor": PAPER, "borderpad": 1}
            led = _led(row[f"{end}_text"], leads.get(row.get(f"{end}_code") or ""), colour)
            made.append(NOTE | place | ground | led | {"name": end, "font": {"size": 13, "color": colour}, "y": y})
    return made


def _led(text: str, address: str | None, colour: str) -> dict[str, Any]:
    """The text, as a link where it leads anywhere: what lies over the marks then takes the pointer from them."""
    if not address:
        return {"text": text}
    look = f"color:{colour};text-decoration:underline"
    return {"text": f'<a href="{address}" target="_self" style="{look}">{text}</a>', "captureevents": True}


def _beside(row: Row, end: str, *, is_left: bool) -> dict[str, Any]:
    side = {"xanchor": "right" if is_left else "left", "xshift": -11 if is_left else 11}
    if row[end] is None:
        edge = {"xref": "paper", "x": 0 if is_left else 1, "xshift": 4 if is_left else -4}
        return edge | {"xanchor": "left" if is_left else "right"}
    limit, outmost = ("lower", min) if is_left else ("upper", max)
    reached = [row[key] for key in (end, *(f"{one}_{limit}" for one in MARKS)) if row[key] is not None]
    return side | {"x": outmost(reached)}
