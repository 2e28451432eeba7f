"""The receipt as a person reads it: plain text that can be printed or mailed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from pipelines.i18n import text
from pipelines.intake.width import aligned, printable, shortened
from pipelines.programme.model import Programme

LEVELS = ("error", "warning", "info")
_COUNTS = ("rows", "accepted", "rejected", "warnings", "explained", "asked", "changed")
_SHORT_HASH = 16
_SHOWN = 50
_VALUE_WIDTH = 24
_HELD_WIDTH = 80
_PLACES = 4

Finding = Mapping[str, Any]


def receipt_text(receipt: Mapping[str, Any], lang: str, programme: Programme | None = None, shown: int = _SHOWN) -> str:
    """The whole receipt in `zh` or `en`: what came in, what passed, what is wrong where, what to do next.

    At most `shown` findings per level are printed and the rest counted, so that a wrong column does not bury
    everything else. With `programme`, fields are named as on the sheet instead of by their code.
    """
    parts = [
        [heading("receipt.title", receipt, lang)],
        list(_facts(receipt, lang, programme)),
        _counts(receipt["forms"], lang),
        _held(receipt["forms"], lang),
        *(_findings(receipt, level, lang, programme, shown) for level in LEVELS),
        [text(lang, "receipt.next"), *(f"  {step}" for step in next_steps(receipt, lang))],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def heading(key: str, receipt: Mapping[str, Any], lang: str) -> str:
    """The title `key` with the receipt's number, marked where the data are for demonstration."""
    title = text(lang, key, receipt=receipt.get("receipt") or text(lang, "receipt.unregistered"))
    return f"{title}  {text(lang, 'template.demo_mark')}" if receipt.get("demo") else title


def next_steps(receipt: Mapping[str, Any], lang: str) -> list[str]:
    """What the sender does now, one numbered sentence each."""
    said = [text(lang, key, receipt=receipt.get("receipt")) for key in steps(receipt)]
    return [f"{number}. {step}" for number, step in enumerate(said, start=1)]


def steps(receipt: Mapping[str, Any]) -> Iterator[str]:
    """The steps by the key of their wording, the first to be taken first."""
    state, errors = receipt["state"], level_counts(receipt["problems"])["error"]
    if receipt.get("dry_run"):
        yield "receipt.step.send" if not errors and state != "refused" else "receipt.step.mend"
    elif state == "checked":
        if errors:
            yield "receipt.step.mend"
        yield "receipt.step.sign_part" if errors else "receipt.step.sign"
    else:
        yield f"receipt.step.{state}"


def field_label(finding: Finding, lang: str, programme: Programme | None) -> str:
    """The field's title on its sheet; its code where the programme is not given or does not know it."""
    name = finding.get("field") or ""
    for form in programme.forms if programme else ():
        if form.id == finding.get("form") and name in {field.name for field in form.fields}:
            return form.field(name).title[lang]
    return name


def place_label(finding: Finding, lang: str) -> str:
    """The cell, else the row; empty for a whole sheet."""
    row = text(lang, "receipt.row", row=finding["row"]) if finding.get("row") else ""
    return finding.get("cell") or row


def received(moment: str | None) -> str:
    """A moment of the ledger by the clock on the wall."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}" if moment else ""


def due_label(receipt: Mapping[str, Any], lang: str) -> str:
    """The due day and whether it was kept; empty where the quarter is unknown."""
    day, on_time = receipt.get("due_on"), receipt.get("on_time")
    return text(lang, "receipt.due_kept" if on_time else "receipt.due_missed", day=day) if day else ""


def unit_label(code: str | None, lang: str, programme: Programme | None) -> str:
    """The unit's name and code, as far as they are known."""
    names = {unit.code: unit.name[lang] for unit in programme.divisions} if programme else {}
    return " ".join(filter(None, [names.get(code or ""), code]))


