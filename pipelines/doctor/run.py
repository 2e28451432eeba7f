"""The whole examination, in the order in which one thing rests on another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.doctor import installation, records, releases
from pipelines.doctor.finding import Finding, fine, refused
from pipelines.ledger.events import events, quiet
from pipelines.ledger.states import fold
from pipelines.problems import UserError
from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme


def diagnosis(home: Path, programme: str | Path) -> list[Finding]:
    """Everything there is to say about this installation, the definitions and the home; nothing is changed."""
    found = [
        *installation.libraries(),
        *installation.limits(),
        *installation.fonts(),
        *installation.folders(home),
    ]
    try:
        definitions = load_programme(programme)
    except UserError as error:
        return [*found, refused(error)]
    found.append(fine("definitions", programme=definitions.id, forms=len(definitions.forms)))
    if home.is_dir():
        found += state_of(home, definitions)
    return found


def state_of(home: Path, programme: Programme) -> list[Finding]:
    """What there is to say about what was sent, accepted and built, while no writer has a turn."""
    with quiet(home):
        return list(_state(home, programme))


def _state(home: Path, programme: Programme) -> Iterator[Finding]:
    try:
        told = events(home)
        known = fold(told)
    except UserError as error:
        yield refused(error)
        return
    yield from records.archive(home, known)
    yield from records.ledger(home, told)
    yield from records.receipts(home, programme, known)
    yield from records.leftovers(home, known)
    yield from releases.corrections(home, programme, known)
    yield from releases.release(home, programme, known)
