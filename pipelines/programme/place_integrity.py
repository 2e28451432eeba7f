"""Holds a programme's places against its forms and units."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from pipelines.programme.model import Area, Declared, Form, Point, Programme
from pipelines.programme.periods import valid_period
from pipelines.programme.reading import broken


def check_places(programme: Programme) -> None:
    """Raise `broken_definition` for the first point, area or declaration that names nothing, or contradicts itself."""
    file, places = programme.folder / "places.toml", programme.places
    units = {one.code for one in programme.divisions}
    forms = {one.id: one for one in programme.forms}
    for point in places.points:
        _check_point(file, point, forms)
    _once(file, "point", [one.form for one in places.points])
    for area in places.areas:
        _check_area(file, area, units)
    _once(file, "area", [one.unit_code for one in places.areas])
    for declared in places.declared:
        _check_declared(file, declared, units, [one.form for one in places.points])
    _check_spans(file, places.declared)


def _check_point(file: Path, point: Point, forms: dict[str, Form]) -> None:
    known = forms[point.form].fields if point.form in forms else ()
    numbers = {one.name for one in known if one.kind == "number"}
    for name in (point.lon, point.lat):
        if name not in numbers:
            raise broken(file, "point", f"{point.form}.{name}", "known_field")


def _check_area(file: Path, area: Area, units: set[str]) -> None:
    if area.unit_code not in units:
        raise broken(file, "area.unit_code", area.unit_code, "known_division")
    for low, high in ((area.west, area.east), (area.south, area.north)):
        if not low < high:
            raise broken(file, f"area.{area.unit_code}", f"{low}–{high}", "box")


def _check_declared(file: Path, one: Declared, units: set[str], forms: list[str]) -> None:
    if one.unit_code not in units:
        raise broken(file, "declared.unit_code", one.unit_code, "known_division")
    if one.form not in forms:
        raise broken(file, "declared.form", one.form, "one_of", allowed=", ".join(forms))
    for key, period in (("since", one.since), ("until", one.until or one.since)):
        if not valid_period(period):
            raise broken(file, f"declared.{key}", period, "quarter")
    if one.until and one.until < one.since:
        raise broken(file, "declared.until", one.until, "after", start=one.since)


def _check_spans(file: Path, declared: Sequence[Declared]) -> None:
    """A point has one datum: two declarations about the same quarter contradict each other."""
    for one, other in combinations(sorted(declared, key=lambda each: each.since), 2):
        if one.holds(other.unit_code, other.form, other.since):
            raise broken(file, "declared.since", other.since, "one_datum", unit=one.unit_code, form=one.form)


def _once(file: Path, key: str, codes: list[str]) -> None:
    if twice := next((one for one in codes if codes.count(one) > 1), None):
        raise broken(file, key, twice, "no_duplicate")
