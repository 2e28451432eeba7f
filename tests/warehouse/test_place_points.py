"""Where the places of a release are, how each point is known, and points turned back from a declared datum."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipelines import open_release
from pipelines.places.datums import FORWARD, metres_between
from pipelines.programme.model import Declared, Words

A, B, C = "350212109001", "350212109002", "350212105001"
HOME = (118.15, 24.75)


def spot(lon: float, lat: float) -> dict[str, Any]:
    return {"lon": Decimal(f"{lon:.6f}"), "lat": Decimal(f"{lat:.6f}")}


def centre(code: str, serves: list[str], **other: Any) -> dict[str, Any]:
    return {"centre_id": code, "serves": serves, **other}


def points(office: Any, kind: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of one kind of place by period and code."""
    office.build()
    with open_release(office.home) as release:
        rows = release.sql("SELECT * FROM place_points WHERE kind = $k", k=kind).to_dicts()
    return {(row["period"], row["place"]): row for row in rows}


def declaring(office: Any, datum: str, since: str, until: str | None = None) -> Any:
    word = Declared("350212", "T10", datum, since, until, Words("来函", "letter"))  # type: ignore[arg-type]
    programme = office.programme
    return replace(office, programme=replace(programme, places=replace(programme.places, declared=(word,))))


def test_every_community_is_a_place_and_the_unlocated_say_why(office: Any, community: Any) -> None:
    rows = [community(A) | spot(*HOME), community(B), community(C) | {"not_applicable": ["lon", "lat"]}]
    office.accept("350212", "2011Q1", {"T01": rows})
    found = points(office, "community")
    told = {place: (row["lon"], row["known_as"], row["unlocated_as"]) for (_, place), row in found.items()}
    assert told == {
        A: (118.15, "stated", None),
        B: (None, None, "not_reported"),
        C: (None, None, "not_applicable"),
    }
    assert (found["2011Q1", A]["town_code"], found["2011Q1", A]["side"]) == (A[:9], "mainland")


def test_half_a_point_is_unlocated_on_both_sides(office: Any, community: Any) -> None:
    office.accept("350212", "2011Q1", {"T01": [community(A) | {"lon": Decimal("118.15")}]})
    row = points(office, "community")["2011Q1", A]
    assert (row["lon"], row["lat"], row["known_as"], row["unlocated_as"]) == (None, None, None, "not_reported")


def test_a_point_outside_its_district_is_kept_and_called_so(office: Any, community: Any) -> None:
    office.accept("350212", "2011Q1", {"T01": [community(A) | spot(118.10, 24.45)]})
    row = points(office, "community")["2011Q1", A]
    assert (row["lon"], row["known_as"]) == (118.10, "outside")


def test_a_centre_lies_in_the_town_of_whom_it_serves_and_stands_until_it_moves(office: Any, community: Any) -> None:
    first = {"T01": [community(A), community(C)], "T10": [centre("Z1", [A, C], **spot(*HOME)), centre("Z2", [])]}
    office.accept("350212", "2010Q4", first)
    office.accept("350212", "2011Q2", {"T10": [centre("Z1", [A, C], **spot(118.16, 24.75))]})
    found = points(office, "centre")
    assert [found[period, "Z1"]["lon"] for period in ("2010Q4", "2011Q1", "2011Q2")] == [118.15, 118.15, 118.16]
    assert (found["2011Q1", "Z1"]["town_code"], found["2011Q1", "Z1"]["serves"]) == (C[:9], [A, C])
    assert (found["2011Q1", "Z2"]["town_code"], found["2011Q1", "Z2"]["known_as"]) == (None, None)


@pytest.mark.parametrize("datum", list(FORWARD))
def test_a_declared_datum_is_turned_back_for_its_quarters_only(datum: str, office: Any, community: Any) -> None:
    sent = tuple(float(one) for one in FORWARD[datum](*HOME))
    for period in ("2010Q4", "2011Q1", "2011Q2"):
        office.accept("350212", period, {"T01": [community(A)], "T10": [centre("Z1", [A], **spot(*sent))]})
    found = points(declaring(office, datum, "2011Q1", "2011Q1"), "centre")
    told = {period: (row["lon"], row["lat"], row["known_as"]) for (period, _), row in found.items()}
    off = metres_between(*HOME, *told["2011Q1"][:2])
    assert max(abs(float(one)) for one in off) < 0.2 and told["2011Q1"][2] == "converted"
    assert told["2010Q4"] == told["2011Q2"] == (round(sent[0], 6), round(sent[1], 6), "stated")


def test_what_was_sent_stays_as_it_was_in_the_accepted_rows(office: Any, community: Any) -> None:
    office.accept("350212", "2011Q1", {"T01": [community(A)], "T10": [centre("Z1", [A], **spot(118.155, 24.747))]})
    before = {file: file.read_bytes() for file in (office.home / "accepted").rglob("*.parquet")}
    declared = declaring(office, "GCJ-02", "2011Q1")
    declared.build()
    assert before and {file: file.read_bytes() for file in before} == before
    with open_release(office.home) as release:
        assert release.sql("SELECT datum, since, until, source_en FROM declared_datums").rows() == [
            ("GCJ-02", "2011Q1", None, "letter")
        ]
        assert release.sql("SELECT lon FROM t10").item() < Decimal("118.151")


def test_a_half_point_in_a_declared_datum_is_left_alone(office: Any, community: Any) -> None:
    half = centre("Z1", [A], lon=Decimal("118.155"))
    office.accept("350212", "2011Q1", {"T01": [community(A)], "T10": [half]})
    assert points(declaring(office, "GCJ-02", "2011Q1"), "centre")["2011Q1", "Z1"]["known_as"] is None


def test_a_programme_without_points_has_an_empty_table(tiny_office: Any) -> None:
    tiny_office.open_rooms(1)
    assert points(tiny_office, "community") == {}
