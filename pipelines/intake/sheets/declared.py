"""Which forms a workbook declares unchanged as a whole: the column "no change" of the template's first sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.files.grid import Sheet
from pipelines.programme.model import Form

_TICKS = ("√", "✓", "✔", "y")


def declared_unchanged(sheets: Iterable[Sheet], forms: Sequence[Form]) -> frozenset[str]:
    """The forms with a yes in that column, wherever the rows and the column stand on the sheet."""
    names = {text(lang, "template.guide_sheet") for lang in LANGUAGES}
    known = {form.id for form in forms}
    return frozenset(form for sheet in sheets if sheet.name in names for form in _declared(sheet) if form in known)


def _declared(sheet: Sheet) -> list[str]:
    heads = _meant("template.forms.unchanged")
    answers = [values for values in sheet.columns.values() if heads & {_plain(value) for value in values}]
    said_yes = _meant("template.yes", "intake.status.same") | {_plain(tick) for tick in _TICKS}
    return [
        (form or "").strip()
        for column in answers
        for form, answer in zip(sheet.columns.get(1, ()), column, strict=False)
        if _plain(answer) in said_yes
    ]


def _meant(*keys: str) -> set[str]:
    return {_plain(text(lang, key)) for key in keys for lang in LANGUAGES}


def _plain(words: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", words or "").casefold().split())
