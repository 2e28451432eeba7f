"""The cells of a CSV file: its separator, its lines; standard library only."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from pipelines.intake.files.encodings import decoded
from pipelines.intake.files.gathered import GatheredSheet, outside_grid
from pipelines.intake.files.limits import MAX_CELL_LENGTH, MAX_WIDTH, RefusedError

_SEPARATORS = ",\t;"
_RARE_SEPARATORS = "|，；"  # only where none of the others divides anything
_LOOK_AT = 15
_QUOTED = re.compile(r'"[^"]*"')
# Excel's own way to say which separator a file has; written in its first line and no part of the table.
_SAID = re.compile(r"sep=(.)\r?\n?|\"sep=(.)\"\r?\n?", re.IGNORECASE)


def read_csv(data: bytes) -> GatheredSheet:
    """The one table of a CSV file, unnamed; a row's number is the line on which it begins.

    `RefusedError` names the first line that cannot be read: nothing is guessed and nothing skipped.
    """
    csv.field_size_limit(MAX_CELL_LENGTH)
    sheet = GatheredSheet("")
    for line, cells in _records(decoded(data)):
        if len(cells) > MAX_WIDTH:
            raise outside_grid(len(cells), line)
        if filled := {column: value for column, value in enumerate(cells, start=1) if value.strip()}:
            sheet.add(line, filled)
            sheet.widths.append(len(cells))
    return sheet.square()


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = StringIO(text, newline="")
    said = _SAID.fullmatch(lines.readline())
    if not said:
        lines.seek(0)
    separator = said[1] or said[2] if said else _separator(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = before = 2 if said else 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise RefusedError("csv_broken", line=line) from fault
        yield line, cells
        line = reader.line_num + before


def _separator(text: str) -> str:
    """The separator that divides most of the first lines most evenly; a comma when there is none."""
    start = _QUOTED.sub("", text[:100_000])
    lines = [line for line in start.splitlines()[:_LOOK_AT] if line.strip()]
    usual = max(_SEPARATORS, key=lambda sign: _evenness(sign, lines))
    rare = max(_RARE_SEPARATORS, key=lambda sign: _evenness(sign, lines))
    return rare if _evenness(rare, lines) and not _evenness(usual, lines) else usual


def _evenness(sign: str, lines: list[str]) -> int:
    """How many separators stand in the lines that have as many of them as most lines with any."""
    counts = Counter(count for line in lines if (count := line.count(sign)))
    return max((count * often for count, often in counts.items()), default=0)
