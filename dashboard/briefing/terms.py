"""The terms of the glossary that a page uses and that a newcomer may not know. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.briefing.model import Row
from dashboard.words import t

_PARTS = "、"  # a term may be two that go together


def used(glossary: Iterable[Row], question: str, indicators: Iterable[Row]) -> list[Row]:
    """The terms with a note that the page's question or the names of its indicators use, in the glossary's order.

    Looked for in Chinese, in which a term is always written alike; `question` is the key of the question's wording.
    """
    said = " ".join([t("zh", question), *(str(row["name_zh"]) for row in indicators)])
    return [row for row in glossary if row["note_zh"] and any(part in said for part in row["term_zh"].split(_PARTS))]
