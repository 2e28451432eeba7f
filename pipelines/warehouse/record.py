"""The receipts and their problems as tables, so that every figure leads back to the file it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.ledger.receipts import load_receipt
from pipelines.ledger.states import Receipt
from pipelines.problems import Problem
from pipelines.warehouse.reference import Row, fill


@dataclass(frozen=True, slots=True)
class Record:
    """What the ledger knows of the receipts: the rows of `receipts`, `receipt_forms` and `problems`."""

    receipts: Sequence[Row] = ()
    forms: Sequence[Row] = ()
    problems: Sequence[Row] = ()
    is_demo: bool = False


def record_of(home: Path, known: Mapping[str, Receipt]) -> Record:
    """The record of these receipts; it is demonstration when any accepted one is."""
    stored = {number: load_receipt(home, known[number]) for number in sorted(known)}
    return Record(
        [(known[number], _receipt(known[number], one)) for number, one in stored.items()],
        [row for number, one in stored.items() for row in _forms(number, one)],
        [row for number, one in stored.items() for row in _problems(number, one)],
        any(one["demo"] for one in stored.values() if one["state"] == "accepted"),
    )


def record_tables(con: duckdb.DuckDBPyConnection, record: Record) -> None:
    """Fills the three tables of the record."""
    fill(con, "receipts", record.receipts)
    fill(con, "receipt_forms", record.forms)
    fill(con, "problems", record.problems)


def _forms(number: str, stored: Mapping[str, Any]) -> list[Row]:
    counts = ("rows", "accepted", "rejected", "warnings")
    return [
        (None, {"receipt": number, "form": form} | {name: told.get(name) for name in counts})
        for form, told in stored["forms"].items()
    ]


def _receipt(one: Receipt, stored: Mapping[str, Any]) -> dict[str, object]:
    times = {name: _time(getattr(one, name)) for name in ("received_at", "signed_at", "accepted_at")}
    return times | _burden(stored) | {"receipt": one.id, "due_on": stored["due_on"], "on_time": stored["on_time"]}


def _burden(stored: Mapping[str, Any]) -> dict[str, object]:
    """The cells that the file was to answer and those that were news; null for receipts that counted neither."""
    forms = [counts for counts in stored["forms"].values() if "asked" in counts]
    return {f"cells_{name}": sum(one[name] for one in forms) if forms else None for name in ("asked", "changed")}


def _time(moment: str | None) -> datetime | None:
    """A moment of the ledger as UTC without a zone, which is how the table keeps it."""
    return datetime.fromisoformat(moment).replace(tzinfo=None) if moment else None


def _problems(number: str, stored: Mapping[str, Any]) -> list[Row]:
    empty = dict.fromkeys(field.name for field in fields(Problem))
    return [(None, empty | found | {"receipt": number, "position": n}) for n, found in enumerate(stored["problems"], 1)]
