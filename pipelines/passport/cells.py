"""The cells of the rows behind a figure: the column letters, read again from the header of the file as it was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.intake.sheets.read import read_submission
from pipelines.ledger.archive import fetch
from pipelines.passport.model import Listing, Row, Source
from pipelines.problems import UserError
from pipelines.programme.model import Form

Letters = Mapping[str, Mapping[str, str]]
_read: dict[tuple[str, str], Letters] = {}  # a file is known by its fingerprint, so what it says never changes


def addressed(
    home: Path, forms: Sequence[Form], found: Sequence[Source], receipts: Iterable[Row], most: int | None
) -> tuple[Source, ...]:
    """The sources with cell addresses, as far as `most` files say; a cell that stays without has its row's number."""
    files = [(row["receipt"], row["sha256"], row["file"]) for row in receipts if row["sha256"]]
    chosen = files if most is None else files[:most]
    letters = {receipt: letters_of(home, forms, sha256, name) for receipt, sha256, name in chosen}
    return tuple(_addressed(source, letters) for source in found)


def letters_of(home: Path, forms: Sequence[Form], sha256: str, name: str) -> Letters:
    """Form → field → column letters of an archived file; none where it cannot be read any more."""
    place = (str(home), sha256)
    if place not in _read:
        try:
            tables = read_submission(fetch(home, sha256), name, forms).tables
        except UserError:
            return {}
        _read[place] = {table.form: table.columns for table in tables}
    return _read[place]


def _addressed(source: Source, letters: Mapping[str, Letters]) -> Source:
    rows = []
    for row in source.found.rows:
        columns = letters.get(row["receipt"], {}).get(source.form, {})
        cells = [
            cell | {"cell": f"{columns[cell['field']]}{row['row']}" if cell["field"] in columns else None}
            for cell in row["cells"]
        ]
        rows.append({**row, "cells": cells})
    return replace(source, found=Listing(source.found.total, tuple(rows)))
