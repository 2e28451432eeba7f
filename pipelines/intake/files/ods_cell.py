"""One cell of an OpenDocument sheet: its typed value where it has one, else its paragraphs."""

from __future__ import annotations

import re

from pipelines.intake.files.cell_text import NO, YES, number_text, percent_text
from pipelines.intake.files.gathered import UNCOMPUTED
from pipelines.intake.files.limits import MAX_CELL_LENGTH
from pipelines.intake.files.safe_xml import Attributes

# What may stand in a cell and is not its text: comments, drawings, the reading aid of a word.
ASIDE = frozenset({"annotation", "frame", "custom-shape", "rect", "line", "control", "g", "ruby-text"})
_TIME = re.compile(r"PT([0-9]+)H([0-9]+)M([0-9]+)(?:[.,][0-9]+)?S")
_BREAKS = {"line-break": "\n", "tab": "\t"}


class OdsCell:
    """Takes what stands inside the cell and gives its text."""

    def __init__(self, given: Attributes) -> None:
        self._given = given
        self._paragraphs: list[str] = []
        self._pieces: list[str] | None = None
        self.repeated = int(given.get("number-columns-repeated", 1))

    def start(self, name: str, given: Attributes) -> None:
        """An element opens inside the cell."""
        if name == "p":
            self._pieces = []
        elif name == "s":
            self.data(" " * min(int(given.get("c", 1)), MAX_CELL_LENGTH))
        elif name in _BREAKS:
            self.data(_BREAKS[name])

    def data(self, text: str) -> None:
        """Text between the tags."""
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        """An element closes inside the cell."""
        if name == "p" and self._pieces is not None:
            self._paragraphs.append("".join(self._pieces))
            self._pieces = None

    def text(self) -> str:
        """What the cell says, in the same words as a cell of an Excel workbook."""
        shown = "\n".join(self._paragraphs)
        kind = self._given.get("value-type")
        if kind is None or not shown and kind == "string" and "string-value" not in self._given:
            return UNCOMPUTED if "formula" in self._given and kind is None and not shown else shown
        if shown.startswith(("#", "Err:")) and "formula" in self._given:
            return shown if shown.startswith("#") else "#VALUE!"
        return self._typed(kind, shown)

    def _typed(self, kind: str, shown: str) -> str:
        given = self._given
        match kind:
            case "float" | "currency":
                return number_text(given["value"])
            case "percentage":
                return percent_text(given["value"])
            case "date":
                return given["date-value"].removesuffix("T00:00:00")
            case "time":
                found = _TIME.fullmatch(given["time-value"])
                return ":".join(found.groups()) if found else shown
            case "boolean":
                return YES if given["boolean-value"] == "true" else NO
            case _:
                return given.get("string-value", shown)
