"""The Table Schema of one table of a release: its columns with types and titles, and the keys that tie it to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.export.known import Known, column_note, column_title, foreign_keys, primary_key

_TYPES: Mapping[type[pl.DataType], str] = {
    pl.String: "string",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Datetime: "datetime",
    pl.List: "array",
    pl.Decimal: "number",
    pl.Float64: "number",
}


def table_schema(known: Known, table: str, frame: pl.DataFrame) -> dict[str, Any]:
    """The schema of a table as the published frame has it."""
    key = primary_key(known, table)
    schema: dict[str, Any] = {
        "fields": [_field(known, table, column, kind, column in key) for column, kind in frame.schema.items()],
        "missingValues": [""],
    }
    if key:
        schema["primaryKey"] = list(key)
    if others := _foreign(known, table, frame.columns):
        schema["foreignKeys"] = others
    return schema


def _field(known: Known, table: str, column: str, kind: pl.DataType, is_key: bool) -> dict[str, Any]:
    title, note = column_title(known, table, column), column_note(known, table, column)
    field: dict[str, Any] = {"name": column, "type": type_name(kind), "title": title.zh, "x-title-en": title.en}
    if note.zh:
        field |= {"description": note.zh, "x-description-en": note.en}
    if is_key:
        field["constraints"] = {"required": True}
    form = known.form_of(table)
    return field | (_by_contract(known, form["id"], column) if form else {})


def type_name(kind: pl.DataType) -> str:
    """The Table Schema type of a column."""
    return "integer" if kind.is_integer() else _TYPES[type(kind)]


def _by_contract(known: Known, form: str, column: str) -> dict[str, Any]:
    """Measuring unit and allowed values as the contract has them."""
    field = known.fields.get((form, column))
    if field is None:
        return {}
    told: dict[str, Any] = {}
    if field["unit_zh"]:
        told["x-unit"] = {"zh": field["unit_zh"], "en": field["unit_en"]}
    values = known.choices.get((form, column), ())
    if values and field["type"] == "string":
        told["categories"] = [
            {"value": one["value"], "label": one["label_zh"], "x-label-en": one["label_en"]} for one in values
        ]
    return told


def _foreign(known: Known, table: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"fields": [column], "reference": {"resource": other, "fields": [primary_key(known, other)[0]]}}
        for column, other in foreign_keys(known, table).items()
        if column in columns
    ]
