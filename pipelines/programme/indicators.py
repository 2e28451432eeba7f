"""Loads the indicator families: one TOML file each, beside the SQL that yields the family's facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipelines.programme.building import build
from pipelines.programme.gaps import gap_of
from pipelines.programme.model import Code, Detail, Family, Indicator, Split
from pipelines.programme.reading import Source, read_toml

_COLUMN = re.compile(r"[a-z][a-z0-9_]*")
_NAMES = ("id", "numerator", "denominator", "applicable", "scope")


def load_families(folder: Path) -> tuple[Family, ...]:
    """The families of `F*.toml`, in the order of their files; `UserError` for a broken definition."""
    return tuple(_family(read_toml(file)) for file in sorted(folder.glob("F*.toml")))


def _family(source: Source) -> Family:
    source.refuse_others(("family", "parameters", "indicator", "detail"))
    head = source.sub("family")
    head.refuse_others(("id", "name", "question", "lead", "page"))
    sql = source.file.with_suffix(".sql")
    if not sql.is_file():
        raise source.wrong("family", sql.name, "known_fact")
    indicators = tuple(_indicator(one, head.need("id", str)) for one in source.each("indicator"))
    return Family(
        id=head.need("id", str),
        name=head.words("name"),
        question=head.words("question"),
        lead=head.one_of("lead", [one.id for one in indicators]),
        page=head.maybe("page", str),
        sql=sql,
        indicators=indicators,
        parameters=_parameters(source.sub("parameters")) if "parameters" in source.table else {},
        details=tuple(_detail(one) for one in source.each("detail")),
    )


def _parameters(source: Source) -> Mapping[str, tuple[str, ...]]:
    """Each parameter as a list of texts; the SQL casts what is a number."""
    return {name: source.strings(name) for name in source.table}


def _detail(source: Source) -> Detail:
    source.refuse_others(("name", "title", "grain", "labels", "code"))
    name, labels = _column(source, "name"), source.sub("labels")
    sql = source.file.with_name(f"{source.file.stem}.{name}.sql")
    if not sql.is_file():
        raise source.wrong("name", sql.name, "known_fact")
    codes = tuple(build(Code, one) for one in source.each("code"))
    for n, one in enumerate(codes):
        if one.column not in labels.table:
            raise source.wrong(f"code[{n}].column", one.column, "one_of", allowed=", ".join(labels.table))
    words = {column: labels.words(column) for column in labels.table}
    return Detail(name, source.words("title"), source.words("grain"), sql, words, codes)


def _indicator(source: Source, family: str) -> Indicator:
    flat = {key: value for key, value in source.table.items() if key not in ("split", "gap")}
    one = build(Indicator, replace(source, table=flat | {"family": family, "splits": []}))
    for key in _NAMES:
        if key in flat:
            _column(source, key)
    _check_kind(source, one)
    splits = tuple(_split(part, one) for part in source.each("split"))
    parts = [f"{split.name}.{value}" for split in splits for value in split.parts]
    if one.plan is not None and one.plan not in parts:
        raise source.wrong("plan", one.plan, "one_of", allowed=", ".join(parts))
    if one.within is not None and one.within not in {split.name for split in splits}:
        raise source.wrong("within", one.within, "one_of", allowed=", ".join(split.name for split in splits))
    return replace(one, splits=splits, gap=gap_of(source.sub("gap")) if "gap" in source.table else None)


def _check_kind(source: Source, one: Indicator) -> None:
    """What an indicator of its kind must have, and must not."""
    if (one.denominator is None) is (one.kind == "ratio"):
        raise source.wrong("denominator", one.denominator, "denominator_of_ratio")
    if (one.numerator is None) is (one.kind != "gap"):
        raise source.wrong("numerator", one.numerator, "numerator_unless_gap")
    if ("gap" in source.table) is not (one.kind == "gap"):
        raise source.wrong("gap", source.table.get("gap"), "gap_of_gap")
    allowed = {"ratio": ("wilson", "byar", "none"), "gap": ("log_ratio", "none")}.get(one.kind, ("none",))
    if one.interval not in allowed:
        raise source.wrong("interval", one.interval, "one_of", allowed=", ".join(allowed))


def _split(source: Source, indicator: Indicator) -> Split:
    source.refuse_others(("name", "label", "column", "parts", "labels", "scope", "counts"))
    if ("column" in source.table) is ("parts" in source.table):
        raise source.wrong("column", source.table.get("column"), "column_or_parts")
    if "counts" in source.table and "parts" in source.table:
        raise source.wrong("counts", source.table["counts"], "column_or_parts")
    labels = source.sub("labels") if "labels" in source.table else replace(source, table={})
    return Split(
        name=_column(source, "name"),
        label=source.words("label"),
        column=_column(source, "column") if "column" in source.table else None,
        parts=_parts(source.sub("parts"), indicator) if "parts" in source.table else {},
        labels={value: labels.words(value) for value in labels.table},
        scope=_column(source, "scope") if "scope" in source.table else None,
        counts=_columns(source, "counts", indicator) if "counts" in source.table else (),
    )


def _parts(source: Source, indicator: Indicator) -> Mapping[str, tuple[str, ...]]:
    """Value → numerator, denominator and, if need be, applicable; a count or a median has no denominator."""
    return {value: _columns(source, value, indicator) for value in source.table}


def _columns(source: Source, key: str, indicator: Indicator) -> tuple[str, ...]:
    lengths = (2, 3) if indicator.kind == "ratio" else (1, 2)
    names = source.strings(key)
    if len(names) not in lengths or not all(map(_COLUMN.fullmatch, names)):
        raise source.wrong(key, ", ".join(names), "part_columns")
    return names


def _column(source: Source, key: str) -> str:
    """The name of a column of the facts: it goes into SQL as it is, so it must be a plain name."""
    name = source.need(key, str)
    if not _COLUMN.fullmatch(name):
        raise source.wrong(key, name, "plain_name")
    return name
