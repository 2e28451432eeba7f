"""One district on a page: its headline figures, what moved, what it sent, and where it differs from the rest."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard import data
from dashboard.briefing import district as whole
from dashboard.briefing import overview
from dashboard.briefing import sentences as say
from dashboard.briefing.comparison import trend_of
from dashboard.briefing.comparison_words import course_text
from dashboard.briefing.model import Reading, Row
from dashboard.queries import district as ask
from dashboard.queries.submissions import SUBMISSIONS as SENT
from dashboard.queries.submissions import TO_MEND
from dashboard.widgets import markup
from dashboard.widgets.links import page_link
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html, spoken, standing
from dashboard.widgets.passport import code_of, figure_link
from dashboard.widgets.strip import strip
from dashboard.widgets.tables import panel
from dashboard.words import counted, day, period_name, t
from dashboard.words import whole as number

Mains = Sequence[Row]  # the families, each with the indicator that leads it and its page
PROFILE = ("figure", "value", "scale", "norm", "city", "change", "reported")
MEND, CELLS = ("level", "form", "cells", "message", "times#"), 6  # cells named one by one
SUBMISSIONS = ("period", "due", "came", "late#", "files#", "errors#", "warnings#", "state")
STATES = ("received", "checked", "signed", "accepted", "returned", "superseded")


def sentence(page: Page, mains: Mains) -> None:
    """How many headline figures meet their yardstick, which fall short, what moved most, and whether it was late."""
    lang, found = page.lang, page.found
    readings = [found.one(one) for one in page.known(*(row["lead"] for row in mains))]
    first = overview.summary(lang, page.choice.period, page.unit_name, readings)
    moved = [r for r in whole.changes(found, page.known(*(row["lead"] for row in mains))) if r.is_share]
    rest = [overview.shortfalls(lang, readings), overview.moved_most(lang, moved)]
    rest += [t(lang, f"overview.said_{key}", names=names) for key, names in standing(page).items()]
    left = sum(row["times"] for row in _left(page)) if page.choice.unit != page.choice.city else 0
    rest += [counted(lang, "district.mend_left", left)] if left else []
    html(spoken(lang, first, [part for part in rest if part]))


def _left(page: Page) -> Sequence[Row]:
    return page.query(TO_MEND, most=CELLS).to_dicts()


def place(page: Page) -> None:
    """What the figures rest on: towns, village-turned communities, pilots, residents of the register."""
    (row,) = page.query(ask.PLACES).to_dicts() or [{"is_silent": True}]
    html(words("p", _place(page.lang, row), "ps-place"))


def _place(lang: str, row: Row) -> str:
    if row["is_silent"]:
        return t(lang, "district.no_register")
    slots = {name: number(row[name]) for name in ("communities", "towns", "pilots")}
    residents = t(lang, "reading.missing") if row["residents"] is None else number(row["residents"])
    return t(lang, "district.place", residents=residents, **slots)


def profile(page: Page, mains: Mains) -> None:
    """The headline figures, one to a line, each with a way to its theme."""
    lang = page.lang
    top = "".join(words("th", t(lang, f"district.head_{head}"), scope="col") for head in PROFILE)
    body = "".join(_figure(page, row) for row in mains if page.known(row["lead"]))
    table = markup.scrolling(tag("thead", tag("tr", top)) + tag("tbody", body), "ps-table ps-profile")
    panel("profile", t(lang, "district.profile"), t(lang, "district.profile_note"), table)


def _figure(page: Page, family: Row) -> str:
    lang, reading = page.lang, page.found.one(family["lead"])
    city, name = page.found.one(family["lead"], page.choice.city), say.name(lang, family)
    title = page_link(page.choice, family["page"], name) if family["page"] else escape(name)
    title += words("small", say.name(lang, reading.indicator))
    return tag(
        "tr",
        tag("th", title, scope="row")
        + tag("td", _value(lang, reading), f"value {reading.verdict}")
        + tag("td", strip(lang, reading, city), "scale")
        + tag("td", escape(t(lang, "frame.semicolon").join(say.norm_texts(lang, reading))), "said")
        + tag("td", figure_link(lang, code_of(city.row), escape(say.value_text(lang, city))), "num")
        + tag("td", escape(_course(lang, reading)), "said")
        + tag("td", escape(_completeness(page, reading)), "said"),
    )


def _value(lang: str, reading: Reading) -> str:
    """Value with passport and verdict; under it x of y and the interval."""
    figure = figure_link(lang, code_of(reading.row), escape(say.value_text(lang, reading)))
    fraction = "" if reading.is_few else say.measured_text(lang, reading)
    detail = " · ".join(part for part in (fraction, say.interval_text(lang, reading)) if part)
    chip = words("span", say.chip_text(lang, reading), f"chip {reading.verdict}")
    return tag("b", figure) + chip + words("small", detail)


def _course(lang: str, reading: Reading) -> str:
    return say.change_text(lang, reading) + say.base_text(lang, reading) + course_text(lang, trend_of(reading))


def _completeness(page: Page, reading: Reading) -> str:
    said = say.reported_text(page.lang, reading)
    own = reading.row["period"] if reading.row else page.choice.period
    return said if own == page.choice.period else f"{said} · {period_name(page.lang, own, short=True)}"


def changes(page: Page) -> None:
    """The quarterly figures that moved most, each said to be better, worse, or just moved; then what happened."""
    lang, moved = page.lang, whole.changes(page.found, page.all)
    keys = ("table.indicator", "overview.before", "overview.now", "overview.change")
    top = "".join(words("th", t(lang, key), scope="col") for key in keys)
    table = markup.scrolling(
        tag("thead", tag("tr", top)) + tag("tbody", "".join(_change(lang, one) for one in moved)), "ps-table"
    )
    shown = table if moved else words("p", t(lang, "overview.nothing_moved"))
    panel("changes", t(lang, "district.changes"), t(lang, "district.changes_note"), shown)


def _change(lang: str, reading: Reading) -> str:
    before, way = reading.previous or {}, whole.course(reading)
    then = say.quantity(lang, reading, before["value"])
    points = say.points_text(lang, reading, reading.change or 0.0, plus=True)
    sign = "↑" if (reading.change or 0.0) > 0 else "↓"
    return tag(
        "tr",
        words("td", say.name(lang, reading.indicator), "said")
        + tag("td", figure_link(lang, code_of(before), escape(then)), "num")
        + tag("td", figure_link(lang, code_of(reading.row), escape(say.value_text(lang, reading))), "num")
        + tag("td", escape(f"{sign} {points}") + words("small", t(lang, f"district.{way}")), f"course {way}"),
    )


def events(page: Page) -> None:
    """What happened within the quarter, by day: milestones verified, issues raised and closed."""
    lang, asked = page.lang, {"unit": page.choice.unit, "period": page.choice.period}
    rows = data.query(ask.EVENTS, **asked, **ask.VERIFIED).to_dicts()
    lines = [
        [
            day(lang, row["on_day"]),
            t(lang, f"district.event_{row['kind']}"),
            row["place"] or "",
            row[f"what_{lang}"] or "",
        ]
        for row in rows
    ]
    note = t(lang, "district.events_note" if lines else "district.events_none")
    listing(
        "events", t(lang, "district.events"), note, headings(lang, "district", ("day", "kind", "where", "what")), lines
    )


def submissions(page: Page) -> None:
    """What was sent for each quarter, when, how late, and what the checks found."""
    lang, rows = page.lang, page.query(SENT).to_dicts()
    of, late, absent = whole.lateness(rows)
    slots = {"of": number(of), "late": number(late), "absent": number(absent)}
    key = "late" if late or absent else "timely"
    note = t(lang, f"district.submissions_{key}", **slots)
    lines = [_submission(lang, row) for row in rows]
    listing("submissions", t(lang, "district.submissions"), note, headings(lang, "district", SUBMISSIONS), lines)


def to_mend(page: Page) -> None:
    """What the last submission still asks for: errors, and questions that nobody has answered."""
    lang, rows = page.lang, _left(page)
    lines = [
        [
            t(lang, f"receipt.level_{row['level']}"),
            f"{row['form'] or ''} {row[f'form_{lang}'] or ''}".strip(),
            " ".join(row["cells"] or []) + (t(lang, "district.more_cells") if row["times"] > CELLS else ""),
            row[f"message_{lang}"],
            number(row["times"]),
        ]
        for row in rows
    ]
    said = {"receipt": rows[0]["receipt"], "period": period_name(lang, rows[0]["period"])} if rows else {}
    note = t(lang, "district.mend_note", **said) if rows else t(lang, "district.mend_none")
    listing("mend", t(lang, "district.mend"), note, headings(lang, "district", MEND), lines)


def _submission(lang: str, row: Row) -> list[str]:
    none = t(lang, "reading.elsewhere")
    if row["first_on"] is None:
        due = day(lang, row["due_on"]) if row["due_on"] else none
        return [period_name(lang, row["period"]), due, t(lang, "reading.missing"), none, none, none, none, none]
    state = t(lang, f"overview.state_{row['state']}") if row["state"] in STATES[:5] else none
    accepted = t(lang, "district.accepted_on", day=day(lang, row["accepted_on"])) if row["accepted_on"] else ""
    return [
        period_name(lang, row["period"]),
        day(lang, row["due_on"]) if row["due_on"] else none,
        day(lang, row["first_on"]),
        none if row["days_late"] is None else number(row["days_late"]),
        number(row["files"]),
        number(row["errors"]),
        number(row["warnings"]),
        accepted or state,
    ]


def pick(page: Page, mains: Mains) -> None:
    """All districts with what they hold and how their headline figures stand: the way to each profile."""
    lang = page.lang
    heads = ("name", "towns#", "communities#", "pilots#", "met#", "below#", "unjudged#")
    said = {row["district_code"]: row for row in page.query(ask.PLACES).to_dicts()}
    top = "".join(words("th", t(lang, f"district.head_{head.rstrip('#')}"), scope="col") for head in heads)
    lines = "".join(_district(page, code, row, mains) for code, row in said.items())
    table = markup.scrolling(tag("thead", tag("tr", top)) + tag("tbody", lines), "ps-table")
    panel("pick", t(lang, "district.pick"), t(lang, "district.pick_note"), table)


def _district(page: Page, code: str, row: Row, mains: Mains) -> str:
    lang = page.lang
    name = tag("th", page_link(page.choice, "district", say.name(lang, row), unit=code), scope="row")
    missing = t(lang, "reading.missing")
    register = [missing if row["is_silent"] else number(row[key]) for key in ("towns", "communities", "pilots")]
    verdicts = [page.found.one(one, code).verdict for one in page.known(*(row["lead"] for row in mains))]
    judged = [verdicts.count("met"), verdicts.count("below")]
    counts = [number(n) for n in (*judged, len(verdicts) - sum(judged))]
    return tag("tr", name + "".join(words("td", cell, "num") for cell in (*register, *counts)))
