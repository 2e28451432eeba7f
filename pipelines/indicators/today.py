"""The same figures on today's map: towns and districts as if every community had always been where it is now."""

from __future__ import annotations

from pathlib import Path

import duckdb

_HERE = Path(__file__).parent


def on_todays_map(con: duckdb.DuckDBPyConnection) -> None:
    """Fills `indicator_values_today` from `indicator_values`, which stays as it was published.

    It has rows only for the towns and districts that communities have left or joined.
    """
    con.execute("CREATE TEMP TABLE rolled AS " + (_HERE / "today.sql").read_text(encoding="utf-8"))
    con.execute("INSERT INTO indicator_values_today " + (_HERE / "intervals.sql").read_text(encoding="utf-8"))
    con.execute("DROP TABLE rolled")
