"""dataframely: a schema class, rows cast before; a failure names the rule and gives the row."""

from __future__ import annotations

from pathlib import Path

import dataframely as dy
import polars as pl
from million import CATEGORIES, STAGES, communities

from contenders.two_phases import CAST, by_rule, cast_rows, with_texts

_KNOWN = communities().to_list()


class Reports(dy.Schema):
    row = dy.Int64(nullable=False)
    record_id = dy.String(nullable=False, regex=r"^\d{8}$")
    community_code = dy.String(nullable=False, check=lambda code: code.is_in(_KNOWN))
    category = dy.String(nullable=False, check=lambda text: text.is_in(CATEGORIES))
    stage = dy.String(nullable=True, check=lambda text: text.is_in(STAGES))
    opened_on = dy.Date(nullable=True)
    closed_on = dy.Date(nullable=True)
    approved = dy.Int64(nullable=True)
    filled = dy.Int64(nullable=True)
    residents = dy.Int64(nullable=False, min=0, max=200_000)
    households = dy.Int64(nullable=True, min=0, max=80_000)
    share = dy.Float64(nullable=True, min=0, max=1)
    amount = dy.Float64(nullable=True, min=0)
    is_open = dy.Bool(nullable=True)
    document = dy.String(nullable=True, regex=r"^[A-Z]{2}-\d{4}-\d{3}$")
    remark = dy.String(nullable=True, max_length=200)
    opened_on_read = dy.Bool(nullable=False, check=lambda read: read)
    closed_on_read = dy.Bool(nullable=False, check=lambda read: read)
    approved_read = dy.Bool(nullable=False, check=lambda read: read)
    filled_read = dy.Bool(nullable=False, check=lambda read: read)
    residents_read = dy.Bool(nullable=False, check=lambda read: read)
    households_read = dy.Bool(nullable=False, check=lambda read: read)
    share_read = dy.Bool(nullable=False, check=lambda read: read)
    amount_read = dy.Bool(nullable=False, check=lambda read: read)
    is_open_read = dy.Bool(nullable=False, check=lambda read: read)

    @dy.rule()
    def record_id_unique(cls) -> pl.Expr:  # noqa: N805
        return pl.col("record_id").is_unique()

    @dy.rule()
    def opened_before_closed(cls) -> pl.Expr:  # noqa: N805
        return pl.col("opened_on") <= pl.col("closed_on")

    @dy.rule()
    def filled_within_approved(cls) -> pl.Expr:  # noqa: N805
        return pl.col("filled") <= pl.col("approved")


_COLUMN = {"record_id_unique": "record_id", "opened_before_closed": "opened_on", "filled_within_approved": "filled"}


def check(folder: Path) -> pl.DataFrame:
    """One line per problem: row, column, value."""
    texts, rows = cast_rows(folder)
    _, failures = Reports.filter(rows)
    details = failures.details()
    failing = {
        _column(rule): details["row"].filter((details[rule] == "invalid").fill_null(False))
        for rule in failures.counts()
    }
    return with_texts(by_rule(failing), texts)


def _column(rule: str) -> str:
    column = _COLUMN.get(rule, rule.partition("|")[0])
    column = column.removesuffix("_read") if column.removesuffix("_read") in CAST else column
    return f"{column}:{rule}"
