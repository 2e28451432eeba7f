"""The receipt as JSON: what the sender gets back, stored beside the ledger for the reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.i18n import user_error
from pipelines.intake.checks.check import FormCount
from pipelines.ledger.archive import digest
from pipelines.ledger.events import moment
from pipelines.ledger.home import read_kept, write_whole
from pipelines.ledger.states import Receipt
from pipelines.problems import Problem
from pipelines.programme.model import Programme
from pipelines.programme.periods import due_on


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it arrived, and whose the sender says it is (`None`: as the file says).

    `by` is who sends it (`None`: the account of this machine).
    """

    name: str
    data: bytes
    unit: str | None = None
    period: str | None = None
    by: str | None = None

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes."""
        return digest(self.data)


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a file: rows that passed, and every problem; a refused file has no rows."""

    unit: str | None
    period: str | None
    state: str
    problems: tuple[Problem, ...]
    rows: Mapping[str, pl.DataFrame]
    counts: Mapping[str, FormCount]
    versions: Mapping[str, int]
    demo: bool = False


def make_receipt(programme: Programme, sent: Sent, found: Examined, number: str | None, at: datetime) -> dict[str, Any]:
    """The receipt of one submission; `number` is `None` for a trial that is not recorded."""
    due = due_on(programme, found.period) if found.period else None
    return {
        "receipt": number,
        "sha256": sent.sha256,
        "state": found.state,
        "unit": found.unit,
        "period": found.period,
        "forms": {form: asdict(count) for form, count in found.counts.items()},
        "problems": [problem.as_dict() for problem in found.problems],
        "programme": programme.id,
        "demo": found.demo,
        "form_versions": dict(found.versions),
        "file": sent.name,
        "received_at": moment(at),
        "due_on": due.isoformat() if due else None,
        "on_time": at.astimezone().date() <= due if due else None,
    }


def save_receipt(home: Path, receipt: Mapping[str, Any]) -> None:
    """Stores the receipt under its number."""
    data = json.dumps(receipt, ensure_ascii=False, indent=1).encode()
    write_whole(_place(home, receipt["receipt"]), data)


def load_receipt(home: Path, receipt: Receipt) -> dict[str, Any]:
    """The stored receipt with the state in which it is now; `UserError` when it is gone or spoilt."""
    path = _place(home, receipt.id)
    try:
        stored: dict[str, Any] = json.loads(read_kept(path))
        return stored | {"state": receipt.state}
    except (ValueError, TypeError) as fault:
        raise user_error("receipt_damaged", path=path) from fault


def _place(home: Path, number: str) -> Path:
    return home / "ledger" / "receipts" / f"{number}.json"
