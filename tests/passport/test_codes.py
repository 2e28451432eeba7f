"""The code of a figure: how it is written, what may be left out, and what is said when there is no such figure."""

from __future__ import annotations

import pytest

from pipelines.passport.codes import code_of
from pipelines.passport.model import Code
from pipelines.problems import UserError

WHOLE = "station_post_fill_rate/350212/2011Q1"


@pytest.mark.parametrize("text", [WHOLE, f"{WHOLE}/age=le35", "x/350212109001/2011", "x/mainland/2011H1/leg=a/b"[:-2]])
def test_a_code_is_read_as_it_is_written(text: str) -> None:
    assert str(code_of(text)) == text


def test_what_is_not_said_stays_open() -> None:
    assert code_of("x") == Code("x", "", "")


def test_an_option_says_what_the_code_leaves_open() -> None:
    assert str(code_of("x", "350212", "2011Q1", "age=le35")) == "x/350212/2011Q1/age=le35"


@pytest.mark.parametrize("text", ["", "/350212", "x/1/2/3", "x/1/2/a=", "x/1/2/=b", "x/1/2/a=b/c"])
def test_what_is_no_code_is_answered_by_how_one_is_written(text: str) -> None:
    with pytest.raises(UserError) as raised:
        code_of(text)
    assert raised.value.code == "figure_code"


@pytest.mark.parametrize(
    ("code", "error", "says"),
    [
        ("nope", "unknown_indicator", "station_post_fill_rate"),
        ("station_post_fill_rate/999999", "figure_unit", "350212"),
        ("station_post_fill_rate/350212/2013Q9", "figure_period", "2013Q3"),
        ("trinity_complete_rate/350212/2013Q3/nope=x", "figure_split", "leg"),
        ("trinity_complete_rate/350212/2013Q3/leg=x", "figure_part", "party"),
        ("station_post_fill_rate/350203/2013Q3", "no_figure", "350203"),
    ],
)
def test_a_figure_that_there_is_not_is_answered_by_what_there_is(told, code: str, error: str, says: str) -> None:
    with pytest.raises(UserError) as raised:
        told(code)
    assert raised.value.code == error
    assert says in raised.value.message("zh")
    assert says in raised.value.message("en")


def test_a_release_that_there_is_not_is_answered_by_those_there_are(told) -> None:
    with pytest.raises(UserError) as raised:
        told("station_post_fill_rate", "20200101T000000-00000000")
    assert raised.value.code == "unknown_release"
    assert told.second in raised.value.message("en")
