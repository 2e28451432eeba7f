"""Who walks how far to a full-service point: groups of communities, a year before beside now, and who is beyond."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.briefing.model import Row
from dashboard.words import day, has, listed, percent, t, whole
from pipelines.access.outline import beyond_edge, hull

YEAR = 4  # quarters
NAME_WIDTH, NAME_HEIGHT = 0.18, 0.04  # the room that a name takes on the map, of its height


def walk_slots(lang: str, walk: Row) -> dict[str, str]:
    """How people walk (the row of `queries.reach.WALK`), as the slots of sentences."""
    return {
        "walk": f"{walk['minutes']:g}",
        "metres": whole(walk["metres"]),
        "detour": f"{walk['detour']:g}",
        "parts": str(len(walk["weights"])),
        "weights": listed(lang, [f"{weight:g}" for weight in walk["weights"]]),
        "hours": f"{walk['full_hours']:g}",
        "barred": "".join(t(lang, "reach.barred", label=label) for label in walk[f"barred_{lang}"] or ()),
        "measured": _measured(lang, walk),
    }


def _measured(lang: str, walk: Row) -> str:
    """The sentence on measured travel times, with what parts it from the one before; nothing where there are none."""
    if walk["measured_on"] is None:
        return ""
    told = {"source": walk[f"source_{lang}"], "day": day(lang, walk["measured_on"])}
    return t(lang, "frame.space") + t(lang, "reach.measured", **told)


@dataclass(frozen=True, slots=True)
class Covered:
    """Residents of a group of communities: within the walk, of whom that can be said, and of whom it cannot.

    `near`: another full-service point is within the walk, though their own centre is not on record.
    """

    within: float
    known: float
    near: float
    unknown: float
    communities: int

    @property
    def share(self) -> float | None:
        """The share within the walk of those of whom it can be said; `None` where none is."""
        return self.within / self.known if self.known else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most that the share can be of all residents, whatever is not known; `None` for nobody."""
        least, everybody = self.within + self.near, self.known + self.near + self.unknown
        return (least / everybody, (least + self.unknown) / everybody) if everybody else None


@dataclass(frozen=True, slots=True)
class Group:
    """A group by what it is grouped (all, ctype, side), now and a year before; `None`: nothing on record then."""

    by: str
    part: str
    now: Covered
    before: Covered | None

    @property
    def change(self) -> float | None:
        """How the share has changed in a year; `None` where either is unknown."""
        earlier = self.before.share if self.before else None
        return None if earlier is None or self.now.share is None else self.now.share - earlier


def groups(rows: Sequence[Row]) -> list[Group]:
    """The groups of the latest quarter of `queries.reach.COVERED`, each with the same a year before."""
    if not rows:
        return []
    latest = max(row["closes"] for row in rows)
    found = {(row["closes"], row["grouping"], row["part"]): _covered(row) for row in rows}
    return [
        Group(by, part, covered, found.get((latest - YEAR, by, part)))
        for (closes, by, part), covered in found.items()
        if closes == latest
    ]


def _covered(row: Row) -> Covered:
    people = {name: float(row[f"people_{name}"] or 0) for name in ("within", "known", "near", "unknown")}
    return Covered(**people, communities=row["communities"])


def everybody(places: pl.DataFrame) -> Covered:
    """The residents of all these places (`queries.reach.PLACES`) together."""
    people = {key: float(places.filter(reached=key)["people"].sum()) for key in ("within", "near", "beyond", "missing")}
    known = people["within"] + people["beyond"]
    return Covered(people["within"], known, people["near"], people["missing"], places.height)


def bounds_text(lang: str, covered: Covered) -> str:
    """The least and the most that the share can be of all residents; missing where there are none."""
    if covered.bounds is None:
        return percent(lang, None)
    least, most = (percent(lang, share) for share in covered.bounds)
    return least if least == most else t(lang, "reach.bounds", least=least, most=most)


def others(lang: str, of: Covered, walk: Mapping[str, str]) -> list[str]:
    """Those who are not in the share: near another point, or nobody can say; and between what the share of all lies."""
    told = (("near", of.near), ("unknown", of.unknown))
    parts = [t(lang, f"reach.said_{key}", n=whole(people), **walk) for key, people in told if people]
    return [*parts, t(lang, "reach.said_bounds", bounds=bounds_text(lang, of))] if parts else []


def untold(places: pl.DataFrame) -> bool:
    """Whether nothing can be said of any of the places (`queries.reach.PLACES`)."""
    return bool((places["reached"] == "missing").all())


def state_words(lang: str, walk: Mapping[str, str]) -> dict[str, str]:
    """What each state of `reached` is called on a map, in the order of its legend."""
    keys = {"within": "within", "near": "near", "beyond": "beyond_short", "missing": "unknown"}
    return {state: t(lang, f"reach.{key}", **walk) for state, key in keys.items()}


def kind_name(lang: str, by: str, part: str) -> str:
    """A type (`ctype`) or a side by name; one that the wording does not know by its own."""
    key = f"reach.{by}_{part}"
    return t(lang, key) if has(lang, key) else part


def near_edge(places: pl.DataFrame, points: pl.DataFrame, walk: Row) -> pl.DataFrame:
    """The places of the chosen unit whose walk leads beyond the outline of all service points known, or that lie there.

    Only those of which something is told: nothing can be wrong of the others.
    `places` and `points` as `queries.reach.PLACES` and `POINTS`, of the whole city.
    """
    found = beyond_edge(places.select("demand_id", "lon", "lat"), hull(points), walk["metres"] / walk["detour"])
    return places.filter(
        pl.col("is_here") & pl.col("is_within").is_not_null() & found["is_beyond_edge"].fill_null(False)
    )


def beyond(rows: Iterable[Row]) -> list[Row]:
    """The communities that have no full-service point within the walk, as far as is known; the most residents first."""
    found = [row for row in rows if row["is_within"] is False]
    return sorted(found, key=lambda row: (-(row["people"] or 0), row["demand_id"]))


def named(far: Sequence[Row], places: pl.DataFrame, most: int) -> set[str]:
    """Those of the communities whose names fit on the map of all places: the first ones, none over another's."""
    north = places["lat"].drop_nulls().to_list() or [0.0]
    height = max(north) - min(north)
    room = (NAME_WIDTH * height, NAME_HEIGHT * height)
    taken: list[tuple[float, float]] = []
    found: set[str] = set()
    for row in far:
        at = (row["lon"], row["lat"])
        if len(found) < most and None not in at and not any(_overlap(at, other, room) for other in taken):
            taken.append(at)
            found.add(row["demand_id"])
    return found


def _overlap(one: tuple[float, float], other: tuple[float, float], room: tuple[float, float]) -> bool:
    return all(abs(a - b) < size for a, b, size in zip(one, other, room, strict=True))
