"""What only the page on collective assets has: separation of functions and posts held twice, community by community."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard import data
from dashboard.briefing.model import Row
from dashboard.queries import assets as asked
from dashboard.widgets import markup
from dashboard.widgets.centres import FAILED, OUTSIDE, PASSED, UNKNOWN
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page
from dashboard.widgets.passport import figure_link
from dashboard.widgets.tables import LISTED, panel
from dashboard.words import counted, t, whole
from pipelines.passport.model import Code

SCORE, DUAL = "function_separation_score", "incompatible_post_count"
POSTS = ("incompat_a", "incompat_b", "incompat_c")
FRACTIONS = (("both_n", "pc_members"), ("coop_cross", "coop_seats"))


def separation(page: Page) -> None:
    """The table of communities: five checks, score, cross-held posts and seats, incompatible posts, the tension."""
    lang, choice = page.lang, page.choice
    rows = page.query(asked.SEPARATION).to_dicts()
    checks = data.query(asked.CHECKS).to_dicts()
    places = ["district", "town"] if choice.unit == choice.city else ["town"]
    heads = [*(t(lang, f"table.{place}") for place in (*places, "community")), t(lang, "assets.head_tension")]
    heads += [check[f"name_{lang}"] for check in checks]
    heads += [t(lang, f"assets.head_{key}") for key in ("score", "both", "seats", *POSTS)]
    top = tag("thead", tag("tr", "".join(words("th", head, scope="col") for head in heads)))
    body = "".join(_line(lang, row, places, checks) for row in rows[:LISTED])
    table = tag("div", markup.scrolling(top + tag("tbody", body), "ps-table ps-centres"), "ps-tall")
    panel("separation", t(lang, "assets.table"), _note(lang, rows), table)


def _note(lang: str, rows: Sequence[Row]) -> str:
    tense = sum(row["tension"] is not None for row in rows)
    said = [
        t(lang, "assets.table_note", n=whole(len(rows))),
        counted(lang, "assets.tense", tense) if tense else t(lang, "assets.none_tense"),
        t(lang, "assets.marks", passed=PASSED, failed=FAILED, unknown=UNKNOWN, outside=OUTSIDE),
    ]
    said += [t(lang, "table.communities_cut", n=LISTED)] if len(rows) > LISTED else []
    return t(lang, "frame.space").join(said)


def _line(lang: str, row: Row, places: Sequence[str], checks: Sequence[Row]) -> str:
    where = [row[f"{place}_{lang}"] or "" for place in places]
    cells = "".join(words("td", name) or "<td></td>" for name in (*where, row["name"]))
    marks = "".join(_mark(lang, row, check["field"]) for check in checks)
    unasked = set(row["posts_not_applicable"] or [])
    place = (row["community_code"], row["period"])
    score = _of(
        lang, row["checks_passed"], row["checks_due"], outside=row["need"] is False, code=str(Code(SCORE, *place))
    )
    fractions = "".join(
        _of(lang, row[part], row[every], outside=row[every] == 0 or part in unasked) for part, every in FRACTIONS
    )
    posts = "".join(
        _cases(lang, row[name], outside=name in unasked, code=str(Code(DUAL, *place, "type", name[-1])))
        for name in POSTS
    )
    said = row[f"tension_{lang}"]
    tension = words("td", f"▼ {said}", "tension", title=row["clause"]) if said else "<td></td>"
    return tag("tr", cells + tension + marks + score + fractions + posts)


def _mark(lang: str, row: Row, field: str) -> str:
    """One check as a mark that says what it means when pointed at."""
    value, outside = row[field], row["need"] is False or field in (row["not_applicable"] or [])
    key = "not_applicable" if outside else "missing" if value is None else "yes" if value else "no"
    mark = {"not_applicable": OUTSIDE, "missing": UNKNOWN, "yes": PASSED, "no": FAILED}[key]
    said = t(lang, f"reading.{key}")
    css = "marks all" if key == "yes" else "marks"
    return tag("td", tag("span", mark, "", title=said, aria_label=said, role="img"), css)


def _of(lang: str, part: int | None, of: int | None, *, outside: bool, code: str = "") -> str:
    """x/y, leading to the passport of `code`; that the question does not arise, or nothing was reported, is said."""
    if outside:
        return words("td", t(lang, "reading.not_applicable"), "num not_applicable")
    if part is None or of is None:
        return words("td", t(lang, "reading.missing"), "num missing")
    return tag("td", figure_link(lang, code, escape(f"{whole(part)}/{whole(of)}")), "num")


def _cases(lang: str, n: int | None, *, outside: bool, code: str) -> str:
    """Cases of one kind; none reported is not zero."""
    if n is None:
        state = "not_applicable" if outside else "missing"
        return words("td", t(lang, f"reading.{state}"), f"num {state}")
    return tag("td", figure_link(lang, code, escape(whole(n))), "num" if n else "num no")
