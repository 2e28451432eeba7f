"""Codes as spreadsheets mangle them and as people write them, with a name beside or a name instead."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.intake.cells import days
from pipelines.intake.cells.directory import Directory, plain
from pipelines.intake.cells.senses import Sense, read, unread
from pipelines.programme.model import Field

_FAULT = "wrong_pattern"
_AS_NUMBER = re.compile(r"([0-9]+)\.0+")
_EXPONENT = re.compile(r"([0-9](?:\.[0-9]+)?)[eE]\+?([0-9]{1,2})")
_CODE = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_BESIDE = " \t\n:;,.|/-—()[]〔〕【】、：；，"


def code(text: str, field: Field, names: Directory | None, town: str | None) -> Sense | None:
    """The code that the text stands for; `None` when it stands for none."""
    return _mangled(text, field) or (_named(text, field, names, town) if names else None)


def fits(text: str, field: Field) -> bool:
    """Whether the text is written like the field's codes."""
    return bool(re.fullmatch(field.pattern.replace(r"\d", "[0-9]"), text)) if field.pattern else False


def _mangled(text: str, field: Field) -> Sense | None:
    """A code that a spreadsheet took for a number, or that has blanks in it, or small letters."""
    tight = "".join(text.removeprefix("'").split())
    number = _AS_NUMBER.fullmatch(tight)
    for one in (tight, number[1] if number else "", tight.upper()):
        if fits(one, field):
            return read(one)
    if field.name == "period" and (quarter := days.quarter(text)):
        return quarter
    return _from_exponent(tight, field)


def _from_exponent(tight: str, field: Field) -> Sense | None:
    """3.50211003001E+11 still has all its digits; 3.50211E+11 has lost them, whatever they were."""
    found = _EXPONENT.fullmatch(tight)
    if found is None:
        return None
    whole = len(found[1].replace(".", "")) == int(found[2]) + 1
    full = format(Decimal(tight), "f") if whole else ""
    return read(full) if fits(full, field) else unread(_FAULT, "digits_lost")


def _named(text: str, field: Field, names: Directory, town: str | None) -> Sense | None:
    """A name for a code, or a code with its name beside it."""
    for found in _CODE.finditer(text):
        if found[0] in names.codes:
            beside = text.replace(found[0], "", 1).strip(_BESIDE)
            return _agreeing(found[0], beside, names, town) if plain(beside) else read(found[0])
    if text.upper() in names.codes:
        return read(text.upper())
    sense = names.find(text, town)
    if sense or not _is_name(text, field) or not names.closed and not field.pattern:
        return sense
    return names.unknown(text)


def _is_name(text: str, field: Field) -> bool:
    """Whether the text can only be meant as a name: it is not written in the signs that codes are made of."""
    return not text.isascii() or field.pattern is None and " " in text


def _agreeing(found: str, beside: str, names: Directory, town: str | None) -> Sense:
    """A code with a name: read where the register calls the code so, a question where it does not."""
    sense = names.find(beside, town)
    same = sense and (sense.read == found or any(one["zh"].startswith(found) for one in _candidates(sense)))
    if same:
        return read(found, "code_with_name")
    return unread("ambiguous_name", "code_and_name_differ", candidates=[names.shown(found), *_meant(sense)])


def _candidates(sense: Sense) -> list[dict[str, str]]:
    return list(sense.slots.get("candidates", ()))


def _meant(sense: Sense | None) -> list[dict[str, str]]:
    """Who the name belongs to."""
    if sense is None or sense.read is None:
        return _candidates(sense) if sense else []
    name = sense.slots["name"]
    return [{lang: f"{sense.read} {name[lang]}" for lang in name}]
