"""Reach on a page: who walks how far, where those beyond live, and how evenly what is offered is shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from dashboard import data
from dashboard.briefing import equal, reach, sharing
from dashboard.briefing.model import Row
from dashboard.charts.alt import dumbbell_alt
from dashboard.charts.dumbbell import dumbbell
from dashboard.charts.point_map import point_map
from dashboard.charts.shades import Shade, with_absent
from dashboard.charts.share_curves import share_curves
from dashboard.queries import access as asked
from dashboard.queries import reach as ask
from dashboard.theme import BLUE, ORANGE_TEXT, PALE_BLUE, PALE_ORANGE
from dashboard.widgets.figures import labels, show
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html
from dashboard.widgets.tables import panel
from dashboard.words import decimal, has, known, percent, period_name, signed, t, whole
from pipelines.programme.periods import year_of

MAP_WORDS = ("counted", "centre", "km", "north")
TAGGED = 8  # communities beyond the walk that bear their name on the map: those with the most residents
COVERED_HEADS = ("group", "now#", "before#", "change#", "beyond#", "unknown#", "communities#")
BEYOND_HEADS = ("community", "district", "town", "ctype", "residents#", "full#", "near#")


def pairs(page: Page, indicators: Sequence[str]) -> None:
    """Both levels of every share that two groups have, now and a year before; first what became of the first gap."""
    lang = page.lang
    defined = page.known(*indicators)
    found = equal.pairs(page.query(asked.PAIRS, indicators=list(defined)).to_dicts(), page.found.indicators)
    if not found:
        return
    samples = {one: page.found.one(one) for one in defined}
    said = [equal.sentence(lang, pair, samples[pair.indicator["id"]]) for pair in found]
    html(tag("div", "".join(words("p", one) for one in said[:1]), "ps-sentence"))
    frame = equal.frame(lang, found, samples)
    heading = t(lang, "access.pairs")
    alt = dumbbell_alt(lang, heading, frame, t(lang, "access.mark_first"), t(lang, "access.mark_second"))
    figure = labels(page, heading, t(lang, "access.pairs_note"), alt, "%")
    marks = {key: t(lang, f"legend.{key}") for key in ("missing", "interval", "before")}
    marks |= {key: t(lang, f"access.mark_{key}") for key in ("first", "second")}
    show(dumbbell(frame, replace(figure, words=marks)), "pairs", lang)


def covered(page: Page) -> None:
    """The share of residents within the walk by type and side, with the year before."""
    lang = page.lang
    found = reach.groups(page.query(ask.COVERED).to_dicts())
    rows = [
        [
            t(lang, "reach.everyone") if one.by == "all" else _part(lang, one.by, one.part),
            percent(lang, one.now.share),
            percent(lang, one.before.share if one.before else None),
            t(lang, "reading.points_brief", n=signed(100 * one.change)) if one.change is not None else "—",
            whole(one.now.known - one.now.within),
            whole(one.now.unknown),
            whole(one.now.communities),
        ]
        for one in sorted(found, key=lambda one: ("all", "ctype", "side").index(one.by))
    ]
    note = t(lang, "reach.covered_note", period=period_name(lang, page.choice.period))
    listing("covered", t(lang, "reach.covered"), note, headings(lang, "reach", COVERED_HEADS), rows)


def where(page: Page) -> None:
    """The map of communities and service points, and the list of those beyond the walk."""
    lang, rows = page.lang, page.query(ask.COMMUNITIES)
    if rows.drop_nulls(["lon", "lat"]).is_empty():
        return panel("map", t(lang, "reach.unmapped"), t(lang, "reach.unmapped_note"))
    far = reach.beyond(rows.iter_rows(named=True))
    names = {row["community_code"] for row in far[:TAGGED]}
    lines = [_community(lang, row, names) for row in rows.iter_rows(named=True)]
    points = page.query(ask.POINTS).filter("is_here")
    people = sum(row["people"] or 0 for row in far)
    title = t(lang, "reach.map", n=whole(len(far)), people=whole(people))
    alt = t(lang, "reach.map_alt", n=whole(len(far)), people=whole(people), of=whole(len(rows)))
    said = labels(page, title, t(lang, "reach.map_note"), alt)
    marks = {key: t(lang, f"legend.{key}", word="{word}", n="{n}") for key in MAP_WORDS}  # filled class by class
    marks |= {key: t(lang, f"reach.map_{key}") for key in ("unlocated", "size")}
    communities = pl.DataFrame(lines, infer_schema_length=None)
    centres = pl.DataFrame([_centre(lang, row) for row in points.iter_rows(named=True)], infer_schema_length=None)
    show(point_map(communities, centres, _shades(lang), replace(said, words=marks)), "map", lang)
    return _beyond(page, far)


def _beyond(page: Page, far: Sequence[Row]) -> None:
    lang = page.lang
    rows = [
        [
            row["name"],
            row[f"district_{lang}"] or "",
            row[f"town_{lang}"] or "",
            _part(lang, "ctype", row["ctype"]),
            known(lang, row["people"]),
            _minutes(lang, row["full_minutes"]),
            _minutes(lang, row["minutes"]),
        ]
        for row in far
    ]
    note = t(lang, "reach.beyond_note" if rows else "reach.beyond_none")
    listing("beyond", t(lang, "reach.beyond", n=whole(len(rows))), note, headings(lang, "reach", BEYOND_HEADS), rows)


def shares(page: Page) -> None:
    """How evenly what is on offer is shared among residents: the curve now and a year before, Gini, Theil's parts."""
    lang = page.lang
    before = f"{year_of(page.choice.period) - 1}{page.choice.period[4:]}"
    offers = data.query(ask.OFFERS).to_dicts()
    periods = (page.choice.period, before) if offers else ()
    found = [one for period in periods if (one := _shared(page, offers[0]["name"], period)) is not None]
    if not found:
        return
    offer = offers[0]
    names = [period_name(lang, one.period) for one in found]
    curves = sharing.curve_frame(lang, found, names)
    now = found[0]
    slots = {"offer": offer[f"label_{lang}"], "gini": sharing.gini_text(lang, now), "share": percent(lang, _none(now))}
    title, alt = t(lang, "sharing.title", **slots), t(lang, "sharing.alt", **slots)
    said = labels(page, title, _parts(lang, now), alt)
    marks = {key: t(lang, f"legend.{key}") for key in ("people", "amount", "equal")}
    show(share_curves(curves, replace(said, words=marks)), "lorenz", lang)


