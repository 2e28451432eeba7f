"""Status and history as a person reads them: tables and short stories as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.doctor.finding import Finding
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


def between_text(told: Mapping[str, Any], programme: Programme, lang: str) -> str:
    """Two submissions side by side, and what changed from the one to the other."""
    lines = [text(lang, "cli.history.between", old=told["old"]["id"], new=told["new"]["id"])]
    for one in (told["old"], told["new"]):
        facts = {"receipt": one["id"], "state": text(lang, f"state.{one['state']}"), "file": printable(one["file"])}
        lines.append(f"  {text(lang, 'cli.history.submission', **facts)}  {one['received_at']}")
    lines += [
        f"  {text(lang, f'cli.history.{kind}', forms=', '.join(told[kind]))}"
        for kind in ("only_old", "only_new")
        if told[kind]
    ]
    changed = list(_changed(told, programme, lang, "cli.history.differences"))
    return "\n".join([*lines, *(changed or [f"  {text(lang, 'cli.history.same')}"])])


def doctor_text(home: Path, found: Sequence[Finding], lang: str) -> str:
    """What the doctor found, and what to do about each finding that asks for it."""
    lines = [text(lang, "doctor.title", home=home), ""]
    for one in found:
        lines.append(f"[{text(lang, f'doctor.level.{one.level}')}] {printable(one.what[lang])}")
        lines += [f"    → {one.do[lang]}"] if one.do[lang] else []
    ill = sum(one.level == "problem" for one in found)
    return "\n".join([*lines, "", text(lang, "doctor.ill", n=ill) if ill else text(lang, "doctor.healthy")])


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
    yield from _changed(one, programme, lang, "cli.history.changes")


def _changed(told: Mapping[str, Any], programme: Programme, lang: str, heading: str) -> Iterator[str]:
    """Rows that came or went, then the cells that changed in rows that both have."""
    cells = [one for one in told["changes"] if one["old_row"] is not None and one["new_row"] is not None]
    rows = [(kind, row) for kind in ("rows_added", "rows_removed") for row in told[kind]]
    lines = [_row(kind, row, lang) for kind, row in rows]
    lines += [_change(change, programme, lang) for change in cells]
    if lines:
        yield f"  {text(lang, heading, n=len(lines))}"
        yield from (f"    {line}" for line in aligned(lines[:_CHANGES_SHOWN]))
    if len(lines) > _CHANGES_SHOWN:
        yield f"    {text(lang, 'cli.history.more', n=len(lines) - _CHANGES_SHOWN)}"


def _row(kind: str, row: Mapping[str, Any], lang: str) -> list[str]:
    return [
        row["form"],
        _place(row, lang),
        text(lang, f"cli.history.{kind}"),
        text(lang, "cli.history.row", row=row["row"]),
    ]


def _change(change: Mapping[str, Any], programme: Programme, lang: str) -> list[str]:
    field = programme.form(change["form"]).field(change["field"]).title[lang]
    old, new = _cut(change["old"]), _cut(change["new"])
    return [change["form"], _place(change, lang), field, f"{old} → {new}"]


def _place(change: Mapping[str, Any], lang: str) -> str:
    """What the row is about; a row without key is named by its number."""
    named = printable(" ".join(value for name, value in change["key"].items() if name != "period" and value))
    number = change.get("row") or change.get("new_row") or change.get("old_row")
    return named or text(lang, "cli.history.keyless", row=number)


def _cut(value: str | None) -> str:
    return shortened(printable(str(_shown(value))), _LONGEST)


def _shown(value: object) -> object:
    return _NONE if value is None else value
