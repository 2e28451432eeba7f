"""The texts that a workbook's cells point to: rich text joined, reading aids (phonetic text) left out."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.intake.files.cell_text import plain_text
from pipelines.intake.files.safe_xml import Attributes, local, walk
from pipelines.intake.files.zip_parts import Archive


def shared_texts(archive: Archive, parts: Iterable[str]) -> list[str]:
    """The texts in their order."""
    texts = _Texts()
    for part in parts:
        walk(archive.chunks(part), texts.start, texts.end, texts.data)
    return texts.found


class _Texts:
    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._inside = False
        self._aside = False

    def start(self, tag: str, _: Attributes) -> None:
        name = local(tag)
        self._inside = name == "t" and not self._aside
        self._aside |= name == "rPh"

    def data(self, text: str) -> None:
        if self._inside:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        self._inside = False
        self._aside &= name != "rPh"
        if name == "si":
            self.found.append(plain_text("".join(self._pieces)))
            self._pieces = []
