"""The sender's answers to warnings: how a finding is known again, and what the list of an annotated workbook says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.files.grid import Sheet
from pipelines.intake.width import printable
from pipelines.problems import Problem

REASON_LENGTH = 200
_MARK = "pingshi-reasons"


def finding_id(finding: Mapping[str, Any]) -> str:
    """What tells a finding from every other: its code, form, field, and what its row is about.

    Rows move when somebody inserts one above or sorts, so the address counts only where a row has no key.
    """
    place = finding.get("key") or finding.get("cell") or finding.get("row")
    parts = (finding["code"], finding.get("form") or finding.get("sheet"), finding.get("field"), place)
    return "|".join("" if part is None else str(part) for part in parts)


def list_mark(unit: str | None, period: str | None) -> str:
    """The head of the list's hidden column: answers are for one unit's quarter and no other."""
    return f"{_MARK}|{unit or ''}|{period or ''}"


def reasons_in(sheets: Iterable[Sheet], unit: str | None, period: str | None) -> dict[str, str]:
    """The answers in the list of an annotated workbook, by finding; none where it is another quarter's list."""
    names = {text(lang, "annotate.sheet") for lang in LANGUAGES}
    return dict(pair for sheet in sheets if sheet.name in names for pair in _answers(sheet, list_mark(unit, period)))


def with_reasons(problems: Iterable[Problem], reasons: Mapping[str, str]) -> list[Problem]:
    """The problems, warnings with the sender's answer where they have none yet: the remark of a row goes first."""
    return [
        replace(one, reason=given)
        if one.level == "warning" and one.reason is None and (given := reasons.get(finding_id(one.as_dict())))
        else one
        for one in problems
    ]


def _answers(sheet: Sheet, mark: str) -> Iterator[tuple[str, str]]:
    """The hidden column holds the finding of each line, the column left of it the answer."""
    for (_, answers), (_, ids) in pairwise(sheet.columns.items()):
        if mark in ids:
            start = ids.index(mark) + 1
            yield from _filled(ids[start:], answers[start:])


def _filled(ids: Sequence[str | None], answers: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    for one, answer in zip(ids, answers, strict=True):
        given = printable(answer or "").strip()[:REASON_LENGTH]
        if one and given:
            yield one, given
