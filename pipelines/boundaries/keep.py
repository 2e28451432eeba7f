"""Boundaries as they are kept in the home: one GeoJSON file per level, with its approval number, ready for a page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.boundaries.join import Joined
from pipelines.boundaries.read import Shapes
from pipelines.i18n import text, user_error
from pipelines.ledger.home import read_kept, write_whole

LEVELS = ("district", "town", "community")
_FOLDER = "boundaries"
_TOLERANCE = 0.0003  # degrees, some 30 m: finer than a page shows of a district
_DECIMALS = 5  # about a metre
# GS（2020）1234号, 闽S〔2021〕12号: the letter S, a year, a number.
_APPROVAL = re.compile(r".*[SsＳ].*(?:19|20)[0-9]{2}.*[0-9]+\s*号?.*")


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The boundaries of one level: `shapes` maps unit code → GeoJSON geometry in CGCS2000 degrees, simplified.

    `approval` is the number (审图号) to be printed below every map of them. Without it they may be shown only where
    `reason` says why none is needed; with neither they are kept and not shown. `valid_on` is the day whose units they
    are, `file` and `sha256` say what they were made of, `crs` what that was in; `is_exact` as in `Shapes`.
    """

    level: str
    shapes: Mapping[str, Mapping[str, Any]]
    valid_on: date
    file: str
    sha256: str
    crs: str
    is_exact: bool
    approval: str | None = None
    reason: str | None = None

    @property
    def may_be_shown(self) -> bool:
        """Whether a page or a print may draw them."""
        return bool(self.approval or self.reason)

    def caption(self, lang: str) -> str:
        """What stands below every map that draws them."""
        if self.approval:
            return text(lang, "boundaries.approved", approval=self.approval)
        return text(lang, "boundaries.internal", reason=self.reason or text(lang, "boundaries.no_reason"))


def approval_number(given: str | None) -> str | None:
    """The approval number without blanks around it; `UserError` for what does not look like one."""
    if given is None:
        return None
    number = given.strip()
    if not _APPROVAL.fullmatch(number):
        raise user_error("boundaries_approval", found=given)
    return number


def drawn(shapes: Shapes, joined: Joined) -> dict[str, dict[str, Any]]:
    """Unit code → geometry for a page: the parts of a unit united, shared borders simplified alike, digits cut."""
    import shapely

    geometries = shapes.frame.geometry.values
    parts = [[geometries[n] for n in places] for places in joined.features.values()]
    united = [some[0] if len(some) == 1 else shapely.union_all(some) for some in parts]
    plain = shapely.coverage_simplify(united, _TOLERANCE)
    return {
        code: _rounded(shapely.geometry.mapping(small if not small.is_empty else whole))
        for code, small, whole in zip(joined.features, plain, united, strict=True)
    }


def _rounded(geometry: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": geometry["type"], "coordinates": _cut(geometry["coordinates"])}


def _cut(numbers: Any) -> Any:
    if isinstance(numbers, (int, float)):
        return round(float(numbers), _DECIMALS)
    return [_cut(one) for one in numbers]


def place_of(home: Path, level: str) -> Path:
    """Where the boundaries of a level are kept, whether there are any or not."""
    return home / _FOLDER / f"{level}.geojson"


def keep(home: Path, boundaries: Boundaries) -> Path:
    """Writes the boundaries of a level, in the place of earlier ones; gives the file."""
    path = place_of(home, boundaries.level)
    about = {one.name: getattr(boundaries, one.name) for one in fields(boundaries) if one.name != "shapes"}
    collection = {
        "type": "FeatureCollection",
        "pingshi": about | {"valid_on": boundaries.valid_on.isoformat()},
        "features": [
            {"type": "Feature", "id": code, "properties": {"unit_code": code}, "geometry": geometry}
            for code, geometry in boundaries.shapes.items()
        ],
    }
    write_whole(path, json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode())
    return path


def kept(home: Path, level: str) -> Boundaries | None:
    """The boundaries of a level; `None` where there are none. `UserError` for a file that is not as it was written."""
    path = place_of(home, level)
    if not path.is_file():
        return None
    try:
        told = json.loads(read_kept(path))
        about = told["pingshi"] | {"valid_on": date.fromisoformat(told["pingshi"]["valid_on"])}
        return Boundaries(shapes={one["id"]: one["geometry"] for one in told["features"]}, **about)
    except (ValueError, KeyError, TypeError) as fault:
        raise user_error("boundaries_damaged", path=path) from fault


def all_kept(home: Path) -> Sequence[Boundaries]:
    """The boundaries of every level that has any."""
    return [one for one in (kept(home, level) for level in LEVELS) if one is not None]


def facts(boundaries: Boundaries) -> dict[str, Any]:
    """What is known of the boundaries, for a machine; without the shapes themselves."""
    told = {one.name: getattr(boundaries, one.name) for one in fields(boundaries) if one.name != "shapes"}
    shown = {"units": len(boundaries.shapes), "may_be_shown": boundaries.may_be_shown}
    return told | shown | {"valid_on": boundaries.valid_on.isoformat()}


def report(joined: Joined) -> dict[str, Any]:
    """The join for a machine: every list, and the counts."""
    return asdict(joined) | {"matched": len(joined.features), "complete": joined.is_complete}
