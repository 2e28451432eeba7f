"""Whether a submission as a whole can be taken in: its programme, its unit, its quarter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from pipelines.intake.cells.days import quarter
from pipelines.intake.cells.registers import reporting_units
from pipelines.intake.tables import Reading
from pipelines.intake.wording import listing, say
from pipelines.problems import Problem
from pipelines.programme.model import Programme, Words
from pipelines.programme.periods import quarter_of, valid_period


def nowhere(_: str, name: str) -> pl.DataFrame:
    """What is accepted elsewhere while no other unit has sent anything."""
    return pl.DataFrame(schema={"unit_code": pl.String, name: pl.String})


@dataclass(frozen=True, slots=True)
class Context:
    """What a submission is compared with: whose it is, for which quarter, and what was accepted before.

    `unit` and `period` may be `None`: then the file's own word counts. `accepted` holds per form the unit's accepted
    rows (typed, all quarters, latest per key); a form without rows may be left out. `elsewhere`, asked for a form and
    one of its fields, gives the different `unit_code` and values of it in what other units had accepted of late.
    """

    unit: str | None
    period: str | None
    accepted: Mapping[str, pl.DataFrame]
    today: date = field(default_factory=date.today)
    elsewhere: Callable[[str, str], pl.DataFrame] = nowhere


def addressed(reading: Reading, programme: Programme) -> Reading:
    """The reading with its unit and quarter as codes where the rows name them in words: 同安区, 2012年第一季度."""
    unit, period = reading.unit, reading.period
    if unit and (named := reporting_units(programme).find(unit)):
        unit = named.read or unit
    if period and (said := quarter(period)):
        period = said.read
    return replace(reading, unit=unit, period=period)


def file_problems(reading: Reading, programme: Programme, context: Context) -> Iterator[Problem]:
    """Why the whole file cannot be taken in; nothing when it can."""
    if reading.programme not in (None, programme.id):
        yield say("other_programme", "error", None, found=reading.programme, wanted=programme.id, name=programme.name)
    unit, period = context.unit or reading.unit, context.period or reading.period
    if unit not in {one.code for one in programme.reporting_units}:
        known = listing(
            Words(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}") for one in programme.reporting_units
        )
        yield say("unknown_unit", "error", None, found=unit, known=known)
    if period is None or not valid_period(period) or period < programme.first_period:
        yield say("unknown_period", "error", None, found=period, first=programme.first_period)
    elif period > quarter_of(context.today):
        yield say("future_period", "error", None, found=period, now=quarter_of(context.today))
