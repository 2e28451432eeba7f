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
from typing import IO, Any, Literal

from pipelines.intake import guard
from pipelines.intake.child import OUTPUT_BYTES
from pipelines.intake.grid import RefusedError, Sheet

WALL_SECONDS = 60
_ROOT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-S", "-P", "-m", "pipelines.intake.child")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: one sheet for CSV, all of them for a workbook."""

    kind: Literal["workbook", "csv"]
    sheets: tuple[Sheet, ...]


def contents(data: bytes) -> Contents:
    """The cells of a file; `RefusedError` when it must not or cannot be read, whatever happens in the child."""
    guard.kind_of(data)
    answer = _answer(data)
    try:
        if "refused" in answer:
            raise RefusedError(answer["refused"], **answer["slots"])
        return Contents(answer["kind"], tuple(_sheet(sheet) for sheet in answer["sheets"]))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise RefusedError("unreadable") from fault


def _answer(data: bytes) -> Any:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
        given.write(data)
        given.seek(0)
        if _run(given, taken) != 0 or os.fstat(taken.fileno()).st_size > OUTPUT_BYTES:
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
    try:
        return child.wait(WALL_SECONDS)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _sheet(plain: dict[str, Any]) -> Sheet:
    # JSON keeps the column numbers as text, and tuples as lists.
    columns = {int(column): values for column, values in plain.pop("columns").items()}
    merged = [(top, left, bottom, right) for top, left, bottom, right in plain.pop("merged")]
    return Sheet(columns=columns, merged=merged, **plain)
