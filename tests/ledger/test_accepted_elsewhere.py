"""What other units have had accepted, as a new submission is compared with it."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.ledger.review import accept, sign
from pipelines.ledger.rows import context_for

HERE, THERE = "350212", "350213"


def take_in(office: Any, unit: str, period: str, community: str, form: str = "T04") -> None:
    """A file of one row, sent, signed and accepted."""
    name = f"{unit}-{period}-{form}.json"
    receipt = office.send(name, {form: {community: 8}}, unit=unit, period=period)["receipt"]
    sign(office.home, receipt)
    accept(office.home, receipt)


def communities(office: Any, unit: str, period: str) -> list[tuple[str, str]]:
    """Who else has which community, as the unit's submission for the quarter sees it."""
    return context_for(office.home, office.programme, unit, period).elsewhere("T04", "community_code").rows()


def test_nothing_is_elsewhere_at_first(office: Any) -> None:
    assert communities(office, HERE, "2013Q3") == []


def test_only_other_units_rows_are_elsewhere(office: Any) -> None:
    take_in(office, HERE, "2013Q3", "350212109001")
    take_in(office, THERE, "2013Q3", "350213102001")
    assert communities(office, HERE, "2013Q3") == [(THERE, "350213102001")]
    assert communities(office, THERE, "2013Q3") == [(HERE, "350212109001")]


def test_only_accepted_rows_are_elsewhere(office: Any) -> None:
    office.send("sent.json", {"T04": {"350213102001": 8}}, unit=THERE, period="2013Q3")
    assert communities(office, HERE, "2013Q3") == []


def test_the_last_four_quarters_are_compared(office: Any) -> None:
    take_in(office, THERE, "2012Q3", "350213102001")
    seen = {period: len(communities(office, HERE, period)) for period in ("2012Q2", "2012Q3", "2013Q2", "2013Q3")}
    assert seen == {"2012Q2": 0, "2012Q3": 1, "2013Q2": 1, "2013Q3": 0}


def test_a_form_that_nobody_sent_is_nowhere(office: Any) -> None:
    take_in(office, THERE, "2013Q3", "350213102001")
    found = context_for(office.home, office.programme, HERE, "2013Q3").elsewhere("T10", "centre_id")
    assert found.schema == {"unit_code": pl.String, "centre_id": pl.String}
    assert found.is_empty()
