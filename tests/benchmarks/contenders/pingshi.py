"""Ours: the contract's Table Schema document, through the product's own loader and check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from string import ascii_uppercase

import polars as pl
from million import COLUMNS, communities

from pipelines.intake.cells import findings
from pipelines.intake.checks.check import Context
from pipelines.intake.checks.check import check as check_reading
from pipelines.intake.tables import RawTable, Reading
from pipelines.problems import Problem
from pipelines.programme.forms import load_forms
from pipelines.programme.load import load_programme

CONTRACT = Path(__file__).parents[1] / "contract"


def prepare_check(_: Path) -> None:
    """Reads the programme, which the contract does not need but the check asks for."""
    load_programme("xiamen")


def check(folder: Path) -> Sequence[Problem]:
    """Every problem worded in both languages at its cell: the limit to the listing is lifted."""
    findings.LISTED = 10**9
    return check_as_shipped(folder)


def check_as_shipped(folder: Path) -> Sequence[Problem]:
    """All wrong rows held back, the first thousand of each kind of problem worded, the rest counted."""
    programme = replace(load_programme("xiamen"), forms=load_forms(CONTRACT), cross_rules=())
    unit = programme.reporting_units[0].code
    nothing = pl.lit([], pl.List(pl.String))
    known = pl.DataFrame([communities()]).with_columns(not_applicable=nothing, missing=nothing)
    letters = dict(zip(COLUMNS, ascii_uppercase, strict=False))
    table = RawTable("reports", "reports", letters, pl.read_parquet(folder / "data.parquet"))
    reading = Reading(unit, "2012Q4", {"reports": 1}, (table,), ())
    return check_reading(reading, programme, Context(unit, "2012Q4", {"register": known})).problems


prepare_check_as_shipped = prepare_check


def listed(problems: Sequence[Problem]) -> pl.DataFrame:
    """The problems as they point: row, column, value, and their wording."""
    schema = {"row": pl.Int64, **dict.fromkeys(("column", "value", "zh", "en"), pl.String)}
    told = [(one.row, one.field, one.value, one.message_zh, one.message_en) for one in problems if one.row is not None]
    return pl.DataFrame(told, schema, orient="row")
