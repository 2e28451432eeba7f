"""The figure from release to release: first published, each change, the final one, the latest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import duckdb
from polars.exceptions import OutOfBoundsError

from pipelines.passport.model import Change, Code, Published, Revisions, Row
from pipelines.warehouse.release import Release, release_path

_SAID = ("value", "numerator", "denominator", "reported", "expected", "not_applicable", "status")
_EXACT = 9  # decimals beyond which two sums of the same numbers may differ
_PUBLISHED = f"""
SELECT b.built_at, r.accepted, v.indicator IS NOT NULL AS is_there, {", ".join(f"v.{name}" for name in _SAID)}
FROM (SELECT value AS built_at FROM release_info WHERE key = 'built_at') AS b
CROSS JOIN (
  SELECT LIST(receipt) AS accepted
  FROM receipts
  WHERE state = 'accepted'
    AND ($place = '' OR unit IN (SELECT unit_code FROM reporting_units WHERE district_code = $place))
) AS r
LEFT JOIN indicator_values AS v
  ON v.indicator = $indicator AND v.period = $period AND v.unit_code = $unit AND v.split = $split
  AND v.split_value = $value
"""


def revisions(home: Path, code: Code, district: str, freeze_on: date | None) -> Revisions:
    """The record over all releases of the home, unreadable ones named; `district` narrows the receipts (empty: all)."""
    found, unreadable = [], []
    for name in released(home):
        try:
            found.append(published(home, name, code, district))
        except (duckdb.Error, OutOfBoundsError, ValueError):
            unreadable.append(name)
    return record(found, freeze_on, tuple(unreadable))


def released(home: Path) -> list[str]:
    """The names of the releases, oldest first."""
    return sorted(file.stem for file in (home / "releases").glob("*.duckdb") if not file.name.startswith("."))


@lru_cache(maxsize=4096)
def published(home: Path, name: str, code: Code, district: str) -> Published:
    """What one release says of the figure; asked once, since a release never changes."""
    asked = {"indicator": code.indicator, "period": code.period, "unit": code.unit, "place": district}
    with Release(home, name) as release:
        line = release.sql(_PUBLISHED, split=code.split, value=code.value, **asked).row(0, named=True)
    figure = {key: line[key] for key in _SAID} if line["is_there"] else None
    return Published(name, datetime.fromisoformat(line["built_at"]), figure, frozenset(line["accepted"] or ()))


def record(found: Sequence[Published], freeze_on: date | None, unreadable: tuple[str, ...] = ()) -> Revisions:
    """The record from what the releases say, oldest first. Pure."""
    changes = tuple(_changes(found))
    frozen = [one for one in found if freeze_on and one.figure is not None and _day(one.built_at) >= freeze_on]
    said = [one for one in found if one.figure is not None]
    final = _as_change(frozen[0]) if frozen else None
    latest = _as_change(said[-1]) if said else None
    return Revisions(changes[0] if changes else None, latest, final, freeze_on, changes, unreadable)


def _changes(found: Sequence[Published]) -> Iterator[Change]:
    before: Published | None = None
    for one in found:
        if one.figure is not None and (before is None or before.figure is None or _differ(before.figure, one.figure)):
            known = before.accepted if before else frozenset()
            yield Change(one.release, one.built_at, one.figure, tuple(sorted(one.accepted - known)))
            before = one
        elif one.figure is not None:
            before = one


def _differ(one: Row, other: Row) -> bool:
    return [_rounded(one[name]) for name in _SAID] != [_rounded(other[name]) for name in _SAID]


def _rounded(value: object) -> object:
    return round(value, _EXACT) if isinstance(value, float) else value


def _day(at: datetime) -> date:
    return (at.astimezone() if at.tzinfo else at).date()


def _as_change(one: Published) -> Change:
    return Change(one.release, one.built_at, one.figure or {}, ())


def exists(home: Path, name: str) -> bool:
    """Whether the home has a release of this name."""
    return name in released(home) and release_path(home, name).is_file()
