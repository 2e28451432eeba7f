"""The kinds of rules that compare a submission with what other units have had accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.intake.conditions import Broken, names
from pipelines.intake.seen import Seen

Params = Mapping[str, Any]


def unique_across_units(params: Params, seen: Seen) -> Iterator[Broken]:
    """No other unit has a value of these fields; asked once per value and unit, at the first row that has it."""
    for form, name in params["fields"].items():
        if not seen.touches([form]):
            continue
        values = seen.sent[form].select("row", value=pl.col(name)).drop_nulls().unique("value", keep="first")
        shared = values.join(seen.elsewhere(form, name).rename({name: "value"}), on="value").sort("row")
        for (unit,), rows in shared.group_by("unit_code", maintain_order=True):
            slots = names(seen, form, name) | {"unit": seen.units[str(unit)]}
            yield Broken(form, name, rows.select("row", "value"), slots)
