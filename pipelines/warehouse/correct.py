"""Applies the known-error list to accepted rows on their way into a release; what was sent stays as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import polars as pl

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.cells.kinds import polars_type
from pipelines.problems import UserError
from pipelines.programme.model import Form, Programme
from pipelines.warehouse.known_errors import Correction, row_key

_ENTRY = "correction~"
_VALUE = "corrected~"


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction and where the row that it mended comes from."""

    correction: Correction
    receipt: str
    sheet: str
    row: int

    @property
    def line(self) -> dict[str, object]:
        """The line of the release's table `corrections`, as far as the correction does not say it by name."""
        one = self.correction
        subject = " ".join(str(value) for name, value in one.key.items() if name not in ("unit_code", "period"))
        return {
            "file": one.file.name,
            "unit_code": one.key["unit_code"],
            "period": one.key["period"],
            "subject": subject,
            "old_value": shown(one.expect),
            "new_value": shown(one.value),
            "receipt": self.receipt,
            "sheet": self.sheet,
            "row": self.row,
        }


def corrected(
    programme: Programme, frames: Mapping[str, pl.DataFrame], errors: Sequence[Correction]
) -> tuple[dict[str, pl.DataFrame], tuple[Applied, ...]]:
    """The rows with every known error mended, marks and origin kept; and where each was applied.

    `UserError` `correction_outdated` where a row is gone or no longer holds what the entry expects of it.
    """
    mended = dict(frames)
    applied: dict[int, Applied] = {}
    places = [(one.form, one.field, position) for position, one in enumerate(errors)]
    for (form, field), group in groupby(sorted(places), key=lambda place: place[:2]):
        entries = {position: errors[position] for _, _, position in group}
        mended[form], found = _mended(programme.form(form), field, frames[form], mended[form], entries)
        applied |= found
    return mended, tuple(applied[position] for position in range(len(errors)))


def _mended(
    form: Form, field: str, before: pl.DataFrame, rows: pl.DataFrame, entries: Mapping[int, Correction]
) -> tuple[pl.DataFrame, dict[int, Applied]]:
    """The rows of a form with one field mended. Values are looked up as they were before any mending."""
    key, kind = row_key(form), polars_type(form.field(field))
    places = pl.DataFrame(
        [{**one.key, _ENTRY: position, _VALUE: one.value} for position, one in entries.items()],
        schema={name: before.schema[name] for name in key} | {_ENTRY: pl.Int64(), _VALUE: kind},
    )
    hits = {row[_ENTRY]: row for row in before.join(places, on=key).iter_rows(named=True)}
    for position, one in entries.items():
        _guard(one, hits.get(position))
    marked = rows.join(places, on=key, how="left", maintain_order="left")
    value = pl.when(pl.col(_ENTRY).is_not_null()).then(pl.col(_VALUE)).otherwise(pl.col(field))
    found = {n: Applied(one, *(hits[n][name] for name in ("receipt", "sheet", "row"))) for n, one in entries.items()}
    return marked.with_columns(value.alias(field)).drop(_ENTRY, _VALUE), found


def _guard(one: Correction, row: Mapping[str, Any] | None) -> None:
    """Lets pass a row that still holds the error."""
    if row is None:
        raise _outdated(one, "gone")
    if row[one.field] != one.expect:
        raise _outdated(one, "changed", found=shown(row[one.field]) or "-", expect=shown(one.expect))


def _outdated(one: Correction, why: str, **slots: object) -> UserError:
    place = {"file": one.file.name, "entry": one.entry, "form": one.form, "field": one.field}
    key = " ".join(str(value) for value in one.key.values())
    zh, en = (
        text(
            lang,
            "error.correction_outdated",
            **place,
            key=key,
            why=text(lang, f"correction.{why}", **slots),
        )
        for lang in LANGUAGES
    )
    return UserError("correction_outdated", zh, en)


def shown(value: object) -> str | None:
    """A value as a reader sees it in a table of texts; `None` for a missing one."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(map(str, value))
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)
