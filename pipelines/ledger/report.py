"""What the ledger tells: who has sent what and when, and the story of one unit's period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipelines.intake.sheets.read import RawTable, read_submission
from pipelines.intake.templates.template_rows import due
from pipelines.ledger.archive import fetch
from pipelines.ledger.changes import Changes, compared
from pipelines.ledger.events import events
from pipelines.ledger.examine import expect
from pipelines.ledger.receipts import load_receipt
from pipelines.ledger.states import LIVE, Event, Receipt, fold
from pipelines.programme.model import Division, Programme
from pipelines.programme.periods import due_on

_REGULAR = ("quarter", "half", "year")


def status(home: Path, programme: Programme, period: str | None = None) -> dict[str, Any]:
    """Where every unit stands in a period (by default the latest in the ledger), in administrative order.

    `received_on` is the day of the first file that was taken in, `late_days` the days after the due day;
    `errors` and `warnings` are those left in the newest file of each form, `explained` the warnings with a reason;
    `cells_asked` and `cells_changed` are the cells that those files were to answer and those that were news.
    """
    expect(programme, None, period)
    known = fold(events(home)).values()
    period = period or max((one.period for one in known if one.period), default=programme.first_period)
    due_day = due_on(programme, period)
    sent = [one for one in known if one.period == period]
    return {
        "period": period,
        "due_on": due_day.isoformat(),
        "forms_due": [form.id for form in programme.forms if form.cadence in _REGULAR and due(form, period)],
        "units": [_standing(home, unit, sent, due_day) for unit in programme.reporting_units],
    }


def history(home: Path, programme: Programme, unit: str, period: str) -> dict[str, Any]:
    """Every submission of a unit's period with its events, and what changed since each form was last sent."""
    latest: dict[str, RawTable] = {}
    told = [
        asdict(one) | {"events": story} | _changes(home, programme, one, latest).as_dict()
        for one, story in stories(home, programme, unit, period)
    ]
    return {"unit": unit, "period": period, "submissions": told}


def stories(home: Path, programme: Programme, unit: str, period: str) -> list[tuple[Receipt, list[dict[str, Any]]]]:
    """Every submission of a unit's period, the first first, with its events; no file is read."""
    expect(programme, unit, period)
    told = events(home)
    mine = [one for one in fold(told).values() if (one.unit, one.period) == (unit, period)]
    return [(one, _story(one, told)) for one in mine]


def _standing(home: Path, unit: Division, sent: Sequence[Receipt], due_day: date) -> dict[str, Any]:
    sent = [one for one in sent if one.unit == unit.code]
    taken = [one for one in sent if one.state not in ("refused", "withdrawn")]
    live = [one for one in sent if one.state in LIVE]
    newest = next(reversed(live or taken or sent), None)
    received = _day(taken[0]) if taken else None
    return {
        "unit": unit.code,
        "name_zh": unit.name.zh,
        "name_en": unit.name.en,
        "state": newest.state if newest else "not_received",
        "receipt": newest.id if newest else None,
        "received_on": received.isoformat() if received else None,
        "late_days": max((received - due_day).days, 0) if received else None,
        "forms_received": sorted({form for one in live for form in one.forms}),
        **_left(home, live or [one for one in [newest] if one]),
    }


def _day(receipt: Receipt) -> date:
    """The day, by this machine's clock, on which the file came."""
    return datetime.fromisoformat(receipt.received_at).astimezone().date()


def _left(home: Path, counted: Sequence[Receipt]) -> dict[str, int]:
    newest = {form: one for one in counted for form in one.forms}
    stored = {one.id: load_receipt(home, one) for one in counted}
    left = [
        problem for one in counted for problem in stored[one.id]["problems"] if newest.get(problem["form"], one) == one
    ]
    warnings = [problem for problem in left if problem["level"] == "warning"]
    # Receipts written before cells and reasons were counted have no such numbers: they count none.
    cells = [stored[one.id]["forms"].get(form, {}) for form, one in newest.items()]
    return {
        "errors": sum(problem["level"] == "error" for problem in left),
        "warnings": len(warnings),
        "explained": sum(bool(problem.get("reason")) for problem in warnings),
        "cells_asked": sum(count.get("asked", 0) for count in cells),
        "cells_changed": sum(count.get("changed", 0) for count in cells),
    }


def _story(receipt: Receipt, told: Iterable[Event]) -> list[dict[str, Any]]:
    shown = ("seq", "at", "event", "by", "file", "reason")
    return [{key: getattr(event, key) for key in shown} for event in told if event.receipt == receipt.id]


def _changes(home: Path, programme: Programme, receipt: Receipt, latest: dict[str, RawTable]) -> Changes:
    """What differs from `latest`, the tables as sent before, which is then brought up to date."""
    found = Changes()
    if receipt.state == "refused":
        return found
    tables = read_submission(fetch(home, receipt.sha256), receipt.file, programme.forms).tables
    for table in tables:
        if table.form in latest:
            found.add(compared(programme.form(table.form), latest[table.form], table))
    latest |= {table.form: table for table in tables}
    return found
