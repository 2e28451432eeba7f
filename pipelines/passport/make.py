"""Makes the passport of one figure from its release and its home."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from sqlglot.errors import SqlglotError

from pipelines.i18n import user_error
from pipelines.passport import trail
from pipelines.passport.cells import addressed
from pipelines.passport.codes import figure_of
from pipelines.passport.facts import STATE, Counted, closing, counted, rows_of, told
from pipelines.passport.lineage import Leaf, Lineage, lineage
from pipelines.passport.model import ON_PAPER, SUPPRESSED, WHOLE, Code, Column, Extent, Listing, Passport, Row, Source
from pipelines.passport.revisions import exists, released, revisions
from pipelines.passport.sources import Forms, forms_of, sources
from pipelines.programme.model import Form
from pipelines.warehouse.release import Release, open_release

_INDICATOR = "SELECT * FROM indicators WHERE id = $indicator"
_FAMILY = "SELECT * FROM families WHERE id = $family"
_NORMS = "SELECT * FROM norms WHERE indicator = $indicator ORDER BY yardstick, year, id"
_PART = "SELECT * FROM splits WHERE indicator = $indicator AND split = $split AND split_value = $value"
_NAMES = """
SELECT u.unit_code, u.name_zh, u.name_en, u.level, u.parent_code
FROM units AS u
JOIN periods AS p ON p.period = $quarter
WHERE list_contains($units, u.unit_code)
  AND COALESCE(u.valid_from, p.end_on) <= p.end_on AND COALESCE(u.valid_to, p.end_on) >= p.end_on
ORDER BY u.unit_code
"""
_COUNTERS = """
SELECT i.id, i.name_zh, i.name_en, i.unit_zh, i.unit_en, i.decimals, v.period, v.value, v.numerator, v.denominator,
  v.status
FROM indicators AS i
LEFT JOIN indicator_values AS v ON v.indicator = i.id AND v.unit_code = $unit AND v.split = 'all'
WHERE list_contains($counters, i.id)
ORDER BY i.position, v.period
"""
_SCHEMA = "SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY ALL"
_PLACES = ("community_code", "town_code", "district_code")


@dataclass(frozen=True, slots=True)
class _Trace:
    """What lies behind a figure in the forms: the columns' fields, the fields that cannot be traced, the rows."""

    columns: tuple[Column, ...]
    untraced: tuple[str, ...]
    found: tuple[Source, ...]


def release_named(home: Path, name: str | None) -> Release:
    """The release of this name, else the current one; `UserError` where there is none."""
    if name is None:
        return open_release(home)
    if not exists(home, name):
        raise user_error("unknown_release", name=name, known=", ".join(released(home)[-6:]) or "-")
    return Release(home, name)


def passport(
    release: Release, home: Path, asked: Code, extent: Extent = ON_PAPER, forms: Sequence[Form] = ()
) -> Passport:
    """The passport of a figure. `forms` are the contracts by which files are read again for the cells' addresses.

    `UserError` for a figure that there is not, or a release from before passports.
    """
    code, figure = figure_of(release, asked)
    try:
        return _passport(release, home, code, figure, (extent, forms))
    except duckdb.Error as fault:
        raise user_error("release_too_old", name=release.name) from fault


def _passport(release: Release, home: Path, code: Code, figure: Row, how: tuple[Extent, Sequence[Form]]) -> Passport:
    extent, forms = how
    indicator = _first(release, _INDICATOR, indicator=code.indicator)
    family = _first(release, _FAMILY, family=indicator["family"])
    one = counted(release, family["id"], code, figure["level"])
    is_hidden = figure["status"] == SUPPRESSED
    frame = rows_of(release, one).clear() if is_hidden else rows_of(release, one)
    known = forms_of(release)
    trace = _traced(release, one, family, known, indicator["needs"] or [], 0 if is_hidden else extent.rows)
    found = () if is_hidden else trace.found
    receipts = trail.receipts_behind(release, home, trail.numbers(found))
    found = addressed(home, forms, found, receipts, extent.files) if forms else found
    quarter = closing(code.period)
    part = None if code.split == WHOLE else _first(release, _PART, **_asked(code))
    return Passport(
        code=str(code),
        release=dict(release.sql("SELECT key, value FROM release_info").rows()),
        indicator=indicator,
        family=family,
        unit=_unit(release, code, quarter),
        part=part,
        figure=figure,
        counters=_counters(release, code, indicator["counters"] or [], quarter),
        norms=tuple(release.sql(_NORMS, indicator=code.indicator).to_dicts()),
        missing=() if is_hidden else _missing(release, frame, quarter),
        columns=trace.columns,
        untraced=trace.untraced,
        titles={name: known.titles[name] for name in _named(trace, indicator["needs"] or []) if name in known.titles},
        facts=Listing(frame.height, told(frame, extent.rows)),
        sources=found,
        receipts=receipts,
        corrections=trail.corrections_of(release, found),
        problems=trail.problems_of(release, found),
        revisions=_revisions(release, home, code, figure["level"], is_hidden),
    )


