"""What a row says about itself: whether it reports anything, for whom, and if it is new, changed or unchanged."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.findings import Finding
from pipelines.intake.seen import subject
from pipelines.intake.values import excused
from pipelines.programme.model import Form
from pipelines.programme.periods import quarter_end, valid_period

STATUS = "row_status"
_BEFORE = "_before"


def content(form: Form) -> list[str]:
    """The fields that a sender answers: not the key, not what a template prints beside it, not the status."""
    return [one.name for one in form.fields if one.prefill != "key" and one.name not in (*form.key, STATUS)]


def not_reported(form: Form) -> pl.Expr:
    """Whether a raw row holds nothing but its key and status: a printed row that nobody filled in."""
    blank = [pl.col(name).is_null() for name in content(form)]
    return pl.all_horizontal(blank) if blank else pl.lit(False)


def completed_keys(raw: pl.DataFrame, unit: str, period: str) -> tuple[pl.DataFrame, int]:
    """The raw rows with unit, period and as-of day where an added row left them to the workbook; how many."""
    day = quarter_end(period).isoformat() if valid_period(period) else None
    known = {"period": period or None, "unit_code": unit or None, "as_of": day}
    blank = [pl.col(name).is_null() for name, value in known.items() if value and name in raw.columns]
    if not blank or raw.is_empty():
        return raw, 0
    values = {name: pl.col(name).fill_null(pl.lit(value)) for name, value in known.items() if name in raw.columns}
    return raw.with_columns(**values), raw.filter(pl.any_horizontal(blank)).height


def stated(
    form: Form, rows: pl.DataFrame, last: pl.DataFrame, columns: Collection[str]
) -> tuple[pl.DataFrame, list[Finding]]:
    """The rows with their status as it is, and where that is not what the row says.

    A blank status is filled in silently: new without an earlier row, else changed. "No change" on a row that differs
    from the last accepted one is read as changed, on a row that has none as new; the sender is told. Only `columns`,
    those that the sheet has, are compared: what was not asked did not change.
    """
    words = {key: _value(form, key) for key in ("new", "changed", "same")}
    if rows.is_empty() or None in words.values():
        return rows, []
    compared = _compared(form, rows, last, columns)
    said, known = pl.col(STATUS), pl.col("known")
    true = pl.when(known).then(pl.lit(words["changed"])).otherwise(pl.lit(words["new"]))
    wrong = ((said == words["same"]) & ~(known & pl.col("equal"))).fill_null(False)
    read = compared.select("row", "known", wrong=wrong, read=pl.when(said.is_null() | wrong).then(true).otherwise(said))
    told = [
        Finding(code, "info", STATUS, found.select("row", "read"), {"title": form.field(STATUS).title})
        for code, case in (("status_differs", known), ("status_without_earlier", ~known))
        if len(found := read.filter("wrong", case))
    ]
    return rows.with_columns(read["read"].alias(STATUS)), told


def _value(form: Form, key: str) -> str | None:
    """The form's own word for a status, `None` when it has no such field or choice."""
    labels = {text(lang, f"intake.status.{key}") for lang in LANGUAGES}
    choices = (choice for one in form.fields if one.name == STATUS for choice in one.choices)
    return next((one.value for one in choices if labels & {one.value, one.label.zh, one.label.en}), None)


def _compared(form: Form, rows: pl.DataFrame, last: pl.DataFrame, columns: Collection[str]) -> pl.DataFrame:
    """The rows, in their order, with `known` (there is an earlier row) and `equal` (it says the same)."""
    if last.is_empty():
        return rows.with_columns(known=False, equal=False)
    pairs = rows.join(
        last.with_columns(known=True), on=subject(form), how="left", suffix=_BEFORE, maintain_order="left"
    )
    fields = [name for name in content(form) if name != "remark" and name in columns]
    same = [pl.col(one).eq_missing(pl.col(f"{one}{_BEFORE}")) for name in fields for one in (name, excused(name))]
    reasons = pl.col("missing").list.sort().eq_missing(pl.col(f"missing{_BEFORE}").list.sort())
    return pairs.with_columns(pl.col("known").fill_null(False), equal=pl.all_horizontal(*same, reasons))
