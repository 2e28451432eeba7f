"""Runs the child process that opens a file, within its limits, and takes nothing but plain values from it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO, Any, Literal

from pipelines.intake.files.grid import Sheet
from pipelines.intake.files.guard import kind_of
from pipelines.intake.files.limits import OUTPUT_BYTES, WALL_SECONDS, RefusedError

_ROOT = Path(__file__).parents[3]
_COMMAND = (sys.executable, "-S", "-P", "-c", "from pipelines.intake.files.child import main; main()")
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said of a file as a whole, though it is read: wording and slots."""

    code: str
    slots: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: one sheet for CSV, all of them for a workbook."""

    kind: Literal["workbook", "csv"]
    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...] = ()


def contents(data: bytes) -> Contents:
    """The cells of a file; `RefusedError` when it must not or cannot be read, whatever happens in the child."""
    kind_of(data)
    answer = _answer(data)
    try:
        if "refused" in answer:
            raise RefusedError(answer["refused"], **answer["slots"])
        notes = tuple(Note(code, slots) for code, slots in answer["notes"])
        return Contents(answer["kind"], tuple(_sheet(sheet) for sheet in answer["sheets"]), notes)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise RefusedError("unreadable") from fault


def _answer(data: bytes) -> Any:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
        given.write(data)
        given.seek(0)
        ended = _run(given, taken)
        if ended in _OUT_OF_TIME:
            raise RefusedError("took_too_long")
        if ended != 0 or os.fstat(taken.fileno()).st_size > OUTPUT_BYTES:
            raise RefusedError("unreadable")
        taken.seek(0)
        try:
            return json.load(taken)
        except ValueError as fault:
            raise RefusedError("unreadable") from fault


def _run(given: IO[bytes], taken: IO[bytes]) -> int:
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    child = subprocess.Popen(
        _COMMAND, stdin=given, stdout=taken, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    )
    # Waiting with a time limit would look at the child every twentieth of a second, which is half of what it needs.
    patience = Timer(WALL_SECONDS, child.kill)
    patience.start()
    try:
        return child.wait()
    finally:
        patience.cancel()
        if child.poll() is None:
            child.kill()
            child.wait()


def _sheet(plain: dict[str, Any]) -> Sheet:
    # JSON keeps the column numbers as text, and tuples as lists.
    columns = {int(column): values for column, values in plain.pop("columns").items()}
    merged = [(top, left, bottom, right) for top, left, bottom, right in plain.pop("merged")]
    return Sheet(columns=columns, merged=merged, **plain)
