"""Figures in words, for those who do not see them: what is drawn, the numbers themselves, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import polars as pl

from dashboard.charts.shades import Shade
from dashboard.words import decimal, listed, t, whole

Kind = Literal["tiles", "points", "areas"]
MOST = 12  # names said one by one; the rest is in the table beside the figure


def dumbbell_alt(lang: str, title: str, frame: pl.DataFrame, first: str, second: str) -> str:
    """Both levels and the gap of every row; columns as for `dumbbell`, `first` and `second` name the groups."""
    rows = []
    for name, one, other, gap, warning in frame.select("name", "first_text", "second_text", "gap", "warning").rows():
        note = t(lang, "alt.warning", text=warning) if warning else ""
        rows.append(t(lang, "alt.pair", name=name, first=one, second=other, gap=gap, warning=note))
    return t(lang, "alt.dumbbell", title=title, first=first, second=second, rows=_some(lang, rows))


def curves_alt(lang: str, title: str, frame: pl.DataFrame, half: float) -> str:
    """The curves by name, and `half`: the share (0–100) the first half of the people hold on the first curve."""
    names = frame["curve"].unique(maintain_order=True).to_list()
    return t(lang, "alt.curves", title=title, curves=_joined(lang, names), half=decimal(half))


def classes_alt(
    lang: str, kind: Kind, title: str, frame: pl.DataFrame, shades: Mapping[str, Shade], undrawn: int = 0
) -> str:
    """How many units, and which, are in each class: for tile grid and maps.

    Columns: name, shade, text. `undrawn` counts units without a place or boundary.
    """
    said = [_class(lang, shade, frame.filter(shade=key)) for key, shade in shades.items()]
    if undrawn:
        said.append(t(lang, f"alt.undrawn_{kind}", n=whole(undrawn)))
    return t(lang, f"alt.{kind}", title=title, n=whole(len(frame)), rows=_joined(lang, [one for one in said if one]))


def rows_alt(lang: str, title: str, frame: pl.DataFrame) -> str:
    """Every block of a dot matrix with its x of y. Columns: name, text."""
    rows = [t(lang, "alt.named", name=name, text=text) for name, text in frame.select("name", "text").rows()]
    return t(lang, "alt.dot_matrix", title=title, rows=_some(lang, rows))


def multiples_alt(lang: str, title: str, frame: pl.DataFrame) -> str:
    """First and last value of every unit, and how many periods are missing. Columns: unit, value, status."""
    rows = []
    for part in frame.partition_by("unit", maintain_order=True):
        seen = part["value"].drop_nulls()
        ends = (decimal(seen[0]), decimal(seen[-1])) if len(seen) else (t(lang, "alt.none"),) * 2
        gaps = part.filter(status="missing").height
        missing = t(lang, "alt.gaps", n=gaps) if gaps else ""
        rows.append(t(lang, "alt.course", name=part["unit"][0], first=ends[0], last=ends[1], missing=missing))
    return t(lang, "alt.multiples", title=title, rows=_some(lang, rows))


def timeline_alt(lang: str, title: str, events: pl.DataFrame) -> str:
    """Every event with its day in words. Columns: title, text."""
    rows = [t(lang, "alt.named", name=name, text=text) for name, text in events.select("title", "text").rows()]
    return t(lang, "alt.timeline", title=title, n=whole(len(events)), rows=_some(lang, rows))


def _class(lang: str, shade: Shade, units: pl.DataFrame) -> str:
    if units.is_empty():
        return ""
    names = [t(lang, "alt.named", name=name, text=text) for name, text in units.select("name", "text").rows()]
    return t(lang, "alt.class", word=shade.word, n=whole(len(units)), names=_some(lang, names, "frame.list_mark"))


def _some(lang: str, rows: Sequence[str], mark: str = "frame.semicolon") -> str:
    """The first rows, and how many more there are."""
    said = t(lang, mark).join(rows[:MOST])
    return said if len(rows) <= MOST else t(lang, "alt.more", rows=said, n=whole(len(rows) - MOST))


def _joined(lang: str, parts: Sequence[str]) -> str:
    return listed(lang, parts) if len(parts) < 2 else t(lang, "frame.semicolon").join(parts)
