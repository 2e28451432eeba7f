"""Councils on a page: who sits on them, what organisations there are, and each community's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.briefing import council as counts
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Row
from dashboard.charts.bars import parts
from dashboard.queries.council import COUNCILS
from dashboard.widgets import figures, markup
from dashboard.widgets.links import page_link
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html, spoken
from dashboard.widgets.passport import code_of
from dashboard.widgets.tables import LISTED, panel
from dashboard.words import period_name, t, whole

HEADS = ("council", "meetings", "seats", "enterprises", "migrants", "civic", "registered", "filed", "shared")
FIGURES = ("cncl_n", "seats", "seat_ent", "seat_mig", "seat_civ", "org_reg", "org_filed", "shared")
OF_COUNCIL = FIGURES[:5]


def rows(page: Page) -> list[Row]:
    """Every village-turned community of the chosen unit with what it sent for the latest closed half-year."""
    return list(page.query(COUNCILS).to_dicts())


def sentence(page: Page, main: str, found: Sequence[Row]) -> None:
    """How many councils run; then those that never met, and those without a seat of a non-local worker."""
    lang, reading = page.lang, page.found.one(main)
    told, councils, idle, closed = (whole(n) for n in counts.standing(found))
    said = [say.movement(lang, reading)]
    if councils != "0":
        said.append(t(lang, "council.so_far", told=told, councils=councils, idle=idle, closed=closed))
    said.append(say.laggards(lang, page.found.compared(main)))
    html(spoken(lang, say.headline(lang, page.name, reading), [one for one in said if one], code_of(reading.row)))


def seats(page: Page, found: Sequence[Row], indicator: str) -> None:
    """Who sits on the councils of each unit."""
    _parts(page, found, "seats", (*counts.SEATS, counts.REST), counts.seats, indicator)


def organisations(page: Page, found: Sequence[Row], indicator: str) -> None:
    """What kinds of organisation there are in each unit."""
    _parts(page, found, "kinds", tuple(counts.KINDS), counts.kinds, indicator)


def _parts(
    page: Page,
    found: Sequence[Row],
    name: str,
    keys: Sequence[str],
    count: Callable[[Sequence[Row]], dict[str, int] | None],
    indicator: str,
) -> None:
    lang, own = page.lang, page.choice.unit
    below = dict.fromkeys(row["district_code"] for row in found) if own == page.choice.city else ()
    names = {code: say.name(lang, page.found.units[code]) for code in (own, *below)}
    groups = {names[own]: count(found)}
    groups |= {names[unit]: count([row for row in found if row["district_code"] == unit]) for unit in below}
    title, note = t(lang, f"council.{name}"), t(lang, f"council.{name}_note")
    known = {unit: counted for unit, counted in groups.items() if counted != {}}
    if not known:
        return panel(name, title, t(lang, "council.no_council"))
    is_known = page.known(indicator)
    codes = {name: code_of(page.found.one(indicator, unit).row) if is_known else "" for unit, name in names.items()}
    drawn = counts.frame(known, {key: t(lang, f"council.{key}") for key in keys}, codes)
    said = [
        t(lang, "chart.alt_row", name=row["name"], text=f"{row['part']} {row['count']}")
        for row in drawn.rows(named=True)
    ]
    alt = t(lang, "chart.parts_alt", title=title, rows="; ".join(said))
    return figures.show(parts(drawn, figures.labels(page, title, note, alt)), name, lang, codes[names[own]])


def communities(page: Page, found: Sequence[Row]) -> None:
    """Each community's council and organisations; councils that have not met first."""
    lang = page.lang
    is_city = page.choice.unit == page.choice.city
    places = ("district", "town") if is_city else ("town",)
    heads = [t(lang, f"table.{one}") for one in (*places, "community")] + [t(lang, f"council.head_{h}") for h in HEADS]
    top = tag("thead", tag("tr", "".join(words("th", head, scope="col") for head in heads)))
    ordered = sorted(found, key=lambda row: not (row["cncl"] and row["cncl_n"] == 0))
    body = "".join(_line(page, row, places) for row in ordered[:LISTED])
    own = period_name(lang, found[0]["own_period"]) if found else ""
    note = t(lang, "council.bodies_note", n=whole(len(found)), period=own)
    note += t(lang, "table.communities_cut", n=LISTED) if len(found) > LISTED else ""
    table = markup.scrolling(top + tag("tbody", body), "ps-table")
    panel("bodies", t(lang, "council.bodies"), note, tag("div", table, "ps-tall"))


def _line(page: Page, row: Row, places: Sequence[str]) -> str:
    lang = page.lang
    cells = "".join(words("td", row[f"{one}_{lang}"] or "") for one in places)
    cells += tag("td", page_link(page.choice, "community", row["name"], site=row["community_code"]))
    return tag("tr", cells + _council(lang, row) + "".join(_figure(lang, row, field) for field in FIGURES))


def _council(lang: str, row: Row) -> str:
    """No council, one that met, or one that is a name on the wall."""
    if row["cncl"] is None:
        return words("td", t(lang, "reading.missing"), "missing")
    if not row["cncl"]:
        return words("td", t(lang, "council.none"), "no")
    idle = row["cncl_n"] == 0
    return words("td", t(lang, "council.idle" if idle else "council.met"), "course worse" if idle else "yes")


def _figure(lang: str, row: Row, field: str) -> str:
    if row[field] is not None and not (field in OF_COUNCIL and row["cncl"] is False):
        return words("td", whole(row[field]), "num")
    if field in OF_COUNCIL and row["cncl"] is False:
        return words("td", t(lang, "reading.elsewhere"), "num not_applicable")
    return words("td", t(lang, "reading.missing"), "num missing")
