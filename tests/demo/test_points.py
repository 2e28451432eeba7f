"""Where the invented city lies: on land, in its districts, island and mainland apart, some of it far from a counter."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.demo.offices import off_a_map_app
from pipelines.demo.play import Size, staged
from pipelines.demo.points import LAND, centre_point, home_point
from pipelines.demo.quarter import Play, quarter
from pipelines.demo.world import TURNED
from pipelines.places.datums import metres_between, written_in
from pipelines.programme.model import Programme


@pytest.fixture(scope="module")
def play(xiamen: Programme) -> Play:
    return staged(xiamen.folder, Size(500, 12, 2010))


def way(play: Play, kind: str | None = None) -> np.ndarray:
    """Metres from home to the own centre, of the communities (of a kind) of which both are known."""
    some = [p for p in play.places if kind in (None, p.ctype_at_end)]
    both = [(home_point(p, play.seed), centre_point(p, play.seed)) for p in some]
    known = np.array([(*home, *centre) for home, centre in both if home and centre])
    return np.hypot(*metres_between(*known.T))


def test_every_point_lies_on_the_land_and_in_the_area_of_its_district(play: Play) -> None:
    for place in play.places:
        area = play.programme.places.area(place.district)
        for point in (home_point(place, play.seed), centre_point(place, play.seed)):
            if point:
                lon, lat = point
                assert area and area.holds(lon, lat)
                assert any(w <= lon <= e and s <= lat <= n for w, s, e, n in LAND[place.district])


def test_a_few_places_were_never_measured(play: Play) -> None:
    homes = sum(home_point(place, play.seed) is None for place in play.places)
    centres = sum(centre_point(place, play.seed) is None for place in play.places)
    assert 10 <= homes <= 45 and 5 <= centres <= 30


def test_island_and_mainland_are_apart(play: Play) -> None:
    island = [home_point(p, play.seed) for p in play.places if p.district in ("350203", "350206")]
    mainland = [home_point(p, play.seed) for p in play.places if p.district not in ("350203", "350206")]
    (a, b), (c, d) = (np.array([p for p in side if p]).T for side in (island, mainland))
    assert np.hypot(*metres_between(a[:, None], b[:, None], c[None], d[None])).min() > 1000


def test_most_have_their_centre_near_and_some_village_turned_ones_do_not(play: Play) -> None:
    assert 300 < np.median(way(play)) < 900
    far = (way(play, TURNED) > 1500).mean()
    assert 0.05 < far < 0.4


def test_no_two_places_share_a_point(play: Play) -> None:
    homes = [point for place in play.places if (point := home_point(place, play.seed))]
    assert len(set(homes)) == len(homes)


def test_one_centre_is_once_copied_from_a_map_app(play: Play) -> None:
    rows = quarter(play, "350211", "2011Q4")["T10"]
    wrong = off_a_map_app(rows)
    moved = [(a, b) for a, b in zip(rows, wrong, strict=True) if a != b]
    ((before, now),) = moved
    told = written_in([before["lon"]], [before["lat"]], [now["lon"]], [now["lat"]], 5)
    assert told == ["GCJ-02"] and play.happens("map_app", "350211", "2011Q4")
