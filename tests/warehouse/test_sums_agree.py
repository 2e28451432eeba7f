"""A thousand rows: what districts add up to is what the city shows, in every indicator and split."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from pipelines import open_release

DICE = random.Random(34)
LEVELS = ("district", "side")  # matters and centres belong to a district, not always to a town


@pytest.fixture(scope="module")
def release(tmp_path_factory, office_of, community):
    """Three districts with 84 communities each and four quarters of staffing, some blank, some not applicable."""
    office = office_of(tmp_path_factory.mktemp("sums"))
    for unit, town in (("350203", "001"), ("350212", "109"), ("350213", "103")):
        codes = [f"{unit}{town}{n:03}" for n in range(1, 85)]
        for period in ("2011Q1", "2011Q2", "2011Q3", "2011Q4"):
            rows = {"T04": [staffing(code) for code in codes]}
            if period == "2011Q1":
                rows |= {"T01": [community(code) for code in codes], "T10": [centre(code) for code in codes]}
            office.accept(unit, period, rows)
    office.build()
    with open_release(office.home) as opened:
        yield opened


def staffing(code: str) -> dict[str, object]:
    """A row of T04, one in ten without its staff and one in twenty without posts."""
    posts, staff = DICE.randrange(12), DICE.randrange(15)
    row = {"community_code": code, "posts": posts, "staff": staff, "seconded": 0, "cert_n": staff // 2}
    if DICE.random() < 0.1:
        row["staff"] = None
    if DICE.random() < 0.05:
        row |= {"posts": None, "not_applicable": ["posts"]}
    return row


def centre(code: str) -> dict[str, object]:
    """A centre with an odd area and odd hours."""
    area, hours = Decimal(DICE.randrange(1000, 9999)) / 10, Decimal(DICE.randrange(200, 900)) / 10
    return {"centre_id": code[6:], "serves": [code], "area": area, "hrs": hours, "tenure": "自有"}


def test_there_are_a_thousand_rows(release):
    assert release.sql("SELECT COUNT(*) FROM t04").item() == 1008


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_adds_up_to_the_city(release, level):
    apart = release.sql(
        """
        SELECT v.indicator, v.split_value, v.period
        FROM indicator_values AS v
        JOIN indicators AS i ON i.id = v.indicator
        WHERE v.level IN ('city', $level) AND i.kind <> 'gap'
        GROUP BY v.indicator, v.split, v.split_value, v.period
        HAVING SUM(CASE WHEN v.level = 'city' THEN v.numerator ELSE -v.numerator END) > 1e-6
          OR SUM(CASE WHEN v.level = 'city' THEN v.denominator ELSE -v.denominator END) > 1e-6
          OR SUM(CASE WHEN v.level = 'city' THEN v.reported ELSE -v.reported END) <> 0
          OR SUM(CASE WHEN v.level = 'city' THEN v.expected ELSE -v.expected END) <> 0
          OR SUM(CASE WHEN v.level = 'city' THEN v.not_applicable ELSE -v.not_applicable END) <> 0
        """,
        level=level,
    )
    assert apart.rows() == []


def test_every_row_is_reported_missing_or_not_applicable(release):
    city = release.values("station_post_fill_rate", level="city", period="2011Q4").row(0, named=True)
    assert city["expected"] + city["not_applicable"] == 252
    assert 0 < city["reported"] < city["expected"] and city["not_applicable"] > 0


def test_a_rate_is_the_quotient_of_its_sums(release):
    values = release.values("station_post_fill_rate").drop_nulls("value")
    assert not values.is_empty()
    assert ((values["numerator"] / values["denominator"] * 100 - values["value"]).abs() < 1e-9).all()
