"""Whether the current release is what archive, ledger and definitions give when everything is done once more."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.i18n import user_error
from pipelines.ledger.events import events
from pipelines.ledger.rows import accepted_place, in_order_of_acceptance
from pipelines.ledger.states import Event, Receipt, after, fold
from pipelines.problems import UserError
from pipelines.programme.model import Programme
from pipelines.programme.words import Words
from pipelines.rebuild.compare import Difference, differences
from pipelines.rebuild.replay import lost_files, replay
from pipelines.warehouse.build import build, fingerprint
from pipelines.warehouse.known_errors import FOLDER, known_error_files
from pipelines.warehouse.release import current, release_path


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it.

    `lost` are receipts whose bytes cannot be read again, `ended` says why nothing could be built, `changed` that
    definitions, known errors or program are no longer those of the release, `rechecked` names the receipts whose rows
    are no longer those that were accepted, `newer` counts events after the release, `strange` says that its receipts
    are not those of the ledger.
    """

    release: str
    receipts: int
    tables: int = 0
    differences: tuple[Difference, ...] = ()
    lost: Mapping[str, Words] = field(default_factory=dict)
    ended: Words | None = None
    changed: bool = False
    rechecked: tuple[str, ...] = ()
    newer: int = 0
    strange: bool = False

    @property
    def equal(self) -> bool:
        """Whether every table is the same, row by row."""
        return not (self.differences or self.lost or self.ended)

    def as_dict(self) -> dict[str, Any]:
        """The result for a machine."""
        told: dict[str, Any] = {"release": self.release, "equal": self.equal} | asdict(self)
        for one in told["differences"]:
            for side in ("current_rows", "rebuilt_rows"):
                one[side] = [{name: _plain(value) for name, value in row.items()} for row in one[side]]
        return told


def rebuild_check(home: Path, programme: Programme) -> Rebuilt:
    """Builds again in a temporary folder and compares; nothing in the home is changed.

    `UserError` when there is no release, or it or the ledger cannot be read.
    """
    name = current(home)
    if name is None:
        raise user_error("no_release", home=home)
    told, newer, strange = _events_of(release_path(home, name), home)
    known = fold(told)
    result = Rebuilt(name, len(known), changed=_changed(home, programme, known, name), newer=newer, strange=strange)
    if lost := lost_files(home, told):
        return replace(result, lost={number: _words(fault) for number, fault in lost.items()})
    with tempfile.TemporaryDirectory(prefix="pingshi-") as folder:
        return _compared(home, programme, told, Path(folder), result)


def _compared(home: Path, programme: Programme, told: Sequence[Event], again: Path, result: Rebuilt) -> Rebuilt:
    try:
        replay(home, programme, told, again)
        for file in known_error_files(home):
            (again / FOLDER).mkdir(exist_ok=True)
            shutil.copy(file, again / FOLDER / file.name)
        name = build(again, programme)
    except UserError as fault:
        if fault.code in ("cannot_write", "home_not_writable"):
            raise
        return replace(result, ended=_words(fault))
    tables, found = differences(release_path(home, result.release), release_path(again, name))
    rechecked = tuple(one.id for one in in_order_of_acceptance(fold(told)) if not _same_rows(home, again, one))
    return replace(result, tables=tables, differences=tuple(found), rechecked=rechecked)


def _events_of(release: Path, home: Path) -> tuple[Sequence[Event], int, bool]:
    """The events up to the release, how many came later, and whether the ledger does not fit it at all."""
    try:
        with duckdb.connect(release, read_only=True) as con:
            wanted = dict(con.execute("SELECT receipt, state FROM receipts").fetchall())
    except duckdb.Error as fault:
        reason = " ".join(str(fault).split())[:160]
        raise user_error("release_unreadable", home=home, reason=reason) from fault
    told = events(home)
    states: dict[str, Receipt] = {}
    fitting = None
    for number, event in enumerate(told, start=1):
        states[event.receipt] = after(states.get(event.receipt), event)
        if event.more == 0 and {one.id: one.state for one in states.values()} == wanted:
            fitting = number
    if fitting is None:
        return told, 0, True
    return told[:fitting], len(told) - fitting, False


def _changed(home: Path, programme: Programme, known: Mapping[str, Receipt], name: str) -> bool:
    """Whether the release was built from other definitions, known errors or program than there are now."""
    try:
        return not name.endswith(f"-{fingerprint(home, programme, known)}")
    except UserError:
        return False  # rows that are lost are shown by the comparison


def _same_rows(home: Path, again: Path, receipt: Receipt) -> bool:
    """Whether the accepted rows of a receipt are those that its file gives now."""
    for form in receipt.forms:
        try:
            old, new = (pl.read_parquet(accepted_place(place, form, receipt)) for place in (home, again))
        except (OSError, pl.exceptions.PolarsError):
            return False
        if not old.equals(new):
            return False
    return True


def _plain(value: object) -> object:
    """A cell as JSON can hold it: days, times and decimals as text."""
    return value if isinstance(value, str | int | float | list | None) else str(value)


def _words(fault: UserError) -> Words:
    return Words(fault.message_zh, fault.message_en)
