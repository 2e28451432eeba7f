"""What the funding page says of money: due, paid and received, and how late it came."""

from __future__ import annotations

import polars as pl

from dashboard.briefing.codes import reported_code
from dashboard.briefing.model import Row
from dashboard.words import FEW, counted, decimal, listed, money, t, whole

FLOWS = {
    "unit": pl.String,
    "due": pl.Float64,
    "community": pl.Float64,
    "street": pl.Float64,
    "level_unknown": pl.Float64,
    "text": pl.String,
    "is_missing": pl.Boolean,
    "grp": pl.String,
}

# what tells one payment from another in its form
PAYMENT = ("unit_code", "matter_code", "payer", "source", "receiver_code", "due_on")


def flows(lang: str, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per district or paying department for `charts.due_paid_received`, from the rows of `MONEY`."""
    lines = []
    for row in rows.rows(named=True):
        parts = [row[key] or 0.0 for key in ("due", "community", "street", "level_unknown")]
        lines.append((row[f"name_{lang}"], *parts, _amounts(lang, row), row["lines"] == 0, row["grp"]))
    return pl.DataFrame(lines, schema=FLOWS, orient="row")


def _amounts(lang: str, row: Row) -> str:
    if row["lines"] == 0:
        return t(lang, "reading.missing")
    sums = {key: decimal(row[key] or 0, 2) for key in ("due", "paid", "community")}
    gaps = counted(lang, "funding.gaps", row["gaps"]) if row["gaps"] else ""
    return t(lang, "funding.amounts", **sums) + gaps


def flows_alt(lang: str, rows: pl.DataFrame) -> str:
    """The bars in words."""
    return _alt(lang, "funding.flows_alt", flows(lang, rows))


def flow(lang: str, rows: pl.DataFrame) -> str:
    """What became of the money this year, all together, and who has sent nothing."""
    told, parts = rows.filter(pl.col("lines") > 0), []
    if not told.is_empty():
        sums = {key: money(lang, float(told[key].sum())) for key in ("due", "paid", "community", "street")}
        parts.append(t(lang, "funding.flow", **sums))
    absent = rows.filter(pl.col("lines") == 0)[f"name_{lang}"].to_list()
    if absent:
        parts.append(t(lang, "funding.absent", names=listed(lang, absent)))
    return t(lang, "frame.space").join(parts)


def delays(lang: str, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per payment for `charts.delay`, from the rows of `PAYMENTS`; no median of fewer than five."""
    name = f"name_{lang}"
    texts = {row[name]: _waiting(lang, row) for row in rows.unique(name).rows(named=True)}
    codes = [reported_code("T09", *row) for row in rows.select(PAYMENT).iter_rows()]
    return rows.select(
        "days",
        "is_paid",
        "lane",
        unit=pl.col(name),
        said=pl.col(f"matter_{lang}"),
        median=pl.when(pl.col("lines") - pl.col("unpaid") >= FEW).then("median"),
        text=pl.col(name).replace_strict(texts, return_dtype=pl.String),
        code=pl.Series(codes, dtype=pl.String),
    )


def _waiting(lang: str, row: Row) -> str:
    slots = {"n": whole(row["unpaid"]), "of": whole(row["lines"])}
    if row["lines"] - row["unpaid"] < FEW:
        return t(lang, "funding.unpaid_of", **slots)
    middle = round(row["median"])
    key = "same" if middle == 0 else "early" if middle < 0 else "late"
    median = t(lang, f"funding.median_{key}", days=whole(abs(middle)))
    return t(lang, "funding.median_and_unpaid", median=median, **slots)


def delays_alt(lang: str, rows: pl.DataFrame) -> str:
    """The strips in words."""
    return _alt(lang, "funding.delay_alt", delays(lang, rows).unique("unit", keep="first", maintain_order=True))


def _alt(lang: str, key: str, frame: pl.DataFrame) -> str:
    said = [t(lang, "chart.alt_row", name=name, text=text) for name, text in frame.select("unit", "text").rows()]
    return t(lang, key, rows=listed(lang, said))
