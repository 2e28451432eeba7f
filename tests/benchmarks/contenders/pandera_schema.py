"""pandera on Polars: a schema, rows cast before, lazy validation; its failure cases name row, column and value."""

from __future__ import annotations

from pathlib import Path

import pandera.polars as pa
import polars as pl
from million import CATEGORIES, STAGES, communities
from pandera.errors import SchemaErrors

from contenders.two_phases import CAST, cast_rows, with_texts


def _rows_where(name: str, holds: pl.Expr) -> pa.Check:
    return pa.Check(lambda data: data.lazyframe.select(holds.fill_null(True)), name=name)


_SCHEMA = pa.DataFrameSchema(
    {
        "record_id": pa.Column(pl.String, pa.Check.str_matches(r"^\d{8}$"), unique=True),
        "community_code": pa.Column(pl.String, pa.Check.isin(communities().to_list())),
        "category": pa.Column(pl.String, pa.Check.isin(CATEGORIES)),
        "stage": pa.Column(pl.String, pa.Check.isin(STAGES), nullable=True),
        "opened_on": pa.Column(pl.Date, nullable=True),
        "closed_on": pa.Column(pl.Date, nullable=True),
        "approved": pa.Column(pl.Int64, nullable=True),
        "filled": pa.Column(pl.Int64, nullable=True),
        "residents": pa.Column(pl.Int64, pa.Check.in_range(0, 200_000)),
        "households": pa.Column(pl.Int64, pa.Check.in_range(0, 80_000), nullable=True),
        "share": pa.Column(pl.Float64, pa.Check.in_range(0, 1), nullable=True),
        "amount": pa.Column(pl.Float64, pa.Check.ge(0), nullable=True),
        "is_open": pa.Column(pl.Boolean, nullable=True),
        "document": pa.Column(pl.String, pa.Check.str_matches(r"^[A-Z]{2}-\d{4}-\d{3}$"), nullable=True),
        "remark": pa.Column(pl.String, pa.Check.str_length(max_value=200), nullable=True),
    }
    | {f"{column}_read": pa.Column(pl.Boolean, pa.Check.eq(True)) for column in CAST},
    checks=[
        _rows_where("opened_on", pl.col("opened_on") <= pl.col("closed_on")),
        _rows_where("filled", pl.col("filled") <= pl.col("approved")),
    ],
)


def check(folder: Path) -> pl.DataFrame:
    """One line per problem: row, column, value."""
    texts, rows = cast_rows(folder)
    try:
        _SCHEMA.validate(rows, lazy=True)
    except SchemaErrors as found:
        named = pl.coalesce("column", "check").str.strip_suffix("_read")
        cases = found.failure_cases.select("index", column=named)
        numbers = texts["row"].gather(cases["index"])
        return with_texts(cases.select(numbers.alias("row"), "column"), texts)
    raise RuntimeError("pandera found nothing")
