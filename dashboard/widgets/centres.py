"""The centres one by one: which of the twelve checks each passes, how large it is, how long it is open."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard import data
from dashboard.briefing.model import Row
from dashboard.queries import centres as asked
from dashboard.widgets import markup
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page
from dashboard.widgets.tables import LISTED, panel
from dashboard.words import decimal, listed, t, whole

PASSED, FAILED, UNKNOWN, OUTSIDE = "●", "○", "╱", "–"


def centres(page: Page) -> None:
    """The table of centres; says so when none is on record."""
    lang = page.lang
    rows = page.query(asked.CENTRES).to_dicts()
    checks = data.query(asked.CHECKS).to_dicts()
    heads = {check["head"]: check[f"head_{lang}"] for check in checks}
    columns = [t(lang, f"table.{key}") for key in ("district", "town")]
    columns += [t(lang, "centres.centre"), t(lang, "centres.serves"), *heads.values()]
    columns += [t(lang, f"centres.{key}") for key in ("area", "activity", "hours", "off_hours")]
    head = tag("thead", tag("tr", "".join(words("th", column, scope="col") for column in columns)))
    body = "".join(_line(lang, row, checks, list(heads)) for row in rows[:LISTED])
    table = tag("div", markup.scrolling(head + tag("tbody", body), "ps-table ps-centres"), "ps-tall")
    legend = t(lang, "centres.marks", passed=PASSED, failed=FAILED, unknown=UNKNOWN, outside=OUTSIDE)
    note = t(lang, "centres.table_note", n=whole(len(rows)))
    shown = table if rows else words("p", t(lang, "centres.none"))
    panel("centres", t(lang, "centres.table"), f"{note} {legend}", shown)


def _line(lang: str, row: Row, checks: Sequence[Row], heads: Sequence[str]) -> str:
    names = str(row["serves"]).split("|")
    served = listed(lang, names[:3]) + ("…" if len(names) > 3 else "")
    cells = [row[f"district_{lang}"] or "", row[f"town_{lang}"] or "", row["centre_id"], served]
    marks = [_marks(lang, row, [check for check in checks if check["head"] == head]) for head in heads]
    sizes = [_size(lang, row, name) for name in ("area", "act_area", "hrs", "hrs_off")]
    return tag("tr", "".join(tag("td", escape(str(cell))) for cell in cells) + "".join(marks + sizes))


def _marks(lang: str, row: Row, checks: Sequence[Row]) -> str:
    said, drawn = [], []
    for check in checks:
        value = row[check["item"]]
        outside = check["item"] in (row["not_applicable"] or [])
        drawn.append(OUTSIDE if outside else UNKNOWN if value is None else PASSED if value else FAILED)
        key = "not_applicable" if outside else "missing" if value is None else "yes" if value else "no"
        said.append(t(lang, "chart.alt_row", name=check[f"name_{lang}"], text=t(lang, f"reading.{key}")))
    text = t(lang, "frame.semicolon").join(said)
    css = "marks all" if set(drawn) <= {PASSED, OUTSIDE} else "marks"
    return tag("td", tag("span", "".join(drawn), "", title=text, aria_label=text, role="img"), css)


def _size(lang: str, row: Row, name: str) -> str:
    if row[name] is None:
        outside = name in (row["not_applicable"] or [])
        state = "not_applicable" if outside else "missing"
        return words("td", t(lang, f"reading.{state}"), f"num {state}")
    return words("td", decimal(float(row[name]), 1 if float(row[name]) % 1 else 0), "num")