def form_numbers(forms: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The counts of one form, or of several together, and `share`: how many of the cells asked are news."""
    told = list(forms)
    # Receipts written before reasons and cells were counted have no such numbers: they count none.
    sums = {name: sum(counts.get(name, 0) for counts in told) for name in _COUNTS}
    share = f"{sums['changed'] / sums['asked']:.0%}" if sums["asked"] else "-"
    return {name: str(number) for name, number in sums.items()} | {"share": share}


def by_importance(problems: Sequence[Finding], level: str) -> list[Finding]:
    """The findings of one level in reading order: the whole file, then by sheet, row and column."""
    chosen = [finding for finding in problems if finding["level"] == level]
    return sorted(chosen, key=lambda one: (one.get("sheet") or "", one.get("row") or 0, _column(one)))


def level_counts(problems: Sequence[Finding]) -> dict[str, int]:
    """How many findings each level has."""
    return {level: sum(finding["level"] == level for finding in problems) for level in LEVELS}


def _facts(receipt: Mapping[str, Any], lang: str, programme: Programme | None) -> Iterator[str]:
    unknown = text(lang, "receipt.unknown")
    shown = {
        "unit": unit_label(receipt.get("unit"), lang, programme) or unknown,
        "period": receipt.get("period") or unknown,
        "file": printable(receipt.get("file") or unknown),
        "sha256": f"{receipt['sha256'][:_SHORT_HASH]}…",
        "received_at": received(receipt.get("received_at")),
        "due_on": due_label(receipt, lang),
        "state_label": text(lang, f"receipt.state.{receipt['state']}"),
    }
    yield from aligned([[text(lang, f"receipt.{key}"), value] for key, value in shown.items() if value])
    yield from (text(lang, f"receipt.{note}") for note in ("duplicate", "dry_run") if receipt.get(note))


def _counts(forms: Mapping[str, Mapping[str, Any]], lang: str) -> list[str]:
    if not forms:
        return []
    names = (*_COUNTS, "share")
    head = [text(lang, f"receipt.column.{name}") for name in ("form", *names)]
    numbers = {form: form_numbers([counts]) for form, counts in forms.items()}
    numbers[text(lang, "receipt.column.total")] = form_numbers(forms.values())
    rows = [[form, *(counts[name] for name in names)] for form, counts in numbers.items()]
    return aligned([head, *rows], right=range(1, len(head)))


def _held(forms: Mapping[str, Mapping[str, Any]], lang: str) -> list[str]:
    """Which rows are held back, form by form."""
    held = {form: shortened(counts["held"], _HELD_WIDTH) for form, counts in forms.items() if counts.get("held")}
    lines = [f"  {form}  {rows}" for form, rows in held.items()]
    return [text(lang, "receipt.held"), *lines] if lines else []


def _findings(receipt: Mapping[str, Any], level: str, lang: str, programme: Programme | None, shown: int) -> list[str]:
    ordered = by_importance(receipt["problems"], level)
    if not ordered:
        return []
    kind = "refused" if (level, receipt["state"]) == ("error", "refused") else level
    lines = [text(lang, f"receipt.level.{kind}", n=len(ordered))]
    for sheet, group in groupby(ordered[:shown], key=lambda finding: finding.get("sheet")):
        lines.append(f"  {printable(sheet) if sheet else text(lang, 'receipt.whole_file')}")
        lines += _places(list(group), lang, programme)
    if len(ordered) > shown:
        lines.append(f"  {text(lang, 'receipt.more', n=len(ordered) - shown)}")
    return lines


def _places(group: Sequence[Finding], lang: str, programme: Programme | None) -> Iterator[str]:
    """Two lines per finding: where and what was found; what is wrong and what to do. The same thing is said once."""
    alike: dict[tuple[Any, ...], list[Finding]] = {}
    for finding in group:
        said = tuple(finding.get(key) for key in ("field", "value", f"message_{lang}", "reason"))
        alike.setdefault(said, []).append(finding)
    for same in alike.values():
        value = shortened(printable(same[0].get("value") or ""), _VALUE_WIDTH)
        found = text(lang, "receipt.found", value=value) if value else ""
        where = filter(None, [_where(same, lang), field_label(same[0], lang, programme), found])
        if line := "  ".join(where):
            yield f"    {line}"
        yield f"      {printable(same[0][f'message_{lang}'])}"
        if reason := same[0].get("reason"):
            yield f"      {text(lang, 'receipt.reason', reason=printable(reason))}"


def _where(same: Sequence[Finding], lang: str) -> str:
    places = [place_label(finding, lang) for finding in same]
    if len(places) <= _PLACES:
        return " ".join(places)
    return text(lang, "receipt.places", places=" ".join(places[:_PLACES]), n=len(places))


def _column(finding: Finding) -> tuple[int, str]:
    letters = re.sub(r"[^A-Z]", "", finding.get("cell") or "")
    return len(letters), letters
