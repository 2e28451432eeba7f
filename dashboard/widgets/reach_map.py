"""The map of the walk: communities by whether a full-service point is near, the service points, the edge of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from dashboard import data
from dashboard.briefing import reach
from dashboard.briefing.codes import point_code, walk_code
from dashboard.briefing.model import Row
from dashboard.charts.labels import Labels
from dashboard.charts.point_map import point_map
from dashboard.charts.shades import Shade, with_absent
from dashboard.queries import reach as ask
from dashboard.theme import BLUE, ORANGE, ORANGE_TEXT, PALE_BLUE, PAPER
from dashboard.widgets.figures import labels, show
from dashboard.widgets.page import Page
from dashboard.widgets.reach import minutes_text, walk_of, walk_row
from dashboard.widgets.tables import panel
from dashboard.words import known, t, whole

MAP_WORDS = ("counted", "km", "north")
OWN_WORDS = ("centre", "other_centre", "unlocated", "unlocated_centre", "size")
CENTRE = {
    "name": pl.String,
    "lon": pl.Float64,
    "lat": pl.Float64,
    "is_full": pl.Boolean,
    "text": pl.String,
    "code": pl.String,
}
TAGGED = 8  # communities beyond the walk that bear their name on the map at most: those with the most residents


def where(page: Page) -> None:
    """The map of communities and service points; that there is none where no community has a place."""
    lang, walk, rows = page.lang, walk_of(page.lang), page.query(ask.PLACES).filter("is_here")
    if not walk:
        return None
    if rows.drop_nulls(["lon", "lat"]).is_empty():
        return panel("map", t(lang, "reach.unmapped"), t(lang, "reach.unmapped_note"))
    far = reach.beyond(rows.iter_rows(named=True))
    names, period = reach.named(far, rows, TAGGED), page.choice.period
    lines = [_community(lang, row, names, period) for row in rows.iter_rows(named=True)]
    points = [_centre(lang, row, period) for row in page.query(ask.POINTS).filter("is_here").iter_rows(named=True)]
    communities = pl.DataFrame(lines, infer_schema_length=None)
    centres = pl.DataFrame(points, schema=CENTRE)  # there may be none
    said = _said(page, walk, far, rows)
    code = walk_code(page.choice.unit, period)
    return show(point_map(communities, centres, _shades(lang, walk), said), "map", lang, code)


def _said(page: Page, walk: Mapping[str, str], far: Sequence[Row], places: pl.DataFrame) -> Labels:
    """Title, note and alternative text with the number of those beyond, and the words of the marks."""
    lang = page.lang
    slots = {**walk, "n": whole(len(far)), "people": whole(sum(row["people"] or 0 for row in far))}
    key = "map" if far else "map_unknown" if reach.untold(places) else "map_none"
    alt = t(lang, "reach.map_alt", **slots, of=whole(len(places)))
    said = labels(page, t(lang, f"reach.{key}", **slots), t(lang, "reach.map_note", **walk) + _edge(page, walk), alt)
    marks = {key: t(lang, f"legend.{key}", word="{word}", n="{n}") for key in MAP_WORDS}  # filled class by class
    marks |= {key: t(lang, f"reach.map_{key}", **walk) for key in OWN_WORDS}
    return replace(said, words=marks)


def _edge(page: Page, slots: Mapping[str, str]) -> str:
    """How many communities live by the edge of what is known, and what that means; nothing where none does."""
    lang, walk = page.lang, walk_row()
    if walk is None:
        return ""
    places, points = page.query(ask.PLACES), page.query(ask.POINTS)
    asked_for = ("edge", page.choice.unit, page.choice.period)
    near = data.worked_out(lambda: reach.near_edge(places, points, walk), *asked_for)
    if near.is_empty():
        return ""
    people = whole(float(near["people"].sum()))
    return t(lang, "frame.space") + t(lang, "reach.edge", **slots, n=whole(near.height), people=people)


def _community(lang: str, row: Row, named: set[str], period: str) -> Row:
    kept = {key: row[key] for key in ("name", "lon", "lat")}
    minutes = minutes_text(lang, row["full_minutes"])
    people = known(lang, row["people"])
    text = t(lang, "reach.point", name=row["name"], people=people, minutes=minutes)
    tagged = row["name"] if row["demand_id"] in named else ""
    said = {"residents": row["people"], "shade": row["reached"], "text": text, "tag": tagged}
    return kept | said | {"code": walk_code(row["demand_id"], period)}


def _centre(lang: str, row: Row, period: str) -> Row:
    text = t(lang, "reach.centre_point", code=row["centre_id"], hours=known(lang, row["hours"], 1))
    place = {"name": row["centre_id"], "lon": row["lon"], "lat": row["lat"]}
    return place | {"is_full": row["is_full"] is True, "text": text, "code": point_code(row, period)}


def _shades(lang: str, walk: Mapping[str, str]) -> Mapping[str, Shade]:
    words = reach.state_words(lang, walk)
    shades = {
        "within": Shade(words["within"], PALE_BLUE, outline=BLUE),
        "near": Shade(words["near"], PAPER, outline=BLUE),
        "beyond": Shade(words["beyond"], ORANGE, outline=ORANGE_TEXT, mark="▼", symbol="diamond"),
    }
    return with_absent(shades, words)
