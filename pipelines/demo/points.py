"""Where the invented communities and their centres lie: made-up points within the real districts, WGS-84."""

from __future__ import annotations

import math

from pipelines.demo.world import URBAN, Place, dice

_METRES_PER_DEGREE = 111_195.0
MIDDLE = {  # rough middle of each district; the invented communities are strewn around it
    "350203": (118.10, 24.455),
    "350205": (117.99, 24.49),
    "350206": (118.13, 24.51),
    "350211": (118.04, 24.60),
    "350212": (118.15, 24.74),
    "350213": (118.25, 24.64),
}


def home_point(place: Place, seed: int) -> tuple[float, float] | None:
    """Longitude and latitude of the place where most residents live; one in twenty has not measured it."""
    if dice(seed, place.code, "unmeasured").random() < 0.05:
        return None
    return _home(place, seed)


def centre_point(place: Place, seed: int) -> tuple[float, float]:
    """Longitude and latitude of the service centre: a few streets from the homes, further off in old villages."""
    roll = dice(seed, place.code, "centre")
    lon, lat = _home(place, seed)
    metres = roll.lognormvariate(math.log(420 if place.ctype_at_end == URBAN else 560), 0.55)
    bearing = roll.uniform(0, math.tau)
    north = metres * math.cos(bearing) / _METRES_PER_DEGREE
    east = metres * math.sin(bearing) / _METRES_PER_DEGREE / math.cos(math.radians(lat))
    return round(lon + east, 6), round(lat + north, 6)


def _home(place: Place, seed: int) -> tuple[float, float]:
    roll = dice(seed, place.code, "home")
    lon, lat = MIDDLE[place.district]
    return round(lon + roll.uniform(-0.03, 0.03), 6), round(lat + roll.uniform(-0.02, 0.02), 6)
