"""What a passport *is*: frozen objects of plain values, ready for words or for a machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
WHOLE = "all"
SUPPRESSED = "suppressed"
ACCESS = "community_access"  # in place of an indicator: how communities reach service points


@dataclass(frozen=True, slots=True)
class Code:
    """Which figure: written `station_post_fill_rate/350212/2011Q1`, with `/age=le35` for a part of a split."""

    indicator: str
    unit: str
    period: str
    split: str = WHOLE
    value: str = WHOLE

    def __str__(self) -> str:
        part = "" if self.split == WHOLE else f"/{self.split}={self.value}"
        return f"{self.indicator}/{self.unit}/{self.period}{part}"


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of what lies behind: at most so many rows of each kind, and header rows of so many files read again.

    `None` is all.
    """

    rows: int | None = 200
    files: int | None = 1


ON_PAPER = Extent()
EVERYTHING = Extent(None, None)


@dataclass(frozen=True, slots=True)
class Column:
    """A count column of the facts and what it plays: numerator, denominator, applicable or scope.

    `fields` are the fields it is made of (`T04.posts`), `decides` those that only choose its rows.
    """

    role: str
    name: str
    fields: tuple[str, ...]
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows behind a figure: how many there are, and the first of them."""

    total: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Accepted rows of a form behind the figure.

    `is_exact`: each is a row that a row of the facts is made of. Otherwise the trace is no finer than: rows of this
    form, of these units, from `first` to `last` (`first` `None`: from the beginning).
    """

    form: str
    fields: tuple[str, ...]
    is_exact: bool
    first: str | None
    last: str
    found: Listing


@dataclass(frozen=True, slots=True)
class Published:
    """What one release of the home says of the figure; `figure` is `None` where it has no such line."""

    release: str
    built_at: datetime
    figure: Row | None
    accepted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A release that said something new, and the receipts accepted since the release before it."""

    release: str
    built_at: datetime
    figure: Row
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revisions:
    """The figure from release to release; `final` is the first release on or after `freeze_on`."""

    first: Change | None
    latest: Change | None
    final: Change | None
    freeze_on: date | None
    changes: tuple[Change, ...]
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passport:
    """One figure of one release, and everything that it rests on.

    `compared` are the two figures that a gap divides, each with its own code; a gap has no rows itself.
    """

    code: str
    release: Row
    indicator: Row
    family: Row
    unit: Row
    part: Row | None
    figure: Row
    compared: tuple[Row, ...]
    counters: tuple[Row, ...]
    norms: tuple[Row, ...]
    missing: tuple[Row, ...]
    columns: tuple[Column, ...]
    untraced: tuple[str, ...]
    titles: Mapping[str, Row]
    facts: Listing
    sources: tuple[Source, ...]
    receipts: tuple[Row, ...]
    corrections: tuple[Row, ...]
    problems: tuple[Row, ...]
    revisions: Revisions

    @property
    def page(self) -> str:
        """The page of the dashboard that shows it; blank where none is about it."""
        return str(self.indicator["page"] or self.family["page"] or "")

    @property
    def is_suppressed(self) -> bool:
        """Whether so few persons stand behind it that counts and rows stay hidden."""
        return bool(self.figure["status"] == SUPPRESSED)

    def as_dict(self) -> dict[str, Any]:
        """The passport as it stands in JSON."""
        told: dict[str, Any] = plain(asdict(self))
        return told


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the passport in words: facts with labels, notes, a table (its first row is the head), a verbatim text.

    `links` are texts of its table and the codes of the figures that they speak of.
    """

    key: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    verbatim: str = ""


def plain(value: Any) -> Any:
    """A value as JSON knows it: days and moments as text, exact numbers as numbers."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
