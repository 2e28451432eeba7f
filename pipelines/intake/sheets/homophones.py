"""Which Chinese characters are mistyped for one another: those that sound alike, and a few that look alike."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Table:
    """`homophones.toml`: where each syllable begins, which signs look alike, which are never mistyped for others."""

    starts: Sequence[int]
    look_alike: Sequence[str]
    meant: frozenset[str]


@cache
def _table() -> _Table:
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return _Table(sorted(map(_place, told["starts"])), told["look_alike"], frozenset(told["meant"]))


def _place(sign: str) -> int:
    """A common character's place in GB 2312, 0 for any other sign."""
    try:
        code = int.from_bytes(sign.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return 0
    return code if 0xB0A1 <= code <= 0xD7F9 else 0


def _sound(sign: str) -> int:
    place = _place(sign)
    return bisect_right(_table().starts, place) if place else 0


def mistaken(found: str, wanted: str) -> bool:
    """Whether `found` is `wanted` with one character mistyped for another that sounds or looks like it."""
    if len(found) != len(wanted) or len(wanted) < 2:
        return False
    pairs = [pair for pair in zip(found, wanted, strict=True) if pair[0] != pair[1]]
    return len(pairs) == 1 and _alike(*pairs[0])


def _alike(one: str, other: str) -> bool:
    table = _table()
    if any({one, other} <= set(group) for group in table.look_alike):
        return True
    return not {one, other} & table.meant and _sound(one) == _sound(other) != 0
