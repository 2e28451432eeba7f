"""What changed between two submissions, cell by cell, as typed by the senders (rows held back included)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.intake.read import RawTable
from pipelines.programme.model import Form

Key = tuple[str, ...]
Cells = Mapping[str, str]


def changed_cells(form: Form, old: RawTable, new: RawTable) -> list[dict[str, Any]]:
    """One entry per differing cell: form, key, field, old and new text (`None`: blank, or no such row)."""
    return list(_differences(form, _rows(form, old), _rows(form, new)))


def _differences(form: Form, old: Mapping[Key, Cells], new: Mapping[Key, Cells]) -> Iterator[dict[str, Any]]:
    typed = [field.name for field in form.fields if field.prefill != "key"]
    for key in dict.fromkeys((*old, *new)):
        before, now = old.get(key, {}), new.get(key, {})
        for name in typed:
            if before.get(name) != now.get(name):
                yield {
                    "form": form.id,
                    "key": dict(zip(form.key, key, strict=True)),
                    "field": name,
                    "old": before.get(name),
                    "new": now.get(name),
                }


def _rows(form: Form, table: RawTable) -> dict[Key, Cells]:
    """The non-blank cells of each row by the row's key."""
    texts = table.frame.drop("row").iter_rows(named=True)
    rows = [{name: cell.strip() for name, cell in row.items() if cell and cell.strip()} for row in texts]
    return {tuple(row.get(name, "") for name in form.key): row for row in rows}
