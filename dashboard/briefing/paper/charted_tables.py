"""The charts of pages for which Office has none, as tables: matrices of marks, areas by class, anything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from dashboard.briefing.paper.model import Cell, Figure, Table, Tone
from dashboard.briefing.paper.tables import heads, step_cell
from dashboard.charts.labels import Chart, Given, Labels
from dashboard.words import t

_FUNDED = {"funded": "●", "part": "◐", "nil_cost": "□", "unfunded": "◇", "no_task": "△", "not_reported": "×"}
_FUNDED_TONES: Mapping[str, Tone] = {"unfunded": "below", "not_reported": "missing"}
_SHADE_TONES: Mapping[str, Tone] = {"short": "below", "far_short": "below", "few": "few", "missing": "missing"}
_FIRST = 0.18  # of the line, for the names of rows


def plain(_: str, key: str, chart: Chart) -> Table:
    """Any other chart: one row per point with what it belongs to."""
    rows = [
        tuple(Cell(str(one)) for one in (trace.name or "", x, y))
        for trace in chart.data
        for x, y in zip(_listed(trace, "x"), _listed(trace, "y"), strict=False)
        if x is not None and y is not None
    ]
    return _table(key, chart.labels, ("", "x", "y"), rows, (0.4, 0.3, 0.3))


def silent(figure: Figure) -> Table:
    """A chart that has nothing to draw: its categories, which say why."""
    rows = tuple((Cell(name, "missing"),) for name in figure.categories)
    return Table(figure.key, figure.message.text, ("",), rows, (1.0,), figure.note, message=figure.message.text)


def _listed(trace: Any, axis: str) -> Sequence[Any]:
    found = getattr(trace, axis, None)
    return () if found is None else list(found)


def _table(
    key: str, labels: Labels, head: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], widths: tuple[float, ...]
) -> Table:
    note = labels.subtitle.replace("<br>", " ")
    return Table(key, labels.title, head, tuple(rows), widths, note, message=labels.title, values=True)


def _noted(table: Table, note: str, lang: str) -> Table:
    both = [one for one in (table.note, note) if one]
    return replace(table, note=t(lang, "frame.semicolon").join(both))


def _crossed(
    rows: pl.DataFrame, row: str, column: str, cell: Callable[[Mapping[str, Any]], Cell]
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """The names of columns, and one line per row: its name, then a cell per column, blank where there is none."""
    columns = rows[column].unique(maintain_order=True).to_list()
    lines = []
    for _, part in rows.group_by(row, maintain_order=True):
        found = {one[column]: cell(one) for one in part.to_dicts()}
        lines.append((Cell(part[row][0]), *(found.get(name, Cell("")) for name in columns)))
    return tuple(columns), lines


def _matrix(key: str, labels: Labels, crossed: tuple[tuple[str, ...], list[tuple[Cell, ...]]]) -> Table:
    columns, lines = crossed
    share = (1 - _FIRST) / max(1, len(columns))
    return _table(key, labels, ("", *columns), lines, (_FIRST, *(share for _ in columns)))


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    """Sites with their district before their name, so that two of the same name stay two."""
    return rows.with_columns(pl.concat_str("district", "site", separator=" ").str.strip_chars().alias("where"))


def _milestones(lang: str, key: str, labels: Labels, given: Given) -> Table:
    """One row per pilot site, one column per milestone, a mark for each state."""
    table = _matrix(
        key, labels, _crossed(_named(given.rows), "where", "short", lambda row: step_cell(lang, row, row["code"]))
    )
    return replace(table, note=t(lang, "briefing.note_sites"))


def _stages(lang: str, key: str, labels: Labels, given: Given) -> Table:
    """One row per pilot site, one column per milestone: the month it was reached, in brackets the month planned."""
    table = _matrix(key, labels, _crossed(_named(given.rows), "where", "short", _month))
    return replace(table, note=t(lang, "briefing.note_stages"))


def _month(row: Mapping[str, Any]) -> Cell:
    if row["done_on"] is not None:
        return Cell(f"{row['done_on']:%y-%m}", code=row["code"])
    tone: Tone = "below" if row["days_late"] is not None else ""
    return Cell(f"({row['planned_on']:%y-%m})" if row["planned_on"] is not None else "", tone, row["code"])


def _matters(lang: str, key: str, labels: Labels, given: Given) -> Table:
    """One row per matter, one column per department, a mark for what pays for it."""
    rows = given.rows
    columns = rows.unique("position", keep="first").sort("position")["department"].to_list()
    found: dict[tuple[str, str], Cell] = {}
    for row in rows.to_dicts():
        place = (row["matter"], row["department"])
        mark, before = f"{_FUNDED[row['state']]}{row['text']}", found.get(place, Cell(""))
        said = f"{before.text} {mark}".strip()
        found[place] = Cell(said, _FUNDED_TONES.get(row["state"], ""), before.code or row["code"])
    names = rows["matter"].unique(maintain_order=True).to_list()
    lines = [(Cell(name), *(found.get((name, column), Cell("")) for column in columns)) for name in names]
    used = [state for state in _FUNDED if state in rows["state"]]
    legend = t(lang, "frame.list_mark").join(f"{_FUNDED[state]} {labels.words[state]}" for state in used)
    return _noted(_matrix(key, labels, (tuple(columns), lines)), legend, lang)


def _areas(lang: str, key: str, labels: Labels, given: Given) -> Table:
    """One row per area: its value and its class; what must stand under a map goes along first.

    Tiles are no map, and what is said of them is not true of a table.
    """
    shades, under = given.more
    rows = [
        (
            Cell(row["name"]),
            Cell(row["text"], _SHADE_TONES.get(row["shade"], ""), row["figure"]),
            Cell(shades[row["shade"]].word),
        )
        for row in given.rows.to_dicts()
    ]
    table = _table(key, labels, heads(lang, "unit", "value", "class"), rows, (0.4, 0.3, 0.3))
    said = [under.replace("<br>", " "), table.note] if under else []
    return replace(table, note=t(lang, "frame.semicolon").join(said))


def _story(lang: str, key: str, labels: Labels, given: Given) -> Table:
    """One row per event in the order of time: what, of which kind, when or why there is no day."""
    kinds = given.more
    rows = [
        (Cell(row["title"]), Cell(kinds[row["kind"]]), Cell(row["text"], "" if row["is_done"] else "few"))
        for row in given.rows.to_dicts()
    ]
    return _table(key, labels, heads(lang, "summary", "kind", "day"), rows, (0.5, 0.2, 0.3))


KINDS: Mapping[str, Callable[[str, str, Labels, Given], Table]] = {
    "milestones": _milestones,
    "stages": _stages,
    "matters": _matters,
    "areas": _areas,
    "story": _story,
}
