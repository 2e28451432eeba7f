"""Quarters, their days, and working days."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.programme.model import Programme
from pipelines.programme.periods import (
    add_working_days,
    due_on,
    following,
    half_of,
    previous,
    quarter_end,
    quarter_of,
    quarter_start,
    quarters,
    valid_period,
    year_of,
)


@pytest.mark.parametrize("text", ["2010Q3", "2013Q1", "1999Q4"])
def test_a_year_and_a_quarter_are_a_period(text: str) -> None:
    assert valid_period(text)


@pytest.mark.parametrize(
    "text",
    ["", "2010", "2010Q0", "2010Q5", "2010Q3 ", "2010Q3\n", "２０１０Q3", "0000Q1"],
)
def test_anything_else_is_not(text: str) -> None:
    assert not valid_period(text)


def test_quarters_run_from_the_first_to_the_last() -> None:
    assert quarters("2010Q3", "2011Q2") == ("2010Q3", "2010Q4", "2011Q1", "2011Q2")


def test_one_quarter_is_a_run_of_one() -> None:
    assert quarters("2010Q3", "2010Q3") == ("2010Q3",)


def test_no_quarters_when_the_last_comes_first() -> None:
    assert quarters("2011Q1", "2010Q4") == ()


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2011Q1", date(2011, 1, 1), date(2011, 3, 31)),
        ("2011Q2", date(2011, 4, 1), date(2011, 6, 30)),
        ("2011Q3", date(2011, 7, 1), date(2011, 9, 30)),
        ("2011Q4", date(2011, 10, 1), date(2011, 12, 31)),
    ],
)
def test_a_quarter_starts_and_ends(period: str, start: date, end: date) -> None:
    assert (quarter_start(period), quarter_end(period)) == (start, end)
    assert quarter_of(start) == quarter_of(end) == period


def test_the_year_turns_between_the_fourth_and_the_first_quarter() -> None:
    assert previous("2011Q1") == "2010Q4"
    assert following("2010Q4") == "2011Q1"
    assert year_of("2010Q4") == 2010


def test_two_quarters_make_a_half_year() -> None:
    assert [half_of(one) for one in quarters("2011Q1", "2011Q4")] == ["2011H1", "2011H1", "2011H2", "2011H2"]


def test_what_is_no_quarter_raises() -> None:
    with pytest.raises(ValueError, match="2011Q7"):
        quarter_end("2011Q7")


@pytest.mark.parametrize(
    ("n", "day"),
    [
        (0, date(2011, 3, 31)),  # a Thursday
        (1, date(2011, 4, 1)),
        (2, date(2011, 4, 4)),  # over the weekend
        (10, date(2011, 4, 14)),
        (-1, date(2011, 3, 30)),
        (-10, date(2011, 3, 17)),
    ],
)
def test_working_days_leave_out_weekends(n: int, day: date) -> None:
    assert add_working_days(date(2011, 3, 31), n) == day


def test_working_days_leave_out_holidays() -> None:
    assert add_working_days(date(2011, 3, 31), 2, {date(2011, 4, 4), date(2011, 4, 5)}) == date(2011, 4, 6)


def test_the_first_working_day_after_a_saturday_is_monday() -> None:
    assert add_working_days(date(2011, 12, 31), 1) == date(2012, 1, 2)


def test_a_report_is_due_ten_working_days_after_quarter_end(tiny: Programme) -> None:
    assert due_on(tiny, "2020Q1") == date(2020, 4, 14)


def test_an_unknown_step_of_the_calendar_raises(tiny: Programme) -> None:
    with pytest.raises(KeyError):
        due_on(tiny, "2020Q1", "party")
