"""Writing a unit's template, against writers that put the same cells on plain sheets."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import openpyxl
import polars as pl
import xlsxwriter
from alone import alone, in_turns
from district import UNIT, print_against, workbook

from pipelines.intake.templates.template import write_template
from pipelines.ledger.rows import context_for
from pipelines.programme.load import load_programme

_CELLS: dict[str, list[list[object]]] = {}
_LAST: dict[str, pl.DataFrame] = {}
_TARGET = "benchmark-template.xlsx"


def measure(home: Path) -> None:
    """Prints our time, and the peers'."""
    acts = [partial(alone, f"template:{name}", home) for name in ("ours", "by_xlsxwriter", "by_openpyxl")]
    prepare_by_openpyxl(home)
    cells = sum(cell is not None for rows in _CELLS.values() for row in rows for cell in row)
    print_against(f"template ({cells:,} cells)", ("bare XlsxWriter", "bare openpyxl"), in_turns(acts, 5))


def prepare_ours(home: Path) -> None:
    """Reads the programme and the accepted rows, which are not part of writing; writes once to be warm."""
    _LAST.update(context_for(home, load_programme("xiamen"), UNIT, _period(home)).accepted)
    ours(home)


def ours(home: Path) -> None:
    """The template with limits, notes, drop-downs and prefilled rows."""
    write_template(load_programme("xiamen"), UNIT, _period(home), _LAST, home / _TARGET)


def prepare_by_xlsxwriter(home: Path) -> None:
    """Reads what the template says, cell by cell."""
    prepare_ours(home)
    book = openpyxl.load_workbook(home / _TARGET)
    _CELLS.update({sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book})


prepare_by_openpyxl = prepare_by_xlsxwriter


def by_xlsxwriter(_: Path) -> None:
    """The same cells, without any format, limit or note."""
    with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in _CELLS.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def by_openpyxl(_: Path) -> None:
    """The same cells, without any format, limit or note."""
    book = openpyxl.Workbook()
    for name, rows in _CELLS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(io.BytesIO())


def _period(home: Path) -> str:
    return workbook(home).parent.name
