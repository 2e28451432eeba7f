"""The page that asks what if: the advice, the change that the reader picks, and who gains by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.briefing import what_if as ask
from dashboard.briefing.codes import walk_code
from dashboard.briefing.model import Row
from dashboard.briefing.reach import kind_name, walk_slots
from dashboard.queries import reach
from dashboard.widgets.choice import choose_button, choose_listed
from dashboard.widgets.links import page_link
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import note, words
from dashboard.widgets.page import Page, head, html, spoken
from dashboard.widgets.passport import figure_link
from dashboard.widgets.tables import panel
from dashboard.words import decimal, known, listed, percent, period_name, t, whole
from pipelines.access.terms import Terms

KINDS = ("new", "hours", "staff")
ADDED = {"new": 200.0, "hours": 10.0, "staff": 2.0}  # m², hours a week, persons: what each kind adds
PER = {"new": 1000, "hours": 1000, "staff": 10_000}  # the residents that a gain is told for
ADVICE_HEADS = ("site", "kind", "gained#", "covered#", "share#")
COMES = {"within": "already", "near": "already", "beyond": "newly", "missing": "unknown"}
GAIN_HEADS = ("community", "district", "kind", "residents#", "minutes#", "comes")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page stands on: how people walk (and as slots of sentences), the places and their names, all points."""

    terms: Terms
    places: pl.DataFrame
    points: pl.DataFrame
    slots: Mapping[str, str]
    names: Mapping[str, str]

    @property
    def is_located(self) -> bool:
        """Whether any community has a place, so that a way can be measured."""
        return not self.places.drop_nulls(["lon", "lat"]).is_empty()

    @property
    def is_told(self) -> bool:
        """Whether of any resident of the chosen unit it can be said who is within the walk of a full-service point."""
        return not self.places.filter("is_here").drop_nulls(["is_within"]).is_empty()

    @property
    def full(self) -> pl.DataFrame:
        """The full-service points, as the measures take them."""
        return self.points.filter("is_full").select("supply_id", "lon", "lat", area="side")


@dataclass(frozen=True, slots=True)
class Change:
    """What the reader picked: a kind, and the point at which it happens."""

    kind: str
    name: str
    point: Row


def ground(page: Page) -> Ground | None:
    """What there is to ask about; `None` where the programme does not say how people walk."""
    walk = data.query(reach.WALK).to_dicts()
    if not walk:
        return None
    terms = ask.terms_of(walk[0], data.query(reach.BARRIERS), data.query(reach.TIMES))
    places, points = page.query(reach.PLACES), page.query(reach.POINTS)
    names = dict(places.select("demand_id", "name").rows())
    return Ground(terms, places, points, walk_slots(page.lang, walk[0]), names)


def absent(page: Page, ground: Ground | None) -> None:
    """The page where nothing can be measured: nobody said how people walk, or no community has coordinates."""
    head(page)
    key = "unasked" if ground is None else "unlocated"
    html(note(t(page.lang, f"what_if.{key}"), [t(page.lang, f"what_if.{key}_note")]))


def said(page: Page) -> str:
    """Safe HTML of where one more full-service point would help most, as advice, leading to the page that asks."""
    lang, found = page.lang, ground(page)
    if found is None or not found.is_told:
        return ""
    _, *steps = _advised(page, found)
    link = page_link(page.choice, "what_if", t(lang, "what_if.more"))
    if not steps:
        return escape(t(lang, "what_if.said_none") + t(lang, "frame.space")) + link
    slots = {"site": steps[0]["name"], "people": whole(steps[0]["people_gained"])}
    told = t(lang, "frame.space").join([t(lang, "what_if.headline", **slots), t(lang, "what_if.said_advice"), ""])
    return escape(told) + link + figure_link(lang, walk_code(steps[0]["supply_id"], page.choice.period))


def _advised(page: Page, ground: Ground) -> list[Row]:
    """How things stand now, then the sites, the best first."""
    asked_for = ("advised", page.choice.unit, page.choice.period)
    found = data.worked_out(lambda: ask.advised(ground.terms, ground.places, ground.full), *asked_for)
    return [*found.iter_rows(named=True)]


def advice(page: Page, ground: Ground) -> None:
    """Where full-service points would help most, one after the other: advice for the discussion, no decision."""
    lang = page.lang
    if not ground.is_told:
        return html(spoken(lang, t(lang, "what_if.untold", unit=page.unit_name), ()))
    start, *steps = _advised(page, ground)
    reached = percent(lang, start["share"])
    if not steps:
        return html(
            spoken(lang, t(lang, "what_if.nothing_to_gain", **ground.slots, unit=page.unit_name, share=reached), ())
        )
    slots = {"unit": page.unit_name, "share": reached, "n": len(steps), "then": percent(lang, steps[-1]["share"])}
    first = {"site": steps[0]["name"], "people": whole(steps[0]["people_gained"])}
    then = [t(lang, "what_if.then", **ground.slots, **slots), t(lang, "what_if.said_advice")]
    code = walk_code(steps[0]["supply_id"], page.choice.period)
    html(spoken(lang, t(lang, "what_if.headline", **first), then, code))
    rows = [
        [
            f"{one['step']}. {one['name']}",
            kind_name(lang, "ctype", one["ctype"]),
            whole(one["people_gained"]),
            whole(one["people_covered"]),
            percent(lang, one["share"]),
        ]
        for one in steps
    ]
    remark = t(lang, "what_if.advice_note", period=period_name(lang, page.choice.period))
    codes = [(lang, walk_code(one["supply_id"], page.choice.period)) for one in steps]
    return listing("advice", t(lang, "what_if.advice"), remark, headings(lang, "what_if", ADVICE_HEADS), rows, codes)


