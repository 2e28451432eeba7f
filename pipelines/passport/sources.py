"""The accepted rows of the forms behind a figure, found again by what its SQL holds equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.passport.facts import Counted, closing
from pipelines.passport.lineage import Leaf
from pipelines.passport.links import PERIOD
from pipelines.passport.model import Listing, Row, Source
from pipelines.warehouse.release import Release
from pipelines.warehouse.tables import REGISTER_KEY

UNIT = "unit_code"
_OF_ROW = (PERIOD, UNIT, "as_of", "row_status")
_AS_SENT = ("", "_reports")
ORIGIN = ("receipt", "sheet", "row")
_FORMS = "SELECT id, key, carries FROM forms ORDER BY position"
_FIELDS = "SELECT form, name, title_zh, title_en FROM fields ORDER BY form, position"


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a release: table → form, form → key, `T04.posts` → titles."""

    tables: Mapping[str, str]
    keys: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, Row]

    def field(self, leaf: Leaf) -> str | None:
        """The field that a leaf is, as `T04.posts`; `None` for what is no field, or stands on every row."""
        name = f"{self.tables.get(leaf.table)}.{leaf.column}"
        return name if name in self.titles and leaf.column not in _OF_ROW else None


def forms_of(release: Release) -> Forms:
    """The forms as the release knows them; the register stands in `communities` too."""
    tables: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for form, key, carries in release.sql(_FORMS).rows():
        keys[form] = tuple(key)
        tables |= {f"{form.lower()}{kind}": form for kind in (_AS_SENT + ("_asof",))}
        if carries and set(key) == {PERIOD, REGISTER_KEY}:
            tables["communities"] = form
    titles = {f"{row['form']}.{row['name']}": row for row in release.sql(_FIELDS).to_dicts()}
    return Forms(tables, keys, titles)


@dataclass(frozen=True, slots=True)
class _Way:
    """How rows of one table are found: (column of the table, keys of the facts equal to it), and the periods.

    `is_as_sent`: the table has rows in the period in which they came, not as they stand later.
    """

    table: str
    equal: tuple[tuple[str, tuple[str, ...]], ...]
    span: str
    is_as_sent: bool


def sources(release: Release, one: Counted, forms: Forms, leaves: Iterable[Leaf], most: int | None) -> list[Source]:
    """The rows of each form that the figure's values are made of; those that only choose rows are left out."""
    ways: dict[_Way, set[str]] = {}
    for leaf in leaves:
        form = forms.tables.get(leaf.table)
        wanted = forms.field(leaf) is not None and leaf.column not in forms.keys.get(form or "", ())
        if form and wanted and not leaf.decides:
            ways.setdefault(_way(leaf, form, forms.keys[form]), set()).add(leaf.column)
    found = [_source(release, one, forms, way, sorted(fields), most) for way, fields in ways.items()]
    return sorted(found, key=lambda each: (each.form, not each.is_exact, each.fields))


def _way(leaf: Leaf, form: str, key: Iterable[str]) -> _Way:
    own = [name for name in key if name not in (PERIOD, UNIT)]
    equal = {name: tuple(sorted(k for k, column in leaf.links if column == name)) for name in own}
    spans = [k for k, column in leaf.links if column == PERIOD]
    span = next((part for part in (PERIOD, "half", "year") if part in spans), "")
    return _Way(
        leaf.table, tuple((name, keys) for name, keys in equal.items() if keys), span, leaf.table == form.lower()
    )


def _source(release: Release, one: Counted, forms: Forms, way: _Way, fields: list[str], most: int | None) -> Source:
    form = forms.tables[way.table]
    own = [name for name in forms.keys[form] if name not in (PERIOD, UNIT)]
    is_exact = len(way.equal) == len(own) and (way.span == PERIOD or PERIOD not in forms.keys[form])
    first, last = _span(way, closing(one.code.period))
    frame = release.sql(_query(one, way, own, fields), first=first or "", last=last, **one.asked)
    shown = frame if most is None else frame.head(most)
    rows = tuple(form_row(form, own, fields, row) for row in shown.iter_rows(named=True))
    free = PERIOD not in forms.keys[form] and is_exact
    return Source(form, tuple(fields), is_exact, None if free else first, last, Listing(frame.height, rows))


def _span(way: _Way, quarter: str) -> tuple[str | None, str]:
    starts = {PERIOD: quarter, "half": f"{quarter[:4]}Q{1 if quarter[5] < '3' else 3}", "year": f"{quarter[:4]}Q1"}
    return starts.get(way.span), quarter


def _query(one: Counted, way: _Way, own: list[str], fields: list[str]) -> str:
    """Rows of the table that match a row of the facts; `g` are those rows with the unit that reports for each."""
    held = [f"t.{name} = COALESCE({', '.join(f'g.{key}' for key in keys)})" for name, keys in way.equal]
    place = "district_code" in one.types
    held += [f"t.{UNIT} = g.its_unit"] if place else []
    reporting = "JOIN reporting_units AS r ON r.district_code = f.district_code" if place else ""
    unit = f", r.{UNIT} AS its_unit" if place else ""
    names = ", ".join(f't."{name}"' for name in dict.fromkeys([UNIT, *own, *fields, "missing", "not_applicable"]))
    reported = f"t.{PERIOD}" if way.is_as_sent else "t.reported_period"
    return f"""
WITH f AS (
{one.sql}
)
SELECT DISTINCT {reported} AS {PERIOD}, {names}, {", ".join(f"t.{name}" for name in ORIGIN)}
FROM {way.table} AS t
WHERE t.{PERIOD} BETWEEN $first AND $last
  AND EXISTS (SELECT 1 FROM (SELECT f.*{unit} FROM f {reporting}) AS g WHERE {" AND ".join(held) or "TRUE"})
ORDER BY {UNIT}, {PERIOD}, {", ".join(f't."{name}"' for name in own) or "receipt"}, {", ".join(ORIGIN)}
"""


def form_row(form: str, own: Iterable[str], fields: Iterable[str], row: Row) -> Row:
    """A row of a form's table: its keys, its origin, and a cell for each field, with the reason where it is blank."""
    reasons = dict(entry.partition("=")[::2] for entry in row["missing"] or [])
    cells = [
        {"field": name, "value": row[name], "cell": None}
        | ({"not_applicable": True} if name in (row["not_applicable"] or []) else {})
        | ({"reason": reasons[name]} if name in reasons else {})
        for name in fields
    ]
    about = {name: row[name] for name in (UNIT, PERIOD, *ORIGIN)}
    return {"form": form} | about | {"key": {name: row[name] for name in own}, "cells": cells}


def places(found: Iterable[Source]) -> Iterator[tuple[str, str, str, int]]:
    """Receipt, form, sheet and row of every row shown."""
    for source in found:
        for row in source.found.rows:
            if row["receipt"]:
                yield row["receipt"], source.form, row["sheet"], row["row"]
