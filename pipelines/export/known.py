"""What a release says of its own tables: names of forms, families and columns, keys, allowed values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.i18n import LANGUAGES, text, wording
from pipelines.programme.words import Words
from pipelines.warehouse.release import Release

Row = dict[str, Any]
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND NOT internal ORDER BY table_name"
_ASOF, _FACTS, _REGISTER = "_asof", "facts_", "communities"


@dataclass(frozen=True, slots=True)
class Known:
    """The rows of the release that describe the others, and its tables in alphabetical order."""

    info: Mapping[str, str]
    tables: Sequence[str]
    forms: Mapping[str, Row]
    fields: Mapping[tuple[str, str], Row]
    choices: Mapping[tuple[str, str], Sequence[Row]]
    families: Mapping[str, Row]
    details: Mapping[str, Row]
    labels: Mapping[tuple[str, str], Row]
    indicators: Sequence[Row]

    def form_of(self, table: str) -> Row | None:
        """The form that a table holds rows of (`t04`, `t10_asof`, the register); `None` for other tables."""
        if table == _REGISTER:
            return next((self.forms[one] for one in self.forms if f"{one.lower()}{_ASOF}" in self.tables), None)
        return {one.lower(): row for one, row in self.forms.items()}.get(table.removesuffix(_ASOF))

    def family_of(self, table: str) -> Row | None:
        """The family whose facts a table holds."""
        known = {f"{_FACTS}{one.lower()}": row for one, row in self.families.items()}
        return known.get(table)


def known_of(release: Release) -> Known:
    """What the release says of its own tables."""

    def rows(table: str, *order: str) -> list[Row]:
        return release.sql(f"SELECT * FROM {table} ORDER BY {', '.join(order)}").to_dicts()

    choices: dict[tuple[str, str], list[Row]] = {}
    for row in rows("choices", "form", "field", "position"):
        choices.setdefault((row["form"], row["field"]), []).append(row)
    return Known(
        info={row["key"]: row["value"] for row in rows("release_info", "key")},
        tables=release.sql(_TABLES)["table_name"].to_list(),
        forms={row["id"]: row for row in rows("forms", "position")},
        fields={(row["form"], row["name"]): row for row in rows("fields", "form", "position")},
        choices=choices,
        families={row["id"]: row for row in rows("families", "position")},
        details={row["name"]: row for row in rows("details", "position")},
        labels={(row["detail"], row["name"]): row for row in rows("detail_columns", "detail", "position")},
        indicators=rows("indicators", "position"),
    )


@cache
def keys() -> Mapping[str, Mapping[str, Any]]:
    """`primary`: the primary key by table; `foreign`: by table and column the table whose primary key it names."""
    written: Mapping[str, Mapping[str, Any]] = tomllib.loads(
        Path(__file__).with_name("keys.toml").read_text(encoding="utf-8")
    )
    return written


def primary_key(known: Known, table: str) -> Sequence[str]:
    """The columns that tell a table's rows apart; none where that is not known."""
    fixed: Sequence[str] = keys()["primary"].get(table, ())
    form = known.form_of(table)
    if fixed or form is None:
        return fixed
    key = ("unit_code", *form["key"])
    return list(dict.fromkeys(("period", *key) if table.endswith(_ASOF) else key))


def foreign_keys(known: Known, table: str) -> Mapping[str, str]:
    """By column the table whose primary key it names."""
    fixed: Mapping[str, str] = keys()["foreign"].get(table, {})
    return fixed or ({"receipt": "receipts"} if known.form_of(table) else {})


def title(known: Known, table: str) -> Words:
    """What a table is called."""
    form, family = known.form_of(table), known.family_of(table)
    if table in known.details:
        return _both(known.details[table], "title")
    if family:
        return Words(*(text(lang, "export.facts", name=family[f"name_{lang}"]) for lang in LANGUAGES))
    if form is None or table == _REGISTER:
        return _said(f"export.table.{table}", table)
    name = Words(*(f"{form['id']} {form[f'title_{lang}']}" for lang in LANGUAGES))
    if not table.endswith(_ASOF):
        return name
    return Words(*(text(lang, "export.asof", title=name[lang]) for lang in LANGUAGES))


def grain(known: Known, table: str) -> Words:
    """What one row of a table is."""
    form, family = known.form_of(table), known.family_of(table)
    if table in known.details:
        return _both(known.details[table], "grain")
    if family:
        return _said("export.facts_row", "")
    if form is None or table == _REGISTER:
        return _said(f"export.row.{table}", "")
    name = _both(form, "grain")
    if not table.endswith(_ASOF):
        return name
    return Words(*(text(lang, "export.asof_row", grain=name[lang]) for lang in LANGUAGES))


def column_title(known: Known, table: str, column: str) -> Words:
    """What a column is called: by the contract, the detail, the wording, or else its own name."""
    form = known.form_of(table)
    if form and (field := known.fields.get((form["id"], column))):
        return _both(field, "title")
    if label := known.labels.get((table, column)):
        return _both(label, "label")
    stem, _, lang = column.rpartition("_")
    if lang in LANGUAGES:
        return Words(
            *(text(one, f"export.in_{lang}", title=_said(f"export.column.{stem}", stem)[one]) for one in LANGUAGES)
        )
    return _said(f"export.column.{column}", column)


def column_note(known: Known, table: str, column: str) -> Words:
    """What else is to be known of a column: the contract's note, or the indicators that count it."""
    form, family = known.form_of(table), known.family_of(table)
    if form and (field := known.fields.get((form["id"], column))):
        return _both(field, "note")
    return _counted(known, family["id"], column) if family else Words("", "")


def _counted(known: Known, family: str, column: str) -> Words:
    said = []
    for lang in LANGUAGES:
        parts = []
        for part in ("numerator", "denominator"):
            own = [row for row in known.indicators if row["family"] == family and row[part] == column]
            names = text(lang, "export.list_mark").join(row[f"name_{lang}"] for row in own)
            parts += [text(lang, f"export.is_{part}", names=names)] if names else []
        said.append(text(lang, "export.part_mark").join(parts))
    return Words(*said)


def _both(row: Row, stem: str) -> Words:
    return Words(*(str(row[f"{stem}_{lang}"] or "") for lang in LANGUAGES))


def _said(key: str, otherwise: str) -> Words:
    return Words(*(wording(lang).get(key, otherwise) for lang in LANGUAGES))
