"""A chart of a page as a figure or a table of a briefing: native and editable, with the same numbers and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.briefing.paper import charted_tables as tabled
from dashboard.briefing.paper.model import Figure, Proof, Role, Sentence, Series, Shape, Table
from dashboard.charts.labels import Chart, Given, Labels
from dashboard.words import period_name, t

_VERDICTS: tuple[Role, ...] = ("met", "below", "plain")
_TURNS: tuple[Role, ...] = ("own", "whole", "part_1", "part_2", "part_3", "part_4", "plain", "before")
_PARTS: tuple[Role, ...] = ("part_1", "part_2", "part_3", "part_4")
_TONES: Mapping[str, Role] = {"inside": "plain", "good": "met", "bad": "below", "plain": "own"}
_SHADES: Mapping[str, Role] = {"within": "met", "beyond": "below", "missing": "gap"}
Frames = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """A chart to be put on paper: the language, its key on the page, its words, what it was drawn from, its code."""

    lang: str
    key: str
    labels: Labels
    given: Given
    code: str = ""

    def note(self, key: str, **slots: str) -> str:
        """How to read the chart as Office draws it, which is not always as the page does."""
        return t(self.lang, f"briefing.note_{key}", **slots)

    def figure(self, shape: Shape, names: Iterable[str], series: Iterable[Series], **more: Any) -> Figure:
        """The figure of categories and series; those that have no value at all are left out."""
        said, shown = self.labels, tuple(one for one in series if any(value is not None for value in one.values))
        values = [value for one in shown for value in one.values if value is not None]
        places = 0 if all(float(value).is_integer() for value in values) else 1
        proofs = (Proof(self.code),) if self.code else ()
        when = more.pop("when", "")
        measured = t(self.lang, "frame.list_mark").join(filter(None, (when, said.unit)))
        return Figure(
            key=self.key,
            message=Sentence(said.title, proofs),
            caption=t(self.lang, "briefing.name_unit", name=said.title, unit=measured) if measured else said.title,
            shape=shape,
            categories=tuple(names),
            series=shown,
            unit=said.unit,
            decimals=places,
            alt=said.alt,
            **more,
        )


def charted(lang: str, key: str, chart: Chart, code: str = "") -> Figure | Table:
    """The chart on paper: as a native chart where Office has one, else as a table; `code` opens its passport."""
    given = chart.given
    if given is None:
        return tabled.plain(lang, key, chart)
    if given.kind in tabled.KINDS:
        return tabled.KINDS[given.kind](lang, key, chart.labels, given)
    return _KINDS[given.kind](Source(lang, key, chart.labels, given, code))


def _apart(source: Source, name: str, text: str) -> str:
    return t(source.lang, "briefing.category_apart", name=name, text=text.strip())


def _dots(source: Source) -> Figure:
    """Units side by side: one series per verdict, the period before as dots, the yardsticks as lines."""
    rows, words = source.given.rows.to_dicts(), source.labels.words
    names = [row["name"] if row["value"] is not None else _apart(source, row["name"], row["text"]) for row in rows]
    series = [
        Series(
            words[verdict],
            verdict,
            tuple(row["value"] if row["verdict"] == verdict else None for row in rows),
            tuple(row["code"] if row["verdict"] == verdict and row["value"] is not None else "" for row in rows),
        )
        for verdict in _VERDICTS
    ]
    is_seen = [row["verdict"] not in ("few", "missing") for row in rows]
    before = tuple(row["previous"] if seen else None for row, seen in zip(rows, is_seen, strict=True))
    series.append(Series(words["previous"], "before", before))
    series += [Series(line["text"], "target", (float(line["value"]),) * len(rows)) for line in source.given.more]
    code = next((row["code"] for row in rows if row["code"]), "")
    when = period_name(source.lang, code.split("/")[2]) if code else ""
    return source.figure("columns", names, series, note=source.note("compared"), when=when)


def _trend(source: Source) -> Figure:
    """One line per unit over time; a period without a value is a gap."""
    frame = source.given.rows
    periods = frame["period"].unique(maintain_order=True).to_list()
    parts = [part for _, part in frame.group_by("unit", maintain_order=True)]
    series = [
        Series(part["unit"][0], _TURNS[n % len(_TURNS)], tuple(part["value"]), tuple(part["code"]))
        for n, part in enumerate(parts)
    ]
    series += [Series(line["text"], "target", (float(line["value"]),) * len(periods)) for line in source.given.more]
    return source.figure("lines", periods, series, note=source.note("trend"))


def _parts(source: Source) -> Figure:
    """One bar per unit, stacked of shares; a unit without any says so."""
    frame = source.given.rows
    absent = frame.group_by("name").agg(pl.col("share").is_null().all()).filter("share")["name"].to_list()
    names = frame["name"].unique(maintain_order=True).to_list()
    said = [_apart(source, name, source.labels.words["missing"]) if name in absent else name for name in names]
    series = [
        Series(part["part"][0], _PARTS[min(n, len(_PARTS) - 1)], tuple(part["share"]))
        for n, (_, part) in enumerate(frame.group_by("part", maintain_order=True))
    ]
    return source.figure("shares", said, series, note=source.labels.subtitle)


def _flows(source: Source) -> Figure:
    """One bar per unit: what was due, by how far it came; the rest was not paid."""
    frame, words = source.given.rows, source.labels.words
    came = ("community", "street", "level_unknown")
    known = frame.with_columns(unpaid=(pl.col("due") - pl.sum_horizontal(came)).clip(lower_bound=0))
    names = [
        _apart(source, row["unit"], words["missing"]) if row["is_missing"] else row["unit"] for row in known.to_dicts()
    ]
    roles: Sequence[tuple[str, Role]] = tuple(zip(came, _PARTS, strict=False))
    series = [Series(words[key], role, tuple(known[key])) for key, role in roles if known[key].sum()]
    series.append(Series(t(source.lang, "briefing.series_unpaid"), "gap", tuple(known["unpaid"])))
    return source.figure("stacked", names, series, note=source.note("flows"))


def _pairs(source: Source) -> Figure:
    """Two levels a row, joined."""
    rows, words = source.given.rows.to_dicts(), source.labels.words
    names = [
        row["name"] if None not in (row["first"], row["second"]) else _apart(source, row["name"], words["missing"])
        for row in rows
    ]
    ends: tuple[tuple[str, Role], ...] = (("first", "own"), ("second", "whole"))
    series = [Series(words[end], role, tuple(row[end] for row in rows)) for end, role in ends]
    return source.figure("pairs", names, series, note=source.note("pairs"))


def _delay(source: Source) -> Figure:
    """One point per payment: days after the due day across, the unit's strip up."""
    rows, words = source.given.rows.to_dicts(), source.labels.words
    strips = {row["unit"]: row["y"] for row in rows}
    top = max(strips.values(), default=0.0) + 1
    up = [round(top - row["y"] + float(row["lane"]) / 2, 2) for row in rows]
    series = [
        Series(words[key], role, tuple(y if row["is_paid"] == paid else None for y, row in zip(up, rows, strict=True)))
        for key, role, paid in (("paid", "met", True), ("open", "below", False))
    ]
    named = (f"{top - y:g} {unit}" for unit, y in strips.items())
    note = source.note("strips", names=t(source.lang, "frame.list_mark").join(named))
    names = (f"{row['unit']} {row['said'].replace('<br>', ' ')}" for row in rows)
    axes = (source.labels.unit, "")
    return source.figure("points", names, series, at=tuple(float(row["days"]) for row in rows), axes=axes, note=note)


