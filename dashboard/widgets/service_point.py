"""The profile of a service point: the pick, the sentence and the facts, who is in reach, the items."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import data
from dashboard.briefing.codes import point_code, walk_code
from dashboard.briefing.model import Row
from dashboard.briefing.reach import kind_name
from dashboard.briefing.what_if import Answer, answer
from dashboard.queries import reach as ask
from dashboard.widgets.choice import choose_listed
from dashboard.widgets.links import origin
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html, spoken
from dashboard.widgets.tables import panel
from dashboard.widgets.what_if import Ground, named
from dashboard.words import answered, decimal, known, period_name, t, whole

REACH_HEADS = ("community", "district", "kind", "residents#", "minutes#", "gain#")
ITEM_HEADS = ("item", "name", "available", "equal", "counter")
ANSWERS = ("avail", "nonlocal_ok", "win")
# What is told of a point: the column of the query, and its unit.
AMOUNTS = {
    "hours": ("hours", "hours"),
    "off_hours": ("off_hours", "hours"),
    "area": ("floor_area", "area"),
    "act_area": ("act_area", "area"),
}
PER = 1000


def here(ground: Ground) -> Sequence[Row]:
    """The service points of the chosen unit, in order."""
    return ground.points.filter("is_here").to_dicts()


def pick(page: Page, ground: Ground, points: Sequence[Row]) -> Row:
    """The service point that the reader picks, by the communities that it serves."""
    lang = page.lang
    held = {point["supply_id"]: point for point in points}
    names = {
        code: t(lang, "service_point.named", **named(lang, ground, point), district=point[f"district_{lang}"] or "")
        for code, point in held.items()
    }
    with st.container(key="tool-service-point"):
        return held[choose_listed("at", t(lang, "service_point.pick"), names, f"service-point-{page.choice.unit}")]


def facts(page: Page, ground: Ground, point: Row) -> None:
    """One sentence, then what is on record of the point; what was not reported is said so."""
    lang, found = page.lang, _reached(ground, point)
    kind = {True: "full", False: "part"}.get(point["is_full"], "unknown")
    slots = {**named(lang, ground, point), "kind": t(lang, f"service_point.{kind}", **ground.slots)}
    where = (
        t(lang, "service_point.unlocated")
        if found is None
        else t(lang, "service_point.in_reach", **ground.slots, n=whole(found.rows.height), people=whole(found.served))
    )
    code = point_code(point, page.choice.period)
    html(spoken(lang, t(lang, "service_point.headline", **slots), [where], code))
    told = {
        **{key: _with_unit(lang, point[name], unit) for key, (name, unit) in AMOUNTS.items()},
        "barrier_free": answered(lang, point["barrier_free"]),
        "serves": named(lang, ground, point)["serves"],
        "since": period_name(lang, point["reported_period"]),
    }
    pairs = (
        tag("div", words("dt", t(lang, f"service_point.fact_{key}")) + words("dd", value))
        for key, value in told.items()
    )
    title = t(lang, "service_point.facts")
    panel("facts", title, t(lang, "service_point.facts_note"), tag("dl", "".join(pairs), "ps-facts"))


def _with_unit(lang: str, value: float | None, unit: str) -> str:
    """An amount with its unit; missing without one."""
    said = known(lang, value, 1)
    return said if value is None else t(lang, f"service_point.unit_{unit}", n=said)


def reached(page: Page, ground: Ground, point: Row) -> None:
    """The communities within the walk, whatever their district, with what falls to each of the floor area."""
    lang, found = page.lang, _reached(ground, point)
    if found is None:
        return
    names = dict(ground.points.select("district_code", f"district_{lang}").rows())
    near = found.rows.sort("minutes", maintain_order=True)
    rows = [
        [
            row["name"],
            names.get(row["district_code"]) or "",
            kind_name(lang, "ctype", row["ctype"]),
            known(lang, row["people"]),
            decimal(row["minutes"]),
            "—" if point["floor_area"] is None else decimal(PER * row["gain"]),
        ]
        for row in near.iter_rows(named=True)
    ]
    heads = headings(lang, "service_point", REACH_HEADS)
    codes = [(lang, walk_code(code, page.choice.period)) for code in near["demand_id"]]
    listing(
        "reach", t(lang, "service_point.reach", **ground.slots), t(lang, "service_point.reach_note"), heads, rows, codes
    )


def items(page: Page, point: Row) -> None:
    """Every listed item: whether it can be had, on equal terms, at the one counter."""
    lang = page.lang
    found = data.query(ask.ITEMS, period=page.choice.period, point=point["supply_id"]).to_dicts()
    rows = [
        [
            row["matter_code"],
            row[f"name_{lang}"],
            *(_answer(lang, row, key) for key in ANSWERS),
        ]
        for row in found
    ]
    have = sum(row["avail"] is True for row in found)
    key = "service_point.items_note" if rows else "service_point.items_none"
    note = t(lang, key, x=whole(have), y=whole(sum(row["avail"] is not None for row in found)))
    marks = [
        origin(page.choice, "T10b", row["unit_code"], page.choice.period, row["centre_id"], row["matter_code"])
        for row in found
    ]
    heads = headings(lang, "service_point", ITEM_HEADS)
    listing("items", t(lang, "service_point.items"), note, heads, rows, marks)


def _answer(lang: str, row: Row, key: str) -> str:
    """Yes or no, not applicable where the question does not arise, else missing."""
    return t(lang, "reading.not_applicable") if key in row["outside"] else answered(lang, row[key])


def _reached(ground: Ground, point: Row) -> Answer | None:
    """Who is within the walk; `None` where nobody knows where the point is, or where any community is."""
    if not ground.is_located or point["lon"] is None or point["lat"] is None:
        return None
    place = {key: point[key] for key in ("supply_id", "lon", "lat")} | {"area": point["side"]}
    return answer(ground.terms, ground.places, place, point["floor_area"] or 0.0)
