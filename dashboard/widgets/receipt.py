"""A receipt on screen: state and sentence, what to do next, files to take away, problems with their cells, numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from dashboard.desk import Desk
from dashboard.widgets import markup
from dashboard.widgets.downloads import MIME
from dashboard.widgets.listing import listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import html
from dashboard.words import counted, listed, period_name, t, whole
from pipelines.intake.receipts.importance import Group, grouped
from pipelines.intake.receipts.receipt import (
    due_label,
    field_label,
    form_numbers,
    level_counts,
    place_label,
    received,
    steps,
)
from pipelines.intake.width import printable, shortened
from pipelines.programme.model import Programme

NUMBERS = ("rows", "accepted", "rejected", "warnings", "explained", "changed")
_PLACES, _GROUPS, _VALUE = 4, 60, 40

Receipt = Mapping[str, Any]


def receipt_on_screen(desk: Desk, lang: str, receipt: dict[str, Any], data: bytes | None, key: str) -> None:
    """The whole receipt in a panel; `data` are the sender's bytes (`None`: they lie in the archive)."""
    with st.container(border=True, key=f"panel-receipt-{key}"):
        html(_head(lang, receipt, desk.programme), _steps(lang, receipt))
        _files(desk, lang, receipt, data, key)
        html(_problems(lang, receipt, desk.programme))
        _forms(lang, receipt, desk.programme, key)


def unit_name(programme: Programme, unit: str | None, lang: str) -> str:
    """A reporting unit by name, or that it could not be told."""
    names = {one.code: one.name[lang] for one in programme.divisions}
    return names.get(unit or "", t(lang, "receipt.no_unit"))


def period_words(lang: str, period: str | None) -> str:
    """A quarter in words, or that it could not be told."""
    return period_name(lang, period) if period else t(lang, "receipt.no_period")


def _chip(lang: str, receipt: Receipt) -> str:
    """The state as a small label; what asks for mending is orange and says so."""
    state = receipt["state"]
    if receipt.get("dry_run") and state != "refused":
        state = "trial_errors" if level_counts(receipt["problems"])["error"] else "trial_fine"
    mend = ("refused", "returned", "trial_errors")
    css = "below" if state in mend else "met" if state in ("accepted", "trial_fine") else "plain"
    return words("span", t(lang, f"receipt.state.{state}"), f"chip {css}")


def _head(lang: str, receipt: Receipt, programme: Programme) -> str:
    number = receipt.get("receipt") or t(lang, "receipt.trial")
    demo = words("span", t(lang, "frame.demo_badge"), "chip demo") if receipt.get("demo") else ""
    notes = [t(lang, f"receipt.{note}") for note in ("duplicate", "dry_run") if receipt.get(note)]
    place = f"{unit_name(programme, receipt['unit'], lang)} · {period_words(lang, receipt['period'])}"
    facts = [
        (t(lang, "receipt.file"), receipt["file"]),
        (t(lang, "receipt.received"), received(receipt["received_at"])),
        (t(lang, "receipt.due"), due_label(receipt, lang)),
    ]
    return tag(
        "div",
        tag("h2", escape(number) + " " + _chip(lang, receipt) + demo)
        + words("p", place, "where")
        + words("p", _sentence(lang, receipt), "said")
        + "".join(words("p", note, "note") for note in notes)
        + tag("dl", "".join(words("dt", name) + words("dd", printable(value)) for name, value in facts if value)),
        "ps-receipt",
    )


def _sentence(lang: str, receipt: Receipt) -> str:
    """What came and what passed, in one sentence."""
    counts = level_counts(receipt["problems"])
    if receipt["state"] == "refused":
        return t(lang, "receipt.said_refused", errors=whole(counts["error"]))
    sums = form_numbers(receipt["forms"].values())
    slots = {name: whole(int(sums[name])) for name in ("rows", "accepted", "rejected")}
    open_ones = counts["warning"] - sum(
        bool(one.get("reason")) for one in receipt["problems"] if one["level"] == "warning"
    )
    said = t(lang, "receipt.said", forms=whole(len(receipt["forms"])), **slots)
    held = t(lang, "receipt.said_held", errors=whole(counts["error"]), **slots) if counts["error"] else ""
    warned = counted(lang, "receipt.said_warned", open_ones) if open_ones else ""
    rest = [part for part in (held, warned) if part] or [t(lang, "receipt.said_clean")]
    return t(lang, "frame.space").join([said, *rest])


def _steps(lang: str, receipt: Receipt) -> str:
    keys = ["receipt.step.refused"] if receipt["state"] == "refused" else steps(receipt)
    lines = "".join(words("li", t(lang, key)) for key in keys)
    return tag("div", words("h3", t(lang, "receipt.next_title")) + tag("ol", lines), "ps-next")


