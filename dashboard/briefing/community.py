"""One community's reported rows in words: each field with its value, what stood before, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.briefing.model import Row
from dashboard.words import day, decimal, has, t, whole

Labels = Mapping[tuple[str, str, str], Row]  # form, field and value → the row with its labels

BARE_UNITS = (None, "", "number")  # a count of things that the field's name already says


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a row: its name, its note, its value in words, the state it is in, and what it was before if other.

    `state` is blank for a value, else `missing`, `suppressed` or `not_applicable`; `is_blank`: nobody wrote anything.
    """

    title: str
    note: str
    text: str
    state: str = ""
    before: str = ""
    is_blank: bool = False


def facts(lang: str, fields: Sequence[Row], rows: Sequence[Row], labels: Labels) -> list[Fact]:
    """The fields of the first row, each with what the second, if any, said before. What tells nothing is left out."""
    now, earlier = rows[0], rows[1] if len(rows) > 1 else None
    return [_fact(lang, field, now, earlier, labels) for field in fields if _arises(field["name"], now)]


def _arises(name: str, row: Row) -> bool:
    """Whether a blank in the field would tell anything: a remark need not be, nor what is asked of pilots alone."""
    is_open = row.get(name) is None and name not in (row.get("not_applicable") or [])
    for_pilots = name.startswith(("pilot_", "ready_")) and not row.get("is_pilot")
    return not (is_open and (name == "remark" or for_pilots))


def _fact(lang: str, field: Row, now: Row, earlier: Row | None, labels: Labels) -> Fact:
    title, note = field[f"title_{lang}"], field[f"note_{lang}"] or ""
    text, state = said(lang, field, now, labels)
    if earlier is None or field["name"] == "remark":
        before = ""
    else:
        then, then_state = said(lang, field, earlier, labels)
        before = then if then != text and not then_state else ""
    return Fact(title, note, text, state, before, is_blank=state == "missing" and not text)


def said(lang: str, field: Row, row: Row, labels: Labels) -> tuple[str, str]:
    """A field of a row in words, and its state; no words where it was left blank."""
    name = field["name"]
    value = row.get(name)
    if value is not None and value != []:
        return _value(lang, field, value, labels), ""
    if name in (row.get("not_applicable") or []):
        return t(lang, "reading.not_applicable"), "not_applicable"
    reasons = dict(one.split("=", 1) for one in row.get("missing") or [] if "=" in one)
    reason = reasons.get(name)
    if reason == "suppressed":
        return t(lang, "community.suppressed"), "suppressed"
    if reason:
        why = t(lang, f"community.reason_{reason}") if has(lang, f"community.reason_{reason}") else reason
        return t(lang, "community.missing_why", reason=why), "missing"
    return "", "missing"


def _value(lang: str, field: Row, value: Any, labels: Labels) -> str:
    if isinstance(value, bool):
        return t(lang, "reading.yes" if value else "reading.no")
    if isinstance(value, date):
        return day(lang, value)
    label = labels.get((field["form"], field["name"], str(value)))
    if label is not None:
        return str(label[f"label_{lang}"] or value)
    is_figure = field["type"] in ("integer", "number") and not field["name"].endswith("_year")
    return _figure(lang, field, float(value)) if is_figure else str(value)


def _figure(lang: str, field: Row, value: float) -> str:
    """A number with its unit; a place on the map to about ten metres."""
    if field["name"] in ("lon", "lat"):
        return decimal(value, 4)
    unit = field[f"unit_{lang}"]
    return whole(value) if unit in BARE_UNITS else t(lang, "reading.with_unit", n=whole(value), unit=unit)


def owed(cadence: str, period: str) -> bool:
    """Whether a form of this cadence is due for the quarter; what is sent on change or on an event is never due."""
    closes = {"quarter": ("Q1", "Q2", "Q3", "Q4"), "half": ("Q2", "Q4"), "year": ("Q4",)}
    return period[4:] in closes.get(cadence, ())


def standing(values: Sequence[Row | None]) -> tuple[int, int, int]:
    """Of the lines of a community: how many have a value, how many are missing, how many do not apply."""
    known = [row for row in values if row is not None]
    has_value = sum(row["value"] is not None for row in known)
    missing = sum(row["status"] == "missing" for row in known)
    return has_value, missing, len(known) - has_value - missing
