"""One community on a page: finding it, its figures by family, and a page around them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.briefing import community as whole
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading, Row, readings
from dashboard.queries import community as ask
from dashboard.queries import core
from dashboard.widgets import markup
from dashboard.widgets import page as show
from dashboard.widgets.choice import Choice, asked_site, choose_listed, type_words
from dashboard.widgets.community_forms import Reported
from dashboard.widgets.links import page_link
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html, spoken
from dashboard.widgets.passport import code_of, figure_link
from dashboard.widgets.tables import panel, value_words
from dashboard.words import day, period_name, t
from dashboard.words import whole as number

HEADS = ("now", "before", "course", "city")
MILESTONES = "milestone_completion_rate"


def is_empty() -> bool:
    """Whether the release holds no figure of anybody, and so no register either."""
    return data.query(ask.ANY).is_empty()


def find(choice: Choice) -> tuple[Row | None, int]:
    """The community that the reader looks for, and how many fit; `None` where nothing does."""
    lang = choice.lang
    with st.container(key="tool-site", horizontal=True, vertical_alignment="bottom"):
        typed = type_words("q", t(lang, "community.search"), t(lang, "community.search_hint")).strip().lower()
        asked = {"unit": choice.unit, "city": choice.city, "period": choice.period}
        found = data.query(ask.FOUND, words=typed, site=asked_site(), **asked, **ask.LISTED).to_dicts()
        if not found:
            return None, 0
        names = {row["community_code"]: _named(lang, row) for row in found}
        picked = choose_listed("site", t(lang, "community.chosen"), names)
    return next(row for row in found if row["community_code"] == picked), found[0]["of"]


def _named(lang: str, row: Row) -> str:
    return f"{row['name']} · {row[f'town_{lang}'] or ''} · {row['community_code']}"


def load(choice: Choice, site: Row) -> Page:
    """The page around the community's own readings and the city's."""
    code = site["community_code"]
    lines = data.query(ask.LINES, site=code, city=choice.city, period=choice.period)
    units = data.query(core.UNITS, period=choice.period)
    own = {"unit_code": code, "level": "community"} | {
        f"{k}_{x}": site["name"] for k in ("name", "short") for x in ("zh", "en")
    }
    units = pl.concat([units, pl.DataFrame([own]).select(units.columns)])
    found = readings(lines, show.defined(), units, code, choice.yardstick)
    return show.framed(choice, "community", show.families(), found)


def sentence(page: Page, site: Row, of: int, forms: Sequence[Reported]) -> None:
    """Which community it is, how far it has come, and how much of what is asked was told."""
    lang = page.lang
    slots = {f"{key}": site[f"{key}_{lang}"] or "" for key in ("town", "district", "ctype")}
    pilot = t(lang, "community.is_pilot") if site["is_pilot"] else ""
    first = t(lang, "community.headline", name=site["name"], pilot=pilot, code=site["community_code"], **slots)
    has_value, missing, apart = whole.standing([reading.row for reading in own(page)])
    said = [t(lang, "community.converted", day=day(lang, site["converted_on"]))] if site["converted_on"] else []
    steps = page.found.one(MILESTONES) if page.known(MILESTONES) else None
    if steps is not None and steps.value is not None and steps.row is not None:
        done, due = (number(steps.row[key]) for key in ("numerator", "denominator"))
        said.append(t(lang, "community.steps", done=done, due=due))
    is_silent = not any(one.rows for one in forms if not one.form["carries"])
    key = "not_asked" if not site["is_turned"] else "silent" if is_silent else "told"
    said.append(t(lang, f"community.{key}", n=number(has_value), missing=number(missing), apart=number(apart)))
    if of > ask.LISTED["most"]:
        said.append(t(lang, "community.cut", n=number(ask.LISTED["most"]), of=number(of)))
    html(spoken(lang, first, said))
    more = t(lang, "community.district", district=site[f"district_{lang}"])
    html(tag("p", page_link(page.choice, "district", more, unit=site["district_code"]), "ps-place"))


def own(page: Page) -> list[Reading]:
    """The community's readings of those indicators that have a line of it, in catalogue order."""
    found = (page.found.one(one) for one in page.found.indicators)
    return [reading for reading in found if reading.row is not None]


def figures(page: Page) -> None:
    """Every figure of the community by family, with what it was before and the city's."""
    lang, known = page.lang, own(page)
    if not known:
        return panel("figures", t(lang, "community.figures"), t(lang, "community.no_figures"))
    names = {row["id"]: row for row in show.known_families()}
    groups = "".join(
        _group(page, names[family], [one for one in known if one.indicator["family"] == family])
        for family in dict.fromkeys(one.indicator["family"] for one in known)
    )
    note = t(lang, "community.figures_note")
    return panel("figures", t(lang, "community.figures"), note, tag("div", groups, "ps-groups"))


def _group(page: Page, family: Row, known: Sequence[Reading]) -> str:
    """One family: its name heads the column of its figures."""
    lang = page.lang
    top = words("th", family[f"name_{lang}"], "part", scope="col")
    top += "".join(words("th", t(lang, f"community.head_{head}"), scope="col") for head in HEADS)
    body = "".join(_line(page, one) for one in known)
    table = markup.scrolling(tag("thead", tag("tr", top)) + tag("tbody", body), "ps-table ps-figures")
    return markup.named(table, family[f"name_{lang}"])


def _line(page: Page, reading: Reading) -> str:
    lang, before, one = page.lang, reading.previous, reading.indicator
    city = page.found.one(one["id"], page.choice.city)
    text, css = value_words(lang, one, reading.row)
    then = t(lang, "reading.elsewhere") if before is None else value_words(lang, one, before)[0]
    whole_city = say.value_text(lang, city) if reading.is_share else value_words(lang, one, city.row)[0]
    return tag(
        "tr",
        tag("th", escape(say.name(lang, one)) + words("small", _beside(page, reading)), scope="row")
        + tag("td", figure_link(lang, code_of(reading.row), _in_two(text)), f"num {css}")
        + tag("td", figure_link(lang, code_of(before), _in_two(then)), "num")
        + tag("td", markup.sparkline(lang, reading))
        + tag("td", figure_link(lang, code_of(city.row), escape(whole_city)), "num"),
    )


def _in_two(text: str) -> str:
    """Safe HTML that may go on in a second line before what stands in brackets, where no browser breaks by itself."""
    return escape(text).replace("（", "<wbr>（")


def _beside(page: Page, reading: Reading) -> str:
    """What stands under a figure's name: its unit where it is no share, its period where not the quarter."""
    own_period = reading.row["period"] if reading.row else page.choice.period
    unit = "" if reading.is_share else str(reading.indicator[f"unit_{page.lang}"])
    period = "" if own_period == page.choice.period else period_name(page.lang, own_period, short=True)
    return " · ".join(part for part in (unit, period) if part)


def nothing(page: Page) -> None:
    """That no community fits, and what to do."""
    lang = page.lang
    show.head(page)
    slots = {"unit": page.unit_name, "period": period_name(lang, page.choice.period)}
    lines = [t(lang, "community.none_what", **slots), t(lang, "community.none_do")]
    html(markup.note(t(lang, "community.none"), lines))
    show.foot(page)
