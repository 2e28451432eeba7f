"""Who has sent what, and what happened to one unit's quarter."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from pipelines.ledger.report import history, status
from pipelines.ledger.review import accept, return_, sign
from pipelines.ledger.submit import submit

UNIT, OTHER, PERIOD = "350212", "350203", "2013Q3"
ONE, TWO = f"{UNIT}109001", f"{UNIT}109002"


def test_without_submissions_every_unit_has_sent_nothing(office):
    told = status(office.home, office.programme)
    assert told["period"] == office.programme.first_period
    assert [unit["unit"] for unit in told["units"]] == [one.code for one in office.programme.reporting_units]
    assert {unit["state"] for unit in told["units"]} == {"not_received"}
    assert {unit["late_days"] for unit in told["units"]} == {None}


def test_status_is_about_the_latest_period_unless_one_is_asked_for(office):
    office.send("a.xlsx", period="2013Q2")
    office.send("b.xlsx", period="2013Q3")
    assert status(office.home, office.programme)["period"] == "2013Q3"
    assert status(office.home, office.programme, "2013Q2")["period"] == "2013Q2"


def test_late_days_count_from_the_due_day_to_the_first_file(office):
    due = date.fromisoformat(status(office.home, office.programme, PERIOD)["due_on"])
    for days, staff in ((3, 8), (40, 9)):
        came = datetime.combine(due + timedelta(days), time(4), UTC)
        submit(office.home, office.programme, office.file("a.xlsx", {"T04": {ONE: staff}}), at=came)
    unit = _unit(office)
    assert (unit["received_on"], unit["late_days"]) == ((due + timedelta(3)).isoformat(), 3)
    assert unit["receipt"] == "350212-2013Q3-02"


def test_a_file_before_the_due_day_is_not_early_but_zero_days_late(office):
    file = office.file("a.xlsx", {"T04": {ONE: 8}})
    submit(office.home, office.programme, file, at=datetime(2013, 10, 2, 4, tzinfo=UTC))
    assert _unit(office)["late_days"] == 0


def test_errors_left_are_those_of_the_newest_file_of_each_form(office):
    office.send("whole.xlsx", {"T04": {ONE: -1, TWO: -1}, "T06": {ONE: -1}})
    assert _unit(office)["errors"] == 3
    office.send("T04.csv", {"T04": {ONE: 8, TWO: -1}})
    unit = _unit(office)
    assert unit["errors"] == 2
    assert unit["forms_received"] == ["T04", "T06"]


def test_a_returned_file_no_longer_counts_as_received_forms(office):
    receipt = office.send("a.xlsx")["receipt"]
    return_(office.home, receipt, "请核对")
    unit = _unit(office)
    assert (unit["state"], unit["forms_received"]) == ("returned", [])


def test_yearly_forms_are_due_in_the_last_quarter(office):
    forms = {period: status(office.home, office.programme, period)["forms_due"] for period in ("2013Q3", "2013Q4")}
    assert "T04" in forms["2013Q3"]
    yearly = {form.id for form in office.programme.forms if form.cadence == "year"}
    assert not yearly & {*forms["2013Q3"]}
    assert yearly <= {*forms["2013Q4"]}


def test_history_tells_every_event_of_every_submission(office):
    first = office.send("a.xlsx", 8)["receipt"]
    return_(office.home, first, "请核对")
    second = office.send("b.xlsx", 9)["receipt"]
    sign(office.home, second)
    accept(office.home, second)
    office.send("elsewhere.xlsx", 9, unit=OTHER)
    told = history(office.home, office.programme, UNIT, PERIOD)["submissions"]
    assert [(one["id"], one["state"]) for one in told] == [(first, "superseded"), (second, "accepted")]
    assert [event["event"] for event in told[0]["events"]] == [
        "received",
        "checked",
        "returned",
        "superseded",
    ]
    assert [event["event"] for event in told[1]["events"]] == ["received", "checked", "signed", "accepted"]


def test_history_names_the_cells_that_changed_rows_held_back_included(office):
    office.send("a.xlsx", {"T04": {ONE: 8, TWO: -1}})
    office.send("b.xlsx", {"T04": {ONE: 8, TWO: 5}})
    first, second = history(office.home, office.programme, UNIT, PERIOD)["submissions"]
    assert first["changes"] == []
    assert second["changes"] == [
        {
            "form": "T04",
            "key": {"period": PERIOD, "community_code": TWO},
            "field": "staff",
            "old": "-1",
            "new": "5",
            "old_row": 5,
            "new_row": 5,
        }
    ]


def test_a_row_that_came_or_went_changes_from_or_to_nothing(office):
    office.send("a.xlsx", {"T04": {ONE: 8}})
    office.send("b.xlsx", {"T04": {TWO: 5}})
    changes = history(office.home, office.programme, UNIT, PERIOD)["submissions"][1]["changes"]
    told = [(change["key"]["community_code"], change["old"], change["new"]) for change in changes]
    assert told == [(ONE, "8", None), (TWO, None, "5")]


def test_a_form_is_compared_with_the_last_file_that_held_it(office):
    office.send("whole.xlsx", {"T04": {ONE: 8}, "T06": {ONE: 1}})
    office.send("T06.csv", {"T06": {ONE: 2}})
    office.send("T04.csv", {"T04": {ONE: 9}})
    told = history(office.home, office.programme, UNIT, PERIOD)["submissions"]
    assert [(change["old"], change["new"]) for one in told for change in one["changes"]] == [
        ("1", "2"),
        ("8", "9"),
    ]


def _unit(office):
    told = status(office.home, office.programme, PERIOD)
    return next(unit for unit in told["units"] if unit["unit"] == UNIT)
