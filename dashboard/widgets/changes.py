"""What changed between two submissions, as a list: rows that came or went, then cells, from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.widgets.listing import listing
from dashboard.words import counted, listed, t, whole
from pipelines.intake.width import printable, shortened
from pipelines.programme.model import Programme

HEADS = ("form", "about", "field", "old", "new")
SHOWN = 200
_LONGEST = 60


def changes(lang: str, programme: Programme, found: Mapping[str, Any], key: str, title: str) -> None:
    """The list of changes between two receipts, as `pipelines.ledger.compare.between` gives them."""
    cells = [one for one in found["changes"] if one["old_row"] is not None and one["new_row"] is not None]
    moved = [(kind, one) for kind in ("rows_added", "rows_removed") for one in found[kind]]
    rows = [_row(lang, programme, kind, one) for kind, one in moved] + [_cell(lang, programme, one) for one in cells]
    said = [
        counted(lang, f"changes.{kind}", n)
        for kind, n in (("cells", len(cells)), *((kind, len(found[kind])) for kind in ("rows_added", "rows_removed")))
        if n
    ]
    said += [
        t(lang, f"changes.{kind}", forms=listed(lang, found[kind])) for kind in ("only_old", "only_new") if found[kind]
    ]
    note = t(lang, "frame.semicolon").join(said) or t(lang, "changes.same")
    more = t(lang, "changes.more", n=whole(SHOWN), of=whole(len(rows))) if len(rows) > SHOWN else ""
    listing(key, title, f"{note}{more}", [t(lang, f"changes.head_{name}") for name in HEADS], rows[:SHOWN])


def _row(lang: str, programme: Programme, kind: str, one: Mapping[str, Any]) -> list[str]:
    place = t(lang, "changes.row", row=one["row"])
    went = kind == "rows_removed"
    return [
        _form(lang, programme, one),
        _about(lang, one),
        t(lang, f"changes.{kind}_row"),
        *((place, "—") if went else ("—", place)),
    ]


def _cell(lang: str, programme: Programme, one: Mapping[str, Any]) -> list[str]:
    field = programme.form(one["form"]).field(one["field"]).title[lang]
    return [_form(lang, programme, one), _about(lang, one), field, _cut(one["old"]), _cut(one["new"])]


def _form(lang: str, programme: Programme, one: Mapping[str, Any]) -> str:
    return f"{one['form']} {programme.form(one['form']).title[lang]}"


def _about(lang: str, one: Mapping[str, Any]) -> str:
    """What the row is about; a row without key is named by its number."""
    named = printable(" ".join(value for name, value in one["key"].items() if name != "period" and value))
    number = one.get("row") or one.get("new_row") or one.get("old_row")
    return named or t(lang, "changes.row", row=number)


def _cut(value: str | None) -> str:
    return "—" if value is None else shortened(printable(value), _LONGEST)
