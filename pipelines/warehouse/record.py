"""The receipts and their problems as tables, so that every figure leads back to the file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.ledger.receipts import load_receipt
from pipelines.ledger.states import Receipt
from pipelines.problems import Problem
from pipelines.warehouse.reference import Row, fill


def record_tables(con: duckdb.DuckDBPyConnection, home: Path, known: Mapping[str, Receipt]) -> list[dict[str, Any]]:
    """Fills `receipts` and `problems` with these receipts of the ledger; gives them as they are stored."""
    stored = {number: load_receipt(home, one) for number, one in known.items()}
    fill(con, "receipts", [(one, _receipt(one, stored[number])) for number, one in sorted(known.items())])
    fill(con, "problems", [row for number in sorted(known) for row in _problems(number, stored[number])])
    return list(stored.values())


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
