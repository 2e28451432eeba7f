"""Accepted rows: copied when a receipt is accepted, read with the latest row per key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from pipelines.i18n import user_error
from pipelines.intake.cells.kinds import polars_type
from pipelines.intake.checks.check import Context
from pipelines.ledger.events import receipts
from pipelines.ledger.home import read_kept, write_whole
from pipelines.ledger.receipts import load_receipt
from pipelines.ledger.states import Receipt
from pipelines.programme.model import Form, Programme
from pipelines.programme.periods import quarters, valid_period


def accepted_rows(home: Path, programme: Programme, form: str, unit: str | None = None) -> pl.DataFrame:
    """Every accepted row of a form (of one unit), all periods; of rows with one key the one accepted last.

    Typed like the contract, then `not_applicable`, `missing`, `receipt`, `sheet`, `row`; sorted by unit and key.
    """
    contract = programme.form(form)
    return _latest(contract, _sent(home, contract, accepted_receipts(home, unit)).collect())


def context_for(home: Path, programme: Programme, unit: str, period: str) -> Context:
    """What a new submission of a unit is compared with: its accepted rows of every form, all periods, and others'."""
    accepted = accepted_receipts(home)
    others = [one for one in accepted if one.unit != unit and one.period in _last_year(period)]

    def elsewhere(form: str, name: str) -> pl.DataFrame:
        return different_values(home, programme.form(form), name, others)

    own = [one for one in accepted if one.unit == unit]
    return Context(unit, period, tables_of(home, programme, own), elsewhere=elsewhere)


def different_values(home: Path, form: Form, name: str, accepted: Sequence[Receipt]) -> pl.DataFrame:
    """The different `unit_code` and values of one field among the form's rows in these receipts."""
    rows = _latest(form, _sent(home, form, accepted).collect())
    return rows.select("unit_code", name).drop_nulls().unique(maintain_order=True)


def _last_year(period: str) -> tuple[str, ...]:
    """The four quarters up to this one: within them every unit has reported all that it has."""
    year, quarter = period[:4], period[4:]
    return (*quarters(f"{int(year) - 1}{quarter}", period)[1:],) if valid_period(period) else ()


def tables_of(home: Path, programme: Programme, accepted: Sequence[Receipt]) -> dict[str, pl.DataFrame]:
    """The rows of every form in these accepted receipts, given in the order of their acceptance."""
    return tables_and_reports(home, programme, accepted)[0]


def tables_and_reports(
    home: Path, programme: Programme, accepted: Sequence[Receipt]
) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """The rows of every form, and each row as it came, none replaced, of the forms whose key has no period."""
    frames = pl.collect_all([_sent(home, form, accepted) for form in programme.forms])
    sent = list(zip(programme.forms, frames, strict=True))
    return (
        {form.id: _latest(form, frame) for form, frame in sent},
        {form.id: frame for form, frame in sent if "period" not in form.key},
    )


def accepted_receipts(home: Path, unit: str | None = None) -> list[Receipt]:
    """The accepted receipts (of one unit) in the order in which they were accepted."""
    return in_order_of_acceptance(receipts(home), unit)


def in_order_of_acceptance(known: Mapping[str, Receipt], unit: str | None = None) -> list[Receipt]:
    """Those of the receipts (of one unit) that are accepted, the first accepted first."""
    accepted = [one for one in known.values() if one.state == "accepted" and unit in (None, one.unit)]
    return sorted(accepted, key=lambda one: one.accepted_seq or 0)


def from_demo(home: Path, unit: str | None = None) -> bool:
    """Whether any accepted rows (of one unit) are demonstration data."""
    return any(load_receipt(home, one)["demo"] for one in accepted_receipts(home, unit))


def row_schema(form: Form) -> dict[str, pl.DataType]:
    """The columns of checked and accepted rows: the contract's, then where each row comes from."""
    origin = {
        "not_applicable": pl.List(pl.String),
        "missing": pl.List(pl.String),
        "receipt": pl.String(),
        "sheet": pl.String(),
        "row": pl.Int64(),
    }
    return {field.name: polars_type(field) for field in form.fields} | origin


def promote(home: Path, receipt: Receipt) -> None:
    """Puts the checked rows where accepted rows are read; they count once the ledger says accepted."""
    for form in receipt.forms:
        write_whole(accepted_place(home, form, receipt), read_kept(checked_place(home, form, receipt)))


def checked_place(home: Path, form: str, receipt: Receipt) -> Path:
    """Where the rows that passed wait for their acceptance."""
    return home / "checked" / receipt.id / f"{form}.parquet"


def accepted_place(home: Path, form: str, receipt: Receipt) -> Path:
    """Where a receipt's rows lie once it is accepted."""
    return home / "accepted" / form / str(receipt.period) / str(receipt.unit) / f"{receipt.id}.parquet"


def _sent(home: Path, form: Form, accepted: Sequence[Receipt]) -> pl.LazyFrame:
    """The form's rows in these receipts, one receipt after the other; `UserError` when a file of theirs is lost.

    A field that a later version of the contract added is null in rows accepted before.
    """
    schema = row_schema(form)
    files = [accepted_place(home, form.id, one) for one in accepted if form.id in one.forms]
    for file in files:
        if not file.is_file():
            raise user_error("rows_lost", path=file, receipt=file.stem)
    if not files:
        return pl.LazyFrame(schema=schema)
    return pl.scan_parquet(files, schema=schema, missing_columns="insert", extra_columns="ignore")


def _latest(form: Form, sent: pl.DataFrame) -> pl.DataFrame:
    """Later rows over earlier ones. Many small files are many small chunks, slow until joined."""
    key = list(dict.fromkeys(("unit_code", *form.key)))
    return sent.rechunk().unique(key, keep="last", maintain_order=True).sort(key)
