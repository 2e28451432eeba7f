"""Giving the sender's workbook back with its problems marked, against loading and saving it unchanged."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
from alone import alone, in_turns
from district import print_against, workbook

from pipelines.intake.receipts.annotate import annotate
from pipelines.intake.templates.template_sheet import HEADER_ROW
from pipelines.ledger.submit import dry_run
from pipelines.programme.load import load_programme

_SENT = "benchmark-sent.xlsx"
_RECEIPT: dict[str, Any] = {}


def measure(home: Path) -> None:
    """Prints our time, and the peer's."""
    prepare_ours(home)
    name = f"receipt ({len(_RECEIPT['problems'])} problems)"
    acts = [partial(alone, f"receipt:{act}", home) for act in ("ours", "unchanged")]
    print_against(name, ("openpyxl load and save",), in_turns(acts, 5))


def prepare_ours(home: Path) -> None:
    """The receipt of a workbook in which one column is filled with words for numbers."""
    book = openpyxl.load_workbook(workbook(home), rich_text=True)
    sheet = next(one for one in book if one.title.startswith("T04"))
    for cell in sheet["G"][HEADER_ROW:]:
        if isinstance(cell.value, int):
            cell.value = "x"
    book.save(home / _SENT)
    _RECEIPT.update(dry_run(home, load_programme("xiamen"), home / _SENT))


def ours(home: Path) -> None:
    """The workbook with every problem marked at its cell, and the list in front."""
    data, target = (home / _SENT).read_bytes(), home / "benchmark-receipt.xlsx"
    annotate(data, _RECEIPT, target, "zh", load_programme("xiamen"))


prepare_unchanged = prepare_ours


def unchanged(home: Path) -> None:
    """The workbook as it came."""
    openpyxl.load_workbook(home / _SENT, rich_text=True).save(io.BytesIO())
