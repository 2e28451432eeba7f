"""The child process that opens a file nobody has vouched for: bytes on standard input, cells as JSON on output.

Started by `sandbox.py`; imports nothing but the standard library, so that it starts quickly and has little to break.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import fields
from typing import Any

from pipelines.intake import guard
from pipelines.intake.csv_table import read_csv
from pipelines.intake.grid import RefusedError, Sheet
from pipelines.intake.workbook import read_workbook

MEMORY_BYTES = 2 * 2**30
CPU_SECONDS = 30
OUTPUT_BYTES = 512 * 2**20


def main() -> None:
    """Reads standard input within the limits and writes `{kind, sheets}` or `{refused, slots}`."""
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, OUTPUT_BYTES)
    _limit(resource.RLIMIT_CORE, 0)
    sys.stdout.write(json.dumps(contents(sys.stdin.buffer.read()), separators=(",", ":")))


def _limit(what: int, wanted: int) -> None:
    _, hard = resource.getrlimit(what)
    value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(what, (value, value))


def contents(data: bytes) -> dict[str, Any]:
    """What the file holds, as plain values; a file that is not to be read is a value too.

    Every other exception is left to end the process: the parent takes that as unreadable.
    """
    try:
        kind = guard.kind_of(data)
        sheets = [read_csv(data)] if kind == "csv" else _workbook(data)
    except RefusedError as refused:
        return {"refused": refused.code, "slots": refused.slots}
    return {"kind": kind, "sheets": [_plain(sheet) for sheet in sheets]}


def _plain(sheet: Sheet) -> dict[str, Any]:
    return {one.name: getattr(sheet, one.name) for one in fields(sheet)}


def _workbook(data: bytes) -> list[Sheet]:
    with guard.open_archive(data) as archive:
        return read_workbook(archive)


if __name__ == "__main__":
    main()
