"""Who may do what: a table of role × act, of role × page, and whose rows a person is given."""

from __future__ import annotations

import pytest

from dashboard import roles
from dashboard.roles import LOCAL, Person, listed, may, may_open, may_see_figure, scoped

TONGAN, XIANGAN, CITY = "350212", "350213", "350200"
UNITS = frozenset({TONGAN, XIANGAN})
ACTS = ("read", "send", "withdraw", "sign", "return", "accept", "build")
# role: what it may do in 同安, act by act
TABLE = {
    "local": "yes yes yes yes yes yes yes",
    "anyone": "yes no no no no no no",
    "leader": "yes no no no no no no",
    "analyst": "yes no no no no no no",
    "reporter": "yes yes yes no no no no",
    "approver": "yes no no yes no no no",
    "admin": "yes yes yes no yes yes yes",
    "stranger": "no no no no no no no",
    "unsettled": "no no no no no no no",
}
PAGES = {
    "local": {"overview", "submit", "review"},
    "anyone": {"overview", "submit", "review"},
    "leader": {"overview"},
    "analyst": {"overview"},
    "reporter": {"overview", "submit"},
    "approver": {"overview", "review"},
    "admin": {"overview", "submit", "review"},
    "stranger": set(),
    "unsettled": set(),
}


def somebody(role: str) -> Person:
    return Person(role, "lin@xm.example", TONGAN if role in roles.OF_A_DISTRICT else None)


@pytest.mark.parametrize("role", roles.RIGHTS)
def test_each_role_may_do_its_part_and_no_more(role: str) -> None:
    able = {act for act, word in zip(ACTS, TABLE[role].split(), strict=True) if word == "yes"}
    assert {act for act in ACTS if may(somebody(role), act, TONGAN)} == able


@pytest.mark.parametrize("role", roles.OF_A_DISTRICT)
def test_district_people_act_for_their_own_district_alone(role: str) -> None:
    assert [act for act in ACTS if may(somebody(role), act, XIANGAN)] == ["read"]


def test_the_city_acts_for_every_district_but_signs_for_none() -> None:
    assert all(may(somebody("admin"), "accept", unit) for unit in UNITS)
    assert not any(may(somebody("admin"), "sign", unit) for unit in UNITS)


@pytest.mark.parametrize("role", roles.RIGHTS)
def test_each_role_opens_its_pages(role: str) -> None:
    assert {page for page in ("overview", "submit", "review") if may_open(somebody(role), page)} == PAGES[role]


@pytest.mark.parametrize("name", ["lin@xm.example", "LIN@XM.EXAMPLE", " lin@xm.example "])
def test_a_person_is_found_on_the_list_however_the_address_is_written(name: str) -> None:
    known = {"Lin@xm.example": {"role": "reporter", "unit": TONGAN}}
    assert listed(name, known, UNITS) == Person("reporter", name, TONGAN)


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "reporter",
        {},
        {"role": "chief"},
        {"role": "local"},
        {"role": "unsettled"},
        {"role": "reporter"},
        {"role": "approver", "unit": "35021"},
        {"role": "reporter", "unit": "350299"},
        {"role": "reporter", "unit": ""},
    ],
)
def test_an_entry_that_says_nothing_certain_gives_no_right(entry: object) -> None:
    assert listed("lin@xm.example", {"lin@xm.example": entry}, UNITS).role == "stranger"


def test_whoever_is_not_on_the_list_is_a_stranger() -> None:
    assert listed("wang@xm.example", {"lin@xm.example": {"role": "leader"}}, UNITS).role == "stranger"


def test_a_unit_written_for_a_leader_does_not_narrow_what_he_sees() -> None:
    leader = listed("lin@xm.example", {"lin@xm.example": {"role": "leader", "unit": TONGAN}}, UNITS)
    assert leader == Person("leader", "lin@xm.example")
    assert scoped(leader, {"unit": CITY}) == {"unit": CITY}


@pytest.mark.parametrize("asked", [CITY, XIANGAN, "350213103001", ""])
def test_district_people_are_given_their_own_rows_whatever_they_ask_for(asked: str) -> None:
    given = scoped(somebody("reporter"), {"unit": asked, "community": asked, "city": CITY, "period": "2011Q1"})
    assert given == {"unit": TONGAN, "community": TONGAN, "city": CITY, "period": "2011Q1"}


def test_district_people_look_into_their_own_towns_and_communities() -> None:
    asked = {"unit": "350212109", "community": "350212109001"}
    assert scoped(somebody("approver"), asked) == asked


@pytest.mark.parametrize("asked", [CITY, XIANGAN, TONGAN])
def test_the_local_user_is_given_what_was_asked_for(asked: str) -> None:
    assert scoped(LOCAL, {"unit": asked}) == {"unit": asked}


def test_the_rows_behind_a_figure_are_open_to_their_own_district() -> None:
    codes = [f"station_post_fill_rate/{unit}/2011Q1" for unit in (CITY, XIANGAN, TONGAN, "350212109001")]
    assert [may_see_figure(somebody("reporter"), code) for code in codes] == [False, False, True, True]
    assert all(may_see_figure(somebody("leader"), code) for code in codes)


@pytest.mark.parametrize("code", ["", "station_post_fill_rate", "station_post_fill_rate/", "x/ 350213/2011Q1"])
def test_a_code_that_leaves_its_unit_open_shows_district_people_nothing(code: str) -> None:
    assert not may_see_figure(somebody("reporter"), code)
