"""Which polygon is which unit: by code, else by name; what is left over on both sides is listed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that a polygon may be of: its code, every name it is known by, the names of what it lies in, its dates."""

    code: str
    names: tuple[str, ...]
    within: tuple[str, ...] = ()
    valid_from: date = date.min
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the unit exists on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Joined:
    """The join of a file's features to units.

    `features`: unit code → places of its features in the file (several are parts of one unit, told by one code);
    `by_name`: the units found by name alone; `named_otherwise`: unit → the name its feature has instead;
    `unmatched`: what the features that are no unit call themselves; `ambiguous`: the same of features that may be
    several units, or share a name with another feature, with the candidates' codes; `without`: units without feature.
    `code_column`, `name_column`: the columns they were told by, `None` where no column serves.
    """

    features: Mapping[str, tuple[int, ...]]
    by_name: tuple[str, ...] = ()
    named_otherwise: Mapping[str, str] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    code_column: str | None = None
    name_column: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every unit has a polygon and every polygon a unit."""
        return not (self.unmatched or self.ambiguous or self.without)


def join(columns: Mapping[str, Sequence[Any]], units: Iterable[Unit], day: date) -> Joined:
    """Joins features, given as columns of equal length, to the units valid on `day`.

    The columns are found by what stands in them: codes in the one that holds most codes of units, names likewise. A
    code goes before a name; a code longer than a unit's counts where the rest is zeros (350203001000).
    """
    known = [one for one in units if one.valid_on(day)]
    codes = {one.code for one in known}
    names = _names(known)
    code_column = _best(columns, lambda value: _code(value, codes) is not None)
    name_column = _best(columns, lambda value: _plain(value) in names, spare=code_column)
    count = len(next(iter(columns.values()), ()))
    told = [_told(columns, place, code_column, name_column) for place in range(count)]
    by_code = {n: found for n, (code, _) in enumerate(told) if (found := _code(code, codes))}
    taken = set(by_code.values())
    by_name = {n: names.get(_plain(name), set()) - taken for n, (_, name) in enumerate(told) if n not in by_code}
    return _joined(told, by_code, by_name, (codes, known), (code_column, name_column))


def _joined(
    told: Sequence[tuple[Any, Any]],
    by_code: Mapping[int, str],
    by_name: Mapping[int, set[str]],
    known: tuple[set[str], Sequence[Unit]],
    columns: tuple[str | None, str | None],
) -> Joined:
    features: dict[str, list[int]] = defaultdict(list)
    for place, code in by_code.items():
        features[code].append(place)
    claimed = Counter(code for found in by_name.values() for code in found if len(found) == 1)
    sure = {n: next(iter(found)) for n, found in by_name.items() if len(found) == 1}
    alone = {n: code for n, code in sure.items() if claimed[code] == 1}
    for place, code in alone.items():
        features[code].append(place)
    vague = {n: found for n, found in by_name.items() if found and n not in alone}
    return Joined(
        features={code: tuple(places) for code, places in sorted(features.items())},
        by_name=tuple(sorted(alone.values())),
        named_otherwise=_otherwise(told, by_code, known[1]),
        unmatched=tuple(_called(told[n]) for n, found in by_name.items() if not found),
        ambiguous={_called(told[n]): tuple(sorted(found)) for n, found in vague.items()},
        without=tuple(sorted(known[0] - features.keys())),
        code_column=columns[0],
        name_column=columns[1],
    )


def _otherwise(told: Sequence[tuple[Any, Any]], by_code: Mapping[int, str], known: Sequence[Unit]) -> dict[str, str]:
    """Units found by code whose feature bears none of their names: another edition of the codes, or a mistake."""
    own = {one.code: _ways(one) for one in known}
    names = {code: _text(told[place][1]) for place, code in by_code.items()}
    return {code: name for code, name in names.items() if name and _plain(name) not in own[code]}


def _best(columns: Mapping[str, Sequence[Any]], is_hit: Any, spare: str | None = None) -> str | None:
    """The column with most hits, the first of several; `None` where there is no hit."""
    hits = {name: sum(map(is_hit, values)) for name, values in columns.items() if name != spare}
    best = max(hits, key=lambda name: hits[name], default=None)
    return best if best is not None and hits[best] else None


def _told(columns: Mapping[str, Sequence[Any]], place: int, code: str | None, name: str | None) -> tuple[Any, Any]:
    return tuple(columns[one][place] if one else None for one in (code, name))  # type: ignore[return-value]


def _called(told: tuple[Any, Any]) -> str:
    """What a feature calls itself."""
    said = [_text(one) for one in told if _text(one)]
    return " ".join(said) or "-"


def _text(value: Any) -> str:
    """A value as text: whole numbers without the zero that a float adds, nothing for what is missing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _code(value: Any, codes: set[str]) -> str | None:
    """The unit's code that a value is, or is with zeros behind it."""
    text = unicodedata.normalize("NFKC", _text(value))
    if text in codes:
        return text
    if not re.fullmatch(r"[0-9]{6,}", text):
        return None
    return next((text[:n] for n in (12, 9, 6) if text[:n] in codes and not text[n:].strip("0")), None)


def _names(known: Sequence[Unit]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for one in known:
        for name in _ways(one):
            names[name].add(one.code)
    return names


def _ways(one: Unit) -> set[str]:
    """How a unit may be written: each of its names, with any of the names of what it lies in before it."""
    before = ["".join(some) for n in range(len(one.within) + 1) for some in combinations(one.within, n)]
    return {_plain(f"{start}{name}") for start in before for name in one.names if _plain(name)}


def _plain(value: Any) -> str:
    return "".join(unicodedata.normalize("NFKC", _text(value)).split()).casefold()
