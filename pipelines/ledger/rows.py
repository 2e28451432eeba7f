"""Accepted rows: copied when a receipt is accepted, read with the latest row per key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.intake.check import Context
from pipelines.intake.kinds import polars_type
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
    return _rows(home, programme.form(form), accepted_receipts(home, unit)).collect()


def context_for(home: Path, programme: Programme, unit: str, period: str) -> Context:
    """What a new submission of a unit is compared with: its accepted rows of every form, all periods, and others'."""
    accepted = accepted_receipts(home)
    others = [one for one in accepted if one.unit != unit and one.period in _last_year(period)]

    def elsewhere(form: str, name: str) -> pl.DataFrame:
        return different_values(home, programme.form(form), name, others)

    own = [one for one in accepted if one.unit == unit]
    return Context(unit, period, _tables(home, programme, own), elsewhere=elsewhere)


def different_values(home: Path, form: Form, name: str, accepted: Sequence[Receipt]) -> pl.DataFrame:
    """The different `unit_code` and values of one field among the form's rows in these receipts."""
    return _rows(home, form, accepted).select("unit_code", name).drop_nulls().unique(maintain_order=True).collect()


def _last_year(period: str) -> tuple[str, ...]:
    """The four quarters up to this one: within them every unit has reported all that it has."""
    year, quarter = period[:4], period[4:]
    return (*quarters(f"{int(year) - 1}{quarter}", period)[1:],) if valid_period(period) else ()


def accepted_tables(home: Path, programme: Programme, unit: str | None = None) -> dict[str, pl.DataFrame]:
    """`accepted_rows` of every form, read together."""
    return _tables(home, programme, accepted_receipts(home, unit))


def _tables(home: Path, programme: Programme, accepted: Sequence[Receipt]) -> dict[str, pl.DataFrame]:
    frames = pl.collect_all([_rows(home, form, accepted) for form in programme.forms])
    return dict(zip((form.id for form in programme.forms), frames, strict=True))


def accepted_receipts(home: Path, unit: str | None = None) -> list[Receipt]:
    """The accepted receipts (of one unit) in the order in which they were accepted."""
    accepted = [one for one in receipts(home).values() if one.state == "accepted" and unit in (None, one.unit)]
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
        checked = home / "checked" / receipt.id / f"{form}.parquet"
        if checked.exists():
            write_whole(_place(home, form, receipt), read_kept(checked))


def _rows(home: Path, form: Form, accepted: Sequence[Receipt]) -> pl.LazyFrame:
    """The form's rows in these receipts, later ones over earlier ones.

    A field that a later version of the contract added is null in rows accepted before.
    """
    schema = row_schema(form)
    places = [_place(home, form.id, one) for one in accepted if form.id in one.forms]
    files = [place for place in places if place.exists()]
    if not files:
        return pl.LazyFrame(schema=schema)
    key = list(dict.fromkeys(("unit_code", *form.key)))
    rows = pl.scan_parquet(files, schema=schema, missing_columns="insert", extra_columns="ignore")
    return rows.unique(key, keep="last", maintain_order=True).sort(key)


def _place(home: Path, form: str, receipt: Receipt) -> Path:
    return home / "accepted" / form / str(receipt.period) / str(receipt.unit) / f"{receipt.id}.parquet"
