"""Everything that is in a release, in the order in which one table needs another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from pipelines.i18n import user_error
from pipelines.indicators.compute import compute, detail_tables
from pipelines.indicators.today import on_todays_map
from pipelines.programme.model import Programme
from pipelines.warehouse.disclosure import hide_small_cells
from pipelines.warehouse.integrity import check_figures
from pipelines.warehouse.record import Record, record_tables
from pipelines.warehouse.reference import reference_tables
from pipelines.warehouse.tables import carried_tables, form_tables, last_period, report_tables

_HERE = Path(__file__).parent


def fill_release(
    con: duckdb.DuckDBPyConnection,
    programme: Programme,
    frames: Mapping[str, pl.DataFrame],
    record: Record,
    reports: Mapping[str, pl.DataFrame] | None = None,
) -> str:
    """Makes all tables from accepted rows per form and the record of their receipts; gives the last period.

    `reports` are the rows that later ones replaced, with those, of the forms whose key has no period; none given:
    nothing was ever replaced.

    Raises `UserError` `nothing_accepted` where there are no rows, `build_refused` where figures cannot be true.
    """
    period = last_period(frames.values())
    if period is None:
        raise user_error("nothing_accepted")
    con.execute(_file("schema.sql"))
    reference_tables(con, programme, period)
    con.execute("INSERT INTO closed_periods " + _file("closed_periods.sql"))
    record_tables(con, record)
    form_tables(con, programme, frames)
    report_tables(con, programme, frames if reports is None else reports)
    carried_tables(con, programme)
    con.execute("INSERT INTO units " + _file("community_units.sql"))
    compute(con, programme.families)
    detail_tables(con, programme.families)
    on_todays_map(con)
    hide_small_cells(con, programme)
    _name_split_values(con)
    check_figures(con, programme.families)
    return period


def _name_split_values(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("CREATE TEMP TABLE declared AS SELECT * FROM splits")
    con.execute("DELETE FROM splits")
    con.execute("INSERT INTO splits " + _file("splits.sql"))
    con.execute("DROP TABLE declared")


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
