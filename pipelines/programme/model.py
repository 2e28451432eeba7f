"""The programme as frozen objects: what a form, a unit, a norm or an indicator *is*. See `load.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pipelines.programme.access import Access
from pipelines.programme.contracts import Cadence, Choice, Field, Form, Kind, Prefill, Rule, Scope
from pipelines.programme.details import Code, Detail
from pipelines.programme.places import Area, Declared, Places, Point
from pipelines.programme.registers import (
    Check,
    Criterion,
    Deadline,
    Department,
    Division,
    Matter,
    Milestone,
    Missing,
    Norm,
    Policy,
    Topic,
)
from pipelines.programme.words import Words

__all__ = [
    "Area",
    "Cadence",
    "Check",
    "Choice",
    "Code",
    "Criterion",
    "Deadline",
    "Declared",
    "Department",
    "Detail",
    "Division",
    "Comparison",
    "Family",
    "Field",
    "Form",
    "Gap",
    "Indicator",
    "Kind",
    "Matter",
    "Milestone",
    "Missing",
    "Norm",
    "Places",
    "Point",
    "Policy",
    "Prefill",
    "Programme",
    "Rule",
    "Scope",
    "Split",
    "Topic",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Split:
    """How an indicator is broken down besides district and side.

    Either by a `column` of the family's facts, or by `parts`: value → names of the columns that stand in for
    numerator, denominator and applicable (the last may be left out; counts and medians have no denominator).
    `labels` names the values; a value without label is shown as it is.
    `scope` names the column that says which rows the split is about, where these are others than the indicator's;
    `counts` are the columns that a `column` split counts, where these are others than the indicator's.
    """

    name: str
    label: Words
    column: str | None = None
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, Words] = field(default_factory=dict)
    scope: str | None = None
    counts: tuple[str, ...] = ()

    @property
    def divides(self) -> bool:
        """Whether its values make up the whole: a column of the indicator's own rows and counts."""
        return self.column is not None and self.scope is None and not self.counts


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups held against each other: two values of a `split` of the base, or two units of a `level`."""

    name: str
    label: Words
    group: str
    reference: str
    split: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What an indicator of kind `gap` divides: the value of each base indicator in one group by that in the other.

    The first base and comparison are the indicator itself, all of them its split `base`.
    """

    bases: tuple[str, ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: names of count columns, never logic.

    `numerator`, `denominator` and `applicable` are columns of the family's facts; `denominator` is `None` for counts
    and medians, all three for a gap, which counts nothing itself (see `Gap`). `multiplier` makes the ratio the `unit`.
    `scope` names the column that says which rows of the facts the indicator is about (`None`: all of them).
    `applicable` false = not applicable, null or a null count = not reported.
    `plan` names the part (`split.value`) that counts what the districts' own plans ask for by the end of the period.
    `people`: it counts persons by what they are (age, schooling, …), so cells of one or two stay hidden below district.
    `within` names the split inside one value of which alone units may be compared (funds per case: one matter).
    `page` names the page of the dashboard that shows it best, where that is not its family's.
    """

    id: str
    family: str
    name: Words
    question: Words
    definition: Words
    clause: str
    kind: Literal["ratio", "count", "median", "gap"]
    numerator: str | None
    denominator: str | None
    applicable: str | None
    multiplier: float
    unit: Words
    decimals: int
    level: str
    period: Literal["Q", "H", "A", "E"]
    direction: Literal["up", "down", "neutral"]
    interval: Literal["wilson", "byar", "log_ratio", "none"]
    bounds: bool
    splits: tuple[Split, ...]
    norms: tuple[str, ...]
    counters: tuple[str, ...]
    needs: tuple[str, ...]
    caution: Words
    scope: str | None = None
    people: bool = False
    plan: str | None = None
    gap: Gap | None = None
    within: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A family F1…F12: indicators, facts SQL, the `parameters` that the SQL reads, the single cases behind them.

    `lead` is the indicator that stands for it on the overview; `page` the dashboard's page about it (`None`: none).
    """

    id: str
    name: Words
    question: Words
    lead: str
    page: str | None
    sql: Path
    indicators: tuple[Indicator, ...]
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that is data about one programme, read from one folder.

    `planned` are indicators that other definitions already name and whose family is not defined yet. `missing` are the
    reasons that a cell may give for having no value. `access` is `None` where nobody asks how far services are.
    """

    id: str
    name: Words
    folder: Path
    city: str
    first_period: str
    started_on: date
    languages: tuple[str, ...]
    divisions: tuple[Division, ...]
    departments: tuple[Department, ...]
    matters: tuple[Matter, ...]
    milestones: tuple[Milestone, ...]
    strands: Mapping[str, Words]
    checks: tuple[Check, ...]
    norms: tuple[Norm, ...]
    calendar: tuple[Deadline, ...]
    holidays: frozenset[date]
    policy: Policy
    criteria: tuple[Criterion, ...]
    research: tuple[Topic, ...]
    planned: frozenset[str]
    missing: tuple[Missing, ...] = ()
    places: Places = Places()
    forms: tuple[Form, ...] = ()
    cross_rules: tuple[Rule, ...] = ()
    families: tuple[Family, ...] = ()
    access: Access | None = None
    text: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def form(self, form_id: str) -> Form:
        """The form called `form_id`; `KeyError` when there is none."""
        for one in self.forms:
            if one.id == form_id:
                return one
        raise KeyError(form_id)

    @property
    def reporting_units(self) -> tuple[Division, ...]:
        """The units that send workbooks, in administrative order."""
        return tuple(d for d in self.divisions if d.reports)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in family order."""
        return tuple(i for f in self.families for i in f.indicators)
