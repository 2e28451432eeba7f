"""What a service point offers: worked by hand, and unknown where any part is."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.access.capacity import (
    place_hours,
    places_at_once,
    staff_hours,
    staffed_window_hours,
    visits,
    window_hours,
)

POINTS = pl.DataFrame(
    {
        "windows": [3, 1, None, 2, 0],
        "hours": [40.0, 56.0, 40.0, None, 40.0],
        "staff": [2, 4, 3, 2, 3],
        "area": [305.0, None, 10.0, 0.0, 60.0],
    }
)
WINDOWS, HOURS, STAFF, AREA = (pl.col(name) for name in POINTS.columns)


@pytest.mark.parametrize(
    ("capacity", "expected"),
    [
        (window_hours(WINDOWS, HOURS), [120, 56, None, None, 0]),
        (staff_hours(STAFF, 40), [80, 160, 120, 80, 120]),
        (staffed_window_hours(WINDOWS, HOURS, STAFF, 40), [80, 56, None, None, 0]),
        (visits(window_hours(WINDOWS, HOURS), 15), [480, 224, None, None, 0]),
        (places_at_once(AREA, 10), [30, None, 1, 0, 6]),
        (place_hours(AREA, HOURS, 10), [1200, None, 40, None, 240]),
    ],
)
def test_capacity_is_what_it_says_and_null_where_a_part_is_unknown(capacity, expected) -> None:
    assert POINTS.select(capacity).to_series().to_list() == expected


@pytest.mark.parametrize("each", [0, -1, float("nan"), float("inf")])
def test_a_visit_takes_time_and_a_person_room(each) -> None:
    for make in (lambda: visits(HOURS, each), lambda: places_at_once(AREA, each)):
        with pytest.raises(ValueError, match="above zero"):
            make()
