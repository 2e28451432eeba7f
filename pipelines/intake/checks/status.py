"""What a row says about itself: whether it reports anything, for whom, and if it is new, changed or unchanged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.cells.findings import Finding
from pipelines.intake.cells.values import excused
from pipelines.intake.checks.seen import subject
from pipelines.programme.model import Form
from pipelines.programme.periods import quarter_end, valid_period

STATUS = "row_status"
_BEFORE = "_before"
_ABOUT_THE_ROW = "remark"


@dataclass(frozen=True, slots=True)
class Stated:
    """A form's rows with their status as it is, what the sender is to be told, and how many cells are news.

    `changed` counts the cells that differ from the last accepted row, or answer where there is none.
    """

    rows: pl.DataFrame
    findings: tuple[Finding, ...]
    changed: int


def content(form: Form) -> list[str]:
    """The fields that a sender answers: not the key, not what a template prints beside it, not the status."""
    return [one.name for one in form.fields if one.prefill != "key" and one.name not in (*form.key, STATUS)]


def asked(form: Form) -> int:
    """How many cells a row of the form asks for: its content but for the remark."""
    return len(_asked(form))


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
    form: Form, rows: pl.DataFrame, last: pl.DataFrame, columns: Collection[str], *, declared: bool = False
) -> Stated:
    """The rows compared with the last accepted ones; `declared`: the sender says that the whole form is unchanged.

    A blank status is filled in: new without an earlier row, changed where the row differs, else no change, which the
    sender is asked to confirm. "No change" on a row that differs is read as changed, on one that has no earlier row
    as new; the sender is told. A row sent again for the quarter in which it was accepted keeps its status. Only
    `columns`, those that the sheet has, are compared: what was not asked did not change.
    """
    compared = _compared(form, rows, last, columns)
    changed = int(compared["changed"].sum())
    words = {key: value for key in ("new", "changed", "same") if (value := _value(form, key))}
    if rows.is_empty() or len(words) < 3:
        return Stated(rows, (), changed)
    read = compared.select(
        "row", "known", "equal", *_read(words), again=pl.col("again") & pl.col("equal"), blank=pl.col(STATUS).is_null()
    )
    told = _declared(form, read) if declared else _undeclared(form, read)
    return Stated(rows.with_columns(read["read"].alias(STATUS)), tuple(told), changed)


def _read(words: Mapping[str, str]) -> Iterator[pl.Expr]:
    """`read`: the status as it is; `wrong`: whether that is not what the row says."""
    said, same = pl.col(STATUS), pl.lit(words["same"])
    wrong = ((said == same) & ~pl.col("equal")).fill_null(False)
    before = pl.when("again").then(pl.coalesce("status_before", same)).otherwise(same)
    news = pl.when("known").then(pl.lit(words["changed"])).otherwise(pl.lit(words["new"]))
    true = pl.when("equal").then(before).otherwise(news)
    yield wrong.alias("wrong")
    yield pl.when(said.is_null() | wrong).then(true).otherwise(said).alias("read")


def _undeclared(form: Form, read: pl.DataFrame) -> Iterator[Finding]:
    """Rows that say otherwise than they are; how many are as last time without anybody having said so."""
    title = form.field(STATUS).title
    for code, case in (("status_differs", pl.col("known")), ("status_without_earlier", ~pl.col("known"))):
        if len(found := read.filter("wrong", case)):
            yield Finding(code, "info", STATUS, found.select("row", "read"), {"title": title})
    if count := read.filter("equal", "blank", ~pl.col("again")).height:
        whole = pl.DataFrame({"row": [None], "count": [count]}, schema={"row": pl.Int64, "count": pl.Int64})
        yield Finding("not_confirmed", "warning", STATUS, whole, {"title": title})


def _declared(form: Form, read: pl.DataFrame) -> Iterator[Finding]:
    """Rows that are not as last time although the form is declared unchanged."""
    if len(found := read.filter(~pl.col("equal"))):
        slots = {"title": form.field(STATUS).title, "form": form.id}
        yield Finding("declared_unchanged_but_differs", "warning", STATUS, found.select("row", "read"), slots)


def _value(form: Form, key: str) -> str | None:
    """The form's own word for a status, `None` when it has no such field or choice."""
    labels = {text(lang, f"intake.status.{key}") for lang in LANGUAGES}
    choices = (choice for one in form.fields if one.name == STATUS for choice in one.choices)
    return next((one.value for one in choices if labels & {one.value, one.label.zh, one.label.en}), None)


def _asked(form: Form) -> list[str]:
    return [name for name in content(form) if name != _ABOUT_THE_ROW]


def _compared(form: Form, rows: pl.DataFrame, last: pl.DataFrame, columns: Collection[str]) -> pl.DataFrame:
    """The rows, in their order, with what the last accepted row of the same subject says of them.

    `known`: there is one; `changed`: how many cells differ from it; `equal`: none does; `again`: it is of the same
    quarter; `status_before`: its status.
    """
    names = [name for name in _asked(form) if name in columns]
    if last.is_empty():
        news = [pl.col(name).is_not_null() | pl.col(excused(name)) for name in names]
        return rows.with_columns(_count(news), known=False, equal=False, again=False, status_before=None)
    pairs = rows.join(
        last.with_columns(known=True), on=subject(form), how="left", suffix=_BEFORE, maintain_order="left"
    )
    news = [
        pl.col(name).ne_missing(pl.col(f"{name}{_BEFORE}"))
        | pl.col(excused(name)).ne_missing(pl.col(f"{excused(name)}{_BEFORE}").fill_null(False))
        for name in names
    ]
    reasons = [pl.col(name).fill_null([]).list.sort() for name in ("missing", f"missing{_BEFORE}")]
    news.append(reasons[0].ne_missing(reasons[1]))
    known = pl.col("known").fill_null(False)
    return pairs.with_columns(_count(news), known=known).with_columns(
        equal=pl.col("known") & (pl.col("changed") == 0),
        again=(pl.col("period") == pl.col(f"period{_BEFORE}")).fill_null(False),
        status_before=pl.col(f"{STATUS}{_BEFORE}") if STATUS in rows.columns else pl.lit(None, pl.String),
    )


def _count(cells: list[pl.Expr]) -> pl.Expr:
    """How many of the cells are so, row by row."""
    counted = pl.sum_horizontal(*(cell.cast(pl.Int64) for cell in cells)) if cells else pl.lit(0, pl.Int64)
    return counted.alias("changed")
