"""A form's contract as frozen objects: fields, choices, rules, and who owes the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipelines.programme.words import Words

Kind = Literal["string", "integer", "number", "boolean", "date", "list"]
Prefill = Literal["key", "last", "year", "none"]
Cadence = Literal["quarter", "half", "year", "change", "event"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a field: what the cell holds, how English pages show it, what else means it."""

    value: str
    label: Words
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a form.

    `unit` is the measuring unit shown in the header (人, 万元, m²), empty where there is none.
    `may_be_na` allows the literal 不适用; a blank cell means "not reported", allowed unless `required`.
    `prefill`: `key` prints the row's key, `last` the last accepted value, `year` the last accepted value
    of the same year (year-to-date counts), `none` leaves the cell to be typed.
    `people`: it counts persons by what they are (age, schooling, …); a count of one or two stays out of releases.
    `yes` and `no` are the texts that a boolean field takes besides the template's own Yes and No.
    """

    name: str
    title: Words
    kind: Kind
    unit: Words = Words("", "")
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    pattern: str | None = None
    scale: int = 0
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()
    may_be_na: bool = False
    prefill: Prefill = "last"
    refers_to: str | None = None
    note: Words = Words("", "")
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    people: bool = False

    def header(self, lang: str) -> str:
        """The column's header with its unit: 核定岗位（人） / Approved posts (persons)."""
        unit = self.unit[lang]
        if not unit:
            return self.title[lang]
        return f"{self.title.zh}（{unit}）" if lang == "zh" else f"{self.title.en} ({unit})"


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement that must hold in one row (`kind` names one of `intake/checks/rules.py`), or across forms."""

    name: str
    kind: str
    level: Literal["error", "warning", "info"]
    params: Mapping[str, Any]
    message: Words


@dataclass(frozen=True, slots=True)
class Scope:
    """Which communities owe the form: those whose register field has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One contract, T01…T12 and T10b: the only list of its columns anywhere.

    `carries` means that the last accepted row of a key stays valid until a newer one (registers, centres);
    `scope` is who owes the form, `None` when it is not owed per community (decisions, payments, issues).
    """

    id: str
    title: Words
    version: int
    grain: Words
    cadence: Cadence
    carries: bool
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    scope: Scope | None
    owners: tuple[str, ...]
    instructions: Words

    def field(self, name: str) -> Field:
        """The field called `name`; `KeyError` when there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(f"{self.id} has no field {name!r}")

    def sheet(self, lang: str) -> str:
        """The form's sheet name in a workbook, at most 31 characters."""
        return f"{self.id} {self.title[lang]}"[:31]
