"""What must hold in the programme that ships: places, departments, matters, steps, calendar."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from pipelines.programme.model import Division, Programme
from pipelines.programme.periods import due_on

SIGNED = date(2010, 7, 9)
INDICATORS_OF_THE_CATALOGUE = 61


@pytest.fixture(scope="module")
def places(xiamen: Programme) -> dict[str, Division]:
    return {one.code: one for one in xiamen.divisions}


def towns(xiamen: Programme, day: date, kinds: tuple[str, ...] = ("subdistrict", "town")) -> list[Division]:
    return [one for one in xiamen.divisions if one.kind in kinds and one.valid_on(day)]


def test_the_policy_is_the_document_of_9_july_2010(xiamen: Programme) -> None:
    assert xiamen.policy.number == "厦委办发〔2010〕34号"
    assert xiamen.policy.issued_on == xiamen.started_on == SIGNED
    assert xiamen.first_period == "2010Q3"


def test_six_districts_report_in_ascending_code(xiamen: Programme) -> None:
    assert [(one.code, one.name.zh) for one in xiamen.reporting_units] == [
        ("350203", "思明区"),
        ("350205", "海沧区"),
        ("350206", "湖里区"),
        ("350211", "集美区"),
        ("350212", "同安区"),
        ("350213", "翔安区"),
    ]


def test_siming_and_huli_are_the_island(xiamen: Programme) -> None:
    island = [one.short.en for one in xiamen.reporting_units if one.side == "island"]
    assert island == ["Siming", "Huli"]


def test_24_subdistricts_and_13_towns_in_2010(xiamen: Programme) -> None:
    assert Counter(one.kind for one in towns(xiamen, SIGNED)) == {"subdistrict": 24, "town": 13}


@pytest.mark.parametrize(
    ("district", "in_2010", "in_2022"),
    [
        ("350203", (10, 0), (10, 0)),
        ("350205", (2, 1), (4, 0)),
        ("350206", (5, 0), (5, 0)),
        ("350211", (4, 2), (4, 2)),
        ("350212", (2, 6), (7, 4)),
        ("350213", (1, 4), (7, 2)),
    ],
)
def test_subdistricts_and_towns_per_district(
    xiamen: Programme, district: str, in_2010: tuple[int, int], in_2022: tuple[int, int]
) -> None:
    for day, counts in ((SIGNED, in_2010), (date(2022, 12, 31), in_2022)):
        kinds = Counter(one.kind for one in towns(xiamen, day) if one.parent == district)
        assert (kinds["subdistrict"], kinds["town"]) == counts


@pytest.mark.parametrize(("code", "name"), [("350212109", "汀溪镇"), ("350213103", "新圩镇")])
def test_the_two_pilot_towns_exist_when_the_policy_is_signed(places: dict[str, Division], code: str, name: str) -> None:
    assert places[code].name.zh == name
    assert places[code].valid_on(SIGNED)


@pytest.mark.parametrize(
    ("code", "name", "last_day", "heir"),
    [
        ("350205103", "东孚镇", date(2015, 1, 21), "350205004"),
        ("350213102", "马巷镇", date(2021, 1, 5), "350213002"),
        ("350213104", "新店镇", date(2021, 1, 5), "350213003"),
        ("350212106", "新民镇", date(2022, 2, 15), "350212003"),
        ("350212108", "西柯镇", date(2022, 2, 15), "350212004"),
    ],
)
def test_a_town_that_ended_names_its_successors(
    places: dict[str, Division], code: str, name: str, last_day: date, heir: str
) -> None:
    town = places[code]
    assert (town.name.zh, town.valid_to, town.successors[0]) == (name, last_day, heir)
    assert not town.valid_on(places[heir].valid_from)
    assert all(places[one].valid_from > last_day for one in town.successors)


def test_a_place_lies_where_its_code_says(xiamen: Programme, places: dict[str, Division]) -> None:
    for town in (one for one in xiamen.divisions if one.level == "town"):
        assert town.parent == town.code[:6]
        assert town.side == places[town.code[:6]].side


def test_zones_are_places_that_could_report_by_themselves(places: dict[str, Division]) -> None:
    torch = places["350206405"]
    assert (torch.kind, torch.reports) == ("zone", False)
    assert "addressee" in torch.note.en


def test_seven_departments_are_named_in_the_policy(xiamen: Programme) -> None:
    assert [one.short.zh for one in xiamen.departments if one.named_in_policy] == [
        *("组织部", "民政局", "农业局", "公安局", "土地房管局", "劳动保障局", "监察局"),
    ]


def test_finance_is_not_named_and_yet_needed(xiamen: Programme) -> None:
    (finance,) = [one for one in xiamen.departments if one.short.zh == "财政局"]
    assert not finance.named_in_policy


def test_the_labour_bureau_of_2010_has_a_successor(xiamen: Programme) -> None:
    names = {one.code: one.short.zh for one in xiamen.departments}
    (labour,) = [one for one in xiamen.departments if one.short.zh == "劳动保障局"]
    assert names[labour.successor or ""] == "人社局"


def test_32_kinds_of_matters_of_which_seven_were_law_in_1989(xiamen: Programme) -> None:
    assert [one.code for one in xiamen.matters] == [f"E{n:02}" for n in range(1, 33)]
    in_law = [one.code for one in xiamen.matters if one.in_law_1989]
    assert in_law == ["E01", "E03", "E07", "E09", "E10", "E19", "E30"]


def test_a_matter_moves_with_its_department(xiamen: Programme) -> None:
    names = {one.code: one.short.zh for one in xiamen.departments}
    veterans = next(one for one in xiamen.matters if one.code == "E03")
    assert (names[veterans.department], names[veterans.department_now]) == ("民政局", "退役军人局")


def test_departments_of_2010_are_not_those_of_today(xiamen: Programme) -> None:
    """A matter's lead of 2010 must not be a department that only exists as somebody's successor."""
    heirs = {one.successor for one in xiamen.departments if one.successor} - {"JUS"}
    assert not heirs & {one.department for one in xiamen.matters}


def test_twelve_milestones_in_seven_strands(xiamen: Programme) -> None:
    assert [one.code for one in xiamen.milestones] == [f"M{n:02}" for n in range(1, 13)]
    by_strand = {strand: [m.code for m in xiamen.milestones if m.strand == strand] for strand in xiamen.strands}
    assert by_strand == {
        "party": ["M06"],
        "self_governance": ["M02", "M07"],
        "assets": ["M03", "M04", "M05"],
        "people": ["M09"],
        "services": ["M08", "M11"],
        "money": ["M10"],
        "whole": ["M01", "M12"],
    }


def test_check_lists_have_their_items(xiamen: Programme) -> None:
    assert Counter(one.list for one in xiamen.checks) == {
        "readiness": 5,
        "separation": 5,
        "governance": 5,
        "unifications": 4,
        "four_unified": 12,
        "steps": 7,
    }


def test_each_unification_has_three_checks(xiamen: Programme) -> None:
    groups = Counter(one.group for one in xiamen.checks if one.list == "four_unified")
    assert groups == dict.fromkeys((one.item for one in xiamen.checks if one.list == "unifications"), 3)


def test_open_words_are_read_by_a_criterion_and_not_by_code(xiamen: Programme) -> None:
    assert [one.term.zh for one in xiamen.criteria] == ["条件成熟", "符合条件", "重大事务", "及时"]
    assert all(one.valid_from >= SIGNED and one.decided_by.zh for one in xiamen.criteria)


def test_five_research_questions(xiamen: Programme) -> None:
    assert [one.code for one in xiamen.research] == ["R1", "R2", "R3", "R4", "R5"]


def test_the_catalogue_is_whole(xiamen: Programme) -> None:
    """Every indicator of the catalogue is either defined or planned."""
    assert len({one.id for one in xiamen.indicators} | xiamen.planned) == INDICATORS_OF_THE_CATALOGUE


def test_the_calendar_of_a_quarter(xiamen: Programme) -> None:
    steps = ("window_opens", "community_sends", "town_checks", "submission", "return_list", "resubmission")
    days = [due_on(xiamen, "2011Q1", step) for step in (*steps, "freeze", "bulletin")]
    assert days == sorted(days)
    assert due_on(xiamen, "2011Q1") == date(2011, 4, 14)


def test_both_languages_have_the_same_glossary(xiamen: Programme) -> None:
    assert xiamen.text["zh"].keys() == xiamen.text["en"].keys()
    assert xiamen.text["zh"]["glossary.funding_follows"] == "权随责走、费随事转"
    assert xiamen.text["en"]["glossary.funding_follows"] == "powers and funding follow responsibilities"
