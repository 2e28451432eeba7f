"""Finding indicators: any words in either language, and what kind of indicator is wanted. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.export.definitions import Definitions, Row, named, split_lines
from pipelines.i18n import LANGUAGES

TARGETS = ("2010", "current", "none")
_WORDED = ("name", "question", "definition", "caution")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader looks for; blank is no matter. `kind` is the kind of period, `target` one of `TARGETS`."""

    words: str = ""
    family: str = ""
    direction: str = ""
    kind: str = ""
    target: str = ""


def found(known: Definitions, wanted: Wanted) -> list[str]:
    """The indicators that are wanted, in catalogue order."""
    return [one for one, row in known.indicators.items() if _fits(known, row, wanted)]


def _fits(known: Definitions, row: Row, wanted: Wanted) -> bool:
    asked = ((wanted.family, row["family"]), (wanted.direction, row["direction"]), (wanted.kind, row["period"]))
    if any(value and value != own for value, own in asked):
        return False
    if wanted.target and wanted.target not in targets(known.norms.get(row["id"], ())):
        return False
    return matches(wanted.words, texts(known, row))


def matches(words: str, said: Sequence[str]) -> bool:
    """Whether every word occurs in one of the texts: case, width of characters and punctuation do not matter."""
    kept = [squeezed(text) for text in said]
    asked = [squeezed(word) for word in unicodedata.normalize("NFKC", words).split()]
    return all(any(word in text for text in kept) for word in asked)


def squeezed(text: str) -> str:
    """Letters and digits only, full-width as half-width, small as capital: ４０—５０ 岁 is 4050岁."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def targets(norms: Sequence[Row]) -> set[str]:
    """Which numbers an indicator may be held against: one of 2010, one of today, or `none` of any kind."""
    numbers = [norm for norm in norms if any(norm[part] is not None for part in ("value", "low", "high"))]
    return {norm["yardstick"] for norm in numbers} if numbers else {"none"}


def texts(known: Definitions, row: Row) -> list[str]:
    """Everything that an indicator can be found by, in both languages."""
    family = known.families[row["family"]]
    fields = [(need, known.fields.get(need, {})) for need in row["needs"] or ()]
    said = [row["id"], row["family"], row["clause"]]
    for lang in LANGUAGES:
        said += [family[f"name_{lang}"], *(row[f"{part}_{lang}"] for part in _WORDED)]
        said += [named("level", row["level"], lang), *split_lines(known, row["id"], lang)]
        said += [norm[f"text_{lang}"] for norm in known.norms.get(row["id"], ())]
        said += [field[f"{part}_{lang}"] for _, field in fields if field for part in ("form", "title")]
    return [text for text in (*said, *(need for need, _ in fields)) if text]
