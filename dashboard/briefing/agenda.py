"""What waits for somebody's decision, counted, each with the page where it can be seen case by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.briefing import issues as raised
from dashboard.briefing.model import Row
from dashboard.briefing.progress import pace
from dashboard.words import counted, whole


@dataclass(frozen=True, slots=True)
class Item:
    """How many of something there are, in words, and the page that lists them."""

    page: str
    n: int
    said: str


def issues(lang: str, rows: Sequence[Row], limit: int) -> list[Item]:
    """Issues that wait for the city, and those open past their due day; from the rows of `queries.issues.ISSUES`."""
    stands = raised.standing(rows)
    over = counted(lang, "overview.over", stands.over, limit=whole(limit))
    return [
        Item("issues", stands.city, counted(lang, "overview.for_city", stands.city)),
        Item("issues", stands.over, over),
    ]


def milestones(lang: str, rows: pl.DataFrame) -> list[Item]:
    """Milestones past their plan, and sites at a standstill; from the rows of `queries.progress.STEPS`."""
    late = rows.filter(pl.col("days_late").is_not_null())
    stalled = whole(pace(rows).stalled)
    return [Item("progress", late.height, counted(lang, "overview.behind", late.height, stalled=stalled))]


def mandates(lang: str, rows: pl.DataFrame) -> list[Item]:
    """Entrusted matters on the list that nobody pays for; from the rows of `queries.funding.MATTERS`."""
    n = rows.filter(pl.col("state") == "unfunded").height
    return [Item("funding", n, counted(lang, "overview.unfunded", n))]


def deviations(lang: str, rows: Sequence[Row]) -> list[Item]:
    """Decisions that left the procedure; from the rows of `queries.decisions.DEVIATIONS`."""
    matters = len({(row["community"], row["dec_id"]) for row in rows})
    return [Item("decisions", matters, counted(lang, "overview.deviating", matters, deviations=whole(len(rows))))]


def submissions(lang: str, waiting: int, page: str) -> list[Item]:
    """Workbooks that wait to be signed or accepted."""
    return [Item(page, waiting, counted(lang, "overview.to_accept", waiting))]
