"""From accepted rows to figures: facts per family, one long table of counts, one roll-up, gaps, one table of values."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from pipelines.indicators.counts import cells_sql, facts_table, slices_of
from pipelines.indicators.side_by_side import side_by_side
from pipelines.programme.model import Detail, Family
from pipelines.programme.reading import broken

_HERE = Path(__file__).parent


def compute(con: duckdb.DuckDBPyConnection, families: Iterable[Family]) -> None:
    """Fills `facts_<family>` and `indicator_values` from the tables of the release that is being built.

    Raises `UserError` when a family's SQL does not run, or a definition names a column that it does not yield.
    """
    families = list(families)
    columns = side_by_side(con, facts_of, families)
    cells = [cells_sql(family, names) for family, names in zip(families, columns, strict=True)]
    if not cells:
        return
    con.register("given_slices", slices_of(families).__arrow_c_stream__())
    con.execute("CREATE TEMP TABLE slices AS SELECT * FROM given_slices")
    con.unregister("given_slices")
    con.execute(
        "CREATE TEMP TABLE counts AS WITH cells AS (\n" + "\nUNION ALL\n".join(cells) + "\n),\n" + _file("counts.sql")
    )
    con.execute("CREATE TEMP TABLE rolled AS " + _file("rollup.sql"))
    con.execute("INSERT INTO indicator_values " + _file("intervals.sql"))
    con.execute("INSERT INTO indicator_values " + _file("gaps.sql"))
    for table in ("slices", "counts", "rolled"):
        con.execute(f"DROP TABLE {table}")


def detail_tables(con: duckdb.DuckDBPyConnection, families: Iterable[Family]) -> None:
    """One table per detail of the families, beside their facts; `UserError` when its SQL does not run."""
    side_by_side(con, _detail, [one for family in families for one in family.details])


def _detail(con: duckdb.DuckDBPyConnection, detail: Detail) -> None:
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
