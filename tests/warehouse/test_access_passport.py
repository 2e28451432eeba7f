"""The passport of access: from which point in which row, by which way, to which service point; converted points too.

同安: A has a centre of its own eight minutes to the north; B has one that is on record without coordinates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from pipelines import i18n
from pipelines.passport.codes import code_of
from pipelines.passport.make import release_named
from pipelines.passport.model import ON_PAPER
from pipelines.passport.papers import paper
from pipelines.passport.text import passport_text
from pipelines.passport.walk_model import Walked
from pipelines.passport.walk_words import headline, sections
from pipelines.places.datums import FORWARD
from pipelines.problems import UserError
from pipelines.programme.access import Access, Measured, TravelTime
from pipelines.programme.model import Declared, Words

UNIT, PERIOD = "350212", "2011Q1"
A, B = f"{UNIT}109001", f"{UNIT}109002"
HOME = (118.15, 24.75)
EIGHT = 8 * 1000 / 15 / 1.3 / 110_773  # degrees of latitude that take eight minutes


def spot(lon: float, lat: float) -> dict[str, Any]:
    return {"lon": Decimal(f"{lon:.6f}"), "lat": Decimal(f"{lat:.6f}")}


Ask = Callable[[str], Walked]


@pytest.fixture
def sent(office: Any, community: Any) -> Callable[..., Ask]:
    """Sends the rows, the centre as given, builds, and gives a way to ask for a place's passport."""

    def send(
        centre: tuple[float, float],
        *declared: Declared,
        access: Access | None = None,
        second: tuple[float, float] | None = None,
    ) -> Ask:
        rows = {
            "T01": [community(A) | spot(*HOME), community(B) | (spot(*second) if second else {})],
            "T10": [{"centre_id": "Z1", "serves": [A], "hrs": Decimal(48), "area": Decimal(200)} | spot(*centre)],
        }
        office.accept(UNIT, PERIOD, rows)
        programme = replace(office.programme, places=replace(office.programme.places, declared=declared))
        programme = replace(programme, access=access or programme.access)
        replace(office, programme=programme).build()

        def ask(place: str) -> Walked:
            with release_named(office.home, None) as release:
                found = paper(release, office.home, code_of(f"community_access/{place}/{PERIOD}"), ON_PAPER, programme)
            assert isinstance(found, Walked)
            return found

        return ask

    return send


def facts(found: Walked, key: str, lang: str = "en") -> dict[str, str]:
    return dict(next(one.facts for one in sections(found, lang) if one.key == key))


def test_a_community_says_how_far_it_is_and_by_which_way(sent: Callable[..., Ask]) -> None:
    found = sent((HOME[0], HOME[1] + EIGHT))(A)
    assert headline(found, "en").endswith(
        "Q1 2011: 8.0 min on foot to the nearest full-service point, within the 15-minute walk."
    )
    way = facts(found, "way")
    assert (way["Straight line"], way["Way"]) == ("410 m", "533 m")
    assert way["From (longitude, latitude)"] == "118.150000, 24.750000"
    assert way["No way on foot"] == "nobody walks between Island and Mainland"
    assert facts(found, "result")["Nearest full-service point"] == f"{UNIT}/Z1, 8.0 min"


def surveyed(access: Access | None, centre: str) -> Access:
    assert access is not None
    survey = Measured(Words("街道踏勘", "street survey"), date(2010, 12, 1))
    return replace(access, measured=survey, times=(TravelTime(A, f"{UNIT}/{centre}", 12.5),))


def test_a_measured_way_is_called_so_and_no_straight_line_is_made_of_it(sent: Callable[..., Ask], office: Any) -> None:
    found = sent((HOME[0], HOME[1] + EIGHT), access=surveyed(office.programme.access, "Z1"))(A)
    assert "12.5 min on foot" in headline(found, "en")
    way = facts(found, "way")
    assert way["Measured travel times"] == "this way was measured: street survey, 2010-12-01"
    assert "Straight line" not in way
    (note,) = next(one.notes for one in sections(found, "en") if one.key == "way")
    assert "detour" not in note


