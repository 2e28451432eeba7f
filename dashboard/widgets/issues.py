"""Issues on a page: how many stand open and where, each with owner, due day and answer, and what research has found."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import data
from dashboard.briefing import issues as counts
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Row
from dashboard.queries import issues as ask
from dashboard.widgets.links import origin
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.page import Page, html, spoken
from dashboard.widgets.passport import code_of
from dashboard.words import counted, day, listed, period_name, t, whole

OWNER_HEADS = ("lead", "raised#", "closed#", "open#", "over#", "days#")
HEADS = ("id", "raised_on", "kind", "summary", "lead", "city", "taken_up", "due_on", "age#", "state")
OUTPUT_HEADS = ("topic", "district", "kind_of", "done_on", "about", "id")


def rows(page: Page) -> list[Row]:
    """The issues of the chosen unit, one row each."""
    return list(page.query(ask.ISSUES, **ask.WAITING).to_dicts())


def limit() -> int:
    """The days within which an issue should be closed."""
    return int(data.query(ask.LIMIT)["days"].item())


def sentence(page: Page, main: str, found: Sequence[Row]) -> None:
    """How many were closed in time; then what stands open, past due, and waits for the city."""
    lang, reading = page.lang, page.found.one(main)
    said = counts.sentences(lang, counts.standing(found), limit())
    html(spoken(lang, say.headline(lang, page.name, reading), said, code_of(reading.row)))


def owners(page: Page, found: Sequence[Row]) -> None:
    """Which department holds how many, the one with most past due first."""
    lang = page.lang
    lines = [
        [row[f"lead_{lang}"] or t(lang, "issues.no_lead"), *_counts(lang, one)] for row, one in counts.by_owner(found)
    ]
    note = t(lang, "issues.owners_note", limit=limit())
    listing("owners", t(lang, "issues.owners"), note, headings(lang, "issues", OWNER_HEADS), lines)


def _counts(lang: str, one: counts.Standing) -> list[str]:
    days = t(lang, "reading.elsewhere") if one.days is None else whole(one.days)
    return [whole(one.raised), whole(one.closed), whole(one.open), whole(one.over), days]


def issues(page: Page, found: Sequence[Row]) -> None:
    """The issues one by one: raised, in whose hands, due, answered, closed; open ones first."""
    lang = page.lang
    is_city = page.choice.unit == page.choice.city
    slots = {"open": whole(sum(not row["is_closed"] for row in found)), "as_of": day(lang, page.end_on)}
    key = "issues.list_note" if found else "issues.list_none"
    note = t(lang, key, n=whole(len(found)), limit=limit(), **slots)
    heads = headings(lang, "issues", HEADS)
    lines = [_issue(lang, row) for row in found]
    if is_city:
        heads = [t(lang, "table.district"), *heads]
        lines = [[row[f"district_{lang}"], *line] for row, line in zip(found, lines, strict=True)]
    marks = [origin(page.choice, "T12", row["unit_code"], row["iss_id"]) for row in found]
    listing("issues", t(lang, "issues.list"), note, heads, lines, marks)


def _issue(lang: str, row: Row) -> list[str]:
    missing, none = t(lang, "reading.missing"), t(lang, "reading.elsewhere")
    city = missing if row["need_city"] is None else t(lang, "reading.yes" if row["need_city"] else "reading.no")
    return [
        row["iss_id"],
        day(lang, row["raised_on"]),
        row[f"kind_{lang}"] or missing,
        row["summary"] or "",
        row[f"lead_{lang}"] or missing,
        city,
        period_name(lang, row["taken_up"], short=True) if row["taken_up"] else none,
        day(lang, row["due_on"]),
        _age(lang, row),
        _state(lang, row),
    ]


def _state(lang: str, row: Row) -> str:
    """What the reports up to the quarter said; closed goes by the date, with how it was."""
    if row["is_closed"]:
        how = row["how"] or t(lang, "reading.missing")
        return t(lang, "issues.closed", day=day(lang, row["closed_on"]), how=how)
    return row[f"state_{lang}"] or t(lang, "issues.open")


def _age(lang: str, row: Row) -> str:
    """Days open or taken, with how many of them are past the due day."""
    days = whole(row["days"])
    return days if row["days_over"] is None else t(lang, "issues.days_over", days=days, n=whole(row["days_over"]))


def topics(page: Page) -> None:
    """Research questions × districts: the kinds of output that are finished."""
    lang, found = page.lang, page.found
    units = found.below if page.choice.unit == page.choice.city else (found.chosen,)
    cells: dict[str, dict[str, list[Row]]] = {}
    for row in data.query(ask.OUTPUTS, period=page.choice.period, **ask.CLOSED).iter_rows(named=True):
        topic = cells.setdefault(_topic(lang, row), {})
        topic.setdefault(row["district_code"] or "", []).append(row)
    heads = [t(lang, "issues.head_topic"), *(say.name(lang, found.units[unit]) for unit in units)]
    lines = [[topic, *(_outputs(lang, by_unit.get(unit, [])) for unit in units)] for topic, by_unit in cells.items()]
    listing("topics", t(lang, "issues.topics"), t(lang, "issues.topics_note"), heads, lines)


def _topic(lang: str, row: Row) -> str:
    return f"{row['topic']} {row[f'topic_{lang}']}"


def _outputs(lang: str, outputs: Sequence[Row]) -> str:
    """The kinds of output, each with how many where there are several."""
    kinds: dict[str, int] = {}
    for row in outputs:
        kind = row[f"kind_{lang}"] or ""
        kinds[kind] = kinds.get(kind, 0) + 1
    said = [k if n == 1 else t(lang, "issues.several", kind=k, n=whole(n)) for k, n in kinds.items()]
    return listed(lang, said) or t(lang, "reading.elsewhere")


def outputs(page: Page) -> None:
    """The outputs one by one, the newest first."""
    lang, choice = page.lang, page.choice
    every = data.query(ask.OUTPUTS, period=choice.period, **ask.CLOSED).to_dicts()
    found = [row for row in every if row["iss_id"] and choice.unit in (choice.city, row["district_code"])]
    found.sort(key=lambda row: row["done_on"], reverse=True)
    lines = [
        [
            _topic(lang, row),
            row[f"district_{lang}"],
            row[f"kind_{lang}"],
            day(lang, row["done_on"]),
            row["summary"] or "",
            row["iss_id"],
        ]
        for row in found
    ]
    note = counted(lang, "issues.outputs_note", len(found)) if found else t(lang, "issues.outputs_none")
    marks = [origin(choice, "T12", row["unit_code"], row["iss_id"]) for row in found]
    heads = headings(lang, "issues", OUTPUT_HEADS)
    listing("outputs", t(lang, "issues.outputs"), note, heads, lines, marks)
