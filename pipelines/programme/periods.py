"""Quarters written `2011Q1`: their order, their days, and working days for deadlines."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from pipelines.programme.model import Programme

_QUARTER = re.compile(r"([12][0-9]{3})Q([1-4])")


def valid_period(text: str) -> bool:
    """Whether the text is a quarter such as `2011Q1`."""
    return _QUARTER.fullmatch(text) is not None


def _parts(period: str) -> tuple[int, int]:
    found = _QUARTER.fullmatch(period)
    if found is None:
        raise ValueError(f"not a quarter: {period!r}")
    return int(found[1]), int(found[2])


def _shift(period: str, quarters_on: int) -> str:
    year, quarter = _parts(period)
    years, last = divmod(year * 4 + quarter - 1 + quarters_on, 4)
    return f"{years}Q{last + 1}"


def year_of(period: str) -> int:
    """The year of a quarter."""
    return _parts(period)[0]


def half_of(period: str) -> str:
    """The half-year a quarter belongs to: `2011H1`."""
    year, quarter = _parts(period)
    return f"{year}H{(quarter + 1) // 2}"


def previous(period: str) -> str:
    """The quarter before."""
    return _shift(period, -1)


def following(period: str) -> str:
    """The quarter after."""
    return _shift(period, 1)


def quarter_of(day: date) -> str:
    """The quarter a day lies in."""
    return f"{day.year:04}Q{(day.month + 2) // 3}"


def quarters(first: str, last: str) -> tuple[str, ...]:
    """All quarters from `first` to `last`, both included; empty when `last` comes before `first`."""
    (year, quarter), (last_year, last_quarter) = _parts(first), _parts(last)
    count = (last_year - year) * 4 + last_quarter - quarter + 1
    return tuple(_shift(first, n) for n in range(count))


def quarter_start(period: str) -> date:
    """The first day of a quarter."""
    year, quarter = _parts(period)
    return date(year, quarter * 3 - 2, 1)


def quarter_end(period: str) -> date:
    """The last day of a quarter."""
    return quarter_start(following(period)) - timedelta(days=1)


def add_working_days(day: date, n: int, holidays: Collection[date] = ()) -> date:
    """The n-th working day after `day`, or before it when n is negative: Monday to Friday, no `holidays`."""
    step = timedelta(days=1 if n >= 0 else -1)
    for _ in range(abs(n)):
        day += step
        while not is_working_day(day, holidays):
            day += step
    return day


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether the day is one of Monday to Friday and none of the `holidays`."""
    return day.weekday() < 5 and day not in holidays


def due_on(programme: Programme, period: str, step: str = "submission") -> date:
    """The day a step of the programme's calendar falls due; `KeyError` when the calendar has no such step."""
    days = {deadline.step: deadline.working_days for deadline in programme.calendar}
    return add_working_days(quarter_end(period), days[step], programme.holidays)
