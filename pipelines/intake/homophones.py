"""Which Chinese characters are mistyped for one another: those that sound alike, and a few that look alike."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from functools import cache
from pathlib import Path

_LOOK_ALIKE = ("己已巳", "未末", "侯候", "曰日", "订定")
# One of these for another changes what is said, however alike they sound: 未聘 and 已聘, 三 and 山 are never the same.
_MEANT = frozenset("未已不非无有应实原新前后一二三四五六七八九十百千万亿两男女大小上下左右内外")


@cache
def _starts() -> list[int]:
    file = Path(__file__).with_name("syllables.toml")
    return sorted(_place(sign) for sign in tomllib.loads(file.read_text(encoding="utf-8"))["starts"])


def _place(sign: str) -> int:
    """A common character's place in GB 2312, 0 for any other sign."""
    try:
        code = int.from_bytes(sign.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return 0
    return code if 0xB0A1 <= code <= 0xD7F9 else 0


def _sound(sign: str) -> int:
    place = _place(sign)
    return bisect_right(_starts(), place) if place else 0


def mistaken(found: str, wanted: str) -> bool:
    """Whether `found` is `wanted` with one character mistyped for another that sounds or looks like it."""
    if len(found) != len(wanted) or len(wanted) < 2:
        return False
    pairs = [pair for pair in zip(found, wanted, strict=True) if pair[0] != pair[1]]
    return len(pairs) == 1 and _alike(*pairs[0])


def _alike(one: str, other: str) -> bool:
    if any({one, other} <= set(group) for group in _LOOK_ALIKE) and not {one, other} <= _MEANT:
        return True
    return not {one, other} & _MEANT and _sound(one) == _sound(other) != 0
