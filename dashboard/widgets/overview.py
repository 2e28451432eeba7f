"""The overview's own blocks: what changed, who has reported, and one card per family with a way to its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.briefing import overview as whole
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading, Row
from dashboard.briefing.moves import moves
from dashboard.queries.overview import SENT
from dashboard.widgets import markup
from dashboard.widgets.links import page_link
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html, known_families, spoken, standing
from dashboard.widgets.passport import code_of, figure_link
from dashboard.widgets.tables import panel
from dashboard.words import day, t

MOST = 3  # changes named for each way
MARKS = ("came", "late", "waiting", "absent")


def leads(page: Page) -> Sequence[Row]:
    """The families whose leading indicator has something to say about the chosen unit."""
    return [row for row in known_families() if page.known(row["lead"]) and page.has(row["lead"])]


def sentence(page: Page, mains: Sequence[Row]) -> None:
    """The whole picture: how many figures meet their yardstick, which fall short most, who is missing."""
    lang = page.lang
    found = [page.found.one(row["lead"]) for row in mains]
    first = whole.summary(lang, page.choice.period, page.unit_name, found)
    rest = [whole.shortfalls(lang, found)]
    rest += [t(lang, f"overview.said_{key}", names=names) for key, names in standing(page).items()]
    html(spoken(lang, first, [part for part in rest if part]))


def changed(page: Page) -> None:
    """The largest real changes since the period before: better, worse, and those that are neither."""
    lang, found = page.lang, moves(page.found, page.all, MOST)
    groups = {"worse": found.worse, "better": found.better, "moved": found.moved}
    body = "".join(_group(page, way, readings) for way, readings in groups.items() if readings)
    keys = ("table.indicator", "overview.before_now")
    head = tag("thead", tag("tr", "".join(words("th", t(lang, key), scope="col") for key in keys)))
    table = markup.scrolling(head + body, "ps-table ps-moves")
    shown = table if body else words("p", t(lang, "overview.nothing_moved"))
    panel("moves", t(lang, "overview.movers"), t(lang, "overview.movers_note"), shown)


def _group(page: Page, way: str, readings: Sequence[Reading]) -> str:
    head = tag("tr", words("th", t(page.lang, f"overview.{way}"), f"part {way}", colspan="2", scope="rowgroup"))
    return tag("tbody", head + "".join(_move(page.lang, one, way) for one in readings))


def _move(lang: str, reading: Reading, way: str) -> str:
    before, change = reading.previous or {}, reading.change or 0.0
    then = figure_link(lang, code_of(before), escape(say.quantity(lang, reading, before["value"])))
    now = figure_link(lang, code_of(reading.row), escape(say.value_text(lang, reading)))
    sign = "↑ " if change > 0 else "↓ "
    moved = words("small", sign + say.points_text(lang, reading, change, plus=True, brief=True), way)
    unit = words("small", say.name(lang, reading.unit))
    return tag(
        "tr",
        tag("td", escape(say.name(lang, reading.indicator)) + unit, "said")
        + tag("td", f"{then} → {now}{moved}", "num"),
    )


def sent(page: Page) -> None:
    """Units × forms: come in time, late, waiting to be accepted, not there; blank where nothing was due."""
    lang, rows = page.lang, page.query(SENT).to_dicts()
    forms = dict(sorted((row["form"], row[f"title_{lang}"]) for row in rows))
    states = {(row["unit_code"], row["form"]): _mark(row) for row in rows}
    units = {row["unit_code"]: _short(page, row) for row in page.reporting}
    top = words("th", t(lang, "table.unit"), scope="col")
    top += "".join(words("th", form, scope="col", title=name) for form, name in forms.items())
    body = "".join(
        tag(
            "tr",
            tag("th", name, scope="row") + "".join(_cell(lang, states.get((unit, form))) for form in forms),
        )
        for unit, name in units.items()
    )
    table = markup.scrolling(tag("thead", tag("tr", top)) + tag("tbody", body), "ps-matrix ps-forms")
    key = "".join(_sign(lang, mark, "dt") + words("dd", t(lang, f"overview.is_{mark}")) for mark in MARKS)
    due = next((row["due_on"] for row in page.reporting if row["due_on"]), None)
    note = t(lang, "overview.sent_note", day=day(lang, due)) if due else ""
    panel("reporting", t(lang, "overview.reporting"), note, table, tag("dl", key, "ps-key"))


def _short(page: Page, row: Row) -> str:
    """The short name of a district, as a link to its profile; the name of any other unit that reports."""
    unit = page.found.units.get(row["unit_code"])
    if unit is None or unit["level"] != "district":
        return escape(say.name(page.lang, row))
    return page_link(page.choice, "district", str(unit[f"short_{page.lang}"]), unit=row["unit_code"])


def _mark(row: Mapping[str, object]) -> str:
    """Where a form of a unit stands; what was returned is not there."""
    if row["state"] in (None, "returned"):
        return "absent"
    if row["state"] != "accepted":
        return "waiting"
    return "came" if row["on_time"] in (True, None) else "late"


def _cell(lang: str, mark: str | None) -> str:
    return _sign(lang, mark, "td") if mark else tag("td", "", "not_applicable")


def _sign(lang: str, mark: str, name: str) -> str:
    css = {"came": "met", "late": "below", "waiting": "few", "absent": "missing"}[mark]
    return words(name, t(lang, f"overview.mark_{mark}"), css, title=t(lang, f"overview.is_{mark}"))


def cards(page: Page, mains: Sequence[Row]) -> None:
    """Each family's leading figure, and the links that keep period, unit and language."""
    drawn = "".join(_card(page, row) for row in mains)
    html(tag("div", drawn, "ps-families"))


def _card(page: Page, row: Row) -> str:
    lang, name = page.lang, row[f"name_{page.lang}"]
    head = page_link(page.choice, row["page"], name) if row["page"] else escape(name)
    return tag("section", tag("h2", head) + markup.card(lang, page.found.one(row["lead"]), page.choice.period))
