"""Measuring units as sheets write them: what each measures and how large it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Relation = Literal["same", "converted", "other"]
_TIMES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_SCALED = re.compile(r"([十百千万亿]{0,2})(.+)")
_AREA: dict[str, int | Fraction] = {
    "m2": 1,
    "平方米": 1,
    "平米": 1,
    "亩": Fraction(20_000, 30),
    "公顷": 10_000,
    "hm2": 10_000,
    "km2": 1_000_000,
}
_AREA |= {"平方公里": 1_000_000, "平方千米": 1_000_000, "sqm": 1, "ha": 10_000}
_MONEY = ("元", "圆", "人民币", "人民币元", "yuan", "rmb", "cny")
_HOURS = ("小时/周", "小时每周", "时/周", "小时", "hours", "hoursperweek")
_COUNTS = (
    *"人名位个家户件次例席票处项栋幢座间所支条宗起场张天日年月周度岁笔",
    "人次",
    "户次",
    "工作日",
    "小时",
    "分钟",
    "%",
)
_ENGLISH = ("persons", "number", "households", "days", "workingdays", "year", "degrees", "pieces", "times")
# What counts the same things: a contract's unit → what may stand for it.
_ALIKE = {
    "人": "名位个",
    "个": "家处栋幢座所支项间",
    "户": "家",
    "件": "起宗个项笔",
    "次": "场",
    "例": "个件",
    "席": "个位",
    "票": "张",
    "天": "日",
    "度": "",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as written, the unit it is a multiple of, and how many of them it is: 万元 is 10,000 元."""

    written: str
    base: str
    times: Fraction


def measure(text: str, bases: Collection[str] = ()) -> Measure | None:
    """The unit that a text names, `None` when it names none (or none of `bases`)."""
    bare = "".join(unicodedata.normalize("NFKC", text).split()).casefold().strip("()").replace("^", "")
    found = _known(bare, bare, Fraction(1))
    scaled = _SCALED.fullmatch(bare)
    if found is None and scaled and scaled[1]:
        times = Fraction(1)
        for sign in scaled[1]:
            times *= _TIMES[sign]
        found = _known(bare, scaled[2], times)
    return found if found and (not bases or found.base in bases) else None


def _known(written: str, name: str, times: Fraction) -> Measure | None:
    if name in _MONEY:
        return Measure(written, "元", times)
    if name in _AREA:
        return Measure(written, "m2", times * _AREA[name])
    if name in _HOURS:
        return Measure(written, "小时/周", times)
    return Measure(written, name, times) if name in _COUNTS or name in _ENGLISH else None


def relation(found: Measure, wanted: str) -> Relation:
    """How a unit stands to the contract's: the same thing, a multiple of it, or something else."""
    own = measure(wanted)
    if own is None:
        return "other"
    if found.base != own.base and found.base not in _ALIKE.get(own.base, ""):
        return "other"
    return "same" if found.times == own.times else "converted"
