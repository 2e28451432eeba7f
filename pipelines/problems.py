"""What can be wrong: a `Problem` is bad data (a value, never raised), a `UserError` is wrong use (raised, shown)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one place in a submission.

    `error` holds the row back, `warning` asks for a reason (`reason`, once the sender gave one), `info` says how
    something was read.
    `row` is the row number on the sheet (or the line of a CSV file), never an index.
    `None` means that the place is not narrower than what is given: no `cell` is the whole row,
    no `row` the whole sheet, no `sheet` the whole file. `key` says what the row is about (its key without unit and
    quarter), so that the finding is known again when the row has moved.
    """

    code: str
    level: Level
    message_zh: str
    message_en: str
    form: str | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    field: str | None = None
    value: str | None = None
    reason: str | None = None
    key: str | None = None

    def message(self, lang: str) -> str:
        """The finding and what to do about it, in `zh` or `en`."""
        return self.message_zh if lang == "zh" else self.message_en

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as it stands in the receipt's JSON."""
        return asdict(self)


class UserError(Exception):
    """Somebody asked for what cannot be done: what was wanted, what was found, what to do, in both languages.

    The command line and the upload page catch it; anything else that is raised is our own fault.
    """

    def __init__(self, code: str, message_zh: str, message_en: str) -> None:
        super().__init__(message_en)
        self.code = code
        self.message_zh = message_zh
        self.message_en = message_en

    def message(self, lang: str) -> str:
        """The whole message in `zh` or `en`."""
        return self.message_zh if lang == "zh" else self.message_en

    def as_dict(self) -> dict[str, str]:
        """The error as a machine reads it."""
        return {"error": self.code, "message_zh": self.message_zh, "message_en": self.message_en}
