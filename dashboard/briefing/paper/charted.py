"""A chart of a page as a figure or a table of a briefing: native and editable, with the same numbers and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from dashboard.briefing.paper import charted_points as pointed
from dashboard.briefing.paper import charted_tables as tabled
from dashboard.briefing.paper.charted_source import Source
from dashboard.briefing.paper.model import Figure, Role, Series, Table
from dashboard.charts.labels import Chart
from dashboard.words import period_name, t

_VERDICTS: tuple[Role, ...] = ("met", "below", "plain")
_TURNS: tuple[Role, ...] = ("own", "whole", "part_1", "part_2", "part_3", "part_4", "plain", "before")
_PARTS: tuple[Role, ...] = ("part_1", "part_2", "part_3", "part_4")


def charted(lang: str, key: str, chart: Chart, code: str = "") -> Figure | Table:
    """The chart on paper: as a native chart where Office has one, else as a table; `code` opens its passport."""
    given = chart.given
    if given is None:
        return replace(tabled.plain(lang, key, chart), code=code)
    if given.kind in tabled.KINDS:
        return replace(tabled.KINDS[given.kind](lang, key, chart.labels, given), code=code)
    figure = native(Source(lang, key, chart.labels, given, code))
    return figure if figure.series else replace(tabled.silent(figure), code=code)


def native(source: Source) -> Figure:
    """The native chart of what a chart would be drawn from."""
    return _KINDS[source.given.kind](source)


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
        source.coded(part["part"][0], _PARTS[min(n, len(_PARTS) - 1)], part, "share")
        for n, (_, part) in enumerate(frame.group_by("part", maintain_order=True))
    ]
    return source.figure("shares", said, series, note=source.labels.subtitle)


def _counts(source: Source) -> Figure:
    """One bar per thing counted: those that are so, those that are not, those that have not reported."""
    frame, words = source.given.rows, source.labels.words
    roles: Sequence[tuple[str, Role]] = (("yes", "part_1"), ("no", "part_4"), ("missing", "gap"))
    series = [source.coded(words[key], role, frame, key) for key, role in roles if frame[key].sum()]
    return source.figure("stacked", frame["name"], series)


def _flows(source: Source) -> Figure:
    """One bar per unit: what was due, by how far it came; the rest was not paid."""
    frame, words = source.given.rows, source.labels.words
    came = ("community", "street", "level_unknown")
    known = frame.with_columns(unpaid=(pl.col("due") - pl.sum_horizontal(came)).clip(lower_bound=0))
    names = [
        _apart(source, row["unit"], words["missing"]) if row["is_missing"] else row["unit"] for row in known.to_dicts()
    ]
    roles: Sequence[tuple[str, Role]] = tuple(zip(came, _PARTS, strict=False))
    series = [source.coded(words[key], role, known, key) for key, role in roles if known[key].sum()]
    series.append(source.coded(t(source.lang, "briefing.series_unpaid"), "gap", known, "unpaid"))
    return source.figure("stacked", names, series, note=source.note("flows"))


def _pairs(source: Source) -> Figure:
    """Two levels a row, joined."""
    rows, words = source.given.rows.to_dicts(), source.labels.words
    names = [
        row["name"] if None not in (row["first"], row["second"]) else _apart(source, row["name"], words["missing"])
        for row in rows
    ]
    ends: tuple[tuple[str, Role], ...] = (("first", "own"), ("second", "whole"))
    series = [source.coded(words[end], role, source.given.rows, end, f"{end}_code") for end, role in ends]
    return source.figure("pairs", names, series, note=source.note("pairs"))


_KINDS: Mapping[str, Callable[[Source], Figure]] = {
    "dots": _dots,
    "trend": _trend,
    "parts": _parts,
    "counts": _counts,
    "flows": _flows,
    "pairs": _pairs,
    **pointed.KINDS,
}
