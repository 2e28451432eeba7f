"""What must hold for every indicator of the programme, on the demonstration's own rows: order changes nothing, moving
a community inside its district changes nothing above it, and a missing report can only widen what is possible."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.ledger.events import receipts
from pipelines.ledger.rows import in_order_of_acceptance, tables_of
from pipelines.programme.model import Programme
from pipelines.warehouse.fill import fill_release
from pipelines.warehouse.record import Record, record_of

Frames = Mapping[str, pl.DataFrame]
KEY = ["indicator", "period", "level", "unit_code", "split", "split_value"]


@pytest.fixture(scope="module")
def frames(workspace: Path, xiamen: Programme) -> Frames:
    return tables_of(workspace, xiamen, in_order_of_acceptance(receipts(workspace)))


@pytest.fixture(scope="module")
def record(workspace: Path) -> Record:
    return record_of(workspace, receipts(workspace))


def figures(programme: Programme, frames: Frames, record: Record) -> pl.DataFrame:
    """Every row of `indicator_values`, in one order."""
    with duckdb.connect() as con:
        fill_release(con, programme, frames, record)
        return con.sql("SELECT * FROM indicator_values").pl().sort(KEY)


@pytest.fixture(scope="module")
def whole(xiamen: Programme, frames: Frames, record: Record) -> pl.DataFrame:
    return figures(xiamen, frames, record)


def test_the_order_of_rows_units_and_periods_changes_no_figure(whole, xiamen, frames, record):
    shuffled = {form: rows.sample(fraction=1, shuffle=True, seed=34) for form, rows in frames.items()}
    assert figures(xiamen, shuffled, record).equals(whole)


def test_any_partition_of_a_district_into_towns_adds_up_to_the_same_district(whole, xiamen, frames, record):
    roll = random.Random(2010)
    pilot_towns = set(next(f for f in xiamen.families if f.id == "F1").parameters["pilot_towns"])
    register = frames["T01"]
    towns = {
        district: sorted({town for (town,) in rows.select("town_code").iter_rows()} - pilot_towns)
        for (district,), rows in register.group_by("unit_code")
    }
    homes = {
        code: town if town in pilot_towns else roll.choice(towns[unit])
        for code, unit, town in register.select("community_code", "unit_code", "town_code").iter_rows()
    }
    moved = register.with_columns(town_code=pl.col("community_code").replace_strict(homes))
    above = pl.col("level").is_in(["district", "side", "city"])
    assert not moved.equals(register)
    assert figures(xiamen, {**frames, "T01": moved}, record).filter(above).equals(whole.filter(above))


@pytest.mark.parametrize("form", ["T03", "T06", "T07"])
def test_a_missing_community_can_only_widen_the_bounds(form, whole, xiamen, frames, record):
    rows = frames[form]
    last = rows["period"].max()
    silent = rows.filter(pl.col("period") == last)["community_code"].unique().sort()[0]
    kept = rows.filter((pl.col("period") != last) | (pl.col("community_code") != silent))
    less = figures(xiamen, {**frames, form: kept}, record)
    both = whole.join(less, on=KEY, suffix="_less").filter(
        pl.col("level").is_in(["district", "side", "city"]), pl.col("split") == "all", pl.col("bound_low").is_not_null()
    )
    narrower = both.filter(
        (pl.col("bound_low_less") > pl.col("bound_low") + 1e-9)
        | (pl.col("bound_high_less") < pl.col("bound_high") - 1e-9)
    )
    changed = both.filter(pl.col("bound_low_less") != pl.col("bound_low"))
    medians = [one.id for one in xiamen.indicators if one.kind == "median"]  # their bounds are the range, not what if
    assert narrower.filter(~pl.col("indicator").is_in(medians))["indicator"].to_list() == []
    assert not changed.is_empty()
