"""Everything that one district has to say in one quarter, as it would be typed: form → rows of cell values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.demo import centres, community, issues, money, reform, workforce
from pipelines.demo.community import Row
from pipelines.demo.world import URBAN, Place
from pipelines.programme.model import Programme
from pipelines.programme.periods import quarter_end, quarter_start


@dataclass(frozen=True, slots=True)
class Play:
    """The invented city and what befalls it; everything that follows is a function of this and a quarter."""

    programme: Programme
    story: Mapping[str, Any]
    places: Sequence[Place]
    periods: Sequence[str]
    seed: int

    def of(self, unit: str) -> list[Place]:
        """The communities of one district."""
        return [place for place in self.places if place.district == unit]

    def happens(self, event: str, unit: str, period: str) -> bool:
        """Whether the story's `event` befalls the unit in this quarter."""
        return [unit, self.periods.index(period)] in self.story["story"][event]


def quarter(play: Play, unit: str, period: str) -> dict[str, list[Row]]:
    """The rows of every form that the district sends for the quarter; a form that it forgets is left out."""
    start, day, seed = quarter_start(period), quarter_end(period), play.seed
    here = play.of(unit)
    inside = [p for p in here if community.in_programme(p, day)]
    compared = inside + [p for p in here if p.ctype_at_end == URBAN and p.sampled]
    listed, story = play.programme.matters, play.story["story"]
    gaming = unit == story["gaming"]["district"] and play.periods.index(period) >= story["gaming"]["from"]
    first, year_end = period == play.periods[0], day.month == 12
    new = [p for p in compared if first or year_end or _between(p.converted, start, day)]
    fresh = [p for p in compared if p in new or _between(p.steps.get("M11"), start, day)]
    forms = {
        "T01": _each(_to_register(here, start, day, first), lambda p: community.register(p, day, seed)),
        "T02": [_own(p, row) for p in inside for row in reform.milestones(p, day, seed)],
        "T03": _each(inside, lambda p: community.organisations(p, day, seed)),
        "T04": _each(compared, lambda p: workforce.staffing(p, day, seed, gaming)),
        "T05": [_own(p, row) for p in inside for row in reform.decisions(p, start, day, seed)],
        "T06": _each(inside, lambda p: community.disclosure(p, day, seed)),
        "T07": _each(inside, lambda p: reform.assets(p, day, seed)),
        "T08": money.matters(unit, inside, listed, story, day, seed),
        "T09": money.payments(unit, inside, listed, story, start, seed),
        "T10": [centres.centre(p, day, seed) for p in fresh],
        "T10b": [row for p in new for row in centres.items(p, listed, day, seed)],
        "T11": _each(inside, lambda p: community.council(p, day, seed)) if day.month in (6, 12) else [],
        "T12": issues.issues(unit, start, day, seed),
    }
    number = play.periods.index(period)
    forgotten = {form for who, when, form in story["missing_forms"] if (who, when) == (unit, number)}
    return {
        form: [_keyed(row, unit, period, day) for row in rows] for form, rows in forms.items() if form not in forgotten
    }


def known_communities(play: Play, unit: str, period: str) -> list[Row]:
    """The register as the office knows it: every community of the district, whether it changed or not."""
    day = quarter_end(period)
    rows = _each(play.of(unit), lambda p: community.register(p, day, play.seed))
    return [_keyed(row, unit, period, day) for row in rows]


def _to_register(here: Iterable[Place], start: date, day: date, first: bool) -> list[Place]:
    """Whose register row is sent: everybody's in the first quarter and at year end, otherwise only what changed."""
    everybody = first or day.month == 12
    return [p for p in here if everybody or _between(p.converted, start, day) or _between(p.pilot_since, start, day)]


def _between(event: date | None, start: date, day: date) -> bool:
    return event is not None and start <= event <= day


def _each(places: Iterable[Place], row: Any) -> list[Row]:
    return [_own(place, row(place)) for place in places]


def _own(place: Place, row: Row) -> Row:
    return {"community_code": place.code} | row


def _keyed(row: Row, unit: str, period: str, day: date) -> Row:
    return {"period": period, "unit_code": unit, "as_of": day, "row_status": "变更"} | row
