"""The record in words: receipts and their files, corrections, findings. The same for a figure and for a single row."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.i18n import text
from pipelines.passport.model import Passport, Row, Section
from pipelines.passport.reported import ReportedRow
from pipelines.passport.values import amount, moment

Traced = Passport | ReportedRow
SHOWN = 60  # rows of a table in words; JSON has them all


def field_name(one: Traced, code: str, lang: str) -> str:
    """A field with its title: T04 核定岗位数."""
    titles = one.titles.get(code)
    form, _, name = code.partition(".")
    return f"{form} {titles[f'title_{lang}']}" if titles else f"{form} {name}"


def heads(lang: str, *keys: str) -> tuple[str, ...]:
    """The wording of the heads of a table."""
    return tuple(text(lang, f"passport.head_{key}") for key in keys)


def place(row: Row, lang: str) -> str:
    """Where a row came from: receipt, sheet, row."""
    return text(lang, "passport.place", receipt=row["receipt"], sheet=row["sheet"], row=row["row"])


def counted_of(lang: str, shown: int, total: int) -> str:
    """How many rows are listed, of how many."""
    key = "passport.rows_all" if shown == total else "passport.rows_first"
    return text(lang, key, shown=amount(shown), total=amount(total))


def files(receipts: Iterable[Row], lang: str) -> Section:
    """The receipts: their files, and the steps of each."""
    rows = [
        (
            row["receipt"],
            row["file"] or "",
            row["sha256"] or "",
            *(moment(row[name]) for name in ("received_at", "signed_at", "accepted_at")),
            "; ".join(_step(step, lang) for step in row["steps"]),
        )
        for row in receipts
    ]
    head = heads(lang, "receipt", "file", "sha256", "received", "signed", "accepted", "steps")
    notes = (text(lang, "passport.utc"),) if rows else ()
    return Section("files", text(lang, "passport.title_files"), notes=notes, table=(head, *rows) if rows else ())


def _step(step: Row, lang: str) -> str:
    parts = (text(lang, f"event.{step['event']}"), moment(step["at"]), step["by"] or "")
    said = " ".join(part for part in parts if part)
    return f"{said} ({step['reason']})" if step["reason"] else said


def corrections(one: Traced, lang: str) -> Section:
    """The known errors mended in the rows; that there are none is said too."""
    rows = [
        (
            field_name(one, f"{row['form']}.{row['field']}", lang),
            place(row, lang),
            row["old_value"] or text(lang, "passport.blank"),
            row["new_value"] or text(lang, "passport.blank"),
            row[f"reason_{lang}"],
            f"{row['reported_on']} {row['reported_by']}",
        )
        for row in one.corrections
    ]
    head = heads(lang, "field", "place", "said", "right", "why", "reported")
    notes = () if rows else (text(lang, "passport.no_corrections"),) if one.receipts else ()
    title = text(lang, "passport.title_corrections")
    return Section("corrections", title, notes=notes, table=(head, *rows) if rows else ())


def problems(one: Traced, lang: str) -> Section:
    """What the checks had said of the rows."""
    rows = [
        (
            text(lang, f"passport.level_{row['level']}"),
            place(row, lang),
            row["cell"] or "",
            row[f"message_{lang}"],
            row["reason"] or "",
        )
        for row in one.problems[:SHOWN]
    ]
    notes = (counted_of(lang, len(rows), len(one.problems)),) if rows else ()
    head = heads(lang, "level", "place", "cell", "message", "explained")
    title = text(lang, "passport.title_problems")
    return Section("problems", title, notes=notes, table=(head, *rows) if rows else ())