def _files(desk: Desk, lang: str, receipt: dict[str, Any], data: bytes | None, key: str) -> None:
    """The annotated workbook and the page to sign, made when they are asked for."""
    number = receipt.get("receipt") or t(lang, "receipt.trial_file")
    again = partial(desk.annotated_again, receipt, lang)
    make = again if data is None else partial(desk.annotated, data, receipt, lang)
    with st.container(key=f"tool-receipt-{key}", horizontal=True):
        st.download_button(
            t(lang, "receipt.annotated"),
            make,
            file_name=f"{receipt['file']}.receipt.xlsx",
            mime=MIME["xlsx"],
            icon=":material/edit_note:",
            type="primary" if _asks_for_mending(receipt) else "secondary",
            on_click="ignore",
            key=f"annotated-{key}",
        )
        st.download_button(
            t(lang, "receipt.paper"),
            partial(desk.paper, receipt, lang),
            file_name=f"{number}.html",
            mime=MIME["html"],
            icon=":material/print:",
            on_click="ignore",
            key=f"paper-{key}",
        )


def _asks_for_mending(receipt: Receipt) -> bool:
    return receipt["state"] not in ("accepted", "withdrawn", "superseded", "refused") and any(
        one["level"] != "info" for one in receipt["problems"]
    )


def _problems(lang: str, receipt: Receipt, programme: Programme) -> str:
    """Equal problems together, the most important first."""
    groups = grouped(receipt["problems"], receipt["forms"])
    if not groups:
        return ""
    heads = [t(lang, f"receipt.head_{name}") for name in ("level", "where", "found", "message")]
    top = tag("thead", tag("tr", "".join(words("th", head, scope="col") for head in heads)))
    body = "".join(_problem(lang, group, programme) for group in groups[:_GROUPS])
    counts = {level: whole(n) for level, n in level_counts(receipt["problems"]).items()}
    left = sum(group.total for group in groups[_GROUPS:])
    more = words("p", t(lang, "receipt.more", n=whole(left)), "more") if left else ""
    table = markup.scrolling(top + tag("tbody", body), "ps-table ps-problems")
    box = tag("div", table, "ps-tall") if len(groups) > 12 else table
    title = t(lang, "receipt.problems", **counts)
    return words("h3", title) + markup.named(box, title) + more


def _problem(lang: str, group: Group, programme: Programme) -> str:
    one = group.findings[0]
    places = [place for finding in group.findings if (place := place_label(finding, lang))]
    where = [printable(one.get("sheet") or t(lang, "receipt.whole_file")), field_label(one, lang, programme)]
    cells = t(lang, "frame.space").join(places[:_PLACES]) if lang == "en" else " ".join(places[:_PLACES])
    many = t(lang, "receipt.places", n=whole(group.total)) if group.total > min(_PLACES, len(places) or 1) else ""
    values = dict.fromkeys(str(finding["value"]) for finding in group.findings[:_PLACES] if finding.get("value"))
    found = listed(lang, [shortened(printable(value), _VALUE) for value in values])
    reasons = dict.fromkeys(finding["reason"] for finding in group.findings if finding.get("reason"))
    reason = t(lang, "receipt.reason", reason=printable(listed(lang, list(reasons)))) if reasons else ""
    return tag(
        "tr",
        tag("td", words("span", t(lang, f"receipt.level_{group.level}"), f"level {group.level}"))
        + tag("td", words("b", " · ".join(filter(None, where))) + words("small", f"{cells} {many}".strip()))
        + (words("td", found) or "<td></td>")
        + tag("td", escape(printable(one[f"message_{lang}"])) + words("small", reason)),
    )


def _forms(lang: str, receipt: Receipt, programme: Programme, key: str) -> None:
    """Rows, passed, held and so on for each form."""
    forms = receipt["forms"]
    if not forms:
        return
    titles = {one.id: one.title[lang] for one in programme.forms}
    heads = [t(lang, "receipt.head_form"), *(f"{t(lang, f'receipt.head_{name}')}#" for name in NUMBERS)]
    lines = [_numbers(f"{form} {titles.get(form, '')}", [counts]) for form, counts in forms.items()]
    rows = [*lines, _numbers(t(lang, "receipt.total"), list(forms.values()))]
    held = [f"{form}: {shortened(counts['held'], 60)}" for form, counts in forms.items() if counts.get("held")]
    note = t(lang, "receipt.held", rows=t(lang, "frame.semicolon").join(held)) if held else ""
    with st.expander(t(lang, "receipt.by_form"), key=f"forms-{key}"):
        listing(f"forms-{key}", t(lang, "receipt.by_form"), note, heads, rows)


def _numbers(name: str, counts: Sequence[Mapping[str, Any]]) -> list[str]:
    numbers = form_numbers(counts)
    return [name.strip(), *(whole(int(numbers[key])) for key in NUMBERS)]
