"""What a person has asked that cannot be done, said in both languages."""

from __future__ import annotations

from dashboard.words import t
from pipelines.i18n import LANGUAGES
from pipelines.problems import UserError


def refusal(code: str, /, **slots: object) -> UserError:
    """A `UserError` worded by `briefing.error.<code>`."""
    zh, en = (t(lang, f"briefing.error.{code}", **slots) for lang in LANGUAGES)
    return UserError(f"brief_{code}", zh, en)
