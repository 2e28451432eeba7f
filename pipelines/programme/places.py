"""Where a programme's things may lie: which fields are points, the area of each unit, and in which datum they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipelines.programme.words import Words

Stored = Literal["CGCS2000", "WGS-84"]
Foreign = Literal["GCJ-02", "BD-09"]


@dataclass(frozen=True, slots=True)
class Point:
    """The two fields of a form that are a point, in decimal degrees, and what lies there."""

    form: str
    lon: str
    lat: str
    of: Literal["community", "centre"]


@dataclass(frozen=True, slots=True)
class Area:
    """A box in degrees that surely holds all of a unit; what lies outside it is not in the unit."""

    unit_code: str
    west: float
    east: float
    south: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the point lies in the box, its edges included."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


@dataclass(frozen=True, slots=True)
class Declared:
    """A unit's word, with its source, that a form's points come in another datum from one quarter (to another)."""

    unit_code: str
    form: str
    datum: Foreign
    since: str
    until: str | None
    source: Words

    def holds(self, unit: str | None, form: str, period: str) -> bool:
        """Whether it is about what this unit sends in this form for this quarter."""
        return (unit, form) == (self.unit_code, self.form) and self.since <= period <= (self.until or period)


@dataclass(frozen=True, slots=True)
class Places:
    """The programme's `places.toml`; `datum` is the one in which points are kept, empty lists say nothing."""

    datum: Stored = "CGCS2000"
    points: tuple[Point, ...] = ()
    areas: tuple[Area, ...] = ()
    declared: tuple[Declared, ...] = ()

    def point(self, form: str) -> Point | None:
        """The point fields of a form, where it has any."""
        return next((one for one in self.points if one.form == form), None)

    def area(self, unit: str) -> Area | None:
        """The area of a unit, where it is known."""
        return next((one for one in self.areas if one.unit_code == unit), None)

    def datum_of(self, unit: str | None, form: str, period: str) -> Foreign | None:
        """The datum that a unit has declared for a form and quarter; `None`: the one that is kept."""
        return next((one.datum for one in self.declared if one.holds(unit, form, period)), None)
