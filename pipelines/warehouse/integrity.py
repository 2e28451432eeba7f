"""The last look before a release is shown: figures that cannot be true stop the build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from pipelines.i18n import LANGUAGES, text
from pipelines.indicators.counts import facts_table
from pipelines.indicators.side_by_side import side_by_side
from pipelines.problems import UserError
from pipelines.programme.model import Family

_CHECKS = Path(__file__).parent / "checks.sql"
_GRAIN = "SELECT column_name FROM (DESCRIBE {table}) WHERE column_type IN ('VARCHAR', 'BOOLEAN', 'DATE')"


def check_figures(con: duckdb.DuckDBPyConnection, families: Iterable[Family]) -> None:
    """Lets pass a database whose figures agree; `UserError` `build_refused` names the first that does not."""
    side_by_side(con, _unique_grain, [facts_table(family) for family in families])
    found = con.execute(_CHECKS.read_text(encoding="utf-8")).fetchall()
    if found:
        check, table, first = min(found, key=lambda one: (one[0], -len(one[2]), one[2]))  # a community before a city
        raise _refused(check, table, len([one for one in found if one[0] == check]), first)


def _unique_grain(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """In facts, text, truth and dates say what a row is about and numbers are its counts: no two rows alike."""
    grain = ", ".join(f'"{name}"' for (name,) in con.execute(_GRAIN.format(table=table)).fetchall())
    twice = con.execute(f"SELECT {grain} FROM {table} GROUP BY {grain} HAVING COUNT(*) > 1 ORDER BY ALL").fetchall()
    if twice:
        raise _refused("unique_grain", table, len(twice), " ".join(str(part) for part in twice[0] if part is not None))


def _refused(check: str, table: str, rows: int, first: str) -> UserError:
    zh, en = (
        text(lang, "error.build_refused", check=text(lang, f"check.{check}"), table=table, rows=rows, first=first)
        for lang in LANGUAGES
    )
    return UserError("build_refused", zh, en)
