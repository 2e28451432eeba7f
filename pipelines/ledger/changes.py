"""What changed between two submissions, cell by cell, as typed by the senders (rows held back included)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.intake.cells.values import excused, typed
from pipelines.intake.sheets.read import RawTable
from pipelines.programme.model import Form

_NOT_APPLICABLE = "~"
Key = tuple[object, ...]


@dataclass(slots=True)
class Changes:
    """Cells that differ, and rows that only one of two submissions has; plain values, ready for JSON.

    Of a row that came or went every cell counts as changed from or to nothing (`old_row` or `new_row` is `None`).
    """

    cells: list[dict[str, Any]] = field(default_factory=list)
    added: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)

    def add(self, more: Changes) -> None:
        """Takes in the changes of another form."""
        self.cells += more.cells
        self.added += more.added
        self.removed += more.removed

    def as_dict(self) -> dict[str, list[dict[str, Any]]]:
        """The changes as they stand in JSON."""
        return {"changes": self.cells, "rows_added": self.added, "rows_removed": self.removed}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a sheet: its number, its non-blank texts, and the values of those that could be read."""

    number: int
    texts: Mapping[str, str]
    values: Mapping[str, object]


def compared(form: Form, old: RawTable, new: RawTable, apart: Sequence[str] = ()) -> Changes:
    """What differs between two tables of a form; fields `apart` neither tell rows apart nor are compared.

    Two texts that mean the same value (12, １２) are no change. Rows with one key, or without any, are paired in order.
    """
    key = [name for name in form.key if name not in apart]
    names = [one.name for one in form.fields if one.prefill != "key" and one.name not in apart]
    before, now = _rows(form, old, key), _rows(form, new, key)
    units = {name for name in names if old.units.get(name) != new.units.get(name)}
    found = Changes()
    for place in dict.fromkeys((*before, *now)):
        one, other = before.get(place), now.get(place)
        facts = {"form": form.id, "key": _shown_key(key, one or other)}
        if one is None and other is not None:
            found.added.append(facts | {"row": other.number})
        if other is None and one is not None:
            found.removed.append(facts | {"row": one.number})
        found.cells += [facts | cell for cell in _cells(names, units, one, other)]
    return found


def _cells(names: Sequence[str], units: set[str], old: _Row | None, new: _Row | None) -> Iterator[dict[str, Any]]:
    none = _Row(0, {}, {})
    before, now = old or none, new or none
    for name in names:
        texts = before.texts.get(name), now.texts.get(name)
        values = before.values.get(name), now.values.get(name)
        same = texts == texts[::-1] or (None not in values and values[0] == values[1])
        if not same or (name in units and texts != (None, None)):
            rows = {"old_row": old.number if old else None, "new_row": new.number if new else None}
            yield {"field": name, "old": texts[0], "new": texts[1]} | rows


def _rows(form: Form, table: RawTable, key: Sequence[str]) -> dict[Key, _Row]:
    """The rows by key and by how often the key was there before."""
    seen: Counter[Key] = Counter()
    rows: dict[Key, _Row] = {}
    for row in _read(form, table):
        place = tuple(row.values.get(name) or row.texts.get(name) for name in key)
        rows[*place, seen[place]] = row
        seen[place] += 1
    return rows


def _read(form: Form, table: RawTable) -> Iterator[_Row]:
    names = [one.name for one in form.fields]
    blank = [pl.lit(None, pl.String).alias(name) for name in names if name not in table.frame.columns]
    raw = table.frame.with_columns(blank).select(*names, "row").sort("row")
    for texts, read in zip(raw.iter_rows(named=True), typed(raw, form).frame.iter_rows(named=True), strict=True):
        said = {name: text.strip() for name in names if (text := texts[name]) and text.strip()}
        values = {name: _NOT_APPLICABLE if read[excused(name)] else read[name] for name in said}
        yield _Row(texts["row"], said, values)


def _shown_key(key: Sequence[str], row: _Row | None) -> dict[str, str]:
    return {name: row.texts.get(name, "") for name in key} if row else {}
