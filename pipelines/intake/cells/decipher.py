"""Texts that are not written as their field wants: what each of them means, asked of the room that knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.intake.cells import amounts, codes, days
from pipelines.intake.cells.directory import Directory
from pipelines.intake.cells.narrow import narrowed
from pipelines.intake.cells.senses import Sense, read
from pipelines.programme.model import Choice, Field, Missing

_LIST_SIGNS = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True, slots=True)
class Ways:
    """How one sheet writes, beside what the contract says of its fields.

    `units` are the measuring units that columns declare (see `RawTable`), `from_1904` the workbook's calendar,
    `missing` the texts that give a reason for a value not being there, `names` the
    directories of fields that hold codes, `towns` the field that says in which town a row is.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    from_1904: bool = False
    missing: Mapping[str, Missing] = field(default_factory=dict)
    names: Mapping[str, Directory] = field(default_factory=dict)
    towns: str | None = None


PLAIN_WAYS = Ways()


def meaning(text: str, town: str | None, one: Field, ways: Ways) -> Sense | None:
    """What a tidied text means in a field; `None` when nothing better can be said than that it is not wanted there."""
    match one.kind:
        case "integer" | "number":
            return amounts.amount(text, one, ways.units.get(one.name))
        case "date":
            return days.day(text, ways.from_1904)
        case "boolean":
            return _yes_or_no(text, one)
        case "list":
            return _list(text, one, ways.names.get(one.name))
        case _:
            return _text(text, one, ways.names.get(one.name), town)


def _yes_or_no(text: str, one: Field) -> Sense | None:
    for texts, value in ((one.yes, "是"), (one.no, "否")):
        if text in texts or text.upper() in texts:
            return read(value)
    return None


def _text(text: str, one: Field, names: Directory | None, town: str | None) -> Sense | None:
    if one.choices:
        return _choice(text, one) or (codes.code(text, one, names, town) if names else None)
    return codes.code(text, one, names, town) if one.pattern or names else None


def _choice(text: str, one: Field) -> Sense | None:
    """The one choice that is so called, or that stands in the text with its value and its label."""
    for choice in one.choices:
        if _tight(text) in {_tight(called) for called in _called(choice)}:
            return read(choice.value)
    return None


def _called(choice: Choice) -> tuple[str, ...]:
    """Everything that means a choice; where value and label differ, also one beside the other."""
    pairs = [f"{choice.value}{label}" for label in (choice.label.zh, choice.label.en) if label != choice.value]
    return (choice.value, choice.label.zh, choice.label.en, *choice.aliases, *pairs)


def _tight(text: str) -> str:
    return "".join(sign for sign in narrowed(text).casefold() if not sign.isspace() and sign not in "()-:.—,、")


def _list(text: str, one: Field, names: Directory | None) -> Sense | None:
    """A list whose items may be codes or names; one item that is neither makes the list unreadable."""
    senses = [_item(item, one, names) for item in _LIST_SIGNS.split(text) if item]
    for sense in senses:
        if sense is None or sense.read is None:
            return sense
    return read("、".join(sense.read for sense in senses if sense and sense.read)) if senses else None


def _item(item: str, one: Field, names: Directory | None) -> Sense | None:
    if codes.fits(item, one):
        return read(item)
    sense = codes.code(item, one, names, None)
    if sense or names is None or one.pattern:
        return sense
    return read(item) if item.isascii() else names.unknown(item)
