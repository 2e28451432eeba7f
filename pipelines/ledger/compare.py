"""Any two submissions side by side, whatever their period, state or age: their archived bytes are read again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.i18n import user_error
from pipelines.intake.sheets.read import RawTable, read_submission
from pipelines.ledger.archive import fetch
from pipelines.ledger.changes import Changes, compared
from pipelines.ledger.events import one_receipt
from pipelines.ledger.examine import expect
from pipelines.ledger.states import Receipt
from pipelines.programme.model import Programme

_FACTS = ("id", "state", "unit", "period", "received_at", "file", "sha256")


def between(
    home: Path, programme: Programme, old: str, new: str, unit: str | None = None, period: str | None = None
) -> dict[str, Any]:
    """What changed from one receipt to another: cells, rows, and forms that only one of them holds.

    Rows are matched without their period. `UserError` for a receipt that there is not, that is of another unit than
    `unit`, or whose file holds no table; and when neither is of `period`.
    """
    expect(programme, unit, period)
    pair = [one_receipt(home, old), one_receipt(home, new)]
    for one in pair:
        if unit not in (None, one.unit):
            raise user_error("receipt_of_other", receipt=one.id, found=one.unit or "-", wanted=unit)
    if period is not None and period not in {one.period for one in pair}:
        raise user_error("receipt_of_other", receipt=pair[0].id, found=pair[0].period or "-", wanted=period)
    before, now = (tables_of(home, programme, one) for one in pair)
    found = Changes()
    for form in programme.forms:
        if form.id in before and form.id in now:
            found.add(compared(form, before[form.id], now[form.id], apart=("period",)))
    return {
        "old": _facts(pair[0]),
        "new": _facts(pair[1]),
        **found.as_dict(),
        "only_old": [form for form in before if form not in now],
        "only_new": [form for form in now if form not in before],
    }


def tables_of(home: Path, programme: Programme, one: Receipt) -> dict[str, RawTable]:
    """The tables of a receipt's file, by form; `UserError` when there is none."""
    tables = read_submission(fetch(home, one.sha256), one.file, programme.forms).tables
    if not tables:
        raise user_error("nothing_to_compare", receipt=one.id, file=one.file)
    return {table.form: table for table in tables}


def _facts(one: Receipt) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name in _FACTS}
