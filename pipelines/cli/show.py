"""Status and history as a person reads them: tables and short stories as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.i18n import text
from pipelines.intake.width import aligned, printable, shortened
from pipelines.programme.model import Programme

_NONE = "—"
_COLUMNS = ("unit", "state", "receipt", "received_on", "late_days", "forms", "errors", "open", "explained", "cells")
_LONGEST = 40
_CHANGES_SHOWN = 100


def status_text(told: Mapping[str, Any], lang: str) -> str:
    """One line per unit under a heading with the period and its due day."""
    head = [text(lang, f"cli.status.{column}") for column in _COLUMNS]
    rows = [_standing(unit, told["forms_due"], lang) for unit in told["units"]]
    title = text(lang, "cli.status.title", period=told["period"], due_on=told["due_on"])
    return "\n".join([title, "", *aligned([head, *rows], right=range(4, len(head)))])


def history_text(told: Mapping[str, Any], programme: Programme, lang: str) -> str:
    """Each submission with its events and the cells that changed."""
    if not told["submissions"]:
        return text(lang, "cli.history.none", unit=told["unit"], period=told["period"])
    parts = ["\n".join(_submission(one, programme, lang)) for one in told["submissions"]]
    return "\n\n".join([text(lang, "cli.history.title", unit=told["unit"], period=told["period"]), *parts])


def _standing(unit: Mapping[str, Any], due: list[str], lang: str) -> list[str]:
    came = [form for form in due if form in unit["forms_received"]]
    cells = {
        "unit": f"{unit['unit']} {unit[f'name_{lang}']}",
        "state": text(lang, f"state.{unit['state']}"),
        "forms": f"{len(came)}/{len(due)}",
        "open": unit["warnings"] - unit["explained"],
        "cells": f"{unit['cells_changed']}/{unit['cells_asked']}",
    }
    return [str(_shown({**unit, **cells}[column])) for column in _COLUMNS]


def _submission(one: Mapping[str, Any], programme: Programme, lang: str) -> Iterator[str]:
    state = text(lang, f"state.{one['state']}")
    yield text(lang, "cli.history.submission", receipt=one["id"], state=state, file=printable(one["file"]))
    for event in one["events"]:
        facts = (
            event["at"],
            text(lang, f"event.{event['event']}"),
            event["by"],
            printable(event["reason"] or ""),
        )
        yield "  " + "  ".join(filter(None, facts))
    changes = one["changes"]
    if changes:
        yield f"  {text(lang, 'cli.history.changes', n=len(changes))}"
        lines = aligned([_change(change, programme, lang) for change in changes[:_CHANGES_SHOWN]])
        yield from (f"    {line}" for line in lines)
    if len(changes) > _CHANGES_SHOWN:
        yield f"    {text(lang, 'cli.history.more', n=len(changes) - _CHANGES_SHOWN)}"


def _change(change: Mapping[str, Any], programme: Programme, lang: str) -> list[str]:
    place = " ".join(value for name, value in change["key"].items() if name != "period")
    field = programme.form(change["form"]).field(change["field"]).title[lang]
    return [change["form"], printable(place), field, f"{_cut(change['old'])} → {_cut(change['new'])}"]


def _cut(value: str | None) -> str:
    return shortened(printable(str(_shown(value))), _LONGEST)


def _shown(value: object) -> object:
    return _NONE if value is None else value
