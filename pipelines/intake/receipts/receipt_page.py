"""The receipt on one printable page: HTML that needs nothing else, for signing and filing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from pipelines.i18n import text
from pipelines.intake.receipts.importance import Group, grouped
from pipelines.intake.receipts.receipt import (
    due_label,
    field_label,
    form_numbers,
    heading,
    level_counts,
    next_steps,
    place_label,
    received,
    unit_label,
)
from pipelines.intake.width import printable, shortened, wrapped_lines
from pipelines.programme.model import Programme

_CSS = Path(__file__).with_name("receipt_page.css")
_NUMBERS = ("rows", "accepted", "rejected", "warnings", "explained", "asked", "changed", "share")
_LINES = 60  # of a page, at the size of the table of findings
_PLACE_WIDTH, _MESSAGE_WIDTH = 34, 72  # of that table's columns, in letters
_LONGEST, _HELD_WIDTH = 300, 60
_SIGNERS = ("filled_by", "checked_by", "signed_by", "signed_on")


def receipt_page(receipt: Mapping[str, Any], lang: str, programme: Programme | None = None) -> str:
    """One A4 page in `zh` or `en`: facts, numbers of each form, what matters most, next steps, lines to sign.

    As many findings as fit are shown, the most important first, and the rest is counted.
    """
    title = heading("receipt.title", receipt, lang)
    parts = [
        f"<header><h1>{_safe(title)}</h1>{_of(programme, lang)}</header>",
        _facts(receipt, lang, programme),
        _totals(receipt["forms"], lang, programme),
        _findings(receipt, lang, programme),
        _steps(receipt, lang),
        _signatures(lang),
        _watermark(receipt, lang),
    ]
    language = "zh-CN" if lang == "zh" else "en"
    style = _CSS.read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{_safe(title)}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n" + "\n".join(filter(None, parts)) + "\n</main>\n"
        "</body>\n</html>\n"
    )


def _safe(words: object) -> str:
    """Text that is only text in HTML."""
    return escape(printable(str(words)))


def _of(programme: Programme | None, lang: str) -> str:
    return f"<p>{_safe(programme.name[lang])}</p>" if programme else ""


def _facts(receipt: Mapping[str, Any], lang: str, programme: Programme | None) -> str:
    unknown = text(lang, "receipt.unknown")
    known = {
        "unit": unit_label(receipt.get("unit"), lang, programme) or unknown,
        "period": receipt.get("period") or unknown,
        "received_at": received(receipt.get("received_at")),
        "due_on": due_label(receipt, lang),
        "state_label": text(lang, f"receipt.state.{receipt['state']}"),
        "file": receipt.get("file") or unknown,
        "sha256": receipt["sha256"],
    }
    wide = dict.fromkeys(("state_label", "file", "sha256"), ' class="wide"')
    lines = [
        f"<dt{wide.get(key, '')}>{_safe(text(lang, f'receipt.{key}'))}</dt><dd{wide.get(key, '')}>{_safe(value)}</dd>"
        for key, value in known.items()
        if value
    ]
    notes = [text(lang, f"receipt.{note}") for note in ("duplicate", "dry_run") if receipt.get(note)]
    return f"<dl>{''.join(lines)}</dl>" + "".join(f'<p class="note">{_safe(note)}</p>' for note in notes)


def _totals(forms: Mapping[str, Mapping[str, Any]], lang: str, programme: Programme | None) -> str:
    if not forms:
        return ""
    head = "".join(f'<th class="number">{_safe(text(lang, f"receipt.column.{name}"))}</th>' for name in _NUMBERS)
    rows = [_numbers(_form_name(form, lang, programme), [counts]) for form, counts in forms.items()]
    total = _numbers(text(lang, "receipt.column.total"), list(forms.values()))
    return (
        f"<table><thead><tr><th>{_safe(text(lang, 'receipt.column.form'))}</th>{head}"
        f"<th>{_safe(text(lang, 'receipt.page.held'))}</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody><tfoot>{total}</tfoot></table>"
    )


def _form_name(form: str, lang: str, programme: Programme | None) -> str:
    titles = {one.id: one.title[lang] for one in programme.forms} if programme else {}
    return f"{form} {titles.get(form, '')}".strip()


def _numbers(name: str, forms: Sequence[Mapping[str, Any]]) -> str:
    numbers = form_numbers(forms)
    cells = "".join(f'<td class="number">{_safe(numbers[key])}</td>' for key in _NUMBERS)
    held = shortened(forms[0].get("held", ""), _HELD_WIDTH) if len(forms) == 1 else ""
    return f'<tr><td>{_safe(name)}</td>{cells}<td class="held">{_safe(held)}</td></tr>'


def _findings(receipt: Mapping[str, Any], lang: str, programme: Programme | None) -> str:
    """The most important findings, equal ones together; one line says how many there are of each level."""
    counts = level_counts(receipt["problems"])
    title = text(lang, "receipt.page.findings", **counts)
    groups = grouped(receipt["problems"], receipt["forms"])
    said = [_said(group, lang, programme) for group in groups]
    shown = _fitting(said, _LINES - _taken(receipt, lang, programme))
    rows = [
        f'<tr class="{group.level}"><td>{_safe(place)}</td><td>{_safe(message)}{_reason(reason)}</td></tr>'
        for group, (place, message, reason) in zip(groups[:shown], said[:shown], strict=True)
    ]
    left = sum(group.total for group in groups[shown:])
    more = f'<p class="more">{_safe(text(lang, "receipt.page.more", n=left))}</p>' if left else ""
    table = f'<table class="findings"><tbody>{"".join(rows)}</tbody></table>' if rows else ""
    return f"<section><h2>{_safe(title)}</h2>{table}{more}</section>"


def _said(group: Group, lang: str, programme: Programme | None) -> tuple[str, str, str]:
    """Where a group is, what is wrong, and the reason where all of it has the same."""
    first = group.findings[0]
    place = [first.get("sheet") or text(lang, "receipt.whole_file"), place_label(first, lang)]
    words = "  ".join(filter(None, [*place, field_label(first, lang, programme)]))
    if group.total > 1:
        words = text(lang, "receipt.places", places=words, n=group.total)
    reasons = {finding.get("reason") for finding in group.findings}
    reason = next(iter(reasons)) if len(reasons) == 1 else None
    message = shortened(first[f"message_{lang}"], _LONGEST)
    return words, message, text(lang, "receipt.reason", reason=reason) if reason else ""


def _reason(words: str) -> str:
    return f' <span class="reason">{_safe(words)}</span>' if words else ""


def _fitting(said: Sequence[tuple[str, str, str]], room: float) -> int:
    """How many groups fit into so many lines."""
    for number, (place, message, reason) in enumerate(said):
        room -= max(wrapped_lines(place, _PLACE_WIDTH), wrapped_lines(f"{message} {reason}", _MESSAGE_WIDTH)) + 0.2
        if room < 0:
            return number
    return len(said)


def _taken(receipt: Mapping[str, Any], lang: str, programme: Programme | None) -> float:
    """The lines that everything but the findings takes."""
    steps = sum(wrapped_lines(step, 110) for step in next_steps(receipt, lang))
    names = [(_form_name(form, lang, programme), held.get("held", "")) for form, held in receipt["forms"].items()]
    lines = [max(wrapped_lines(name, 22), wrapped_lines(held[:_HELD_WIDTH], 12)) for name, held in names]
    totals = 1.1 * sum(lines) + 3.5 if lines else 0
    file = wrapped_lines(str(receipt.get("file") or ""), 90)
    return 19 + file + steps + totals


def _steps(receipt: Mapping[str, Any], lang: str) -> str:
    steps = "".join(f"<li>{_safe(step.split(' ', 1)[1])}</li>" for step in next_steps(receipt, lang))
    return f"<div><h2>{_safe(text(lang, 'receipt.next'))}</h2><ol>{steps}</ol></div>"


def _signatures(lang: str) -> str:
    lines: Iterator[str] = (f"<div>{_safe(text(lang, f'receipt.page.{who}'))}</div>" for who in _SIGNERS)
    return f"<footer>{''.join(lines)}</footer>"


def _watermark(receipt: Mapping[str, Any], lang: str) -> str:
    return f'<div class="watermark">{_safe(text(lang, "receipt.page.demo"))}</div>' if receipt.get("demo") else ""
