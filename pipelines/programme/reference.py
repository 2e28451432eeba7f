"""Loads a programme's registers. Only divisions must be there; a register without a file is empty."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar, get_args

from pipelines.programme.building import build, columns
from pipelines.programme.places import Area, Declared, Places, Point, Stored
from pipelines.programme.reading import Source, read_csv, read_toml
from pipelines.programme.registers import (
    Check,
    Deadline,
    Department,
    Division,
    Level,
    Matter,
    Milestone,
    Missing,
    Norm,
)
from pipelines.programme.words import Words

T = TypeVar("T")


def load_divisions(folder: Path) -> tuple[Division, ...]:
    """The divisions in administrative order: city, sides, districts, town-level units, each by code."""
    lines = read_csv(folder / "divisions.csv", columns(Division))
    levels = get_args(Level)
    return tuple(sorted((build(Division, line) for line in lines), key=lambda d: (levels.index(d.level), d.code)))


def load_departments(folder: Path) -> tuple[Department, ...]:
    """The departments, in the order of `departments.csv`."""
    return _lines(Department, folder / "departments.csv")


def load_matters(folder: Path) -> tuple[Matter, ...]:
    """The kinds of entrusted matters, in the order of `matters.csv`."""
    return _lines(Matter, folder / "matters.csv")


def load_milestones(folder: Path) -> tuple[dict[str, Words], tuple[Milestone, ...]]:
    """The strands (code → name) and the milestones of `milestones.toml`."""
    source = _table(folder / "milestones.toml", "strands", "milestone")
    strands = source.sub("strands") if source.table else source
    return {code: strands.words(code) for code in strands.table}, _each(Milestone, source)


def load_checks(folder: Path) -> tuple[Check, ...]:
    """The items of all check lists of `checks.toml`."""
    return _each(Check, _table(folder / "checks.toml", "check"))


def load_norms(folder: Path) -> tuple[Norm, ...]:
    """The norms and sources of `norms.toml`."""
    return _each(Norm, _table(folder / "norms.toml", "norm"))


def load_missing(folder: Path) -> tuple[Missing, ...]:
    """The reasons of `missing.toml`; a text that would mean two of them is an error."""
    source = _table(folder / "missing.toml", "missing")
    reasons = _each(Missing, source)
    taken: set[str] = set()
    for one, table in zip(reasons, source.each("missing"), strict=True):
        if again := next((text for text in one.texts if text in taken), None):
            raise table.wrong("texts", again, "no_repeat")
        taken |= {*one.texts}
    return reasons


def load_places(folder: Path) -> Places:
    """The points, areas and declared datums of `places.toml`; without the file nothing is known of places."""
    source = _table(folder / "places.toml", "datum", "point", "area", "declared")
    datum = source.one_of("datum", get_args(Stored)) if source.table else Places().datum
    return Places(datum, _each(Point, source), _each(Area, source), _each(Declared, source))


def load_calendar(folder: Path) -> tuple[tuple[Deadline, ...], frozenset[date]]:
    """The steps of `calendar.toml`, and the holidays on which nobody works."""
    source = _table(folder / "calendar.toml", "holidays", "deadline")
    holidays = source.get("holidays", list, [])
    for position, day in enumerate(holidays):
        if type(day) is not date:
            raise source.wrong(f"holidays[{position}]", day, "date")
    return _each(Deadline, source), frozenset(holidays)


def _lines(kind: type[T], file: Path) -> tuple[T, ...]:
    return tuple(build(kind, line) for line in read_csv(file, columns(kind))) if file.is_file() else ()


def _each(kind: type[T], source: Source) -> tuple[T, ...]:
    return tuple(build(kind, one) for one in source.each(kind.__name__.lower()))


def _table(file: Path, *allowed: str) -> Source:
    source = read_toml(file) if file.is_file() else Source(file, {})
    source.refuse_others(allowed)
    return source
