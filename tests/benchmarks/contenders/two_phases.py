"""What libraries need done before and after: texts cast to values, and failures told by row, column and value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
from million import COLUMNS

CAST = ("opened_on", "closed_on", "approved", "filled", "residents", "households", "share", "amount", "is_open")


def values_of(column: str) -> pl.Expr:
    """The values of a text column; null where the text is none."""
    text = pl.col(column)
    if column.endswith("_on"):
        return text.str.to_date("%Y-%m-%d", strict=False)  # Polars 2 casts no text to a date
    if column == "is_open":
        return pl.when(text == "是").then(True).when(text == "否").then(False)
    return text.cast(pl.Float64 if column in ("share", "amount") else pl.Int64, strict=False)


def cast_rows(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The texts, and the rows as values; `<column>_read` says whether a text could be cast."""
    texts = pl.read_parquet(folder / "data.parquet")
    rows = texts.with_columns(values_of(column).alias(column) for column in CAST)
    read = [(rows[column].is_not_null() | texts[column].is_null()).alias(f"{column}_read") for column in CAST]
    return texts, rows.with_columns(read)


def with_texts(failures: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Failures (row, column) with the text that stands in the cell."""
    wrong = texts.filter(pl.col("row").is_in(failures["row"].unique().implode()))
    cells = wrong.unpivot(COLUMNS, index="row", variable_name="column", value_name="value")
    return failures.join(cells, on=["row", "column"], how="left")


def by_rule(failing: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Failures (row, column) of rules named `<column>` or `<column>:<rule>`, from the rows that fail each."""
    frames = [
        pl.DataFrame({"row": rows, "column": [rule.partition(":")[0]] * len(rows)}) for rule, rows in failing.items()
    ]
    return pl.concat(frames)
