"""Another programme is another folder: its rows become a release without a change of code."""

from __future__ import annotations

import pytest

from pipelines import open_release


@pytest.fixture
def reading_rooms(tiny_office):
    """Two districts of villages with reading rooms, one village without, two quarters; the release of it."""
    hill, lake = "990101001001", "990102001001"
    other, none = "990101001002", "990102001002"

    def villages(*codes):
        return [
            {
                "community_code": c,
                "name": c,
                "town_code": c[:9],
                "ctype": "none" if c == none else "room",
                "residents": 50,
            }
            for c in codes
        ]

    tiny_office.accept(
        "990101",
        "2020Q1",
        {
            "T01": villages(hill, other),
            "T02": [
                {"community_code": hill, "is_open": True, "visits": 30, "loans": 12},
                {"community_code": other, "visits": 0, "loans": 0, "not_applicable": ["is_open"]},
            ],
        },
    )
    tiny_office.accept("990102", "2020Q1", {"T01": villages(lake, none)})
    tiny_office.accept("990102", "2020Q2", {"T02": [{"community_code": lake, "is_open": False, "loans": 1}]})
    tiny_office.build()
    with open_release(tiny_office.home) as release:
        yield release


def test_its_indicators_have_values_at_every_level(reading_rooms):
    found = reading_rooms.values("rooms_open_share", period="2020Q1")
    told = found.select(
        "level", "unit_code", "numerator", "denominator", "reported", "expected", "not_applicable", "status"
    )
    assert told.rows() == [
        ("city", "990000", 1, 1, 1, 2, 1, "partial"),
        ("community", "990101001001", 1, 1, 1, 1, 0, "reported"),
        ("community", "990101001002", None, None, 0, 0, 1, "not_applicable"),
        ("community", "990102001001", None, None, 0, 1, 0, "missing"),
        ("district", "990101", 1, 1, 1, 1, 1, "reported"),
        ("district", "990102", None, None, 0, 1, 0, "missing"),
        ("side", "north", 1, 1, 1, 1, 1, "reported"),
        ("side", "south", None, None, 0, 1, 0, "missing"),
        ("town", "990101001", 1, 1, 1, 1, 1, "reported"),
        ("town", "990102001", None, None, 0, 1, 0, "missing"),
    ]


def test_a_count_is_a_plain_sum(reading_rooms):
    city = reading_rooms.values("loans", level="city")
    assert city.select("period", "numerator", "denominator", "value").rows() == [
        ("2020Q1", 12, None, 12),
        ("2020Q2", 1, None, 1),
    ]


def test_its_own_lists_may_be_empty(reading_rooms):
    for table in ("departments", "matters", "milestones", "checks", "splits"):
        assert reading_rooms.sql(f"SELECT COUNT(*) FROM {table}").item() == 0


def test_its_norm_stands_beside_its_indicator(reading_rooms):
    assert reading_rooms.sql("SELECT indicator, value, year FROM norms").row(0) == ("rooms_open_share", 80, 2020)
