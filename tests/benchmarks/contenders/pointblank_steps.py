"""pointblank: a chain of steps, rows cast before; every step gives an extract of its failing rows."""

from __future__ import annotations

from pathlib import Path

import pointblank as pb
import polars as pl
from million import CATEGORIES, STAGES, communities

from contenders.two_phases import CAST, by_rule, cast_rows, with_texts

# The column that each step is about, in the order of the steps.
_STEPS = (
    "record_id", "record_id", "community_code", "community_code", "category", "category", "stage", "residents",
    "residents", "households", "share", "amount", "document", "remark", "opened_on", "filled", *CAST,
)  # fmt: skip


def check(folder: Path) -> pl.DataFrame:
    """One line per problem: row, column, value."""
    texts, rows = cast_rows(folder)
    rows = rows.with_columns(pl.col("remark").str.len_chars().alias("remark_length"))
    told = _steps(pb.Validate(rows)).interrogate(extract_limit=10**9)
    extracts = told.get_data_extracts()
    failing = {
        f"{column}:{number}": texts["row"].gather(extracts[number]["_row_num_"] - 1)
        for number, column in enumerate(_STEPS, start=1)
        if len(extracts[number])
    }
    return with_texts(by_rule(failing), texts)


def _steps(validate: pb.Validate) -> pb.Validate:
    steps = (
        validate.rows_distinct(columns_subset=["record_id"])
        .col_vals_regex("record_id", r"^\d{8}$")
        .col_vals_not_null("community_code")
        .col_vals_in_set("community_code", [*communities(), None])
        .col_vals_not_null("category")
        .col_vals_in_set("category", [*CATEGORIES, None])
        .col_vals_in_set("stage", [*STAGES, None])
        .col_vals_not_null("residents")
        .col_vals_between("residents", 0, 200_000, na_pass=True)
        .col_vals_between("households", 0, 80_000, na_pass=True)
        .col_vals_between("share", 0, 1, na_pass=True)
        .col_vals_ge("amount", 0, na_pass=True)
        .col_vals_regex("document", r"^[A-Z]{2}-\d{4}-\d{3}$", na_pass=True)
        .col_vals_le("remark_length", 200, na_pass=True)
        .col_vals_le("opened_on", pb.col("closed_on"), na_pass=True)
        .col_vals_le("filled", pb.col("approved"), na_pass=True)
    )
    for column in CAST:
        steps = steps.col_vals_expr(pl.col(f"{column}_read"))
    return steps
