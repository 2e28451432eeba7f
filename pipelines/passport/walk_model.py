"""What the passport of access *is*: how a community, or every community of a unit, reaches service points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipelines.passport.model import Row, Source, plain


@dataclass(frozen=True, slots=True)
class Located:
    """A place on the way, as `community`, `nearest_full` or `nearest`, with the row its coordinates were sent in.

    `lon`, `lat` are in the datum that the release keeps, null where the place is not located; `sent` are longitude and
    latitude as accepted, null where the row was not reported or its file is lost; `datum` is the row of
    `declared_datums` by which they were converted.
    """

    role: str
    place: str
    lon: float | None
    lat: float | None
    known_as: str | None
    source: Source
    sent: tuple[float | None, float | None]
    datum: Row | None


@dataclass(frozen=True, slots=True)
class Walked:
    """How far service points are: of one community with the places on the way, of a unit with all its communities.

    `rows` are as in `community_access`, with the community's name, how much of each offer there is (`supplies`), and
    whether the way to the nearest full-service point was measured (`is_measured`).
    """

    code: str
    release: Mapping[str, str]
    unit: Row
    period: str
    walk: Row
    barriers: tuple[Row, ...]
    offers: tuple[Row, ...]
    rows: tuple[Row, ...]
    places: tuple[Located, ...]
    receipts: tuple[Row, ...]

    @property
    def one(self) -> Row | None:
        """The community that it is about; `None` where it is about a unit."""
        return (
            self.rows[0] if len(self.rows) == 1 and self.rows[0]["community_code"] == self.unit["unit_code"] else None
        )

    @property
    def page(self) -> str:
        """The page that shows how people reach service points."""
        return "access"

    def as_dict(self) -> dict[str, Any]:
        """The passport as it stands in JSON."""
        found: dict[str, Any] = plain(asdict(self))
        return found
