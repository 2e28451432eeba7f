"""The units that a sheet declares where they are not the contract's: in a header, or in a line above the table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from pipelines.intake.cells.unit_names import Measure, measure, relation
from pipelines.intake.files.grid import Sheet, letters
from pipelines.intake.sheets.header import Header
from pipelines.intake.sheets.header_text import vocabulary
from pipelines.intake.wording import say
from pipelines.problems import Problem
from pipelines.programme.model import Field


@dataclass(slots=True)
class Units:
    """Field → unit to convert from, and what is to be said about units."""

    units: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def declared_units(sheet: Sheet, header: Header) -> Units:
    """The units to convert from; a header's own unit goes before the line above the table.

    A line such as 单位：元 is for the columns that measure the same kind of thing, where their header is silent.
    """
    found = Units()
    above = list(_line_units(sheet, header))
    overruled: dict[tuple[str, str], list[Field]] = {}
    for name in header.columns:
        one = header.form.field(name)
        own = measure(one.unit.zh)
        if own is None:
            continue
        line = {unit.times: unit for unit in above if unit.base == own.base}
        said = header.units.get(name)
        place = _place(sheet, header, name)
        if said is None and len(line) > 1:
            found.problems.append(_several(one, line, place))
        elif said is None and line:
            _convert(found, one, *line.values())
        elif said is not None and relation(said, one.unit.zh) == "other":
            slots = {"title": one.title, "found": said.written, "wanted": one.unit}
            found.problems.append(say("unit_not_convertible", "error", place, **slots))
        elif said is not None:
            _convert(found, one, said)
            if line and said.times not in line:
                overruled.setdefault((said.written, next(iter(line.values())).written), []).append(one)
    found.problems += [_overruled(sheet, header, fields, *units) for units, fields in overruled.items()]
    return found


def _convert(found: Units, one: Field, unit: Measure) -> None:
    if relation(unit, one.unit.zh) == "converted":
        found.units[one.name] = unit.written


def _several(one: Field, line: Mapping[Fraction, Measure], place: Mapping[str, object]) -> Problem:
    units = [unit.written for unit in line.values()]
    return say("units_contradict", "error", place, title=one.title, found=units, wanted=one.unit)


def _overruled(sheet: Sheet, header: Header, fields: Sequence[Field], said: str, other: str) -> Problem:
    """One question for all columns whose header says another unit than the line above."""
    place = _place(sheet, header, fields[0].name)
    return say("header_unit_counts", "warning", place, title=[one.title for one in fields], found=said, other=other)


def _place(sheet: Sheet, header: Header, name: str) -> dict[str, object]:
    cell = f"{letters(header.columns[name])}{header.row}"
    return {"form": header.form.id, "sheet": sheet.name, "cell": cell, "row": None, "field": name}


def _line_units(sheet: Sheet, header: Header) -> Iterator[Measure]:
    """The units named in the rows above the header after a word such as 单位."""
    first = sheet.rows.index(header.first)
    words = sorted(vocabulary("unit_labels"), key=len, reverse=True)
    label = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
    for text in {values[place] for values in sheet.columns.values() for place in range(first)}:
        plain = unicodedata.normalize("NFKC", text or "").casefold()
        for said in re.split(rf"(?:{label})\s*:?", plain)[1:]:
            yield from _measures(said)


def _measures(text: str) -> Iterator[Measure]:
    if unit := measure(text):
        yield unit
        return
    for part in re.split(r"[\s,、;()]+", text):
        if unit := measure(part):
            yield unit
