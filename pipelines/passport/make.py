"""Makes the passport of one figure from its release and its home."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
from sqlglot.errors import SqlglotError

from pipelines.i18n import user_error
from pipelines.passport import around, trail
from pipelines.passport.cells import addressed
from pipelines.passport.codes import figure_of
from pipelines.passport.facts import Counted, closing, counted, rows_of, told
from pipelines.passport.lineage import Leaf, Lineage, lineage
from pipelines.passport.model import (
    ON_PAPER,
    SUPPRESSED,
    WHOLE,
    Code,
    Column,
    Extent,
    Listing,
    Passport,
    Revisions,
    Row,
    Source,
)
from pipelines.passport.revisions import exists, released, revisions
from pipelines.passport.sources import Forms, forms_of, sources
from pipelines.programme.model import Form
from pipelines.warehouse.release import Release, open_release

_INDICATOR = "SELECT * FROM indicators WHERE id = $indicator"
_FAMILY = "SELECT * FROM families WHERE id = $family"
_PART = "SELECT * FROM splits WHERE indicator = $indicator AND split = $split AND split_value = $value"
_SCHEMA = "SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY ALL"


@dataclass(frozen=True, slots=True)
class _Trace:
    """What lies behind a figure in the forms: the columns' fields, the fields that cannot be traced, the rows."""

    columns: tuple[Column, ...]
    untraced: tuple[str, ...]
    found: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _Behind:
    """The rows behind a figure and what they came from."""

    trace: _Trace
    facts: Listing
    missing: tuple[Row, ...]
    receipts: tuple[Row, ...]
    titles: Mapping[str, Row]


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
    indicator = _first(release, _INDICATOR, indicator=code.indicator)
    family = _first(release, _FAMILY, family=indicator["family"])
    behind = _behind(release, home, (code, figure, indicator, family), how)
    asked = {"indicator": code.indicator, "split": code.split, "value": code.value}
    return Passport(
        code=str(code),
        release=dict(release.sql("SELECT key, value FROM release_info").rows()),
        indicator=indicator,
        family=family,
        unit=around.named(release, code.unit, closing(code.period)),
        part=None if code.split == WHOLE else _first(release, _PART, **asked),
        figure=figure,
        compared=around.compared(release, code),
        counters=around.counters(release, code, indicator["counters"] or []),
        norms=around.norms(release, code),
        missing=behind.missing,
        columns=behind.trace.columns,
        untraced=behind.trace.untraced,
        titles=behind.titles,
        facts=behind.facts,
        sources=behind.trace.found,
        receipts=behind.receipts,
        corrections=trail.corrections_of(release, behind.trace.found),
        problems=trail.problems_of(release, behind.trace.found),
        revisions=_revisions(release, home, code, figure),
    )


def _behind(
    release: Release, home: Path, what: tuple[Code, Row, Row, Row], how: tuple[Extent, Sequence[Form]]
) -> _Behind:
    """The rows behind a figure; none for one that counts nothing itself, none shown where counts are hidden."""
    (code, figure, indicator, family), (extent, contracts) = what, how
    needs, forms = indicator["needs"] or [], forms_of(release)
    one = counted(release, family["id"], code, figure["level"])
    if one is None:
        return _Behind(_Trace((), (), ()), Listing(0, ()), (), (), _titles(forms, needs))
    trace = _traced(release, one, family["sql"], forms, (needs, extent.rows))
    titles = _titles(forms, [*needs, *(name for column in trace.columns for name in (*column.fields, *column.decides))])
    if figure["status"] == SUPPRESSED:
        return _Behind(replace(trace, found=()), Listing(0, ()), (), (), titles)
    frame = rows_of(release, one)
    receipts = trail.receipts_behind(release, home, trail.numbers(trace.found))
    if contracts:
        trace = replace(trace, found=addressed(home, contracts, trace.found, receipts, extent.files))
    facts = Listing(frame.height, told(frame, extent.rows))
    return _Behind(trace, facts, around.missing(release, frame, closing(code.period)), receipts, titles)


def _titles(forms: Forms, names: Collection[str]) -> Mapping[str, Row]:
    return {name: forms.titles[name] for name in dict.fromkeys(names) if name in forms.titles}


def _traced(
    release: Release, one: Counted, sql: str, forms: Forms, wanted: tuple[Collection[str], int | None]
) -> _Trace:
    """The lineage of the figure's columns; none where the SQL cannot be read, and then every field is untraced."""
    needs, most = wanted
    try:
        known = _lineage(release, sql, one.keys)
    except SqlglotError:
        return _Trace((), tuple(needs), ())
    leaves = {role: known.of(name, one.named["scope"]) for role, name in one.roles.items()}
    columns = tuple(_column(role, one.roles[role], found, forms) for role, found in leaves.items())
    traced = {name for column in columns for name in (*column.fields, *column.decides)}
    found = sources(release, one, forms, frozenset[Leaf]().union(*leaves.values()), most)
    return _Trace(columns, tuple(name for name in needs if name not in traced), tuple(found))


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


def _revisions(release: Release, home: Path, code: Code, figure: Row) -> Revisions:
    rows = release.sql("SELECT freeze_on FROM periods WHERE period = $quarter", quarter=closing(code.period)).rows()
    district = "" if figure["level"] in ("city", "side") else code.unit[:6]
    found = revisions(home, code, district, rows[0][0] if rows else None)
    if figure["status"] == SUPPRESSED:
        return Revisions(None, None, None, found.freeze_on, (), found.unreadable)
    return found


def _first(release: Release, query: str, **asked: Any) -> Row:
    found: Row = release.sql(query, **asked).row(0, named=True)
    return found
