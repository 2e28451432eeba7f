"""What may stand between a header and its rows: column numbers, units, the same names once more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.intake.cells.unit_names import Measure, measure
from pipelines.intake.files.grid import Sheet
from pipelines.intake.sheets.header_names import FormNames

_ROWS_AT_MOST = 3
_SERIES = ("甲乙丙丁", "ABCDEFGHIJKLMNOPQRSTUVWXYZ".casefold())
_NUMBER = re.compile(r"\(?(?:栏|列)?([0-9]{1,3})(?:列|栏)?\)?")


@dataclass(slots=True)
class Tail:
    """How many rows there are, and the units that they say, by field."""

    rows: int = 0
    units: dict[str, Measure] = field(default_factory=dict)


def tail(sheet: Sheet, bottom: int, columns: Mapping[str, int], names: FormNames) -> Tail:
    """The rows below the place `bottom` that still belong to the header."""
    found = Tail()
    for place in range(bottom + 1, min(bottom + 1 + _ROWS_AT_MOST, len(sheet.rows))):
        texts = {name: text.strip() for name, column in columns.items() if (text := sheet.columns[column][place])}
        units = {name: unit for name, text in texts.items() if (unit := measure(text))}
        if units and len(units) == len(texts):
            found.units |= units
        elif not _numbered(sheet, place) and not _named(texts, names):
            break
        found.rows += 1
    return found


def _numbered(sheet: Sheet, place: int) -> bool:
    """Whether the cells of a row count the columns: 1, 2, 3 or 甲, 乙, 1, 2."""
    texts = [text for values in sheet.columns.values() if (text := values[place])]
    signs = ["".join(unicodedata.normalize("NFKC", text).split()).casefold() for text in texts]
    start = max(_run(signs, series) for series in _SERIES)
    found = [_NUMBER.fullmatch(sign) for sign in signs[start:]]
    numbers = [int(one[1]) for one in found if one]
    counted = list(range(numbers[0], numbers[0] + len(numbers))) if numbers else []
    begins = not numbers or numbers[0] in (0, 1, start + 1)
    return len(signs) >= 3 and len(numbers) == len(found) and numbers == counted and begins


def _run(signs: list[str], series: str) -> int:
    """How many signs from the first on follow a series."""
    return next((n for n, pair in enumerate(zip(signs, series, strict=False)) if pair[0] != pair[1]), 0) or (
        len(signs) if signs == list(series[: len(signs)]) else 0
    )


def _named(texts: Mapping[str, str], names: FormNames) -> bool:
    """Whether most cells name the field of their own column."""
    same = sum((one := names.heading(text)) is not None and one.field == name for name, text in texts.items())
    return same >= 2 and 2 * same > len(texts)
