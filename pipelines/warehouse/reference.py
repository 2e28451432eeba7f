"""The tables that say what the figures mean: places, forms, indicators, norms and lists, as the programme has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
import polars as pl

from pipelines.i18n import LANGUAGES, text
from pipelines.indicators.counts import UNKNOWN, slices
from pipelines.programme.model import Division, Programme, Words
from pipelines.programme.periods import due_on, half_of, quarter_end, quarter_start, quarters, year_of

Row = tuple[object, Mapping[str, object]]
_FREEZE = "freeze"


def fill(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> None:
    """Fills a table of the schema: each column from the given values, else from the object's field of that name.

    `x_zh` and `x_en` are the words `x`; `position` counts from 1.
    """
    columns = [str(name) for (name,) in con.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()]
    lines = [
        [_cell(one, {"position": n, **given}, column) for column in columns]
        for n, (one, given) in enumerate(rows, start=1)
    ]
    if lines:
        con.register("lines", pl.DataFrame(lines, schema=columns, orient="row", infer_schema_length=None))
        con.execute(f"INSERT INTO {table} SELECT * FROM lines")
        con.unregister("lines")


def _cell(one: object, given: Mapping[str, object], column: str) -> object:
    if column in given:
        return given[column]
    stem, _, lang = column.rpartition("_")
    if lang in ("zh", "en"):
        words = given.get(stem, getattr(one, stem, None))
        return words[lang] if isinstance(words, Words) else None
    value = getattr(one, column)
    return list(value) if isinstance(value, tuple) else value


def reference_tables(con: duckdb.DuckDBPyConnection, programme: Programme, last_period: str) -> None:
    """Every reference table of the schema; communities and split values are added once the rows are known."""
    for table, rows in _tables(programme, last_period).items():
        fill(con, table, rows)


def _tables(programme: Programme, last_period: str) -> dict[str, Iterable[Row]]:
    return {
        "periods": [(period, _period(programme, period)) for period in quarters(programme.first_period, last_period)],
        "units": [
            (one, {"unit_code": one.code, "parent_code": one.parent, "ctype": None}) for one in programme.divisions
        ],
        "reporting_units": [(one, _reporting(one)) for one in programme.reporting_units],
        "departments": _plain(programme.departments),
        "matters": _plain(programme.matters),
        "milestones": [
            (one, {"strand_" + k: w for k, w in _both(programme.strands[one.strand])}) for one in programme.milestones
        ],
        "checks": [(one, {"group_name": one.group}) for one in programme.checks],
        "norms": [(one, {"indicator": indicator}) for one in programme.norms for indicator in one.indicators],
        **_form_tables(programme),
        **_indicator_tables(programme),
    }


def _plain(objects: Iterable[object]) -> list[Row]:
    return [(one, {}) for one in objects]


def _both(words: Words) -> list[tuple[str, str]]:
    return [("zh", words.zh), ("en", words.en)]


def _period(programme: Programme, period: str) -> dict[str, object]:
    steps = {deadline.step for deadline in programme.calendar}
    return {
        "period": period,
        "start_on": quarter_start(period),
        "end_on": quarter_end(period),
        "year": year_of(period),
        "half": half_of(period),
        "quarter": int(period[-1]),
        "due_on": due_on(programme, period),
        "freeze_on": due_on(programme, period, _FREEZE) if _FREEZE in steps else None,
    }


def _reporting(unit: Division) -> dict[str, object]:
    """A zone that reports for itself lies in the district it belongs to."""
    return {"unit_code": unit.code, "district_code": unit.code if unit.level == "district" else unit.parent}


def _form_tables(programme: Programme) -> dict[str, Iterable[Row]]:
    fields: list[Row] = []
    choices: list[Row] = []
    for form in programme.forms:
        for position, field in enumerate(form.fields, start=1):
            fields.append((field, {"form": form.id, "position": position, "type": field.kind}))
            choices += [
                (one, {"form": form.id, "field": field.name, "position": n})
                for n, one in enumerate(field.choices, start=1)
            ]
    return {"forms": _plain(programme.forms), "fields": fields, "choices": choices}


def _indicator_tables(programme: Programme) -> dict[str, Iterable[Row]]:
    return {
        "families": [(one, {"sql": one.sql.read_text(encoding="utf-8")}) for one in programme.families],
        "parameters": [
            (None, {"family": family.id, "name": name, "value": value})
            for family in programme.families
            for name, values in family.parameters.items()
            for value in values
        ],
        **_detail_tables(programme),
        "indicators": _plain(programme.indicators),
        "splits": split_rows(programme),
        "counted_columns": _counted_columns(programme),
    }


def _counted_columns(programme: Programme) -> list[Row]:
    """How each indicator is counted, by the names of columns: the whole, then its splits."""
    found: list[Row] = []
    for one in programme.indicators:
        columns = {split.name: split.column for split in one.splits}
        for part in slices(one):
            column = columns.get(part.split)
            value = None if column else part.value[1:-1].replace("''", "'")
            found.append(
                (part, {"indicator": one.id, "split_value": value, "split_column": column, "scope": one.scope})
            )
    return found


def _detail_tables(programme: Programme) -> dict[str, Iterable[Row]]:
    known = [(family.id, one) for family in programme.families for one in family.details]
    return {
        "details": [(one, {"family": family, "sql": one.sql.read_text(encoding="utf-8")}) for family, one in known],
        "detail_columns": [
            (None, {"detail": one.name, "name": column, "label_zh": label.zh, "label_en": label.en})
            for _, one in known
            for column, label in one.labels.items()
        ],
        "detail_codes": [(code, {"detail": one.name}) for _, one in known for code in one.codes],
    }


def split_rows(programme: Programme) -> list[Row]:
    """One row per declared value of a split, in the declared order; `unknown` for every column split comes last."""
    unknown = {"split_value": UNKNOWN, "value": Words(*(text(lang, "split.unknown") for lang in LANGUAGES))}
    found: list[Row] = []
    for one in programme.indicators:
        for split in one.splits:
            kind = {"indicator": one.id, "split": split.name, "kind": "column" if split.column else "parts"}
            found += [
                (split, kind | {"split_value": value, "value": split.labels.get(value)})
                for value in dict.fromkeys([*split.parts, *split.labels])
            ]
            found += [(split, kind | unknown)] if split.column else []
    return found
