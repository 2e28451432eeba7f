"""What a workbook says about itself on its hidden sheet: which unit, which quarter, which versions of the forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.intake.files.grid import Sheet

PASSPORT = "_pingshi"
_VERSION = re.compile(r"version=([0-9]{1,6})(?:;|$)")


@dataclass(frozen=True, slots=True)
class Passport:
    """The hidden sheet's answers, `None` where it is silent; `versions` are those of the forms in the workbook."""

    unit: str | None = None
    period: str | None = None
    programme: str | None = None
    versions: Mapping[str, int] = field(default_factory=dict)
    demo: bool = False


def passport_of(sheets: Sequence[Sheet]) -> Passport:
    """What the workbook's hidden sheet says; a workbook without one says nothing."""
    sheet = next((one for one in sheets if one.name == PASSPORT and {1, 2} <= one.columns.keys()), None)
    if sheet is None:
        return Passport()
    pairs = zip(sheet.columns[1], sheet.columns[2], strict=True)
    said = {key.strip(): value.strip() for key, value in pairs if key and value}
    versions = {
        key.removeprefix("form:"): int(found[1])
        for key, value in said.items()
        if key.startswith("form:") and (found := _VERSION.search(value))
    }
    return Passport(said.get("unit"), said.get("period"), said.get("programme"), versions, said.get("demo") == "yes")
