"""The intake against validation libraries: who finds all problems of a million rows, how fast, and says them how."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
from alone import Run, alone, in_turns
from million import COLUMNS, ROWS, write_million

# frictionless reads some 10,000 rows a second: it gets a sample, and its time is scaled up.
_SAMPLE = 50_000
_CONTENDERS = {
    "pingshi, every problem worded": "contenders.pingshi:check",
    "pingshi, 1,000 of a kind worded": "contenders.pingshi:check_as_shipped",
    "Polars by hand": "contenders.polars_by_hand:check",
    "dataframely": "contenders.dataframely_schema:check",
    "pandera (Polars)": "contenders.pandera_schema:check",
    "pointblank": "contenders.pointblank_steps:check",
    "DuckDB by hand": "contenders.duckdb_by_hand:check",
}
_FRICTIONLESS = f"frictionless (CSV, {_SAMPLE:,} rows × {ROWS // _SAMPLE})"


def measure() -> None:
    """Prints the table of contenders."""
    with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as sample:
        write_million(Path(whole))
        write_million(Path(sample), _SAMPLE)
        acts = [partial(alone, act, Path(whole), "intake_level:judged") for act in _CONTENDERS.values()]
        acts.append(partial(alone, "contenders.frictionless_table:check", Path(sample), "intake_level:judged"))
        runs = in_turns(acts)
    print(f"{ROWS:,} rows × {len(COLUMNS)} columns, {runs[0].told['true']:,} mistakes; median of 3, in turns")
    print(f"{'':<34}{'s':>7}{'cpu s':>8}{'rows/s':>11}{'÷ ours':>8}{'MB':>7}  found        false  cell value zh  en")
    for name, run in zip((*_CONTENDERS, _FRICTIONLESS), runs, strict=True):
        print(_line(name, run, runs[0], ROWS // _SAMPLE if name == _FRICTIONLESS else 1))


def _line(name: str, run: Run, ours: Run, scale: int) -> str:
    seconds, told = run.seconds * scale, run.told
    figures = f"{seconds:7.2f}{run.cpu * scale:8.2f}{ROWS / seconds:11,.0f}{seconds / ours.seconds:8.2f}{run.peak:7.0f}"
    shares = " ".join(f"{told[what]:>4.0%}" for what in ("cell", "value", "zh", "en"))
    complete = "all" if told["found"] == told["true"] else f"{told['found'] / told['true']:.1%}"
    return f"{name:<34}{figures}  {told['found']:>6,} {complete:<6}{told['false']:>5}  {shares}"


def judged(contender: ModuleType, result: Any, folder: Path) -> dict[str, float]:
    """How many mistakes were found, and of those found the shares with cell, value and wording."""
    told = contender.listed(result) if hasattr(contender, "listed") else result
    told = told.with_columns(pl.lit(None, pl.String).alias(name) for name in {"zh", "en"} - {*told.columns})
    truth = pl.read_parquet(folder / "truth.parquet").with_row_index("n")
    at_cell = truth.join(told, on=["row", "column"]).unique("n")
    in_row = truth.join(told.filter(pl.col("column").is_null()), on="row").unique("n").join(at_cell, on="n", how="anti")
    found = pl.concat([at_cell, in_row.select(at_cell.columns)])
    false = told.filter(pl.col("column").is_not_null()).join(truth, on=["row", "column"], how="anti")
    return {
        "true": len(truth),
        "found": len(found),
        "false": len(false) + len(told.join(truth, on="row", how="anti").filter(pl.col("column").is_null())),
        "cell": len(at_cell) / len(found),
        "value": found["value"].eq_missing(found["value_right"]).mean(),
        "zh": found["zh"].is_not_null().mean(),
        "en": found["en"].is_not_null().mean(),
    }
