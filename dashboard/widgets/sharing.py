"""How evenly what is on offer is shared: the Lorenz and the concentration curve, and the measures side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard import data
from dashboard.briefing import equal, sharing, unequal
from dashboard.briefing.codes import walk_code
from dashboard.briefing.model import Row
from dashboard.briefing.unequal import Figure
from dashboard.charts.share_curves import share_curves
from dashboard.queries import access as asked
from dashboard.queries import reach as ask
from dashboard.widgets.figures import labels, show
from dashboard.widgets.layout import halves
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.page import Page
from dashboard.widgets.reach import walk_of
from dashboard.words import percent, period_name, t, whole
from pipelines.programme.periods import year_of

HEADS = ("measure", "value#", "interval#", "says", "misleads")


@dataclass(frozen=True, slots=True)
class Found:
    """The first thing on offer, how it is shared now and a year before (the latter where known), every measure.

    `ranking`: by what residents are ranked, as slots of sentences; empty where the programme does not rank them.
    """

    offer: Row
    shared: Sequence[sharing.Shared]
    figures: Sequence[Figure]
    groups: Sequence[Row]
    ranking: Mapping[str, str]

    @property
    def now(self) -> sharing.Shared:
        """How it is shared in the quarter chosen."""
        return self.shared[0]

    def figure(self, name: str) -> Figure | None:
        """The measure of this name; `None` where it cannot be taken."""
        return next((one for one in self.figures if one.name == name), None)


def shares(page: Page) -> None:
    """Both curves beside each other, then how unequal it is, measured several ways."""
    found = _found(page)
    if found is None:
        return
    left, right = halves()
    with left:
        _lorenz(page, found)
    with right:
        _ranked(page, found)
    _measures(page, found)


def _found(page: Page) -> Found | None:
    before = f"{year_of(page.choice.period) - 1}{page.choice.period[4:]}"
    offers = data.query(ask.OFFERS).to_dicts()
    periods = (page.choice.period, before) if offers else ()
    shared = [one for period in periods if (one := _shared(page, offers[0]["name"], period)) is not None]
    if not shared or shared[0].period != page.choice.period:
        return None
    groups = data.query(asked.GROUPS).to_dicts()
    ranking = unequal.ranking_slots(page.lang, data.query(ask.RANKING).to_dicts())
    asked_for = ("unequal", page.choice.unit, page.choice.period, offers[0]["name"])
    figures = data.worked_out(lambda: unequal.figures(shared[0], groups), *asked_for)
    return Found(offers[0], shared, figures, groups, ranking)


def _shared(page: Page, offer: str, period: str) -> sharing.Shared | None:
    rows = data.query(ask.SUPPLY, unit=page.choice.unit, city=page.choice.city, period=period, offer=offer)
    return sharing.shared(rows, period) if len(rows.drop_nulls(["value", "people"])) > 1 else None


def _lorenz(page: Page, found: Found) -> None:
    lang, now = page.lang, found.now
    names = [period_name(lang, one.period) for one in found.shared]
    curves = sharing.curve_frame(lang, found.shared, names, page.choice.unit)
    without = percent(lang, now.without / now.people if now.people else None)
    slots = {"offer": found.offer[f"label_{lang}"], "gini": sharing.gini_text(lang, now), "share": without}
    alt = t(lang, "sharing.alt", **slots, **walk_of(lang))
    said = labels(page, t(lang, "sharing.title", **slots), sharing.parts_text(lang, now), alt)
    marks = {key: t(lang, f"legend.{key}") for key in ("people", "amount", "equal")}
    show(share_curves(curves, replace(said, words=marks)), "lorenz", lang, walk_code(page.choice.unit, now.period))


def _ranked(page: Page, found: Found) -> None:
    lang, index = page.lang, found.figure("concentration")
    if index is None:
        return
    shown = unequal.value_text(lang, found.offer, index)
    slots = {"offer": found.offer[f"label_{lang}"], "index": shown, **found.ranking}
    curves = sharing.ranked_frame([found.now], [period_name(lang, found.now.period)], page.choice.unit)
    alt = t(lang, "sharing.ranked_alt", **slots)
    said = labels(page, t(lang, "sharing.ranked", **slots), t(lang, "sharing.ranked_note", **slots), alt)
    marks = {key: t(lang, f"legend.{key}") for key in ("people", "amount", "equal")}
    code = walk_code(page.choice.unit, found.now.period)
    show(share_curves(curves, replace(said, words=marks)), "concentration", lang, code)


def _measures(page: Page, found: Found) -> None:
    lang, offer = page.lang, found.offer
    level = unequal.reference(found.now, found.groups)
    slots = {"reference": equal.part_name(lang, level, "reference") if level else "", **found.ranking}
    rows = [
        [
            t(lang, f"unequal.name_{one.name}"),
            unequal.value_text(lang, offer, one),
            unequal.interval_text(lang, offer, one),
            unequal.says_text(lang, offer, one, slots),
            t(lang, f"unequal.misleads_{one.name}"),
        ]
        for one in found.figures
    ]
    title = t(lang, "unequal.title", offer=offer[f"label_{lang}"])
    note = t(lang, "unequal.note", n=whole(found.now.gini.used))
    if found.ranking:
        note += t(lang, "frame.space") + t(lang, "unequal.ranked_by", **found.ranking)
    codes = [(lang, walk_code(page.choice.unit, found.now.period))] * len(rows)
    listing("unequal", title, note, headings(lang, "unequal", HEADS), rows, codes)
