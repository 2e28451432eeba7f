"""Writes a finished release from memory to its file."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.indicators.side_by_side import side_by_side

# The longest first, so that none is left alone at the end.
_TABLES = """
SELECT table_name FROM duckdb_tables() WHERE database_name = CURRENT_DATABASE() AND NOT temporary
ORDER BY estimated_size * column_count DESC, table_name
"""


def write_tables(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Every table as it is now, and nothing else: what was hidden before was never on the disk.

    A file that is not written to its end is no release, so that it needs no log of its changes.
    """
    place = str(file).replace("'", "''")
    con.execute(f"ATTACH '{place}' AS written (RECOVERY_MODE no_wal_writes)")
    con.execute("SET preserve_insertion_order = true")  # rows lie as their SQL put them
    side_by_side(con, _write, [str(name) for (name,) in con.execute(_TABLES).fetchall()])
    con.execute("CHECKPOINT written")  # closing would do it too, but a full disk is then not heard of
    con.execute("DETACH written")


def _write(con: duckdb.DuckDBPyConnection, table: str) -> None:
    con.execute(f"CREATE TABLE written.{table} AS SELECT * FROM {table}")
