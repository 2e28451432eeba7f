"""Walking time by straight line and detour factor: the pairs in reach, and the nearest point however far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from pipelines.access.barriers import Barriers
from pipelines.access.costs import Costs, Floats, Truths, Whole, grouped, limit, place_ids, positive
from pipelines.access.plane import laid_flat, located
from pipelines.access.reach import nearest_rows

Rows = NDArray[np.intp]
Pairs = tuple[Rows, Rows, Floats]
_NO_PAIRS: Pairs = (np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0))


@dataclass(frozen=True, slots=True)
class Walk:
    """How people walk: the way is the straight line times `detour`, at so many metres a minute.

    As it stands fifteen minutes are 865 m of straight line, within the 800 to 1,000 m that the Chinese standard for
    residential areas (GB 50180-2018) takes for a fifteen-minute circle.
    """

    detour: float = 1.3
    metres_per_minute: float = 75.0

    def __post_init__(self) -> None:
        """Refuses a walk that leads nowhere."""
        positive(self.detour)
        positive(self.metres_per_minute)

    def minutes(self, metres: Floats) -> Floats:
        """Minutes for a straight line in metres."""
        return metres * (self.detour / self.metres_per_minute)

    def metres(self, minutes: float) -> float:
        """The straight line in metres that so many minutes of walking make."""
        return minutes * self.metres_per_minute / self.detour


def straight_line(
    demand: pl.DataFrame, supply: pl.DataFrame, walk: Walk, reach: float, barriers: Barriers | None = None
) -> Costs:
    """Costs in minutes of all pairs within `reach` minutes, from `lon` and `lat` (WGS-84 or CGCS2000 degrees).

    A place without coordinates, or without `area` where there are barriers, is kept as not located; such a service
    point is in nobody's reach. Barred areas are joined by crossings only: walk, cross, walk.
    Memory grows with the pairs in reach. Raises `UserError` for ids that are missing or repeated, `ValueError` for a
    reach that is negative or no number.
    """
    limit(reach)
    ids, layout = place_ids(demand, supply), _laid_out(demand, supply, barriers or Barriers())
    walked, crossed = _walked(layout, walk, reach), _crossed(layout, walk, reach)
    place, site, cost = (np.concatenate(parts) for parts in zip(walked, crossed, strict=True))
    return grouped(ids, (place, site, cost), layout.places.known)


def nearest_straight_line(
    demand: pl.DataFrame, supply: pl.DataFrame, walk: Walk, barriers: Barriers | None = None
) -> pl.DataFrame:
    """The nearest service point of every place, however far: `demand_id`, `supply_id`, `cost` in minutes, `status`.

    As `straight_line`, without a limit; `supply_id` and `cost` are null where no way leads to any point. Of several
    points on one spot the first in the order of their frame is told.
    """
    ids, layout = place_ids(demand, supply), _laid_out(demand, supply, barriers or Barriers())
    best = np.full(len(demand), np.inf)
    site = np.full(len(demand), -1)
    for area in np.unique(layout.places.area[layout.places.known]):
        here = layout.places.of(area)
        for sites, minutes in _ways_to_sites(layout, area, here, walk):
            better = minutes < best[here]
            best[here[better]], site[here[better]] = minutes[better], sites[better]
    return nearest_rows(ids, site, best, layout.places.known)


@dataclass(frozen=True, slots=True, eq=False)
class _Points:
    """Points in metres, the code of the area of each, and whether both are known."""

    at: Floats
    area: Whole
    known: Truths

    def of(self, area: int) -> Rows:
        """The rows of the known points of an area."""
        return np.flatnonzero(self.known & (self.area == area))


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """A crossing in one direction: the areas it leads from and to, its landings in metres, its minutes."""

    area: int
    far_area: int
    landing: Floats
    far_landing: Floats
    minutes: float


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """Places, service points and ways across on one plane; `walkable` is by the codes of two areas."""

    places: _Points
    sites: _Points
    ways: list[_Way]
    walkable: Truths


def _laid_out(demand: pl.DataFrame, supply: pl.DataFrame, barriers: Barriers) -> _Layout:
    ends = barriers.landings()
    *points, from_at, to_at = laid_flat(demand, supply, *ends)
    areas = [barriers.codes(frame) for frame in (demand, supply)]
    places, sites = (_Points(at, area, located(at) & (area >= 0)) for at, area in zip(points, areas, strict=True))
    ways: list[_Way] = []
    codes = zip(
        ends[0]["code"], ends[1]["code"], from_at, to_at, barriers.crossings["minutes"].cast(pl.Float64), strict=True
    )
    for area, far_area, landing, far_landing, minutes in codes:
        ways.append(_Way(area, far_area, landing, far_landing, minutes))
        ways.append(_Way(far_area, area, far_landing, landing, minutes))
    return _Layout(places, sites, ways, barriers.walkable())


def _walked(layout: _Layout, walk: Walk, reach: float) -> Pairs:
    """Pairs that can be walked all the way."""
    places, sites = layout.places, layout.sites
    here, there = np.flatnonzero(places.known), np.flatnonzero(sites.known)
    if not (here.size and there.size):
        return _NO_PAIRS
    trees = cKDTree(places.at[here]), cKDTree(sites.at[there])
    found = trees[0].sparse_distance_matrix(trees[1], walk.metres(reach), output_type="ndarray")
    place, site = here[found["i"]], there[found["j"]]
    minutes = walk.minutes(found["v"])
    if layout.walkable.all():
        return place, site, minutes
    kept = layout.walkable[places.area[place], sites.area[site]]
    return place[kept], site[kept], minutes[kept]


def _crossed(layout: _Layout, walk: Walk, reach: float) -> Pairs:
    """Pairs that need a crossing, each by its quickest."""
    found = [_over(layout, way, walk, reach) for way in layout.ways]
    if not found:
        return _NO_PAIRS
    place, site, minutes = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((minutes, site, place))
    place, site, minutes = place[order], site[order], minutes[order]
    first = np.ones(place.size, np.bool_)
    first[1:] = (np.diff(place) != 0) | (np.diff(site) != 0)
    return place[first], site[first], minutes[first]


def _over(layout: _Layout, way: _Way, walk: Walk, reach: float) -> Pairs:
    """Pairs over one crossing: the points are sorted by minutes, so that each place takes the first so many."""
    here, there = layout.places.of(way.area), layout.sites.of(way.far_area)
    left = reach - way.minutes - _minutes_to(way.landing, layout.places.at[here], walk)
    beyond = _minutes_to(way.far_landing, layout.sites.at[there], walk)
    order = np.argsort(beyond, kind="stable")
    taken = np.searchsorted(beyond[order], left, side="right")
    each = np.repeat(np.arange(here.size), taken)
    rank = np.arange(each.size) - np.repeat(np.cumsum(taken) - taken, taken)
    return here[each], there[order[rank]], reach - left[each] + beyond[order[rank]]


def _ways_to_sites(layout: _Layout, area: int, here: Rows, walk: Walk) -> Iterator[tuple[Rows, Floats]]:
    """For the places of an area: the nearest service point and its minutes, on foot and over each crossing."""
    at, sites = layout.places.at[here], layout.sites
    near = np.flatnonzero(sites.known & layout.walkable[area, sites.area])
    if near.size:
        _, spots = np.unique(sites.at[near], axis=0, return_index=True)
        near = near[np.sort(spots)]
        metres, nearest = cKDTree(sites.at[near]).query(at)
        yield near[nearest], walk.minutes(metres)
    for way in layout.ways:
        there = sites.of(way.far_area)
        if way.area == area and there.size:
            beyond = _minutes_to(way.far_landing, sites.at[there], walk)
            fixed = way.minutes + beyond.min()
            yield np.full(here.size, there[beyond.argmin()]), _minutes_to(way.landing, at, walk) + fixed


def _minutes_to(landing: Floats, points: Floats, walk: Walk) -> Floats:
    return walk.minutes(np.hypot(*(points - landing).T))
