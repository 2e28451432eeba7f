"""Rules across forms: which rows they see, and that what is not known breaks none of them."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

PILOT = "350212109201"


def found(checked: Any) -> list[str]:
    """What was found, by code."""
    return sorted({one.code for one in checked.problems})


def at(checked: Any, code: str) -> list[tuple[str | None, str | None]]:
    """Form and cell of every problem with this code."""
    return [(one.form, one.cell) for one in checked.problems if one.code == code]


def earlier(rows: pl.DataFrame, period: str) -> pl.DataFrame:
    """Rows as if they had been accepted for another quarter."""
    return rows.with_columns(period=pl.lit(period))


def test_a_form_that_is_not_sent_breaks_nothing(office: Any, site: Any) -> None:
    for form in site:
        alone = office.check({"T01": site["T01"], form: site[form]})
        assert set(found(alone)) <= {"unknown_reference", "T09.matter_is_listed", "T10b.centre_is_listed"}


def test_a_carried_row_holds_from_its_quarter_on(office: Any, site: Any) -> None:
    accepted = office.check(site).rows
    contradiction = {"T03": [site["T03"][0] | {"coop_seats": "0", "coop_cross": "0"}]}
    milestone = {"T07": [site["T07"][0] | {"inv_status": "进行中", "inv_on": ""}]}
    for period, seen in (("2010Q3", True), ("2011Q1", True), ("2011Q2", False)):
        before = {"T01": accepted["T01"], "T02": earlier(accepted["T02"], period)}
        assert ("T07.inventory_agrees_with_M03" in found(office.check(milestone, before))) == seen
    for period, seen in (("2010Q4", False), ("2011Q1", True)):
        before = {"T01": accepted["T01"], "T07": earlier(accepted["T07"], period)}
        assert ("X06" in found(office.check(contradiction, before))) == seen


def test_the_sent_row_goes_before_the_accepted_one(office: Any, site: Any) -> None:
    accepted = office.check(site).rows
    mended = {"T01": site["T01"], "T04": [site["T04"][0] | {"station_id": "不适用"}]}
    assert "X03a" in found(office.check(mended, accepted))
    both = mended | {"T03": [site["T03"][0] | {"station_mode": "居委会承接", "station_id": ""}]}
    assert "X03a" not in found(office.check(both, accepted))


def test_a_problem_stands_at_the_first_form_named_that_was_sent(office: Any, site: Any) -> None:
    accepted = office.check(site).rows
    stationless = {"T04": [site["T04"][0] | {"station_id": "不适用"}]}
    assert at(office.check(stationless, accepted), "X03a") == [("T04", f"{office.column('T04', 'station_id')}4")]
    whole = office.check(site | stationless)
    assert at(whole, "X03a") == [("T03", f"{office.column('T03', 'station_mode')}4")]


@pytest.mark.parametrize("blank", [{"station_mode": ""}, {"station_mode": "？"}])
def test_a_blank_or_unreadable_cell_is_unknown(blank: dict[str, str], office: Any, site: Any) -> None:
    rows = site | {"T03": [site["T03"][0] | blank], "T04": [site["T04"][0] | {"station_id": "不适用"}]}
    assert {"X03a", "X03b", "X03c"} & set(found(office.check(rows))) == set()


def test_a_row_held_back_still_answers_other_forms(office: Any, site: Any) -> None:
    checked = office.check({"T01": [site["T01"][0] | {"households": "-1"}], "T04": site["T04"]})
    assert found(checked) == ["below_minimum"]
    assert (checked.counts["T01"].accepted, checked.counts["T04"].accepted) == (0, 1)


def test_an_unknown_community_among_several_is_named(office: Any, site: Any) -> None:
    centre = site["T10"][0] | {"serves": f"{PILOT}、350212109299"}
    checked = office.check({"T01": site["T01"], "T10": [centre]})
    assert at(checked, "X01") == [("T10", f"{office.column('T10', 'serves')}4")]
    assert "350212109299" in checked.problems[0].message_zh and PILOT not in checked.problems[0].message_zh


def test_a_running_total_may_fall_only_as_a_correction(office: Any, site: Any) -> None:
    lower = site["T04"][0] | {"cad_trained": "4"}
    accepted = {name: earlier(rows, "2010Q4") for name, rows in office.check(site).rows.items()}
    register = {"T01": site["T01"]}
    fallen, corrected = (
        office.check(register | {"T04": [lower | {"row_status": said}]}, accepted) for said in ("变更", "更正")
    )
    assert at(fallen, "X05") == [("T04", f"{office.column('T04', 'cad_trained')}4")]
    assert "上次 5 人，这次 4 人" in next(one.message_zh for one in fallen.problems if one.code == "X05")
    assert at(corrected, "X05") == []


def test_nothing_is_compared_with_the_same_quarter_sent_before(office: Any, site: Any) -> None:
    accepted = office.check(site).rows
    assert "X10" not in found(office.check(site | {"T01": [site["T01"][0] | {"residents": "9000"}]}, accepted))


@pytest.mark.parametrize(
    ("approved", "decided", "asked"),
    [
        ("2010-08-01", None, True),
        ("2010-08-01", "2010Q4", False),
        ("2010-08-01", "2010Q3", True),
        ("2010-11-01", None, False),
    ],
)
def test_a_pilot_silent_for_two_quarters_is_asked(
    approved: str, decided: str | None, asked: bool, office: Any, site: Any
) -> None:
    register = {"T01": [site["T01"][0] | {"pilot_approved_on": approved}]}
    before = {"T05": earlier(office.check(site).rows["T05"], decided)} if decided else {}
    checked = office.check(register | {"T05": []}, before)
    assert at(checked, "X09") == ([("T05", None)] if asked else [])
    assert "X09" not in found(office.check(register, before))


@pytest.mark.parametrize(
    ("lon", "told"), [("118.15", False), ("118.1505", False), ("118.155", True), ("118.30", False)]
)
def test_a_centre_that_moved_some_hundred_metres_is_asked(lon: str, told: bool, office: Any, site: Any) -> None:
    before = {name: earlier(rows, "2010Q4") for name, rows in office.check(site).rows.items()}
    checked = office.check({"T10": [site["T10"][0] | {"lon": lon}]}, before)
    assert ("T10.coordinates_stay" in found(checked)) == told


@pytest.mark.parametrize(("lon", "told"), [("118.149", False), ("118.154", True), ("118.30", False), ("", False)])
def test_a_community_whose_centre_point_moved_some_hundred_metres_is_asked(
    lon: str, told: bool, office: Any, site: Any
) -> None:
    before = {name: earlier(rows, "2010Q4") for name, rows in office.check(site).rows.items()}
    checked = office.check({"T01": [site["T01"][0] | {"lon": lon}]}, before)
    assert ("T01.coordinates_stay" in found(checked)) == told


@pytest.mark.parametrize(
    ("given", "accepted", "told"),
    [
        ({"lon": "", "lat": ""}, 1, []),
        ({"lon": "不适用", "lat": "不适用"}, 1, []),
        ({"lon": "117.5"}, 0, ["below_minimum"]),
        ({"lat": "118.1"}, 0, ["above_maximum"]),
    ],
)
def test_the_centre_point_of_a_community_lies_in_the_city_or_is_left_open(
    given: dict[str, str], accepted: int, told: list[str], office: Any, site: Any
) -> None:
    checked = office.check({"T01": [site["T01"][0] | given]})
    assert (checked.counts["T01"].accepted, found(checked)) == (accepted, told)


def test_an_agreement_is_added_up_over_quarters(office: Any, site: Any) -> None:
    accepted = office.check(site).rows
    second = site["T09"][0] | {"due_on": "2011-03-15", "due_amt": "5.01", "paid_amt": "", "paid_on": ""}
    checked = office.check({"T09": [second]}, accepted)
    assert at(checked, "T09.due_within_agreed") == [("T09", f"{office.column('T09', 'due_amt')}4")]
    assert checked.counts["T09"].accepted == 0
    replaced = site["T09"][0] | {"due_amt": "10"}
    assert found(office.check({"T09": [replaced]}, accepted)) == []


def test_messages_name_what_was_found_on_both_sides(office: Any, site: Any) -> None:
    rows = site | {"T07": [site["T07"][0] | {"sep_5": "是"}]}
    (problem,) = office.check(rows).problems
    assert "是、是、是、是、是" in problem.message_zh and "进行中" in problem.message_zh
    assert "是, 是, 是, 是, 是" in problem.message_en
