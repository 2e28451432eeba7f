"""From accepted rows to figures: facts per family, one long table of counts, one roll-up, gaps, one table of values."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from pipelines.indicators.counts import dated_sql, facts_table, slices_of, slices_sql
from pipelines.programme.model import Family
from pipelines.programme.reading import broken

_HERE = Path(__file__).parent


def compute(con: duckdb.DuckDBPyConnection, families: Iterable[Family]) -> None:
    """Fills `facts_<family>` and `indicator_values` from the tables of the release that is being built.

    Raises `UserError` when a family's SQL does not run, or a definition names a column that it does not yield.
    """
    selects = _selects(con, families)
    if not selects:
        return
    slices = "slices AS (\n" + "\nUNION ALL\n".join(selects.values()) + "\n)\n"
    con.execute("CREATE TEMP TABLE counts AS WITH " + ",\n".join([*selects, slices]) + _file("counts.sql"))
    con.execute("CREATE TEMP TABLE rolled AS " + _file("rollup.sql"))
    con.execute("INSERT INTO indicator_values " + _file("intervals.sql"))
    con.execute("INSERT INTO indicator_values " + _file("gaps.sql"))
    for table in ("counts", "rolled", "slice_names"):
        con.execute(f"DROP TABLE {table}")


def _selects(con: duckdb.DuckDBPyConnection, families: Iterable[Family]) -> dict[str, str]:
    """Per family its dated facts and the SELECT of its slices; `slice_names` says which slice bears which number."""
    con.execute("CREATE TEMP TABLE slice_names (slice SMALLINT, indicator VARCHAR, split VARCHAR)")
    selects: dict[str, str] = {}
    first = 0
    for family in families:
        columns, parts = facts_of(con, family), slices_of(family)
        if parts:
            selects[dated_sql(family)] = slices_sql(family, columns, first)
            rows = [(first + n, part.indicator.id, part.split) for n, part in enumerate(parts)]
            con.executemany("INSERT INTO slice_names VALUES (?, ?, ?)", rows)
            first += len(parts)
    return selects


def detail_tables(con: duckdb.DuckDBPyConnection, families: Iterable[Family]) -> None:
    """One table per detail of the families, beside their facts; `UserError` when its SQL does not run."""
    for detail in (one for family in families for one in family.details):
        _table(con, detail.name, detail.sql)


def facts_of(con: duckdb.DuckDBPyConnection, family: Family) -> list[str]:
    """The columns of the family's facts, which are now a table; one that was there before is replaced."""
    return _table(con, facts_table(family), family.sql)


def _table(con: duckdb.DuckDBPyConnection, table: str, sql: Path) -> list[str]:
    """Makes a table of a definition's SQL; its columns."""
    query = sql.read_text(encoding="utf-8")
    try:
        con.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM (\n{query}\n) ORDER BY ALL")
    except duckdb.Error as fault:
        raise broken(sql, table, str(fault).splitlines()[0], "working_sql") from fault
    return [str(name) for (name,) in con.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()]


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
