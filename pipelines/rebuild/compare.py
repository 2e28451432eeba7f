"""Two releases side by side: which tables and rows are in one only. Names and times of building do not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

_OWN = ("name", "built_at", "inputs")
_SHOWN = 5
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY table_name"
_COLUMNS = (
    "SELECT column_name || ' ' || data_type FROM duckdb_columns() WHERE database_name = ? AND table_name = ? "
    "ORDER BY column_index"
)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One table that is not the same: rows in each (`None`: no such table), rows in one only, the first few of them.

    `columns` are those that one of the two lacks; rows are compared only where there are none.
    """

    table: str
    rows: int | None
    rebuilt: int | None
    only_current: int = 0
    only_rebuilt: int = 0
    current_rows: tuple[Row, ...] = ()
    rebuilt_rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()


def differences(current: Path, rebuilt: Path) -> tuple[int, list[Difference]]:
    """How many tables the current release has, and those that differ."""
    with duckdb.connect() as con:
        for name, path in (("a", current), ("b", rebuilt)):
            con.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
        sides = [[str(name) for (name,) in con.execute(_TABLES, [side]).fetchall()] for side in "ab"]
        found = [_difference(con, table, sides) for table in sorted({*sides[0], *sides[1]})]
        return len(sides[0]), [one for one in found if one is not None]


def _difference(con: duckdb.DuckDBPyConnection, table: str, sides: Sequence[Sequence[str]]) -> Difference | None:
    counts = [_count(con, side, table) if table in known else None for side, known in zip("ab", sides, strict=True)]
    if None in counts:
        return Difference(table, counts[0], counts[1])
    columns = [{str(name) for (name,) in con.execute(_COLUMNS, [side, table]).fetchall()} for side in "ab"]
    if columns[0] != columns[1]:
        return Difference(table, counts[0], counts[1], columns=tuple(sorted(columns[0] ^ columns[1])))
    only, first = zip(*(_only_in(con, side, other, table) for side, other in ("ab", "ba")), strict=True)
    if only == (0, 0):
        return None
    return Difference(table, counts[0], counts[1], *only, *first)


def _count(con: duckdb.DuckDBPyConnection, side: str, table: str) -> int:
    return int(con.execute(f'SELECT count(*) FROM {side}."{table}"').fetchall()[0][0])


def _only_in(con: duckdb.DuckDBPyConnection, side: str, other: str, table: str) -> tuple[int, tuple[Row, ...]]:
    """How many rows of a table are in one release only, and the first few."""
    rows = [f'SELECT {_names(con, table)} FROM {one}."{table}"{_where(table)}' for one in (side, other)]
    con.execute(f"CREATE OR REPLACE TEMP TABLE only_here AS {rows[0]} EXCEPT ALL {rows[1]}")
    found = con.execute("SELECT count(*) FROM only_here").fetchall()[0][0]
    first = con.execute(f"SELECT * FROM only_here ORDER BY ALL LIMIT {_SHOWN}")
    names = [column[0] for column in first.description]
    return int(found), tuple(dict(zip(names, row, strict=True)) for row in first.fetchall())


def _names(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """The columns in one order for both."""
    columns = con.execute(
        f"SELECT column_name FROM duckdb_columns() WHERE database_name = 'a' AND table_name = '{table}'"
    )
    return ", ".join(f'"{name}"' for (name,) in columns.fetchall())


def _where(table: str) -> str:
    return f" WHERE key NOT IN {_OWN}" if table == "release_info" else ""
