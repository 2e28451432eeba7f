"""Problems in both languages where a word of the message itself differs by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.i18n import LANGUAGES, text
from pipelines.problems import Level, Problem
from pipelines.programme.model import Words

# Of a list in a message so many parts are shown; keep one more, so that the reader sees that there are others.
SHOWN = 12


def say(code: str, level: Level, place: Mapping[str, Any] | None = None, /, **slots: object) -> Problem:
    """A problem worded by `problem.<code>`; a slot may be `Words`, each language then takes its own."""
    zh, en = (text(lang, f"problem.{code}", **in_language(slots, lang)) for lang in LANGUAGES)
    return Problem(code=code, level=level, message_zh=zh, message_en=en, **(place or {}))


def in_language(slots: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The slots in one language: of `Words` or a record its own, of a list its parts, nothing is blank."""
    return {name: value if type(value) is str else _shown(value, lang) for name, value in slots.items()}


def _shown(value: Any, lang: str) -> Any:
    if value is None:
        return text(lang, "intake.blank")
    if isinstance(value, Words):
        return value[lang]
    if isinstance(value, dict):
        return value[lang]
    if isinstance(value, list):
        parts = [str(_shown(part, lang)) for part in value[:SHOWN]]
        return text(lang, "intake.and").join(parts + ["…"] * (len(value) > SHOWN))
    return value


def words(key: str, **slots: object) -> Words:
    """The wording of `key` in both languages."""
    return Words(*(text(lang, key, **slots) for lang in LANGUAGES))


def listing(parts: Iterable[Words]) -> Words:
    """Several words as a list: 甲、乙 / A, B."""
    parts = tuple(parts)
    return Words("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))
