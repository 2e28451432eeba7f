"""The charts of pages that have places both ways: payments by delay, communities on a map, curves, funnels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.briefing.paper.charted_source import Source, where
from dashboard.briefing.paper.model import Figure, Role, Series, Shape
from dashboard.words import t, whole

_PARTS: tuple[Role, ...] = ("part_1", "part_2", "part_3", "part_4")
_CURVES: tuple[Role, ...] = ("own", "whole")
_TONES: Mapping[str, Role] = {"inside": "plain", "good": "met", "bad": "below", "plain": "own"}
_PAID: Sequence[tuple[str, Role, bool]] = (("paid", "met", True), ("open", "below", False))
_ON_TOP: Sequence[Role] = ("gap", "met", "mark", "below")  # what must not be covered comes last
_SHADES: Mapping[str, Role] = {"within": "met", "near": "near", "beyond": "below", "missing": "gap"}


def _delay(source: Source) -> Figure:
    """One point per payment: days after the due day across, the unit's strip up."""
    rows, words = source.given.rows.to_dicts(), source.labels.words
    strips = {row["unit"]: row["y"] for row in rows}
    top = max(strips.values(), default=0.0) + 1
    up = [round(top - row["y"] + float(row["lane"]) / 2, 2) for row in rows]
    series = []
    for key, role, paid in _PAID:
        values = tuple(y if row["is_paid"] == paid else None for y, row in zip(up, rows, strict=True))
        series.append(Series(words[key], role, values, where(values, (row["code"] for row in rows))))
    named = (f"{top - y:g} {unit}" for unit, y in strips.items())
    note = source.note("strips", names=t(source.lang, "frame.list_mark").join(named))
    names = (f"{row['unit']} {row['said'].replace('<br>', ' ')}" for row in rows)
    axes = (source.labels.unit, "")
    return source.figure("points", names, series, at=tuple(float(row["days"]) for row in rows), axes=axes, note=note)


_Point = tuple[str, float, float, str]


@dataclass(frozen=True, slots=True)
class _Run:
    """The points of one series, to be put under each other with those of others: name, across, up, passport code."""

    name: str
    role: Role
    points: Sequence[_Point]
    is_line: bool = False


def _stack(source: Source, shape: Shape, runs: Sequence[_Run], axes: tuple[str, str], note: str = "") -> Figure:
    """The runs as series, each with values in its own rows only."""
    rows = [(n, point) for n, run in enumerate(runs) for point in run.points]
    series = []
    for n, run in enumerate(runs):
        values = tuple(point[2] if k == n else None for k, point in rows)
        codes = where(values, (point[3] for _, point in rows))
        series.append(Series(run.name, run.role, values, codes, run.is_line))
    at = tuple(point[1] for _, point in rows)
    return source.figure(shape, (point[0] for _, point in rows), series, at=at, axes=axes, note=note)


def _map(source: Source) -> Figure:
    """Communities by class and service points, in kilometres; those without a place are told."""
    (centres, shades, plane), words = source.given.more, source.labels.words
    located = source.given.rows.drop_nulls(["lon", "lat"])
    runs = []
    for n, (key, shade) in enumerate(shades.items()):
        role = _SHADES.get(key, _PARTS[n % len(_PARTS)])
        runs.append(_Run(shade.word, role, _placed(located.filter(shade=key), plane)))
    runs.append(_Run(words["centre"], "mark", _placed(centres.drop_nulls(["lon", "lat"]), plane)))
    runs.sort(key=lambda run: _ON_TOP.index(run.role) if run.role in _ON_TOP else -1)
    lost = len(source.given.rows) - len(located)
    said = [source.note("map"), source.note("lost", n=whole(lost)) if lost else ""]
    note = t(source.lang, "frame.space").join(filter(None, said))
    return _stack(source, "map", runs, (words["km"].format(n="").strip(), ""), note)


def _placed(frame: pl.DataFrame, plane: Any) -> list[_Point]:
    rows = frame.select("name", "lon", "lat", "code").iter_rows()
    return [(name, *plane.at(lon, lat), code) for name, lon, lat, code in rows]


def _curves(source: Source) -> Figure:
    """The curves and the diagonal of equality, joined points."""
    words, runs = source.labels.words, []
    for (_, part), role in zip(source.given.rows.group_by("curve", maintain_order=True), _CURVES, strict=False):
        points = [("", *row) for row in part.select(pl.col("people", "amount").round(2), "code").iter_rows()]
        runs.append(_Run(part["curve"][0], role, points, is_line=True))
    runs.append(_Run(words["equal"], "target", [("", 0.0, 0.0, ""), ("", 100.0, 100.0, "")], is_line=True))
    said = [one["text"].replace("<br>", " ") for one in source.given.more]
    note = t(source.lang, "frame.semicolon").join([source.labels.subtitle, *said])
    return _stack(source, "points", runs, (words["people"], words["amount"]), note)


def _funnel(source: Source) -> Figure:
    """Units by size and value, the limits of chance and the line of all together."""
    (curve, centre), words, rows = source.given.more, source.labels.words, source.given.rows.to_dicts()
    runs = [
        _Run(words[tone], role, [_unit(row) for row in mine])
        for tone, role in _TONES.items()
        if (mine := [row for row in rows if row["tone"] == tone])
    ]
    limits: tuple[tuple[str, Role, str], ...] = (
        ("very_high", "gap", "far"),
        ("high", "before", "near"),
        ("low", "before", "near"),
        ("very_low", "gap", "far"),
    )
    for edge, role, word in limits:
        points = [("", base, value, "") for base, value in curve.select("base", edge).iter_rows()]
        runs.append(_Run(words[word], role, points, is_line=True))
    last = float(curve["base"].max())
    level = [("", 0.0, centre["value"], ""), ("", last, centre["value"], "")]
    runs.append(_Run(centre["text"], "target", level, is_line=True))
    return _stack(source, "points", runs, (words["base"], source.labels.unit), source.note("funnel"))


def _unit(row: Mapping[str, Any]) -> _Point:
    return row["text"].replace("<br>", " "), row["base"], row["value"], row["code"]


KINDS: Mapping[str, Callable[[Source], Figure]] = {
    "delay": _delay,
    "map": _map,
    "curves": _curves,
    "funnel": _funnel,
}
