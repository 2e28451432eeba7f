"""The cells of a CSV file: its encoding, its delimiter, its lines; standard library only."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from pipelines.intake.grid import MAX_CELL_LENGTH, MAX_COLUMN, RefusedError, Sheet, outside_grid

_DELIMITERS = ",\t;"
_LOOK_AT = 15


def read_csv(data: bytes) -> Sheet:
    """The one table of a CSV file, unnamed; a row's number is the line on which it begins.

    `RefusedError` names the first line that cannot be read: nothing is guessed and nothing skipped.
    """
    text = _decoded(data)
    csv.field_size_limit(MAX_CELL_LENGTH)
    sheet = Sheet("")
    for line, cells in _records(text):
        if len(cells) > MAX_COLUMN:
            raise outside_grid(len(cells), line)
        if filled := {column: value for column, value in enumerate(cells, start=1) if value.strip()}:
            sheet.add(line, filled)
            sheet.widths.append(len(cells))
    return sheet.square()


def _decoded(data: bytes) -> str:
    # Never GB18030 first: it reads most UTF-8 text too, as other characters.
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    good = 0
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as fault:
            good = max(good, fault.start)
        else:
            return _without_nul(text)
    raise RefusedError("bad_encoding", line=data.count(b"\n", 0, good) + 1)


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise RefusedError("not_a_workbook", kind="binary")
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise RefusedError("csv_broken", line=line) from fault
        yield line, cells
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The separator found most often in the first lines; a comma when there is none."""
    start = "\n".join(text[:100_000].splitlines()[:_LOOK_AT])
    return max(_DELIMITERS, key=start.count)
