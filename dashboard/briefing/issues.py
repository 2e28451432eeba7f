"""Issues counted and said: how many are open, past their due day, waiting for the city, and in whose hands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from dashboard.briefing.model import Row
from dashboard.words import counted, whole


@dataclass(frozen=True, slots=True)
class Standing:
    """Of some issues: all, still open, open past their due day, open and waiting for the city; median days when closed.

    `days` is null where none is closed.
    """

    raised: int
    open: int
    over: int
    city: int
    days: float | None

    @property
    def closed(self) -> int:
        """Those that are closed."""
        return self.raised - self.open


def standing(rows: Sequence[Row]) -> Standing:
    """The rows of `queries.issues.ISSUES`, counted."""
    still = [row for row in rows if not row["is_closed"]]
    taken = [row["days"] for row in rows if row["is_closed"]]
    over = sum(row["days_over"] is not None for row in still)
    city = sum(row["need_city"] is True for row in still)
    return Standing(len(rows), len(still), over, city, median(taken) if taken else None)


def by_owner(rows: Sequence[Row]) -> list[tuple[Row, Standing]]:
    """The issues of each lead department, as one of its rows and its standing: most past due first, then most open.

    Issues without a lead department stand together, and last among equals.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["lead"] or "", []).append(row)
    found = [(owner, group[0], standing(group)) for owner, group in groups.items()]
    ordered = sorted(found, key=lambda one: (-one[2].over, -one[2].open, not one[0], one[0]))
    return [(row, stands) for _, row, stands in ordered]


def sentences(lang: str, stands: Standing, limit: int) -> list[str]:
    """What stands open, how much of it is past its due day, and what waits for the city."""
    if not stands.raised:
        return []
    slots = {"closed": whole(stands.closed), "open": whole(stands.open), "limit": whole(limit)}
    said = [counted(lang, "issues.raised_so_far", stands.raised, **slots)]
    if stands.open:
        said.append(counted(lang, "issues.past_due", stands.over, **slots))
    if stands.city:
        said.append(counted(lang, "issues.for_city", stands.city))
    return said