def pick(page: Page, ground: Ground) -> Change | None:
    """The kind of change and where; `None` where nothing of the kind can be changed in the chosen unit."""
    lang = page.lang
    with st.container(key="tool-what-if"):
        kinds = {kind: t(lang, f"what_if.kind_{kind}", **ground.slots, n=whole(ADDED[kind])) for kind in KINDS}
        kind = choose_button("kind", t(lang, "what_if.kind"), kinds, "what-if-kind")
        options = _new(ground) if kind == "new" else _existing(lang, ground, kind)
        if not options:
            panel("none", t(lang, "what_if.none"), t(lang, f"what_if.none_{kind}"))
            return None
        names = {code: name for code, (name, _) in options.items()}
        chosen = choose_listed("at", t(lang, "what_if.at"), names, f"what-if-{kind}")
    return Change(kind, *options[chosen])


def _new(ground: Ground) -> dict[str, tuple[str, Row]]:
    """The communities of the unit, those beyond reach first, the most residents before others."""
    rows = ground.places.filter("is_here").drop_nulls(["lon", "lat"])
    first = (pl.col("reached") == "beyond", pl.col("people").fill_null(0))
    ordered = rows.sort(*first, descending=True, maintain_order=True)
    return {
        row["demand_id"]: (row["name"], {key: row[key] for key in ("area", "lon", "lat")} | {"supply_id": "new"})
        for row in ordered.iter_rows(named=True)
    }


def _existing(lang: str, ground: Ground, kind: str) -> dict[str, tuple[str, Row]]:
    """The service points of the unit whose place is known; for longer hours those that are not full-service yet."""
    rows = ground.points.filter("is_here").drop_nulls(["lon", "lat"])
    rows = rows.filter(~pl.col("is_full").fill_null(False)) if kind == "hours" else rows
    return {
        row["supply_id"]: (
            t(lang, "what_if.centre", **named(lang, ground, row), hours=known(lang, row["hours"], 1)),
            {key: row[key] for key in ("supply_id", "lon", "lat")} | {"area": row["side"]},
        )
        for row in rows.iter_rows(named=True)
    }


def named(lang: str, ground: Ground, point: Row) -> dict[str, str]:
    """The code of a service point (a row of `queries.reach.POINTS`), and the names of the communities it serves."""
    serves = listed(lang, [ground.names.get(one) or one for one in point["serves"] or []])
    return {"code": point["centre_id"], "serves": serves or t(lang, "reading.missing")}


def gains(page: Page, ground: Ground, change: Change) -> None:
    """Who comes within reach and who gains how much."""
    lang, kind = page.lang, change.kind
    found = ask.answer(ground.terms, ground.places, change.point, ADDED[kind])
    slots = {"site": change.name, "newly": whole(found.newly), "served": whole(found.served)}
    adds_reach = kind != "staff"
    who = _who(lang, found)
    more = [_settled(lang, found), who, _covered(page, ground, found)] if adds_reach else [who]
    html(spoken(lang, t(lang, f"what_if.gains_{kind}", **ground.slots, **slots), [one for one in more if one]))
    rows = [_gain(lang, kind, row, adds_reach=adds_reach) for row in found.rows.iter_rows(named=True)]
    added = t(lang, f"what_if.added_{kind}", n=whole(ADDED[kind]))
    heads = headings(lang, "what_if", [head for head in GAIN_HEADS if adds_reach or head != "comes"])
    heads.append(t(lang, f"what_if.head_gain_{kind}", per=whole(PER[kind])) + "#")
    codes = [(lang, walk_code(code, page.choice.period)) for code in found.rows["demand_id"]]
    listing("gains", t(lang, "what_if.gains"), added, heads, rows, codes)


def _gain(lang: str, kind: str, row: Row, *, adds_reach: bool) -> list[str]:
    return [
        row["name"],
        row[f"district_{lang}"] or "",
        kind_name(lang, "ctype", row["ctype"]),
        known(lang, row["people"]),
        decimal(row["minutes"]),
        *([t(lang, f"what_if.comes_{COMES[row['reached']]}")] if adds_reach else []),
        decimal(row["gain"] * PER[kind], 2),
    ]


def _settled(lang: str, found: ask.Answer) -> str:
    """Those of whom it could not be said before; nothing where there are none."""
    return t(lang, "what_if.settled", n=whole(found.settled)) if found.settled else ""


def _who(lang: str, found: ask.Answer) -> str:
    """Whose residents are in reach of the point, by type of community; nothing where nobody is."""
    if not found.served:
        return ""
    each = [
        t(
            lang,
            "what_if.who_one",
            kind=kind_name(lang, "ctype", kind),
            n=whole(n),
            share=percent(lang, n / found.served),
        )
        for kind, n in ask.by_type(found)
    ]
    return t(lang, "what_if.who", served=whole(found.served), each=listed(lang, each))


def _covered(page: Page, ground: Ground, found: ask.Answer) -> str:
    """What the change does to the share of the unit's residents within the walk; nothing where nobody can say."""
    shares = ask.covered(ground.places, found)
    if shares is None:
        return ""
    before, after = (percent(page.lang, share) for share in shares)
    return t(page.lang, "what_if.covered", unit=page.unit_name, before=before, after=after)


def method(page: Page, ground: Ground) -> None:
    """How it is computed and what it cannot tell."""
    text = t(page.lang, "what_if.method_text", **ground.slots, floor=whole(ADDED["new"]))
    panel("method", t(page.lang, "what_if.method"), text, words("p", t(page.lang, "what_if.method_edge"), "ps-quiet"))
