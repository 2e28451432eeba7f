"""The decision procedure on a page: steps by category, how far matters came, the log itself, deviations by decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from dashboard import data
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Row
from dashboard.queries import decisions as asked
from dashboard.widgets import markup
from dashboard.widgets.links import origin
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html, spoken
from dashboard.widgets.passport import figure_link
from dashboard.widgets.tables import LISTED, panel
from dashboard.words import FEW, counted, day, decimal, period_name, t, whole
from pipelines.passport.model import Code

HEADS = ("district", "community", "number", "category", "what", "found", "expected", "days#", "clause", "hinders")
PASSED = "step_pass_rate"
_SHADES = ((100, "met"), (90, "heat-1"), (75, "heat-2"), (0, "heat-3"))


def sentence(page: Page, main: str) -> None:
    """How many matters passed all steps; then how full the log is and how soon it is written."""
    lang, reading = page.lang, page.found.one(main)
    (log,) = page.query(asked.LOG).to_dicts()
    said = [say.headline(lang, page.name, reading), say.movement(lang, reading), _log(lang, log)]
    first, *rest = [part for part in said if part]
    html(spoken(lang, first, rest))


def _log(lang: str, log: Row) -> str:
    """The figures that keep the headline honest: matters per community, days until they are told of."""
    slots = {"matters": whole(log["matters"]), "communities": whole(log["communities"])}
    said = [t(lang, "decisions.log", **slots)]
    if log["days"] is not None:
        said.append(t(lang, "decisions.told_after", days=whole(round(log["days"]))))
    said += [counted(lang, "decisions.hearings", int(log["hearings"]))] if log["hearings"] else []
    return t(lang, "frame.space").join(said)


def heat(page: Page) -> None:
    """Each step by category of matter: the share that did it in order, darker where fewer did."""
    lang, rows, names = page.lang, page.query(asked.STEPS).to_dicts(), _steps()
    cells = {(row["category"], row["step"]): row for row in rows}
    categories = {row["category"]: row[f"category_{lang}"] for row in rows}
    place = (page.choice.unit, page.choice.period)
    table = [
        (
            label or t(lang, "decisions.all_categories"),
            [
                _share(lang, cells.get((category, step)), str(Code(PASSED, *place, *_part(category, step))))
                for step in (name["step"] for name in names)
            ],
        )
        for category, label in categories.items()
    ]
    note = t(lang, "decisions.heat_note", period=period_name(lang, page.choice.period))
    _matrix(page, "heat", note, names, table)


def _part(category: str, step: str) -> tuple[str, str]:
    """The split nearest to a cell: the step where all matters are meant, else the category over all steps."""
    return ("category", category) if category else ("step", step)


def survival(page: Page) -> None:
    """Of the matters begun within a year, how many came to each step, and how many did it in order."""
    lang, names = page.lang, _steps()
    found = {row["step"]: row for row in page.query(asked.SURVIVAL).to_dicts()}
    begun = max((row["begun"] for row in found.values()), default=0)
    steps = [found.get(name["step"]) for name in names]
    lines = [
        (t(lang, "decisions.reached"), [_reached(lang, step, begun) for step in steps]),
        (t(lang, "decisions.done"), [_share(lang, step) for step in steps]),
    ]
    note = t(lang, "decisions.survival_note", n=whole(begun), period=period_name(lang, page.choice.period))
    _matrix(page, "survival", note, names, lines if begun else [])


def deviations(page: Page) -> None:
    """Every deviation of the quarter, decision by decision, with the clause it leans on."""
    lang, rows = page.lang, page.query(asked.DEVIATIONS).to_dicts()
    heads = headings(lang, "decisions", HEADS)
    matters = len({(row["community"], row["dec_id"]) for row in rows})
    key = "decisions.deviations_note" if rows else "decisions.deviations_none"
    note = t(lang, key, n=whole(len(rows)), matters=whole(matters), period=period_name(lang, page.choice.period))
    note += t(lang, "decisions.deviations_cut", n=LISTED) if len(rows) > LISTED else ""
    shown = rows[:LISTED]
    marks = [origin(page.choice, "T05", row["unit_code"], row["community_code"], row["dec_id"]) for row in shown]
    lines = [_line(lang, row) for row in shown]
    listing("deviations", t(lang, "decisions.deviations"), note, heads, lines, marks)


def _line(lang: str, row: Row) -> list[str]:
    what, step = row[f"what_{lang}"], row[f"step_{lang}"]
    return [
        row[f"district_{lang}"],
        row["community"],
        row["dec_id"],
        row[f"category_{lang}"] or t(lang, "reading.missing"),
        t(lang, "decisions.what", what=what, step=step) if step else what,
        _fact(lang, row["found"], row["found_on"]),
        _fact(lang, row["expected"], row["expected_on"]),
        "" if row["days_late"] is None else whole(row["days_late"]),
        row["clause"],
        t(lang, "reading.yes" if row["hinders_six_steps"] else "reading.no"),
    ]


def _fact(lang: str, number: int | None, on: Any) -> str:
    if number is not None:
        return whole(number)
    return day(lang, on) if on is not None else t(lang, "reading.elsewhere")


def _steps() -> list[dict[str, Any]]:
    return data.query(asked.NAMES).to_dicts()


def _matrix(page: Page, key: str, note: str, names: Sequence[Row], rows: Iterable[tuple[str, Sequence[str]]]) -> None:
    """A panel with one column per step; says that there is nothing where there are no rows."""
    lang = page.lang
    body = "".join(tag("tr", words("th", label, scope="row") + "".join(cells)) for label, cells in rows)
    if not body:
        return panel(key, t(lang, f"decisions.{key}"), t(lang, "decisions.no_matter"))
    corner = words("th", t(lang, "decisions.step"), scope="col")
    heads = "".join(words("th", name[f"label_{lang}"], scope="col") for name in names)
    table = markup.scrolling(tag("thead", tag("tr", corner + heads)) + tag("tbody", body), "ps-matrix")
    return panel(key, t(lang, f"decisions.{key}"), note, table)


def _share(lang: str, cell: Row | None, code: str = "") -> str:
    """Share over x/y; x of y alone where few; missing and not reached are said as such; `code` is its passport's."""
    if cell is None or not cell["reached"]:
        return words("td", t(lang, "reading.elsewhere"), "not_applicable")
    if not cell["known"]:
        return words("td", t(lang, "reading.missing"), "missing")
    fraction = f"{whole(cell['done'])}/{whole(cell['known'])}"
    if cell["known"] < FEW:
        return tag("td", figure_link(lang, code, escape(fraction)), "few")
    share = 100 * cell["done"] / cell["known"]
    shade = next(css for least, css in _SHADES if share >= least)
    figure = escape(f"{decimal(share, 0)}%") + words("small", fraction)
    return tag("td", figure_link(lang, code, figure), shade)


def _reached(lang: str, step: Row | None, begun: int) -> str:
    n = step["reached"] if step is not None else 0
    return words("td", t(lang, "reading.x_of_y", x=whole(n), y=whole(begun)), "plain")
