"""Holds a programme's parts against each other: what one definition names, another one must define."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from pipelines.programme.gaps import check_gap
from pipelines.programme.model import Division, Family, Indicator, Norm, Programme
from pipelines.programme.place_integrity import check_places
from pipelines.programme.reading import broken

_TOWN_KINDS = ("subdistrict", "town", "zone", "farm")


def check_integrity(programme: Programme) -> None:
    """Raise `broken_definition` for the first reference that leads nowhere, the first code used twice, …."""
    _check_codes(programme)
    _check_calendar(programme)
    _check_divisions(programme)
    _check_registers(programme)
    check_places(programme)
    for norm in programme.norms:
        _check_norm(programme, norm)
    for family in programme.families:
        for one in family.indicators:
            _check_indicator(programme, family, one)


def _check_codes(programme: Programme) -> None:
    folder = programme.folder
    _unique(folder / "divisions.csv", (one.code for one in programme.divisions))
    _unique(folder / "departments.csv", (one.code for one in programme.departments))
    _unique(folder / "matters.csv", (one.code for one in programme.matters))
    _unique(folder / "milestones.toml", (one.code for one in programme.milestones))
    _unique(folder / "missing.toml", (one.code for one in programme.missing))
    _unique(folder / "checks.toml", (f"{one.list}.{one.item}" for one in programme.checks))
    _unique(folder / "norms.toml", (one.id for one in programme.norms))
    _unique(folder / "calendar.toml", (one.step for one in programme.calendar))
    _unique(folder / "programme.toml", (one.code for one in programme.criteria))
    _unique(folder / "programme.toml", (one.code for one in programme.research))
    _unique(folder / "forms", (one.id for one in programme.forms))
    _unique(folder / "indicators", (one.id for one in programme.indicators))


def _unique(file: Path, codes: Iterable[str]) -> None:
    seen = set[str]()
    for code in codes:
        if code in seen:
            raise broken(file, code, code, "no_duplicate")
        seen.add(code)


def _known(file: Path, key: str, found: Iterable[str | None], known: Collection[str], wanted: str) -> None:
    for code in found:
        if code is not None and code not in known:
            raise broken(file, key, code, wanted)


def _in_order(file: Path, key: str, start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise broken(file, key, end, "after", start=start)


def _check_calendar(programme: Programme) -> None:
    """Submission is the one step the system itself counts from: who was on time, and who was not."""
    if "submission" not in {one.step for one in programme.calendar if one.counts_from == "quarter_end"}:
        raise broken(programme.folder / "calendar.toml", "deadline", None, "submission_step")
    for one in programme.criteria:
        _in_order(programme.folder / "programme.toml", f"{one.code}.valid_to", one.valid_from, one.valid_to)


def _check_divisions(programme: Programme) -> None:
    file = programme.folder / "divisions.csv"
    level = {one.code: one.level for one in programme.divisions}
    if level.get(programme.city) != "city":
        raise broken(programme.folder / "programme.toml", "city", programme.city, "city")
    if not programme.reporting_units:
        raise broken(file, "reports", None, "reporting_unit")
    for one in programme.divisions:
        _check_division(file, one, level)


def _check_division(file: Path, one: Division, level: Mapping[str, str]) -> None:
    sides = {code for code, its in level.items() if its == "side"}
    _known(file, f"{one.code}.parent", [one.parent], level.keys(), "known_division")
    _known(file, f"{one.code}.successors", one.successors, level.keys(), "known_division")
    _known(file, f"{one.code}.side", [one.side], sides, "known_division")
    _in_order(file, f"{one.code}.valid_to", one.valid_from, one.valid_to)
    kinds = _TOWN_KINDS if one.level == "town" else (one.level,)
    if one.kind not in kinds:
        raise broken(file, f"{one.code}.kind", one.kind, "one_of", allowed=", ".join(kinds))
    if one.parent is None and one.level != "city":
        raise broken(file, f"{one.code}.parent", None, "known_division")
    if one.side is None and one.level in {"district", "town"}:
        raise broken(file, f"{one.code}.side", None, "known_division")


def _check_registers(programme: Programme) -> None:
    codes = {one.code for one in programme.departments}
    file = programme.folder / "departments.csv"
    for one in programme.departments:
        _known(file, f"{one.code}.successor", [one.successor], codes, "known_department")
        _in_order(file, f"{one.code}.valid_to", one.valid_from, one.valid_to)
    file = programme.folder / "matters.csv"
    for matter in programme.matters:
        _known(file, f"{matter.code}.department", [matter.department], codes, "known_department")
        _known(file, f"{matter.code}.joint", matter.joint, codes, "known_department")
        _known(file, f"{matter.code}.department_now", [matter.department_now], codes, "known_department")
        _known(file, f"{matter.code}.joint_now", matter.joint_now, codes, "known_department")
    file = programme.folder / "milestones.toml"
    for milestone in programme.milestones:
        _known(file, f"{milestone.code}.strand", [milestone.strand], programme.strands, "known_strand")


def _check_norm(programme: Programme, norm: Norm) -> None:
    file = programme.folder / "norms.toml"
    indicators = {one.id for one in programme.indicators} | programme.planned
    _known(file, f"{norm.id}.indicators", norm.indicators, indicators, "known_indicator")
    _in_order(file, f"{norm.id}.valid_to", norm.valid_from, norm.valid_to)
    _known(file, f"{norm.id}.unit_code", [norm.unit_code], {one.code for one in programme.divisions}, "known_division")
    if {"2010": True, "current": False}.get(norm.yardstick, norm.in_force_by_2010) != norm.in_force_by_2010:
        raise broken(file, f"{norm.id}.yardstick", norm.yardstick, "yardstick")
    ends = [one for one in (norm.low, norm.high) if one is not None]
    if ends and (norm.value is not None or ends != sorted(ends)):
        found = "–".join(str(one) for one in (norm.value, *ends) if one is not None)
        raise broken(file, f"{norm.id}.value", found, "value_or_range")


def _check_indicator(programme: Programme, family: Family, one: Indicator) -> None:
    file = family.sql.with_suffix(".toml")
    indicators = {other.id for other in programme.indicators}
    listed = {norm.id for norm in programme.norms if one.id in norm.indicators}
    fields = {f"{form.id}.{field.name}" for form in programme.forms for field in form.fields}
    _known(file, f"{one.id}.norms", one.norms, {norm.id for norm in programme.norms}, "known_norm")
    _known(file, f"{one.id}.norms", one.norms, listed, "same_both_ways")
    _known(file, f"{one.id}.norms", sorted(listed), one.norms, "same_both_ways")
    _known(file, f"{one.id}.counters", one.counters, indicators | programme.planned, "known_indicator")
    _known(file, f"{one.id}.needs", one.needs, fields, "known_field")
    check_gap(programme, file, one)
    if one.id in programme.planned:
        raise broken(programme.folder / "programme.toml", "planned_indicators", one.id, "not_defined_yet")
