"""A programme's registers as frozen objects: places, departments, matters, milestones, norms, calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipelines.programme.words import Words

Level = Literal["city", "side", "district", "town"]
DivisionKind = Literal["city", "side", "district", "subdistrict", "town", "zone", "farm"]
Yardstick = Literal["2010", "current", "proposal", "plan"]
Confidence = Literal["V", "K", "S", "I", "—"]


@dataclass(frozen=True, slots=True)
class Division:
    """A city, side, district or town-level unit, valid between two dates (`None` = open).

    `kind` says what a town-level unit is: subdistrict, town, zone or farm. `successors` are the units its
    territory went to, the one that took its name first.
    """

    code: str
    name: Words
    level: Level
    parent: str | None
    side: str | None
    valid_from: date
    valid_to: date | None
    successors: tuple[str, ...] = ()
    short: Words = Words("", "")
    reports: bool = False
    kind: DivisionKind = "town"
    note: Words = Words("", "")

    def valid_on(self, day: date) -> bool:
        """Whether the unit exists on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Department:
    """A department with the dates in which it bore this name (`None` = open or not known)."""

    code: str
    name: Words
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    named_in_policy: bool
    short: Words = Words("", "")
    confidence: Confidence = "K"


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of entrusted matter, E01…E32: who led it in 2010, who leads it now, and who shares the lead."""

    code: str
    name: Words
    department: str
    department_now: str
    in_law_1989: bool
    confidence: Confidence
    joint: tuple[str, ...] = ()
    joint_now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of the steps M01…M12 of a pilot site, and its strand."""

    code: str
    name: Words
    short: Words
    strand: str


@dataclass(frozen=True, slots=True)
class Norm:
    """A yardstick with its source: never shown without year and status.

    `yardstick` says which line it is: `2010` in force by July 2010, `current` a later norm,
    `proposal` our own (marked as such), `plan` the district's own dates. `value` is a point, `low`/`high`
    a range, all `None` where the source gives no number ("no target" is a value).
    `confidence`: V seen in a public source, K professional knowledge not verified, S the policy itself,
    I our proposal, — a text that was not found, or a plan. `judges` is false where it asks it of a part only (its
    scope), so that the whole is not held against it.
    """

    id: str
    indicators: tuple[str, ...]
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    text: Words
    source: Words
    year: int
    in_force_by_2010: bool
    yardstick: Yardstick
    valid_from: date | None
    valid_to: date | None
    scope: Words
    confidence: Confidence
    judges: bool = True
    unit_code: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """The document the programme carries out."""

    number: str
    title: Words
    issuer: Words
    issued_on: date


@dataclass(frozen=True, slots=True)
class Criterion:
    """A word the policy leaves open (条件成熟, 及时 …), how it is read here, since when and who decides."""

    code: str
    term: Words
    text: Words
    source: Words
    valid_from: date
    valid_to: date | None
    decided_by: Words
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Topic:
    """One research question of the policy, R1…R5."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Deadline:
    """One step of the calendar, in working days after quarter end or after an event (negative: before)."""

    step: str
    counts_from: Literal["quarter_end", "event"]
    working_days: int
    who: Words
    what: Words


@dataclass(frozen=True, slots=True)
class Check:
    """One item of a check list (readiness a–e, separation, governance, 四统一 u1a…u4c, steps s0–s6)."""

    list: str
    item: str
    name: Words
    group: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One reason why a value is not there, and the texts by which a cell says so."""

    code: str
    name: Words
    texts: tuple[str, ...]
