"""Measuring units as sheets write them: what each measures and how large it is."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from pipelines.programme.words import Words

Relation = Literal["same", "converted", "other"]
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as written, the unit it is a multiple of, and how many of them it is: 万元 is 10,000 元."""

    written: str
    base: str
    times: Fraction


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The units of `unit_names.toml`: name → base and times, the signs that multiply, what counts the same things."""

    names: Mapping[str, tuple[str, Fraction]]
    times: Mapping[str, int]
    alike: Mapping[str, list[str]]


@cache
def _vocabulary() -> _Vocabulary:
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    names = {name: (name, Fraction(1)) for name in told["counts"]["names"]}
    for kind in ("money", "area", "hours"):
        names |= {name: (told[kind]["base"], Fraction(times)) for name, times in told[kind]["names"].items()}
    return _Vocabulary(names, told["times"], told["alike"])


@lru_cache(maxsize=10_000)
def measure(text: str, bases: Collection[str] = ()) -> Measure | None:
    """The unit that a text names, `None` when it names none (or none of `bases`)."""
    known = _vocabulary()
    written = _plain(text)
    name, times = written, 1
    if name not in known.names:
        sign = max((sign for sign in known.times if name.startswith(sign)), key=len, default="")
        name, times = name.removeprefix(sign), known.times.get(sign, 1)
    if name not in known.names:
        name = name.removeprefix("个")
    base, own = known.names.get(name, ("", Fraction()))
    return Measure(written, base, times * own) if base and (not bases or base in bases) else None


def relation(found: Measure, wanted: str) -> Relation:
    """How a unit stands to the contract's: the same thing, a multiple of it, or something else."""
    own = measure(wanted)
    if own is None or found.base != own.base and found.base not in _vocabulary().alike.get(own.base, ()):
        return "other"
    return "same" if found.times == own.times else "converted"


@lru_cache(maxsize=1024)
def factor(said: str, wanted: Words) -> Fraction | None:
    """How many of the wanted unit one of the said unit is, exactly; `None` where it measures something else."""
    if _plain(said) in (_plain(wanted.zh), _plain(wanted.en)):
        return Fraction(1)
    found, own = measure(said), measure(wanted.zh)
    if found is None or own is None or relation(found, wanted.zh) == "other":
        return None
    return found.times / own.times


@lru_cache(maxsize=1024)
def is_multiple(said: str) -> bool:
    """Whether the text is nothing but signs that multiply, without the unit: 万 alone."""
    written = _plain(said)
    return written in _vocabulary().times


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold().strip("()").replace("^", "")
