"""Reach in words and on the map: what the walk is called, who is named, who lives by the edge of what is known."""

from __future__ import annotations

from datetime import date

import polars as pl

from dashboard.briefing import reach

WALK = {"minutes": 15.0, "metres": 1000.0, "detour": 1.3, "weights": [1.0, 0.68, 0.22], "full_hours": 40.0}
NO_SEA = {"barred_zh": None, "barred_en": None, "measured_on": None}
FLAT = {"lon": pl.Float64, "lat": pl.Float64, "is_within": pl.Boolean}


def places(*rows: tuple[str, float | None, float | None, bool | None]) -> pl.DataFrame:
    columns = {name: [row[n] for row in rows] for n, name in enumerate(("demand_id", "lon", "lat", "is_within"))}
    return pl.DataFrame(columns, schema_overrides=FLAT).with_columns(is_here=pl.lit(True))


def test_the_walk_is_called_as_the_programme_has_it() -> None:
    slots = reach.walk_slots("zh", WALK | NO_SEA)
    assert (slots["walk"], slots["metres"], slots["detour"], slots["hours"]) == ("15", "1,000", "1.3", "40")
    assert (slots["parts"], slots["weights"]) == ("3", "1、0.68、0.22")
    assert reach.walk_slots("en", WALK | NO_SEA)["barred"] == ""
    assert reach.walk_slots("en", WALK | NO_SEA | {"barred_en": ["not by sea"]})["barred"] == ", not by sea"


def test_where_travel_times_come_from_is_said_where_there_are_any() -> None:
    assert reach.walk_slots("en", WALK | NO_SEA)["measured"] == ""
    walked = WALK | NO_SEA | {"measured_on": date(2011, 5, 4), "source_zh": "街道踏勘"}
    assert reach.walk_slots("zh", walked)["measured"] == "有实测时间的（街道踏勘，2011年5月4日）以实测为准。"


def test_a_name_is_left_out_where_it_would_lie_over_another() -> None:
    all_places = places(("a", 118.10, 24.50, False), ("b", 118.12, 24.501, False), ("c", 118.10, 24.9, False))
    far = all_places.to_dicts()
    assert reach.named(far, all_places, 8) == {"a", "c"}
    assert reach.named(far, all_places, 1) == {"a"}


def test_a_place_that_nobody_can_draw_is_not_named() -> None:
    all_places = places(("a", None, None, False), ("b", 118.1, 24.5, False))
    assert reach.named(all_places.to_dicts(), all_places, 8) == {"b"}


def test_by_the_edge_are_those_near_the_outline_of_the_points_known_of_which_something_is_told() -> None:
    """A square of points, some 10 km to a side: a place in its middle, one by its border, one of which none can say."""
    corners = [(118.1, 24.5), (118.2, 24.5), (118.2, 24.6), (118.1, 24.6)]
    points = pl.DataFrame({"lon": [lon for lon, _ in corners], "lat": [lat for _, lat in corners]})
    here = places(("middle", 118.15, 24.55, True), ("border", 118.101, 24.55, True), ("silent", 118.101, 24.55, None))
    assert reach.near_edge(here, points, WALK)["demand_id"].to_list() == ["border"]


def test_a_type_that_the_wording_does_not_know_goes_by_its_own_name() -> None:
    assert reach.kind_name("en", "ctype", "村改居") == "village-turned"
    assert reach.kind_name("en", "ctype", "渔村") == "渔村"
