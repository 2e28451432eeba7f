"""Reach on a page: who walks how far, and where those beyond live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from dashboard import data
from dashboard.briefing import reach
from dashboard.briefing.codes import point_code, walk_code
from dashboard.briefing.model import Row
from dashboard.charts.point_map import point_map
from dashboard.charts.shades import Shade, with_absent
from dashboard.queries import reach as ask
from dashboard.theme import BLUE, ORANGE_TEXT, PALE_BLUE, PALE_ORANGE
from dashboard.widgets.figures import labels, show
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.page import Page
from dashboard.widgets.tables import panel
from dashboard.words import decimal, known, listed, percent, period_name, signed, t, whole

MAP_WORDS = ("counted", "centre", "km", "north")
NAMED = 3  # communities named in a sentence
TAGGED = 8  # communities beyond the walk that bear their name on the map at most: those with the most residents
COVERED_HEADS = ("group", "now#", "before#", "change#", "beyond#", "unknown#", "communities#")
BEYOND_HEADS = ("community", "district", "town", "ctype", "full#", "near#", "residents#")


def walk_of(lang: str) -> Mapping[str, str]:
    """How people walk, as the slots of sentences; none where the programme does not say."""
    walk = _walk()
    return reach.walk_slots(lang, walk) if walk else {}


def _walk() -> Row | None:
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
            percent(lang, one.now.share),
            percent(lang, one.before.share if one.before else None),
            t(lang, "reading.points_brief", n=signed(100 * one.change)) if one.change is not None else "—",
            whole(one.now.known - one.now.within),
            whole(one.now.unknown),
            whole(one.now.communities),
        ]
        for one in sorted(found, key=lambda one: ("all", "ctype", "side").index(one.by))
    ]
    note = t(lang, "reach.covered_note", **walk, period=period_name(lang, page.choice.period))
    codes = [(lang, walk_code(page.choice.unit, page.choice.period))] * len(rows)
    listing("covered", t(lang, "reach.covered", **walk), note, headings(lang, "reach", COVERED_HEADS), rows, codes)


def said(page: Page) -> str:
    """How many are beyond the walk, and where the most of them live; nothing where no place is known."""
    lang, walk, rows = page.lang, walk_of(page.lang), page.query(ask.PLACES).filter("is_here")
    if not walk or rows["is_within"].count() == 0:
        return ""
    far = reach.beyond(rows.iter_rows(named=True))
    if not far:
        return t(lang, "reach.beyond_none", **walk)
    names = listed(lang, [row["name"] for row in far[:NAMED]])
    people = whole(sum(row["people"] or 0 for row in far))
    return t(lang, "reach.said", **walk, n=whole(len(far)), people=people, names=names)


def where(page: Page) -> None:
    """The map of communities and service points, and the list of those beyond the walk."""
    lang, walk, rows = page.lang, walk_of(page.lang), page.query(ask.PLACES).filter("is_here")
    if not walk:
        return None
    if rows.drop_nulls(["lon", "lat"]).is_empty():
        return panel("map", t(lang, "reach.unmapped"), t(lang, "reach.unmapped_note"))
    far = reach.beyond(rows.iter_rows(named=True))
    names = reach.named(far, rows, TAGGED)
    period = page.choice.period
    lines = [_community(lang, row, names, period) for row in rows.iter_rows(named=True)]
    points = page.query(ask.POINTS).filter("is_here")
    slots = {**walk, "n": whole(len(far)), "people": whole(sum(row["people"] or 0 for row in far))}
    title, alt = t(lang, "reach.map", **slots), t(lang, "reach.map_alt", **slots, of=whole(len(rows)))
    said = labels(page, title, t(lang, "reach.map_note") + _edge(page, walk), alt)
    marks = {key: t(lang, f"legend.{key}", word="{word}", n="{n}") for key in MAP_WORDS}  # filled class by class
    marks |= {key: t(lang, f"reach.map_{key}") for key in ("unlocated", "size")}
    communities = pl.DataFrame(lines, infer_schema_length=None)
    centres = pl.DataFrame(
        [_centre(lang, row, period) for row in points.iter_rows(named=True)], infer_schema_length=None
    )
    code = walk_code(page.choice.unit, page.choice.period)
    show(point_map(communities, centres, _shades(lang, walk), replace(said, words=marks)), "map", lang, code)
    return _beyond(page, far, walk)


def _edge(page: Page, slots: Mapping[str, str]) -> str:
    """How many communities live by the edge of what is known, and what that means; nothing where none does."""
    lang, walk = page.lang, _walk()
    near = None if walk is None else reach.near_edge(page.query(ask.PLACES), page.query(ask.POINTS), walk)
    if near is None or near.is_empty():
        return ""
    people = whole(float(near["people"].sum()))
    return t(lang, "frame.space") + t(lang, "reach.edge", **slots, n=whole(near.height), people=people)


def _beyond(page: Page, far: Sequence[Row], walk: Mapping[str, str]) -> None:
    lang = page.lang
    rows = [
        [
            row["name"],
            row[f"district_{lang}"] or "",
            row[f"town_{lang}"] or "",
            reach.kind_name(lang, "ctype", row["ctype"]),
            _minutes(lang, row["full_minutes"]),
            _minutes(lang, row["near_minutes"]),
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


def _community(lang: str, row: Row, named: set[str], period: str) -> Row:
    kept = {key: row[key] for key in ("name", "lon", "lat")}
    state = {True: "within", False: "beyond"}.get(row["is_within"], "missing")
    minutes = _minutes(lang, row["full_minutes"])
    people = known(lang, row["people"])
    text = t(lang, "reach.point", name=row["name"], people=people, minutes=minutes)
    tagged = row["name"] if row["demand_id"] in named else ""
    said = {"residents": row["people"], "shade": state, "text": text, "tag": tagged}
    return kept | said | {"code": walk_code(row["demand_id"], period)}


def _centre(lang: str, row: Row, period: str) -> Row:
    hours = known(lang, row["hours"], 1)
    text = t(lang, "reach.centre_point", code=row["centre_id"], hours=hours)
    return {
        "name": row["centre_id"],
        "lon": row["lon"],
        "lat": row["lat"],
        "text": text,
        "code": point_code(row, period),
    }


def _shades(lang: str, walk: Mapping[str, str]) -> Mapping[str, Shade]:
    shades = {
        "within": Shade(t(lang, "reach.within", **walk), PALE_BLUE, outline=BLUE),
        "beyond": Shade(
            t(lang, "reach.beyond_short", **walk), PALE_ORANGE, outline=ORANGE_TEXT, mark="▼", symbol="diamond"
        ),
    }
    return with_absent(shades, {"missing": t(lang, "reach.unknown")})


def _minutes(lang: str, minutes: float | None) -> str:
    return t(lang, "reach.nowhere") if minutes is None else t(lang, "reach.minutes", n=decimal(minutes))
