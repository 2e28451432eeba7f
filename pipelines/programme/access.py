"""What a programme says of access: how people walk, where they cannot, what a service point offers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.programme.reading import Source, read_toml
from pipelines.programme.words import Words

_FILE = "access.toml"
_TABLES = ("walk", "full_service", "ranking", "band", "decay", "barrier", "offer")


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
class Ranking:
    """By what residents are ranked, what stands at either end, and what the order does not mean."""

    label: Words
    low: Words
    high: Words
    caution: Words


@dataclass(frozen=True, slots=True)
class Access:
    """A walk of `minutes` covers `metres`, and the way is `detour` times the straight line.

    A service point open `full_hours` a week is a full one. `band` are other limits in minutes that figures are told
    for. `weights` are those of the equal parts of the walk, the nearest first. `ranking`: `None` where residents are
    not ranked. `places` and `points` are SQL over the release: who lives where, and what is offered where.
    """

    minutes: float
    metres: float
    detour: float
    full_hours: float
    band: tuple[float, ...]
    weights: tuple[float, ...]
    barriers: tuple[Barrier, ...]
    ranking: Ranking | None
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
        barriers=tuple(_barrier(one) for one in source.each("barrier")),
        ranking=_ranking(source.sub("ranking")) if "ranking" in source.table else None,
        offers=tuple(_offer(one) for one in source.each("offer")),
        places=_sql(source, "access.places.sql"),
        points=_sql(source, "access.service_points.sql"),
    )


def _hours(source: Source) -> float:
    source.refuse_others(("hours",))
    return _positive(source, "hours")


def _barrier(source: Source) -> Barrier:
    source.refuse_others(Barrier.__slots__)
    return Barrier(source.need("area", str), source.need("other_area", str), source.words("label"))


def _ranking(source: Source) -> Ranking:
    source.refuse_others(Ranking.__slots__)
    return Ranking(*(source.words(name) for name in Ranking.__slots__))


def _offer(source: Source) -> Offer:
    source.refuse_others(Offer.__slots__)
    whole = (source.need("per", int), source.need("decimals", int))
    return Offer(source.need("name", str), source.words("label"), source.words("unit"), *whole)


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
