"""The rows of a table as a file: the same bytes for the same rows, whatever order they were written in."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping

import polars as pl

from pipelines.warehouse.release import Release

# What a spreadsheet would run; with apostrophes before it too, so that dropping one apostrophe always gives the text.
_RUNS = r"^'*[=+\-@\t\r]"
_COLUMNS = "SELECT column_name FROM duckdb_columns() WHERE table_name = $table AND NOT internal ORDER BY column_index"


def rows_of(release: Release, table: str) -> pl.DataFrame:
    """All rows of a table: by `position` where there is one, then by every column from the first."""
    columns = release.sql(_COLUMNS, table=table)["column_name"].to_list()
    order = ", ".join(f'"{name}"' for name in sorted(columns, key=lambda name: name != "position"))
    frame = release.sql(f'SELECT * FROM "{table}" ORDER BY {order}')
    return frame.with_columns(
        pl.col(pl.Int128).cast(pl.Int64),  # sums of counts: no file format has so wide a number
        pl.col(pl.Datetime).dt.replace_time_zone("UTC"),
    )


def as_parquet(frame: pl.DataFrame) -> bytes:
    """Parquet with fixed settings."""
    out = io.BytesIO()
    frame.write_parquet(out, compression="zstd", compression_level=3, statistics=True, row_group_size=122_880)
    return out.getvalue()


def as_csv(frame: pl.DataFrame) -> bytes:
    """UTF-8 with a byte order mark; lists as JSON, no value as an empty cell, nothing that a spreadsheet would run."""
    out = io.BytesIO()
    safe = frame.with_columns(
        pl.col(pl.List(pl.String), pl.List(pl.Float64)).map_elements(_json, return_dtype=pl.String, skip_nulls=True),
        pl.when(pl.col(pl.String).str.contains(_RUNS))
        .then(pl.lit("'") + pl.col(pl.String))
        .otherwise(pl.col(pl.String))
        .name.keep(),
    )
    safe.write_csv(out, include_bom=True, line_terminator="\r\n", datetime_format="%Y-%m-%dT%H:%M:%SZ")
    return out.getvalue()


def _json(items: pl.Series) -> str:
    return json.dumps(items.to_list(), ensure_ascii=False)


FORMATS: Mapping[str, Callable[[pl.DataFrame], bytes]] = {"parquet": as_parquet, "csv": as_csv}
