"""The texts that stand above one another in a header of one, two or three rows, merged cells spread out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.intake.cells.unit_names import measure
from pipelines.intake.files.grid import Sheet

HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Stack:
    """A column's own texts from top to bottom, the group to its left that may reach over it, and all readings."""

    own: tuple[str, ...]
    group: str
    readings: tuple[str, ...]


class Top:
    """The first rows of a sheet, in which a header is looked for."""

    def __init__(self, sheet: Sheet) -> None:
        self._columns = sheet.columns
        self._rows = sheet.rows[:HEADER_WITHIN]
        within = self._rows[-1] if self._rows else 0
        self._merged = [area for area in sheet.merged if area[0] <= within]
        places = range(len(self._rows))
        self._lowest = [self._texts(place, group=False) for place in places]
        self._above = [self._texts(place, group=True) for place in places]
        self._stacks: dict[tuple[int, int], dict[int, Stack]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def stacks(self, top: int, bottom: int) -> Mapping[int, Stack]:
        """The columns of the rows at places `top` to `bottom`; those without a text are left out."""
        if (top, bottom) not in self._stacks:
            self._stacks[top, bottom] = self._stacked(top, bottom)
        return self._stacks[top, bottom]

    def _stacked(self, top: int, bottom: int) -> dict[int, Stack]:
        rows = [*self._above[top:bottom], self._lowest[bottom]]
        found: dict[int, Stack] = {}
        for column in self._columns:
            texts = [row.get(column) for row in rows]
            own = [text for place, text in enumerate(texts) if text and text not in texts[max(place - 1, 0) : place]]
            if own:
                group = "" if texts[0] or len(rows) == 1 else _left_of(rows[0], column)
                found[column] = Stack(tuple(own), group, tuple(dict.fromkeys(_readings(own, group))))
        return found

    def _texts(self, place: int, group: bool) -> dict[int, str]:
        """A row's texts by column, with those that merged cells bring down and, in a row of groups, to the right."""
        row = self._rows[place]
        texts = {column: text for column, values in self._columns.items() if (text := (values[place] or "").strip())}
        for first, left, last, right in self._merged:
            if first <= row <= last and (text := self._at(first, left)):
                for column in range(left, (right if group else left) + 1):
                    texts.setdefault(column, text)
        return texts

    def _at(self, row: int, column: int) -> str:
        if column not in self._columns or row not in self._rows:
            return ""
        return (self._columns[column][self._rows.index(row)] or "").strip()


def _readings(own: Sequence[str], group: str) -> Iterator[str]:
    """The lowest text, that with those above it; a unit at the bottom goes into brackets as well."""
    *above, last = own
    if above and measure(last):
        yield "".join((*above, f"({last.strip(' ()（）')})"))
    texts = [*above, last]
    yield from ("".join(texts[start:]) for start in range(len(texts)))
    if group:
        yield "".join((group, *texts))


def _left_of(row: Mapping[int, str], column: int) -> str:
    return row[max(left)] if (left := [one for one in row if one < column]) else ""
