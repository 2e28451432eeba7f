"""The passport that a code asks for: of a figure, of how people reach service points, or of one reported row."""

from __future__ import annotations

from pathlib import Path

from pipelines.passport import reported_words, sections, walk_words
from pipelines.passport.codes import code_of
from pipelines.passport.make import passport
from pipelines.passport.model import ACCESS, Code, Extent, Passport, Section
from pipelines.passport.reported import ReportedRow, RowCode, reported_row, row_code
from pipelines.passport.walk import walked
from pipelines.passport.walk_model import Walked
from pipelines.programme.model import Programme
from pipelines.warehouse.release import Release

Paper = Passport | Walked | ReportedRow


def paper_code(
    text: str, unit: str | None = None, period: str | None = None, split: str | None = None
) -> Code | RowCode:
    """What a code asks for; unit, period and split complete that of a figure. `UserError` for what is no code."""
    return row_code(text) or code_of(text, unit, period, split)


def paper(release: Release, home: Path, asked: Code | RowCode, extent: Extent, programme: Programme | None) -> Paper:
    """The passport; without the programme's definitions cells have no addresses. `UserError` where there is none."""
    forms = programme.forms if programme else ()
    if isinstance(asked, RowCode):
        return reported_row(release, home, asked, forms)
    if asked.indicator == ACCESS:
        return walked(release, home, asked, programme.places.points if programme else (), forms)
    return passport(release, home, asked, extent, forms)


def headline_of(one: Paper, lang: str) -> str:
    """One sentence: what the passport is about, and what it found."""
    if isinstance(one, ReportedRow):
        return reported_words.headline(one, lang)
    return walk_words.headline(one, lang) if isinstance(one, Walked) else sections.headline(one, lang)


def sections_of(one: Paper, lang: str) -> tuple[Section, ...]:
    """Everything the passport says, in order; a section with nothing to say is left out."""
    if isinstance(one, ReportedRow):
        return reported_words.sections(one, lang)
    return walk_words.sections(one, lang) if isinstance(one, Walked) else sections.sections(one, lang)