def _traced(
    release: Release, one: Counted, family: Row, forms: Forms, needs: Collection[str], most: int | None
) -> _Trace:
    """The lineage of the figure's columns; none where the SQL cannot be read, and then every field is untraced."""
    try:
        known = _lineage(release, family["sql"], one.keys)
    except SqlglotError:
        return _Trace((), tuple(needs), ())
    leaves = {role: known.of(name, one.named["scope"]) for role, name in one.roles.items()}
    columns = tuple(_column(role, one.roles[role], found, forms) for role, found in leaves.items())
    traced = {name for column in columns for name in (*column.fields, *column.decides)}
    everything = frozenset[Leaf]().union(*leaves.values())
    return _Trace(
        columns,
        tuple(name for name in needs if name not in traced),
        tuple(sources(release, one, forms, everything, most)),
    )


def _column(role: str, name: str, leaves: Collection[Leaf], forms: Forms) -> Column:
    made = {field for leaf in leaves if not leaf.decides and (field := forms.field(leaf))}
    decides = {field for leaf in leaves if leaf.decides and (field := forms.field(leaf))}
    return Column(role, name, tuple(sorted(made)), tuple(sorted(decides - made)))


def _lineage(release: Release, sql: str, keys: tuple[str, ...]) -> Lineage:
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in release.sql(_SCHEMA).rows():
        tables.setdefault(table, {})[column] = kind
    return _parsed(sql, keys, tuple((table, tuple(columns.items())) for table, columns in tables.items()))


@lru_cache(maxsize=32)
def _parsed(sql: str, keys: tuple[str, ...], tables: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> Lineage:
    return lineage(sql, {table: dict(columns) for table, columns in tables}, keys)


def _named(trace: _Trace, needs: Collection[str]) -> set[str]:
    used = {name for column in trace.columns for name in (*column.fields, *column.decides)}
    return used | set(needs) | {f"{one.form}.{name}" for one in trace.found for name in one.fields}


def _missing(release: Release, frame: pl.DataFrame, quarter: str) -> tuple[Row, ...]:
    """The units whose rows did not come, each once, by name; the smallest unit that a row names."""
    places = [name for name in _PLACES if name in frame.columns]
    absent = frame.filter(pl.col(STATE) == "missing")
    if absent.is_empty() or not places:
        return ()
    codes = absent.select(pl.coalesce(places).alias("unit"))["unit"].drop_nulls().value_counts().rows()
    rows = dict(codes)
    named = release.sql(_NAMES, units=list(rows), quarter=quarter).to_dicts()
    return tuple(row | {"rows": rows[row["unit_code"]]} for row in named)


def _unit(release: Release, code: Code, quarter: str) -> Row:
    named = release.sql(_NAMES, units=[code.unit], quarter=quarter).to_dicts()
    bare = {"unit_code": code.unit, "name_zh": code.unit, "name_en": code.unit, "level": None, "parent_code": None}
    return named[0] if named else bare


def _counters(release: Release, code: Code, counters: Sequence[str], quarter: str) -> tuple[Row, ...]:
    """Each counter-figure of the same unit in its own latest period that has closed by then."""
    latest: dict[str, Row] = {}
    for row in release.sql(_COUNTERS, unit=code.unit, counters=list(counters)).to_dicts():
        if row["period"] is None or closing(row["period"]) <= quarter:
            latest[row["id"]] = row
    return tuple(latest.values())


def _revisions(release: Release, home: Path, code: Code, level: str, is_hidden: bool) -> Any:
    rows = release.sql("SELECT freeze_on FROM periods WHERE period = $quarter", quarter=closing(code.period)).rows()
    district = "" if level in ("city", "side") else code.unit[:6]
    found = revisions(home, code, district, rows[0][0] if rows else None)
    return replace(found, first=None, latest=None, final=None, changes=()) if is_hidden else found


def _asked(code: Code) -> Mapping[str, str]:
    return {"indicator": code.indicator, "split": code.split, "value": code.value}


def _first(release: Release, query: str, **asked: Any) -> Row:
    found: Row = release.sql(query, **asked).row(0, named=True)
    return found
