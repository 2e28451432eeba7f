"""Reach on a page: who walks how far, and where those beyond live."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboard import data
from dashboard.briefing import reach
from dashboard.briefing.codes import walk_code
from dashboard.briefing.model import Row
from dashboard.queries import reach as ask
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.page import Page
from dashboard.words import decimal, known, listed, percent, period_name, signed, t, whole

NAMED = 3  # communities named in a sentence
COVERED_HEADS = ("group", "now#", "before#", "change#", "beyond#", "elsewhere#", "unknown#", "bounds#", "communities#")
BEYOND_HEADS = ("community", "district", "town", "ctype", "full#", "near#", "residents#")


def walk_of(lang: str) -> Mapping[str, str]:
    """How people walk, as the slots of sentences; none where the programme does not say."""
    walk = walk_row()
    return reach.walk_slots(lang, walk) if walk else {}


def walk_row() -> Row | None:
    """How people walk, as the release says; `None` where the programme does not."""
    return next(data.query(ask.WALK).iter_rows(named=True), None)


def covered(page: Page) -> None:
    """The share of residents within the walk by type and side, with the year before."""
    lang, walk = page.lang, walk_of(page.lang)
    found = reach.groups(page.query(ask.COVERED).to_dicts())
    if not walk:
        return
    rows = [
        [
            t(lang, "reach.everyone") if one.by == "all" else reach.kind_name(lang, one.by, one.part),
            _share(lang, one.now),
            _share(lang, one.before),
            t(lang, "reading.points_brief", n=signed(100 * one.change)) if one.change is not None else "—",
            whole(one.now.known - one.now.within),
            whole(one.now.near),
            whole(one.now.unknown),
            reach.bounds_text(lang, one.now),
            whole(one.now.communities),
        ]
        for one in sorted(found, key=lambda one: ("all", "ctype", "side").index(one.by))
    ]
    note = t(lang, "reach.covered_note", **walk, period=period_name(lang, page.choice.period))
    codes = [(lang, walk_code(page.choice.unit, page.choice.period))] * len(rows)
    listing("covered", t(lang, "reach.covered", **walk), note, headings(lang, "reach", COVERED_HEADS), rows, codes)


def _share(lang: str, covered: reach.Covered | None) -> str:
    """The share within the walk with the residents it is made of; missing where it can be said of nobody."""
    if covered is None or covered.share is None:
        return percent(lang, None)
    slots = {"x": whole(covered.within), "y": whole(covered.known)}
    return t(lang, "reading.with_fraction", value=percent(lang, covered.share), **slots)


def said(page: Page) -> str:
    """How many are beyond the walk, of how many of whom it can be said, and where the most live; what of the others.

    Nothing where no place is known.
    """
    lang, walk, rows = page.lang, walk_of(page.lang), page.query(ask.PLACES).filter("is_here")
    if not walk or reach.untold(rows):
        return ""
    of = reach.everybody(rows)
    return t(lang, "frame.space").join([*_told(lang, rows, of, walk), *reach.others(lang, of, walk)])


def _told(lang: str, rows: pl.DataFrame, of: reach.Covered, walk: Mapping[str, str]) -> list[str]:
    """The sentence on those of whom it can be said; none where there are none."""
    if not of.known:
        return []
    far = reach.beyond(rows.iter_rows(named=True))
    people = of.known - of.within
    slots = {**walk, "known": whole(of.known), "share": percent(lang, people / of.known)}
    slots |= {"n": whole(len(far)), "people": whole(people)}
    names = listed(lang, [row["name"] for row in far[:NAMED]])
    return [t(lang, "reach.said" if far else "reach.said_none", names=names, **slots)]


def listed_beyond(page: Page) -> None:
    """The communities beyond the walk, those with the most residents first; nothing where no place is known."""
    lang, walk, places = page.lang, walk_of(page.lang), page.query(ask.PLACES).filter("is_here")
    if not walk or places["is_within"].count() == 0:
        return
    far = reach.beyond(places.iter_rows(named=True))
    rows = [
        [
            row["name"],
            row[f"district_{lang}"] or "",
            row[f"town_{lang}"] or "",
            reach.kind_name(lang, "ctype", row["ctype"]),
            minutes_text(lang, row["full_minutes"]),
            minutes_text(lang, row["near_minutes"]),
            known(lang, row["people"]),
        ]
        for row in far
    ]
    title, note = (
        t(lang, "reach.beyond", n=whole(len(rows))),
        t(lang, "reach.beyond_note" if rows else "reach.beyond_none", **walk),
    )
    codes = [(lang, walk_code(row["demand_id"], page.choice.period)) for row in far]
    listing("beyond", title, note, headings(lang, "reach", BEYOND_HEADS), rows, codes)


def minutes_text(lang: str, minutes: float | None) -> str:
    """So many minutes' walk; that there is no way on foot for none."""
    return t(lang, "reach.nowhere") if minutes is None else t(lang, "reach.minutes", n=decimal(minutes))
