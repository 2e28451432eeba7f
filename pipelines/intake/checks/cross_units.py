"""The kinds of rules that compare a submission with what other units have had accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.intake.checks.conditions import Broken, names
from pipelines.intake.checks.seen import Seen

Params = Mapping[str, Any]


def unique_across_units(params: Params, seen: Seen) -> Iterator[Broken]:
    """No other unit has a value of these fields; asked once per value and unit, at the first row that has it."""
    for form, name in params["fields"].items():
        if not seen.touches([form]):
            continue
        others = seen.elsewhere(form, name)
        shared = {*others[name].to_list()}.intersection(seen.sent[form][name].to_list())
        if shared:
            first = seen.sent[form].select("row", value=pl.col(name)).unique("value", keep="first", maintain_order=True)
            yield from _by_unit(first.filter(pl.col("value").is_in(shared)), others, seen, (form, name))


def _by_unit(rows: pl.DataFrame, others: pl.DataFrame, seen: Seen, place: tuple[str, str]) -> Iterator[Broken]:
    form, name = place
    for unit in others["unit_code"].unique(maintain_order=True):
        theirs = others.filter(pl.col("unit_code") == unit).select(value=pl.col(name))
        found = rows.join(theirs, on="value", how="semi", maintain_order="left")
        yield Broken(form, name, found, names(seen, form, name) | {"unit": seen.units[unit]})
