"""What a text that is not written as its field wants was found to say: a reading, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PLAIN = "plain"
# Read as it stands, or as its column says: nothing is to be told about the cell itself.
SAME = "same"
COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Sense:
    """The meaning of one text: `read`, the text its field wants (`None`: not readable), and what to tell about it.

    `why` names the wording: `read_as.<why>` for what is read, `unread.<why>` for what is not; `code` is then the
    problem's code. `slots` fill the wording beside `title`, `value` and `read`.
    """

    read: str | None
    why: str = PLAIN
    code: str | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)


def read(text: str, why: str = PLAIN, **slots: Any) -> Sense:
    """A text that can be read."""
    return Sense(text, why, None, slots)


def unread(code: str, why: str, **slots: Any) -> Sense:
    """A text that is held, because it says nothing, or more than one thing."""
    return Sense(None, why, code, slots)
