"""The demonstration: six districts fill real workbooks, send them, correct them, and the city accepts and builds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from pipelines.demo.offices import off_a_map_app, sent_at, with_mistakes
from pipelines.demo.quarter import Play, known_communities, quarter
from pipelines.demo.world import people_the_city, story_of
from pipelines.i18n import text
from pipelines.intake.templates.template import write_workbook
from pipelines.intake.templates.template_rows import Printed, Request
from pipelines.ledger.events import receipts
from pipelines.ledger.review import accept, return_, sign
from pipelines.ledger.submit import submit
from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme
from pipelines.programme.periods import quarters
from pipelines.warehouse.build import build

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was played: how many workbooks of how many communities and quarters, and the release that came of it."""

    workbooks: int
    communities: int
    periods: Sequence[str]
    release: str


@dataclass(frozen=True, slots=True)
class Size:
    """How large the demonstration is, and which of the many possible ones."""

    communities: int
    periods: int
    seed: int


@dataclass(frozen=True, slots=True)
class Mailing:
    """One workbook on its way: whose, for when, sent when, with mistakes in it or not, returned for them or not."""

    unit: str
    period: str
    at: datetime
    mistakes: bool = False
    returned: bool = False

    def path(self, home: Path) -> Path:
        """Where the workbook lies before it is sent."""
        return home / "inbox" / self.period / f"{self.unit}-{self.period}{'-1' if self.returned else ''}.xlsx"


def write_demo(
    home: Path, programme: Programme, communities: int = 500, periods: int = 12, seed: int = 2010
) -> Demonstration:
    """Writes the workbooks to `<home>/inbox`, sends, signs and accepts each, and builds a release.

    Safe to repeat: the same bytes are the same receipts, and what is already accepted stays so.
    """
    size = Size(communities, periods, seed)
    play = staged(programme.folder, size)
    letters = list(mailings(play))
    # A second process writes the next workbook while this one checks the last; neither waits for the other.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as clerk:
        written = [clerk.submit(write, mailing, home, programme.folder, size) for mailing in letters]
        for mailing, paper in zip(letters, written, strict=True):
            _send(home, programme, mailing, paper.result())
    return Demonstration(len(letters), len(play.places), play.periods, build(home, programme))


@cache
def staged(folder: Path, size: Size) -> Play:
    """The city and the story at this size."""
    programme = load_programme(folder)
    story = story_of(programme)
    first = programme.first_period
    span = quarters(first, f"{int(first[:4]) + size.periods // 4 + 1}Q4")[: size.periods]
    return Play(programme, story, people_the_city(programme, story, size.communities, size.seed), span, size.seed)


def mailings(play: Play) -> Iterator[Mailing]:
    """Everything that is sent, quarter by quarter, as the story has it."""
    for period in play.periods:
        for unit in (one.code for one in play.programme.reporting_units):
            at = sent_at(play, unit, period)
            if play.happens("silent", unit, period):
                continue
            if play.happens("corrected", unit, period):
                yield Mailing(unit, period, at, mistakes=True, returned=True)
                at += 3 * DAY
            yield Mailing(unit, period, at, mistakes=play.happens("held_back", unit, period))


def write(mailing: Mailing, home: Path, folder: Path, size: Size) -> Path:
    """The workbook as the office fills it, and where it lies."""
    play = staged(folder, size)
    rows = quarter(play, mailing.unit, mailing.period)
    if play.happens("map_app", mailing.unit, mailing.period):
        rows["T10"] = off_a_map_app(rows["T10"])
    if mailing.mistakes:
        rows = with_mistakes(rows, size.seed, mailing.unit, mailing.period)
    path = mailing.path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    last = {"T01": pl.DataFrame(known_communities(play, mailing.unit, mailing.period), infer_schema_length=None)}
    request = Request(play.programme, mailing.unit, mailing.period, last, "zh", demo=True)
    write_workbook(request, {form: Printed(typed) for form, typed in rows.items()}, path)
    return path


def _send(home: Path, programme: Programme, mailing: Mailing, path: Path) -> None:
    """Sends the workbook, then signs and accepts or returns it, unless an earlier run did."""
    receipt = submit(home, programme, path, mailing.unit, mailing.period, at=mailing.at)["receipt"]
    state = receipts(home)[receipt].state
    if mailing.returned:
        if state == "checked":
            return_(home, receipt, text("zh", "demo.return_reason"), at=mailing.at + DAY)
        return
    if state == "checked":
        sign(home, receipt, at=mailing.at + DAY)
    if state in ("checked", "signed"):
        accept(home, receipt, at=mailing.at + 2 * DAY)
