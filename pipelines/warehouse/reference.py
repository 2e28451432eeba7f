"""The tables that say what the figures mean: places, forms, indicators, norms and lists, as the programme has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

import duckdb
import polars as pl

from pipelines.i18n import LANGUAGES, text
from pipelines.indicators.counts import UNKNOWN, slices
from pipelines.programme.access import Access
from pipelines.programme.model import Comparison, Division, Programme, Words
from pipelines.programme.periods import (
    due_on,
    following,
    half_of,
    is_working_day,
    quarter_end,
    quarter_start,
    quarters,
    year_of,
)

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
        insert(con, table, pl.DataFrame(lines, schema=columns, orient="row", infer_schema_length=None))


def insert(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame, order: str = "") -> None:
    """Adds a frame's rows to a table, column by name; `order` is how they lie in it.

    The frame is handed over as an Arrow stream, for which neither pyarrow nor numpy is imported; a column that knows
    no value has no type either, which DuckDB does not take.
    """
    con.register("given_rows", frame.cast({pl.Null: pl.String}).__arrow_c_stream__())
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM given_rows {order}")
    con.unregister("given_rows")


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
        "calendar_days": _calendar_days(programme, last_period),
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
        "criteria": _plain(programme.criteria),
        "glossary": _glossary(programme),
        **_access_tables(programme.access),
        **_form_tables(programme),
        **_indicator_tables(programme),
    }


def _access_tables(access: Access | None) -> dict[str, Iterable[Row]]:
    """How people walk and what they share; nothing where the programme does not ask."""
    if access is None:
        return {}
    rankings = [access.ranking] if access.ranking else []
    measured = access.measured
    walk = {"source": measured and measured.source, "measured_on": measured and measured.measured_on}
    told = {"barriers": access.barriers, "rankings": rankings, "offers": access.offers, "travel_times": access.times}
    return {"walks": [(access, walk)], **{table: _plain(objects) for table, objects in told.items()}}


def _calendar_days(programme: Programme, last_period: str) -> list[Row]:
    """Every day that a deadline may count from or fall on."""
    first = quarter_start(f"{year_of(programme.first_period) - 1}{programme.first_period[4:]}")
    last, found, working = quarter_end(following(last_period)), list[Row](), 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        is_working = is_working_day(day, programme.holidays)
        working += is_working
        found.append((None, {"day": day, "is_working": is_working, "working_day": working}))
    return found


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


def _glossary(programme: Programme) -> list[Row]:
    """The terms of the programme's own words, in the order of its preferred language."""
    known, mark = programme.text[programme.languages[0]], "glossary."
    keys = [key.removeprefix(mark) for key in known if key.startswith(mark)]

    def words(key: str) -> Words | None:
        return Words(*(programme.text[lang][key] for lang in LANGUAGES)) if key in known else None

    return [(None, {"key": key, "term": words(mark + key), "note": words(f"glossary_note.{key}")}) for key in keys]


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
        "splits": [*split_rows(programme), *_gap_splits(programme)],
        "gaps": _gap_rows(programme),
        "counted_columns": _counted_columns(programme),
    }


def _gap_rows(programme: Programme) -> list[tuple[Comparison, Mapping[str, object]]]:
    """One row per gap indicator, base and comparison, the headline first; of the bases that are counted here."""
    counted = {one.id for one in programme.indicators}
    return [
        (
            comparison,
            {"indicator": one.id, "base": base, "split_value": f"{base}.{comparison.name}"}
            | {"group_value": comparison.group, "reference_value": comparison.reference},
        )
        for one in programme.indicators
        if one.gap is not None
        for base in one.gap.bases
        if base in counted
        for comparison in one.gap.comparisons
    ]


def _gap_splits(programme: Programme) -> Iterator[Row]:
    """The values of the split `base` of each gap: a base indicator and a comparison, by name."""
    names = {one.id: one.name for one in programme.indicators}
    label = Words(*(text(lang, "split.base") for lang in LANGUAGES))
    for comparison, row in _gap_rows(programme):
        base = names[str(row["base"])]
        both = [
            text(lang, "split.base_value", base=base[lang], comparison=comparison.label[lang]) for lang in LANGUAGES
        ]
        yield None, dict(row) | {"split": "base", "kind": "parts", "label": label, "value": Words(*both)}


def _counted_columns(programme: Programme) -> list[Row]:
    """How each indicator is counted, by the names of columns: the whole, then its splits."""
    return [
        (part, {"indicator": one.id, "split_value": part.part, "split_column": part.column})
        for one in programme.indicators
        for part in slices(one)
    ]


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
            kind = {"indicator": one.id, "split": split.name, "kind": "column" if split.divides else "parts"}
            found += [
                (split, kind | {"split_value": value, "value": split.labels.get(value)})
                for value in dict.fromkeys([*split.parts, *split.labels])
            ]
            found += [(split, kind | unknown)] if split.column else []
    return found
