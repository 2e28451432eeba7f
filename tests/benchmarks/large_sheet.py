"""A workbook with one sheet of 100,000 rows × 15 columns: read by us under guard, and by plain readers."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import fastexcel
import openpyxl
import polars as pl
import xlsxwriter
from alone import alone, in_turns
from contenders.pingshi import CONTRACT
from district import print_against
from million import COLUMNS, write_million

from pipelines.intake.sheets.read import read_submission
from pipelines.programme.forms import load_forms

_ROWS = 100_000
_NAME = "large.xlsx"


def measure() -> None:
    """Prints our time, and the peers'."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder))
        names = ("ours", "by_fastexcel", "by_openpyxl")
        runs = in_turns([partial(alone, f"large_sheet:{name}", Path(folder)) for name in names])
    print_against(f"read {_ROWS:,} rows × {len(COLUMNS)}", ("fastexcel", "openpyxl, read-only"), runs)


def _write(folder: Path) -> None:
    write_million(folder, _ROWS)
    form = next(one for one in load_forms(CONTRACT) if one.id == "reports")
    with xlsxwriter.Workbook(folder / _NAME, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(form.sheet("zh"))
        sheet.write_row(0, 0, [one.header("zh") for one in form.fields])
        for number, row in enumerate(pl.read_parquet(folder / "data.parquet").drop("row").iter_rows(), start=1):
            sheet.write_row(number, 0, row)


def ours(folder: Path) -> None:
    """Guard, child process, header found, every text at its address; not yet checked."""
    tables = read_submission((folder / _NAME).read_bytes(), _NAME, load_forms(CONTRACT)).tables
    if [len(table.frame) for table in tables] != [_ROWS]:
        raise RuntimeError(f"read {[len(table.frame) for table in tables]} rows of {_ROWS}")


def by_fastexcel(folder: Path) -> None:
    """All cells as text."""
    fastexcel.read_excel(folder / _NAME).load_sheet(0, header_row=None, dtypes="string").to_arrow()


def by_openpyxl(folder: Path) -> None:
    """All cells as values."""
    sheet = openpyxl.load_workbook(folder / _NAME, read_only=True).worksheets[0]
    for _ in sheet.iter_rows(values_only=True):
        pass
