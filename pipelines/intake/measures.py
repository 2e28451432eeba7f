"""Units of measure: how many of the wanted unit one of the said unit is, exactly, as a fraction."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

from pipelines.programme.model import Words

_FILE = Path(__file__).with_name("measures.toml")
PERCENT = "%"


@lru_cache(maxsize=1024)
def factor(said: str, wanted: Words) -> Fraction | None:
    """How many of the wanted unit one of the said unit is; `None` where one cannot be turned into the other."""
    unit = _plain(said)
    if unit and unit in (_plain(wanted.zh), _plain(wanted.en)):
        return Fraction(1)
    times, base = _split(_plain(wanted.zh))
    size = _size(unit, base)
    return size / times if size else None


@lru_cache(maxsize=1024)
def is_multiple(said: str) -> bool:
    """Whether the text is a multiplier without its unit: 万 alone."""
    return _plain(said) in _tables()[0]


@cache
def _tables() -> tuple[Mapping[str, Fraction], Mapping[str, Mapping[str, Fraction]]]:
    """Multipliers, longest first, and by wanted unit the others with their size."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    multiples = {name: Fraction(size) for name, size in table["multiples"].items()}
    units = {
        _plain(unit): {_plain(name): Fraction(size) for name, size in others.items()}
        for unit, others in table["units"].items()
    }
    return dict(sorted(multiples.items(), key=lambda pair: -len(pair[0]))), units


def _split(unit: str) -> tuple[Fraction, str]:
    """万元 as 10000 and 元."""
    for name, size in _tables()[0].items():
        if unit.startswith(name) and len(unit) > len(name):
            return size, unit[len(name) :]
    return Fraction(1), unit


def _size(unit: str, base: str) -> Fraction | None:
    """How many of the base unit it is."""
    others = _tables()[1].get(base, {})
    times, rest = _split(unit)
    for size, name in ((Fraction(1), unit), (times, rest)):
        if name and name == base:
            return size
        if name in others:
            return size * others[name]
    return None


def _plain(unit: str) -> str:
    return "".join(unicodedata.normalize("NFKC", unit).split()).casefold()
