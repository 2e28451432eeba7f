"""The demonstration: six districts fill real workbooks, send them, correct them, and the city accepts and builds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pipelines.demo.community import Row
from pipelines.demo.offices import sent_at, with_mistakes
from pipelines.demo.quarter import Play, quarter
from pipelines.demo.world import people_the_city, story_of
from pipelines.i18n import text
from pipelines.intake.template import write_workbook
from pipelines.intake.template_rows import Request
from pipelines.ledger.events import receipts
from pipelines.ledger.review import accept, return_, sign
from pipelines.ledger.submit import submit
from pipelines.programme.model import Programme
from pipelines.programme.periods import quarters
from pipelines.warehouse.build import build

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was played: how many workbooks of how many units and quarters, and the release that came of it."""

    workbooks: int
    communities: int
    periods: Sequence[str]
    release: str


def write_demo(
    home: Path, programme: Programme, communities: int = 500, periods: int = 12, seed: int = 2010
) -> Demonstration:
    """Writes the workbooks to `<home>/inbox`, sends, signs and accepts each, and builds a release.

    Safe to repeat: the same bytes are the same receipts, and what is already accepted stays so.
    """
    story = story_of(programme)
    first = programme.first_period
    span = quarters(first, f"{int(first[:4]) + periods // 4 + 1}Q4")[:periods]
    play = Play(programme, story, people_the_city(programme, story, communities, seed), span, seed)
    sent = 0
    for period in span:
        for unit in programme.reporting_units:
            if not play.happens("silent", unit.code, period):
                sent += _send(home, play, unit.code, period)
    return Demonstration(sent, len(play.places), span, build(home, programme))


def _send(home: Path, play: Play, unit: str, period: str) -> int:
    """One unit's quarter: sent, returned and sent again where the story says so, signed and accepted."""
    rows, at = quarter(play, unit, period), sent_at(play, unit, period)
    sent = 1
    if play.happens("corrected", unit, period):
        wrong = with_mistakes(rows, play.seed, unit, period)
        first = _submitted(home, play, unit, period, wrong, at, "-1")
        _review(home, first, at, text("zh", "demo.return_reason"))
        at += 3 * DAY
        sent += 1
    elif play.happens("held_back", unit, period):
        rows = with_mistakes(rows, play.seed, unit, period)
    _review(home, _submitted(home, play, unit, period, rows, at, ""), at)
    return sent


def _submitted(
    home: Path,
    play: Play,
    unit: str,
    period: str,
    rows: Mapping[str, Sequence[Row]],
    at: datetime,
    suffix: str,
) -> str:
    """The receipt number of the workbook with these rows, written to the inbox and submitted."""
    inbox = home / "inbox" / period
    inbox.mkdir(parents=True, exist_ok=True)
    path = inbox / f"{unit}-{period}{suffix}.xlsx"
    write_workbook(Request(play.programme, unit, period, {}, "zh", demo=True), rows, path)
    return str(submit(home, play.programme, path, unit, period, at=at)["receipt"])


def _review(home: Path, receipt: str, at: datetime, reason: str | None = None) -> None:
    """Signs and accepts, or returns with a reason, unless an earlier run of the demonstration did."""
    state = receipts(home)[receipt].state
    if reason is not None:
        if state == "checked":
            return_(home, receipt, reason, at=at + DAY)
        return
    if state == "checked":
        sign(home, receipt, at=at + DAY)
    if state in ("checked", "signed"):
        accept(home, receipt, at=at + 2 * DAY)