@dataclass(frozen=True, slots=True)
class _Run:
    """The points of one series, to be put under each other with those of others."""

    name: str
    role: Role
    points: Sequence[tuple[str, float, float]]
    is_line: bool = False


def _stack(source: Source, shape: Shape, runs: Sequence[_Run], axes: tuple[str, str], note: str = "") -> Figure:
    """The runs as series, each with values in its own rows only."""
    rows = [(n, point) for n, run in enumerate(runs) for point in run.points]
    series = [
        Series(run.name, run.role, tuple(point[2] if k == n else None for k, point in rows), is_line=run.is_line)
        for n, run in enumerate(runs)
    ]
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
    runs.append(_Run(words["centre"], "own", _placed(centres.drop_nulls(["lon", "lat"]), plane)))
    lost = len(source.given.rows) - len(located)
    said = [source.note("map"), f"{words['unlocated']} {lost}" if lost else ""]
    note = t(source.lang, "frame.space").join(filter(None, said))
    return _stack(source, "map", runs, (words["km"].format(n="").strip(), ""), note)


def _placed(frame: pl.DataFrame, plane: Any) -> list[tuple[str, float, float]]:
    return [(name, *plane.at(lon, lat)) for name, lon, lat in frame.select("name", "lon", "lat").iter_rows()]


def _curves(source: Source) -> Figure:
    """The curves and the diagonal of equality, joined points."""
    words, runs = source.labels.words, []
    for (_, part), role in zip(source.given.rows.group_by("curve", maintain_order=True), _TURNS, strict=False):
        points = [("", x, y) for x, y in part.select(pl.col("people", "amount").round(2)).iter_rows()]
        runs.append(_Run(part["curve"][0], role, points, is_line=True))
    runs.append(_Run(words["equal"], "target", [("", 0.0, 0.0), ("", 100.0, 100.0)], is_line=True))
    said = [one["text"].replace("<br>", " ") for one in source.given.more]
    note = t(source.lang, "frame.semicolon").join([source.labels.subtitle, *said])
    return _stack(source, "points", runs, (words["people"], words["amount"]), note)


def _funnel(source: Source) -> Figure:
    """Units by size and value, the limits of chance and the line of all together."""
    (curve, centre), words, rows = source.given.more, source.labels.words, source.given.rows.to_dicts()
    runs = [
        _Run(words[tone], role, [(row["text"].replace("<br>", " "), row["base"], row["value"]) for row in mine])
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
        points = [("", base, value) for base, value in curve.select("base", edge).iter_rows()]
        runs.append(_Run(words[word], role, points, is_line=True))
    last = float(curve["base"].max())
    level = [("", 0.0, centre["value"]), ("", last, centre["value"])]
    runs.append(_Run(centre["text"], "target", level, is_line=True))
    return _stack(source, "points", runs, (words["base"], source.labels.unit), source.note("funnel"))


_KINDS: Mapping[str, Callable[[Source], Figure]] = {
    "dots": _dots,
    "trend": _trend,
    "parts": _parts,
    "flows": _flows,
    "pairs": _pairs,
    "delay": _delay,
    "map": _map,
    "curves": _curves,
    "funnel": _funnel,
}
