"""Reads a definition (TOML, YAML, CSV): a value comes out with its type, or an error says where it stands."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import yaml

from pipelines.i18n import LANGUAGES, text
from pipelines.problems import UserError
from pipelines.programme.words import Words

T = TypeVar("T")
L = TypeVar("L", bound=str)
_KINDS = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "yes_no",
    date: "date",
    list: "list",
    dict: "table",
}


def broken(file: Path, key: str, found: object, wanted: str, **slots: object) -> UserError:
    """The `broken_definition` error: file, key, what was found (`None`: nothing), and `wanted.<wanted>`."""
    zh, en = (
        text(
            lang,
            "error.broken_definition",
            file=_shown(file),
            key=key,
            found=text(lang, "definition.nothing") if found is None else _cut(found),
            wanted=text(lang, f"wanted.{wanted}", **slots),
        )
        for lang in LANGUAGES
    )
    return UserError("broken_definition", zh, en)


def _shown(file: Path) -> str:
    """The file as people know it: from the programme's folder on (`xiamen/forms/T04.yaml`)."""
    for folder in file.parents:
        if (folder / "programme.toml").is_file():
            return file.relative_to(folder.parent).as_posix()
    return f"{file.parent.name}/{file.name}"


def _cut(found: object) -> str:
    shown = f"“{found}”" if isinstance(found, str) else str(found)
    return shown if len(shown) <= 160 else f"{shown[:160]}…"


@dataclass(frozen=True, slots=True)
class Source:
    """One table of a definition, and where it stands: `place` is the key path that leads to it."""

    file: Path
    table: Mapping[str, Any]
    place: str = ""

    def path(self, key: str) -> str:
        """The key with the path that leads to it."""
        return f"{self.place}.{key}" if self.place else key

    def wrong(self, key: str, found: object, wanted: str, **slots: object) -> UserError:
        """The error for `key` of this table; raise it."""
        return broken(self.file, self.path(key), found, wanted, **slots)

    def need(self, key: str, kind: type[T]) -> T:
        """The value of `key`: there, of this kind, not blank, finite; a whole number serves as `float`."""
        value = self.table.get(key)
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind or value == "" or (isinstance(value, float) and not isfinite(value)):
            raise self.wrong(key, value, _KINDS[kind])
        return value

    def get(self, key: str, kind: type[T], default: T) -> T:
        """The value of `key`, or `default` when the key is not there."""
        return self.need(key, kind) if key in self.table else default

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """The value of `key`, or `None` when the key is not there."""
        return self.need(key, kind) if key in self.table else None

    def one_of(self, key: str, allowed: Collection[L]) -> L:
        """The text of `key`, which must be one of `allowed` (`get_args` of a Literal serves)."""
        value = self.need(key, str)
        for one in allowed:
            if one == value:
                return one
        raise self.wrong(key, value, "one_of", allowed=", ".join(allowed))

    def words(self, key: str) -> Words:
        """The wording of `key` in both languages; neither may be missing."""
        both = self.sub(key)
        both.refuse_others(LANGUAGES)
        return Words(*(both.need(lang, str) for lang in LANGUAGES))

    def words_or_blank(self, key: str) -> Words:
        """The wording of `key`, or blank words when the key is not there."""
        return self.words(key) if key in self.table else Words("", "")

    def strings(self, key: str) -> tuple[str, ...]:
        """The list of texts at `key`; empty when the key is not there."""
        items = self.get(key, list, [])
        for position, item in enumerate(items):
            if type(item) is not str:
                raise self.wrong(f"{key}[{position}]", item, "text")
        return tuple(items)

    def sub(self, key: str) -> Source:
        """The table at `key`."""
        return Source(self.file, self.need(key, dict), self.path(key))

    def each(self, key: str) -> tuple[Source, ...]:
        """The list of tables at `key`; empty when the key is not there."""
        items = self.get(key, list, [])
        for position, item in enumerate(items):
            if type(item) is not dict:
                raise self.wrong(f"{key}[{position}]", item, "table")
        return tuple(Source(self.file, item, f"{self.path(key)}[{n}]") for n, item in enumerate(items))

    def refuse_others(self, allowed: Collection[str]) -> None:
        """Raise for the first key that is not `allowed`: a mistyped key must not pass in silence."""
        for key in self.table:
            if key not in allowed:
                raise self.wrong(str(key), str(key), "one_of", allowed=", ".join(sorted(allowed)))


def read_toml(file: Path) -> Source:
    """A TOML file as one table."""
    try:
        return Source(file, tomllib.loads(_content(file)))
    except tomllib.TOMLDecodeError as fault:
        raise broken(file, "-", str(fault), "valid_toml") from fault


class _NoDuplicates(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as PyYAML reads it safely, except that a key given twice is an error and not the last one wins."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping; `yaml.YAMLError` when a key comes twice."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise yaml.MarkedYAMLError(problem=f"key given twice: {twice}", problem_mark=node.start_mark)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


def read_yaml(file: Path) -> Source:
    """A YAML file as one table."""
    try:
        table = yaml.load(_content(file), _NoDuplicates)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as fault:
        raise broken(file, "-", " ".join(str(fault).split()), "valid_yaml") from fault
    if type(table) is not dict:
        raise broken(file, "-", table, "table")
    return Source(file, table)


def read_csv(file: Path, columns: Mapping[str, type]) -> tuple[Source, ...]:
    """One table per line of a CSV file with exactly these columns; a blank cell is a key that is not there.

    `name_zh` and `name_en` become the words `name`; yes/no are booleans, lists are parted by `;`.
    """
    reader = csv.DictReader(StringIO(_content(file), newline=""), restkey="?", strict=True)
    try:
        lines = [(reader.line_num, line) for line in reader]
    except csv.Error as fault:
        raise broken(file, f"line {reader.reader.line_num}", str(fault), "valid_csv") from fault
    if list(reader.fieldnames or ()) != list(columns):
        raise broken(file, "line 1", ",".join(reader.fieldnames or ()), "columns", allowed=",".join(columns))
    return tuple(_line(file, number, line, columns) for number, line in lines)


def _line(file: Path, number: int, line: Mapping[str, Any], columns: Mapping[str, type]) -> Source:
    place, table = f"line {number}", dict[str, Any]()
    if "?" in line or None in line.values():
        raise broken(file, place, ",".join(map(str, line.values())), "cells", count=len(columns))
    for column, kind in columns.items():
        if cell := line[column].strip():
            stem, _, lang = column.rpartition("_")
            home = table.setdefault(stem, {}) if lang in LANGUAGES else table
            home[lang if lang in LANGUAGES else column] = _typed(file, f"{place}.{column}", cell, kind)
    return Source(file, table, place)


def _typed(file: Path, key: str, cell: str, kind: type) -> Any:
    if kind is list:
        return [part.strip() for part in cell.split(";")]
    if kind is bool and cell in {"yes", "no"}:
        return cell == "yes"
    try:
        return date.fromisoformat(cell) if kind is date else {str: str, int: int, float: float}[kind](cell)
    except (ValueError, KeyError) as fault:
        raise broken(file, key, cell, _KINDS[kind]) from fault


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise broken(file, "-", None, "file") from fault
    except UnicodeDecodeError as fault:
        raise broken(file, "-", str(fault), "utf8") from fault
