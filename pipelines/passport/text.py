"""The passport as plain text that a person can mail."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.intake.width import aligned, printable, shortened
from pipelines.passport.model import Section
from pipelines.passport.papers import Paper, headline_of, sections_of

_LONGEST = 60


def passport_text(one: Paper, lang: str) -> str:
    """The sentence, the code, then each section under its number."""
    parts = [f"{headline_of(one, lang)}\n{one.code}"]
    parts += [
        "\n".join([f"{number}. {section.title}", *_lines(section)])
        for number, section in enumerate(sections_of(one, lang), start=1)
    ]
    return "\n\n".join(parts)


def _lines(section: Section) -> Iterator[str]:
    if section.facts:
        yield from (f"  {line}" for line in aligned([list(pair) for pair in section.facts]))
    yield from (f"  {note}" for note in section.notes)
    if section.table:
        rows = [[*map(_cell, row[:-1]), printable(row[-1])] for row in section.table]
        yield from (f"  {line}" for line in aligned(rows))
    if section.verbatim:
        yield from (f"  {line}" for line in section.verbatim.rstrip().splitlines())


def _cell(said: str) -> str:
    """One line; long ones are cut, but for fingerprints, which are of use whole only."""
    line = printable(said)
    return line if len(line) == 64 and line.isalnum() else shortened(line, _LONGEST)
