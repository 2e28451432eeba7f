"""Where the invented communities and their centres lie: made-up points on real land, CGCS2000.

Towns are strewn over boxes of land, communities around their town, a centre some streets from the homes. A few old
villages still go to the town for theirs, a few points were never measured.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from pipelines.demo.world import TURNED, URBAN, Place, dice

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_METRES_PER_DEGREE = 111_195.0
# West, south, east, north of some land in each district, by eye; no boundary. Siming and Huli are the island.
LAND: Mapping[str, Sequence[Box]] = {
    "350203": ((118.080, 24.437, 118.170, 24.478),),
    "350205": ((117.950, 24.470, 118.040, 24.520), (117.920, 24.530, 117.980, 24.590)),
    "350206": ((118.095, 24.488, 118.170, 24.535),),
    "350211": (
        (117.980, 24.585, 118.050, 24.650),
        (118.020, 24.560, 118.060, 24.585),
        (118.080, 24.570, 118.110, 24.600),
    ),
    "350212": (
        (118.110, 24.690, 118.190, 24.770),
        (118.040, 24.730, 118.090, 24.790),
        (118.110, 24.790, 118.160, 24.840),
    ),
    "350213": (
        (118.220, 24.600, 118.290, 24.680),
        (118.210, 24.700, 118.260, 24.740),
        (118.320, 24.555, 118.350, 24.570),
    ),
}
_UNMEASURED = {"home": 0.05, "centre": 0.03}
_FAR = {TURNED: 0.2, URBAN: 0.04}  # share of communities whose centre is not among them


def home_point(place: Place, seed: int) -> Point | None:
    """Longitude and latitude of the place where most residents live; one in twenty has not measured it."""
    return None if _unmeasured(place, "home", seed) else _rounded(*_home(place, seed))


def centre_point(place: Place, seed: int) -> Point | None:
    """Longitude and latitude of the service centre, where it was measured.

    It is a few streets from the homes, further off in old villages, and of some one to three kilometres away.
    """
    if _unmeasured(place, "centre", seed):
        return None
    roll = dice(seed, place.code, "centre")
    metres = roll.lognormvariate(math.log(420 if place.ctype_at_end == URBAN else 560), 0.55)
    if roll.random() < _FAR.get(place.ctype_at_end, 0.0):
        metres += roll.uniform(1100, 2600)
    bearing = _towards(_home(place, seed), _town(place, seed)) + roll.gauss(0, 0.9)
    lon, lat = _moved(_home(place, seed), metres, bearing)
    return _rounded(*_on_land((lon, lat), _box(place, seed)))


def _unmeasured(place: Place, kind: str, seed: int) -> bool:
    return dice(seed, place.code, "unmeasured", kind).random() < _UNMEASURED[kind]


def _home(place: Place, seed: int) -> Point:
    """Around the town: urban communities close by, villages scattered."""
    roll = dice(seed, place.code, "home")
    spread = 900 if place.ctype_at_end == URBAN else 1700
    metres, bearing = abs(roll.gauss(0, spread)) + 200, roll.uniform(0, math.tau)
    return _on_land(_moved(_town(place, seed), metres, bearing), _box(place, seed))


def _box(place: Place, seed: int) -> Box:
    """The land that the place's town is on; a large box holds more towns than a small one."""
    boxes = LAND[place.district]
    sizes = [(east - west) * (north - south) for west, south, east, north in boxes]
    return dice(seed, place.town, "land").choices(boxes, sizes)[0]


def _town(place: Place, seed: int) -> Point:
    roll, (west, south, east, north) = dice(seed, place.town, "town"), _box(place, seed)
    return roll.uniform(west, east), roll.uniform(south, north)


def _moved(point: Point, metres: float, bearing: float) -> Point:
    """The point so many metres away; the bearing is counted from north to east."""
    lon, lat = point
    north = metres * math.cos(bearing) / _METRES_PER_DEGREE
    east = metres * math.sin(bearing) / _METRES_PER_DEGREE / math.cos(math.radians(lat))
    return lon + east, lat + north


def _towards(point: Point, other: Point) -> float:
    return math.atan2((other[0] - point[0]) * math.cos(math.radians(point[1])), other[1] - point[1])


def _on_land(point: Point, box: Box) -> Point:
    """The point, mirrored at the shore where it would lie in the water, or at the shore itself where that fails."""
    west, south, east, north = box
    lon, lat = (_folded(one, *sides) for one, sides in zip(point, ((west, east), (south, north)), strict=True))
    return lon, lat


def _folded(value: float, low: float, high: float) -> float:
    mirrored = 2 * low - value if value < low else 2 * high - value if value > high else value
    return min(max(mirrored, low), high)


def _rounded(lon: float, lat: float) -> Point:
    return round(lon, 6), round(lat, 6)
