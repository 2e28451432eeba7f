"""The current release: whether it opens, holds every accepted row once, and has figures that can be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import polars as pl

from pipelines.doctor.finding import Finding, fine, note, refused, some, wrong
from pipelines.ledger.rows import accepted_place, in_order_of_acceptance, tables_of
from pipelines.ledger.states import Receipt
from pipelines.problems import UserError
from pipelines.programme.model import Form, Programme
from pipelines.warehouse.build import fingerprint, unfinished
from pipelines.warehouse.correct import corrected
from pipelines.warehouse.integrity import check_figures
from pipelines.warehouse.known_errors import known_errors, row_key
from pipelines.warehouse.release import current, release_path
from pipelines.warehouse.tables import table_of


def corrections(home: Path, programme: Programme, known: Mapping[str, Receipt]) -> Iterator[Finding]:
    """Whether the known-error list can be read and still fits what was accepted."""
    try:
        errors = known_errors(home, programme)
        if errors:
            corrected(programme, tables_of(home, programme, in_order_of_acceptance(known)), errors)
        yield fine("corrections", count=len(errors))
    except UserError as error:
        yield refused(error)


def release(home: Path, programme: Programme, known: Mapping[str, Receipt]) -> Iterator[Finding]:
    """The release that the pointer shows, and what builds left behind."""
    if left := unfinished(home):
        yield note("unfinished_builds", count=len(left), files=some([one.name for one in left]))
    if not (home / "CURRENT").is_file():
        due = bool(in_order_of_acceptance(known))
        yield note("build_due") if due else note("no_release_yet")
        return
    name = current(home)
    if name is None:
        yield wrong("release_gone", name=(home / "CURRENT").read_text(encoding="utf-8", errors="replace").strip())
        return
    try:
        with duckdb.connect(release_path(home, name), read_only=True) as con:
            yield from _contents(con, home, programme, known, name)
    except duckdb.Error as fault:
        yield wrong("release_broken", name=name, fault=" ".join(str(fault).split())[:160])


def _contents(
    con: duckdb.DuckDBPyConnection, home: Path, programme: Programme, known: Mapping[str, Receipt], name: str
) -> Iterator[Finding]:
    try:
        check_figures(con, programme.families)
        due = not name.endswith(fingerprint(home, programme, known))
    except UserError as error:
        yield refused(error)
        return
    if due:
        yield note("build_due")
        return
    faults = [form.id for form in programme.forms if not _every_row_once(con, home, form, known)]
    yield wrong("release_rows", name=name, forms=some(faults)) if faults else fine("release", name=name)


def _every_row_once(con: duckdb.DuckDBPyConnection, home: Path, form: Form, known: Mapping[str, Receipt]) -> bool:
    """Whether the release has exactly the keys that were accepted, each once and from the receipt accepted last."""
    key = list(row_key(form))
    names = ", ".join(f'"{name}"' for name in (*key, "receipt"))
    published = con.execute(f"SELECT {names} FROM {table_of(form)}").fetchall()
    return sorted(map(str, published)) == sorted(map(str, _latest(home, form, known)))


def _latest(home: Path, form: Form, known: Mapping[str, Receipt]) -> list[tuple[object, ...]]:
    """Key and receipt of every accepted row, counted here once more by hand: a later acceptance replaces by key."""
    latest: dict[tuple[object, ...], tuple[object, ...]] = {}
    for one in in_order_of_acceptance(known):
        if form.id in one.forms:
            rows = pl.read_parquet(accepted_place(home, form.id, one), columns=[*row_key(form), "receipt"])
            latest |= {row[:-1]: row for row in rows.iter_rows()}
    return list(latest.values())
