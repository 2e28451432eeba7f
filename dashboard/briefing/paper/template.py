"""A .docx or .pptx of the office's own, whose styles a briefing takes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from dashboard.briefing.paper.refusals import refusal
from pipelines.intake.files.zip_parts import Archive


@dataclass(frozen=True, slots=True)
class Template:
    """A file by its name, whole; it may come from anyone and is nothing but bytes until it is opened."""

    name: str
    data: bytes

    @property
    def kind(self) -> str:
        """What its name says it is: docx, pptx."""
        return Path(self.name).suffix.lower().removeprefix(".")

    def stream(self) -> io.BytesIO:
        """The package to be read; `RefusedError` for one that is broken or would unpack to too much."""
        Archive(self.data)
        return io.BytesIO(self.data)


def template_at(path: Path) -> Template:
    """The template in a file; `UserError` where it cannot be read."""
    try:
        return Template(path.name, path.read_bytes())
    except OSError as fault:
        raise refusal("template_broken", name=path.name, kind=path.suffix.lower().removeprefix(".")) from fault
