"""frictionless: the same Table Schema document, read from CSV; its report is worded and points to row and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import yaml
from frictionless import Check, Checklist, Package, Resource, Schema, errors, system

_CONTRACT = Path(__file__).parents[1] / "contract" / "reports.yaml"


class InOrder(Check):
    """A check across two columns; its own `row-constraint` fails where a value is missing."""

    Errors = (errors.RowConstraintError,)

    def validate_row(self, row: Any) -> Any:
        for low, high in (("opened_on", "closed_on"), ("filled", "approved")):
            if row[low] is not None and row[high] is not None and row[low] > row[high]:
                yield errors.RowConstraintError.from_row(row, note=low)


def check(folder: Path) -> Any:
    """The report's errors."""
    schema = yaml.safe_load(_CONTRACT.read_text(encoding="utf-8"))
    for field in schema["fields"]:
        if values := [one["value"] for one in field.pop("categories", ())]:
            field.setdefault("constraints", {})["enum"] = values
    keys = {"fields": ["community_code"], "reference": {"resource": "communities", "fields": ["community_code"]}}
    schema = {"fields": schema["fields"], "primaryKey": schema["primaryKey"], "foreignKeys": [keys]}
    codes = Schema.from_descriptor({"fields": [{"name": "community_code", "type": "string"}]})
    with system.use_context(trusted=True):
        package = Package(
            resources=[
                Resource(name="data", path=str(folder / "data.csv"), schema=Schema.from_descriptor(schema)),
                Resource(name="communities", path=str(folder / "communities.csv"), schema=codes),
            ]
        )
        report = package.get_resource("data").validate(Checklist(checks=[InOrder()]), limit_errors=10**9)
    return report.tasks[0].errors


def listed(found: Any) -> pl.DataFrame:
    """The errors as they point: row, column, value, and their wording."""
    schema = {"row": pl.Int64, **dict.fromkeys(("column", "value", "en"), pl.String)}
    told = [
        (one.row_number, getattr(one, "field_name", None), getattr(one, "cell", None) or None, one.message)
        for one in found
    ]
    return pl.DataFrame(told, schema, orient="row")
