"""DuckDB by hand: one SQL statement that finds every problem."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

_SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


def check(folder: Path) -> pl.DataFrame:
    """One line per problem: row, column, value."""
    places = {"data": str(folder / "data.parquet"), "communities": str(folder / "communities.csv")}
    with duckdb.connect() as connection:
        return connection.sql(_SQL, params=places).pl()
