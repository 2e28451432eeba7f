"""The passport that a code asks for: of a figure, or of how people reach service points."""

from __future__ import annotations

from pathlib import Path

from pipelines.passport.make import passport
from pipelines.passport.model import ACCESS, Code, Extent, Passport
from pipelines.passport.walk import walked
from pipelines.passport.walk_model import Walked
from pipelines.programme.model import Programme
from pipelines.warehouse.release import Release


def paper(release: Release, home: Path, asked: Code, extent: Extent, programme: Programme | None) -> Passport | Walked:
    """The passport; without the programme's definitions cells have no addresses. `UserError` where there is none."""
    forms = programme.forms if programme else ()
    if asked.indicator == ACCESS:
        return walked(release, home, asked, programme.places.points if programme else (), forms)
    return passport(release, home, asked, extent, forms)