def test_a_way_that_was_not_measured_says_so_where_others_were(sent: Callable[..., Ask], office: Any) -> None:
    found = sent((HOME[0], HOME[1] + EIGHT), access=surveyed(office.programme.access, "Z9"))(A)
    assert facts(found, "way")["Measured travel times"] == "street survey, 2010-12-01; not of this way"
    assert facts(found, "way")["Straight line"] == "410 m"
    assert (
        "where they tell of no pair" in facts(replace(found, unit={"unit_code": UNIT}), "way")["Measured travel times"]
    )


def test_each_point_names_the_row_that_it_was_sent_in(sent: Callable[..., Ask]) -> None:
    found = sent(HOME)(A)
    assert [(one.role, one.source.form, one.sent) for one in found.places] == [
        ("community", "T01", HOME),
        ("nearest_full", "T10", HOME),
    ]
    (table,) = (one.table for one in sections(found, "zh") if one.key == "points")
    assert "118.150000; 24.750000" in table[1] and "CGCS2000 或 WGS-84" in table[1]


@pytest.mark.parametrize("datum", list(FORWARD))
def test_a_converted_point_shows_what_the_cell_says_and_what_is_reckoned_with(
    sent: Callable[..., Ask], datum: str
) -> None:
    given = tuple(round(float(one), 6) for one in FORWARD[datum](*HOME))
    word = Declared(UNIT, "T10", datum, PERIOD, None, Words("来函", "letter"))  # type: ignore[arg-type]
    found = sent(given, word)(A)
    centre = found.places[1]
    assert (centre.sent, centre.known_as) == (given, "converted")
    assert (centre.lon, centre.lat) == pytest.approx(HOME, abs=3e-6)
    (table,) = (one.table for one in sections(found, "en") if one.key == "points")
    assert table[2][2:4] == (f"{given[0]:.6f}; {given[1]:.6f}", f"{datum} (letter)")
    assert table[2][4].startswith("118.15")


def test_a_community_without_coordinates_says_so_and_shows_no_way(sent: Callable[..., Ask]) -> None:
    found = sent(HOME)(B)
    assert "没有坐标" in headline(found, "zh")
    assert "Straight line" not in facts(found, "way")


def test_a_community_near_anothers_point_says_so_and_why_it_is_in_no_share(sent: Callable[..., Ask]) -> None:
    found = sent(HOME, second=(HOME[0], HOME[1] + EIGHT))
    assert headline(found(B), "en").endswith("within the 15-minute walk, though its own centre is not on record.")
    (note,) = next(one.notes for one in sections(found(B), "en") if one.key == "result")
    assert "not in the share" in note
    result = facts(found(UNIT), "result")
    assert (result["Residents near another's"], result["Residents of whom it cannot be said"]) == ("2,000", "0")


def test_a_district_lists_its_communities_each_with_its_own_passport(sent: Callable[..., Ask]) -> None:
    found = sent(HOME)(UNIT)
    assert "of the 2,000 residents of whom it can be said, 2,000 (100.0%)" in headline(found, "en")
    (table,) = (one for one in sections(found, "en") if one.key == "communities")
    assert [code for _, code in table.links] == [f"community_access/{one}/{PERIOD}" for one in (A, B)]
    assert table.table[1][1:4] == ("2,000", "0.0 min", "within")


def test_it_can_be_printed_and_written_as_json_for_every_kind_of_place(sent: Callable[..., Ask]) -> None:
    ask = sent(HOME)
    for place, lang in product((A, B, UNIT, "350200", "mainland"), i18n.LANGUAGES):
        found = ask(place)
        assert passport_text(found, lang).startswith(headline(found, lang))
        assert found.as_dict()["code"] == f"community_access/{place}/{PERIOD}"


def test_a_place_that_there_is_not_is_answered(sent: Callable[..., Ask]) -> None:
    ask = sent(HOME)
    with pytest.raises(UserError):
        ask("350299")
