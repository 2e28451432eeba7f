"""What the doctor says: fine, worth knowing, or wrong; and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.i18n import LANGUAGES, text
from pipelines.problems import UserError
from pipelines.programme.model import Words

Level = Literal["ok", "note", "problem"]
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, and what to do about it (blank where nothing is to be done)."""

    level: Level
    code: str
    what: Words
    do: Words = Words("", "")

    def as_dict(self) -> dict[str, str]:
        """The finding for a machine."""
        words = {"what": self.what, "do": self.do}
        said = {f"{part}_{lang}": both[lang] for part, both in words.items() for lang in LANGUAGES}
        return {"level": self.level, "code": self.code} | said


def fine(code: str, /, **slots: object) -> Finding:
    """Something that is as it should be, worded by `doctor.ok.<code>`."""
    return Finding("ok", code, _words(f"doctor.ok.{code}", slots))


def note(code: str, /, **slots: object) -> Finding:
    """Something worth knowing, worded by `doctor.note.<code>` and `doctor.do.<code>`."""
    return Finding("note", code, _words(f"doctor.note.{code}", slots), _words(f"doctor.do.{code}", slots))


def wrong(code: str, /, **slots: object) -> Finding:
    """Something to mend, worded by `doctor.problem.<code>` and `doctor.do.<code>`."""
    return Finding("problem", code, _words(f"doctor.problem.{code}", slots), _words(f"doctor.do.{code}", slots))


def refused(error: UserError) -> Finding:
    """What the product itself would say; its message tells what to do."""
    return Finding("problem", error.code, Words(error.message_zh, error.message_en))


def some(names: Sequence[object]) -> str:
    """The first few of the names."""
    more = ["…"] if len(names) > _SHOWN else []
    return ", ".join([*map(str, names[:_SHOWN]), *more])


def _words(key: str, slots: dict[str, object]) -> Words:
    return Words(*(text(lang, key, **slots) for lang in LANGUAGES))
