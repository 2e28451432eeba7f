"""What a programme says of access: how people walk, where they cannot, what a service point offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.programme.building import build, columns
from pipelines.programme.reading import Source, broken, read_csv, read_toml
from pipelines.programme.words import Words

_FILE = "access.toml"
_TIMES = "travel_times.csv"
_TABLES = ("walk", "measured", "full_service", "ranking", "band", "decay", "barrier", "offer")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that residents share: `name` is a column of the service points, `per` the residents it is told for."""

    name: str
    label: Words
    unit: Words
    per: int
    decimals: int


@dataclass(frozen=True, slots=True)
class Barrier:
    """Two areas that nobody walks between, and how that is said."""

    area: str
    other_area: str
    label: Words


@dataclass(frozen=True, slots=True)
class TravelTime:
    """How many minutes it takes from a community to a service point (unit/centre); `None`: there is no way."""

    community_code: str
    centre: str
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """Where travel times come from, and of which day they are."""

    source: Words
    measured_on: date


@dataclass(frozen=True, slots=True)
class Ranking:
    """By what residents are ranked, what stands at either end, and what the order does not mean."""

    label: Words
    low: Words
    high: Words
    caution: Words


@dataclass(frozen=True, slots=True)
class Access:
    """A walk of `minutes` covers `metres`, and the way is `detour` times the straight line.

    Between the places of which `times` tell, the way is as `measured` (`None`: nothing was). A service point open
    `full_hours` a week is a full one. `band` are other limits in minutes that figures are told for. `weights` are those
    of the equal parts of the walk, the nearest first. `ranking`: `None` where residents are not ranked. `places` and
    `points` are SQL over the release: who lives where, and what is offered where.
    """

    minutes: float
    metres: float
    detour: float
    full_hours: float
    band: tuple[float, ...]
    weights: tuple[float, ...]
    barriers: tuple[Barrier, ...]
    ranking: Ranking | None
    measured: Measured | None
    times: tuple[TravelTime, ...]
    offers: tuple[Offer, ...]
    places: Path
    points: Path


def load_access(folder: Path) -> Access | None:
    """What `access.toml` says; `None` for a programme without one. `UserError` for a broken definition."""
    if not (folder / _FILE).is_file():
        return None
    source = read_toml(folder / _FILE)
    source.refuse_others(_TABLES)
    walk = source.sub("walk")
    walk.refuse_others(("minutes", "metres", "detour"))
    return Access(
        minutes=_positive(walk, "minutes"),
        metres=_positive(walk, "metres"),
        detour=_positive(walk, "detour"),
        full_hours=_hours(source.sub("full_service")),
        band=_numbers(source.sub("band"), "minutes"),
        weights=_numbers(source.sub("decay"), "weights"),
        barriers=tuple(build(Barrier, one) for one in source.each("barrier")),
        ranking=build(Ranking, source.sub("ranking")) if "ranking" in source.table else None,
        measured=build(Measured, source.sub("measured")) if "measured" in source.table else None,
        times=_times(source),
        offers=tuple(build(Offer, one) for one in source.each("offer")),
        places=_sql(source, "access.places.sql"),
        points=_sql(source, "access.service_points.sql"),
    )


def _hours(source: Source) -> float:
    source.refuse_others(("hours",))
    return _positive(source, "hours")


def _times(source: Source) -> tuple[TravelTime, ...]:
    """The lines of `travel_times.csv`; none where nothing was measured. The file and its source go together."""
    file = source.file.with_name(_TIMES)
    if file.is_file() != ("measured" in source.table):
        raise source.wrong("measured", None, "table") if file.is_file() else broken(file, "-", None, "file")
    if not file.is_file():
        return ()
    lines = read_csv(file, columns(TravelTime))
    found = tuple(build(TravelTime, line) for line in lines)
    seen = set[tuple[str, str]]()
    for line, one in zip(lines, found, strict=True):
        if one.minutes is not None and one.minutes < 0:
            raise line.wrong("minutes", one.minutes, "numbers")
        if (one.community_code, one.centre) in seen:
            raise line.wrong("centre", one.centre, "no_duplicate")
        seen.add((one.community_code, one.centre))
    return found


def _numbers(source: Source, key: str) -> tuple[float, ...]:
    """One number or more, none of them negative."""
    source.refuse_others((key,))
    found = source.need(key, list)
    if not found or any(type(one) not in (int, float) or one < 0 for one in found):
        raise source.wrong(key, found, "numbers")
    return tuple(map(float, found))


def _positive(source: Source, key: str) -> float:
    number = source.need(key, float)
    if number <= 0:
        raise source.wrong(key, number, "above_zero")
    return number


def _sql(source: Source, name: str) -> Path:
    file = source.file.with_name(name)
    if not file.is_file():
        raise source.wrong("-", name, "file")
    return file