def _shared(page: Page, offer: str, period: str) -> sharing.Shared | None:
    rows = data.query(ask.SUPPLY, unit=page.choice.unit, city=page.choice.city, period=period, offer=offer)
    return sharing.shared(rows, period) if len(rows.drop_nulls("value")) > 1 else None


def _none(one: sharing.Shared) -> float | None:
    return one.without / one.people if one.people else None


def _parts(lang: str, one: sharing.Shared) -> str:
    """How much of the inequality lies between districts, sides, types; and how sure the Gini is."""
    said = [
        t(lang, f"sharing.between_{name}", share=percent(lang, parts.between_share.value))
        for name, parts in one.parts().items()
        if parts.between_share.value is not None
    ]
    if ends := one.interval():
        low, high = (decimal(end, 2) for end in ends)
        said.append(t(lang, "sharing.interval", low=low, high=high))
    return t(lang, "frame.semicolon").join(said)


def _community(lang: str, row: Row, named: set[str]) -> Row:
    kept = {key: row[key] for key in ("name", "lon", "lat")}
    state = {True: "within", False: "beyond"}.get(row["is_within"], "missing")
    minutes = _minutes(lang, row["full_minutes"])
    people = known(lang, row["people"])
    text = t(lang, "reach.point", name=row["name"], people=people, minutes=minutes)
    tagged = row["name"] if row["community_code"] in named else ""
    return kept | {"residents": row["people"], "shade": state, "text": text, "tag": tagged}


def _centre(lang: str, row: Row) -> Row:
    hours = known(lang, row["hours"], 1)
    text = t(lang, "reach.centre_point", code=row["centre_id"], hours=hours)
    return {"name": row["centre_id"], "lon": row["lon"], "lat": row["lat"], "text": text}


def _shades(lang: str) -> Mapping[str, Shade]:
    shades = {
        "within": Shade(t(lang, "reach.within"), PALE_BLUE, outline=BLUE),
        "beyond": Shade(t(lang, "reach.beyond_short"), PALE_ORANGE, outline=ORANGE_TEXT, mark="▼", symbol="diamond"),
    }
    return with_absent(shades, {"missing": t(lang, "reach.unknown")})


def _part(lang: str, by: str, part: str) -> str:
    """A type or a side by name; a type that the wording does not know by its own."""
    key = f"reach.{by}_{part}"
    return t(lang, key) if has(lang, key) else part


def _minutes(lang: str, minutes: float | None) -> str:
    return t(lang, "reach.nowhere") if minutes is None else t(lang, "reach.minutes", n=decimal(minutes))
