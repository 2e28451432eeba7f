"""Takes a boundary file into the home: reads it, joins it to the units, checks where it lies, keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipelines.boundaries.join import Joined, Unit, join
from pipelines.boundaries.keep import Boundaries, approval_number, drawn, keep
from pipelines.boundaries.read import Shapes, read_shapes
from pipelines.i18n import user_error
from pipelines.ledger.home import read_kept
from pipelines.programme.model import Area, Division, Programme

_MARGIN = 0.1  # degrees that a unit's inside may lie outside the areas of all units


@dataclass(frozen=True, slots=True)
class Order:
    """What is supplied: the file (and its layer), the level and the day of its units, its number or why it has none."""

    path: Path
    level: str
    valid_on: date
    approval: str | None = None
    reason: str | None = None
    layer: str | None = None


@dataclass(frozen=True, slots=True)
class Supplied:
    """What came of it: the boundaries as kept, the file's polygons, the join, and where they are kept."""

    boundaries: Boundaries
    shapes: Shapes
    joined: Joined
    path: Path


def supply(home: Path, programme: Programme, units: Iterable[Unit], order: Order) -> Supplied:
    """Keeps the boundaries of one level in the place of earlier ones.

    Raises `UserError` where the file cannot be used, lies elsewhere as a whole, or has no unit; nothing is kept then.
    Polygons without unit and units without polygon are no error: see `Joined`.
    """
    if order.approval and order.reason:
        raise user_error("boundaries_both")
    number = approval_number(order.approval)
    shapes = _in_the_city(order.path, read_shapes(order.path, order.layer), programme.places.areas)
    columns = {str(name): shapes.frame[name].tolist() for name in shapes.frame.columns if name != "geometry"}
    joined = join(columns, units, order.valid_on)
    if not joined.features:
        raise user_error("boundaries_no_unit", path=order.path, level=order.level, columns=_shown(columns))
    boundaries = Boundaries(
        level=order.level,
        shapes=drawn(shapes, joined),
        valid_on=order.valid_on,
        file=order.path.name,
        sha256=hashlib.sha256(read_kept(order.path)).hexdigest(),
        crs=shapes.crs,
        is_exact=shapes.is_exact,
        approval=number,
        reason=(order.reason or "").strip() or None,
    )
    return Supplied(boundaries, shapes, joined, keep(home, boundaries))


def units_of(programme: Programme, level: str) -> list[Unit]:
    """The divisions of a level as the programme knows them, at all dates; communities are the register's to name."""
    known = {one.code: one for one in programme.divisions}
    return [
        Unit(one.code, _names(one), _around(one, known), one.valid_from, one.valid_to)
        for one in programme.divisions
        if one.level == level
    ]


def _names(one: Division) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (one.name.zh, one.short.zh, one.name.en, one.short.en) if name))


def _around(one: Division, known: Mapping[str, Division]) -> tuple[str, ...]:
    """The Chinese names of what a unit lies in, the largest first; sides are no part of a written name."""
    found: list[str] = []
    parent = known.get(one.parent or "")
    while parent is not None:
        found += [parent.name.zh] if parent.level != "side" else []
        parent = known.get(parent.parent or "")
    return tuple(reversed(found))


def _shown(columns: Mapping[str, Sequence[object]]) -> str:
    """The columns of a file with the first value of each, for whoever has to see why nothing fits."""
    return ", ".join(f"{name} ({values[0]})" for name, values in columns.items()) or "-"


def _in_the_city(path: Path, shapes: Shapes, areas: Sequence[Area]) -> Shapes:
    """The shapes without those that lie outside the areas of all units, as most of a province's file does.

    A file with the wrong CRS still reads; that none of it lies in the city gives it away.
    """
    if not areas:
        return shapes
    west, east = min(one.west for one in areas) - _MARGIN, max(one.east for one in areas) + _MARGIN
    south, north = min(one.south for one in areas) - _MARGIN, max(one.north for one in areas) + _MARGIN
    points = shapes.frame.geometry.representative_point()
    inside = points.x.between(west, east) & points.y.between(south, north)
    if not inside.any():
        where = {"lon": f"{points.iloc[0].x:.4f}", "lat": f"{points.iloc[0].y:.4f}"}
        raise user_error("boundaries_elsewhere", path=path, crs=shapes.crs, **where)
    return replace(shapes, frame=shapes.frame[inside].reset_index(drop=True), elsewhere=int((~inside).sum()))
