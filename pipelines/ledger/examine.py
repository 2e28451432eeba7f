"""Examining a file: whose it is, whether it can be taken in at all, and what its rows hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.i18n import problem, user_error
from pipelines.intake.checks.check import check
from pipelines.intake.checks.sender import addressed
from pipelines.intake.sheets.read import Reading, read_submission
from pipelines.ledger.receipts import Examined, Sent
from pipelines.ledger.rows import context_for
from pipelines.problems import Problem
from pipelines.programme.model import Programme
from pipelines.programme.periods import valid_period


def expect(programme: Programme, unit: str | None, period: str | None, form: str | None = None) -> None:
    """Lets pass what the programme has (and `None`); `UserError` naming what there is for anything else."""
    units = {one.code: one.name for one in programme.reporting_units}
    if unit is not None and unit not in units:
        known = ", ".join(f"{code} {name.zh} {name.en}" for code, name in units.items())
        raise user_error("unknown_unit", unit=unit, known=known)
    if period is not None and not _exists(programme, period):
        raise user_error("unknown_period", period=period, first=programme.first_period)
    forms = [one.id for one in programme.forms]
    if form is not None and form not in forms:
        raise user_error("unknown_form", form=form, known=", ".join(forms))


def examine(home: Path, programme: Programme, sent: Sent) -> Examined:
    """What is in the file: the rows that passed and all problems, or why the whole file is refused."""
    return judge(home, programme, sent, read_submission(sent.data, sent.name, programme.forms))


def judge(home: Path, programme: Programme, sent: Sent, read: Reading) -> Examined:
    """What is in a file that was already read, compared with what this home has accepted."""
    reading = addressed(read, programme)
    unit, period = sent.unit or reading.unit or "", sent.period or reading.period or ""
    if not reading.tables or (other := tuple(_for_another(sent, reading))):
        problems = (*reading.problems, *(other if reading.tables else ()))
        return _refused(programme, unit, period, problems)
    checked = check(reading, programme, context_for(home, programme, unit, period))
    if any(found.level == "error" and not (found.form or found.sheet) for found in checked.problems):
        return _refused(programme, unit, period, checked.problems)
    outcome = (checked.problems, checked.rows, checked.counts)
    return Examined(unit, period, "checked", *outcome, reading.form_versions, reading.demo)


def _for_another(sent: Sent, reading: Reading) -> Iterator[Problem]:
    """What speaks against a file that was sent for one unit or period and says it is for another."""
    if sent.unit and reading.unit and sent.unit != reading.unit:
        yield problem("other_unit", "error", found=reading.unit, wanted=sent.unit)
    if sent.period and reading.period and sent.period != reading.period:
        yield problem("other_period", "error", found=reading.period, wanted=sent.period)


def _refused(programme: Programme, unit: str, period: str, problems: Iterable[Problem]) -> Examined:
    known = unit if unit in {one.code for one in programme.reporting_units} else None
    return Examined(known, period if _exists(programme, period) else None, "refused", tuple(problems), {}, {}, {})


def _exists(programme: Programme, period: str) -> bool:
    return valid_period(period) and period >= programme.first_period
