"""The characters and words of numbers and days, from `signs.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

_TABLE: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("signs.toml").read_text(encoding="utf-8"))

DIGITS: Final[str] = _TABLE["digits"]
UNITS: Final[Mapping[str, int]] = _TABLE["units"]
VARIANTS: Final[Mapping[int, str]] = {ord(sign): one for one, signs in _TABLE["variants"].items() for sign in signs}
NUMERALS: Final[str] = "".join((DIGITS, *UNITS, *map(chr, VARIANTS)))
NOTHING: Final[frozenset[str]] = frozenset(_TABLE["nothing"])
CURRENCIES: Final[tuple[str, ...]] = tuple(_TABLE["currencies"])
QUARTERS: Final[Mapping[str, int]] = {
    sign: number for number, signs in enumerate(_TABLE["quarters"], start=1) for sign in signs
}


def any_of(words: Iterable[str]) -> str:
    """The pattern for one of the words."""
    return "|".join(map(re.escape, words))


DOUBTS: Final[str] = any_of(_TABLE["doubts"])
BETWEEN: Final[str] = any_of(_TABLE["between"])
WEEKDAY: Final[str] = f"(?:{any_of(_TABLE['weeks'])})[{_TABLE['weekdays']}]"
MONTH_PARTS: Final[str] = any_of(_TABLE["month_parts"])
