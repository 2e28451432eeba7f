"""What the record says of the rows behind a figure: receipts and their steps, corrections, findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from pipelines.ledger.events import events
from pipelines.passport.model import Row, Source
from pipelines.passport.sources import places
from pipelines.warehouse.release import Release

_RECEIPTS = """
SELECT receipt, unit, period, state, file, sha256, received_at, signed_at, accepted_at, due_on, on_time
FROM receipts
WHERE list_contains($numbers, receipt)
ORDER BY unit, period, receipt
"""
_CORRECTIONS = """
SELECT * FROM corrections WHERE list_contains($numbers, receipt) ORDER BY position
"""
_PROBLEMS = """
SELECT receipt, code, level, form, sheet, cell, row, field, value, message_zh, message_en, reason
FROM problems
WHERE list_contains($numbers, receipt) AND row IS NOT NULL
ORDER BY receipt, position
"""
_STEP = ("event", "at", "by", "reason")


def numbers(found: Iterable[Source]) -> list[str]:
    """The receipts of the rows shown."""
    return sorted({receipt for receipt, *_ in places(found)})


def receipts_behind(release: Release, home: Path, receipts: Collection[str]) -> tuple[Row, ...]:
    """The receipts with the steps of the ledger: what, when, by whom."""
    if not receipts:
        return ()
    rows = release.sql(_RECEIPTS, numbers=list(receipts)).to_dicts()
    steps: dict[str, list[Row]] = {}
    for event in events(home):
        if event.receipt in receipts:
            steps.setdefault(event.receipt, []).append({name: getattr(event, name) for name in _STEP})
    return tuple(row | {"steps": steps.get(row["receipt"], [])} for row in rows)


def corrections_of(release: Release, found: Collection[Source]) -> tuple[Row, ...]:
    """The known errors that were mended in the fields and rows behind the figure."""
    return _of_cells(release, _CORRECTIONS, found)


def problems_of(release: Release, found: Collection[Source]) -> tuple[Row, ...]:
    """What the checks said of the cells and whole rows behind the figure."""
    return _of_cells(release, _PROBLEMS, found)


def _of_cells(release: Release, query: str, found: Collection[Source]) -> tuple[Row, ...]:
    fields: dict[tuple[str, str, str, int], set[str]] = {}
    for source in found:
        for place in places([source]):
            fields.setdefault(place, set()).update(source.fields)
    if not fields:
        return ()
    rows = release.sql(query, numbers=numbers(found)).to_dicts()
    held = [(row, fields.get((row["receipt"], row["form"], row["sheet"], row["row"]))) for row in rows]
    return tuple(row for row, names in held if names and (row["field"] is None or row["field"] in names))
