"""A header's text as it is compared, and what is peeled off it: units, remarks in brackets, words that add nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.cells.unit_names import Measure, measure

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_BRACKETS = str.maketrans("【】〔〕[]{}〖〗", "()()()()()")
_MARKS = str.maketrans("", "", "*★☆※●▲")
_NUMBERED = re.compile(r"^(?:[①-⑳]|\(?[0-9]{1,2}[、.．)](?![0-9])|\([0-9]{1,2}\))")
_RANGE = re.compile(r"(?<=[0-9])(?:至|到|[-‐‑‒–—―~～−])+(?=[0-9])")
_IN_BRACKETS = re.compile(r"(.+?)\(([^()]*)\)")
_AFTER_SIGN = re.compile(r"(.+?)[/:,;、](.+)")


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """A header as it is compared: one width, one case, no spaces or line breaks, no asterisk, no number in front."""
    bare = "".join(text.translate(_INVISIBLE).split())
    plain = unicodedata.normalize("NFKC", _NUMBERED.sub("", bare)).translate(_INVISIBLE)
    plain = "".join(plain.split()).translate(_BRACKETS).translate(_MARKS)
    return _RANGE.sub("至", _NUMBERED.sub("", plain)).rstrip(":").casefold()


@cache
def vocabulary(key: str) -> tuple[str, ...]:
    """The words of `sheet_words.<key>` in both languages, as they are compared."""
    listed = (one for lang in LANGUAGES for one in text(lang, f"sheet_words.{key}").split("|"))
    return tuple(dict.fromkeys("".join(one.split()).casefold() for one in listed if one.strip()))


@dataclass(frozen=True, slots=True)
class Peeled:
    """What is left of a header, and the unit that was peeled off it."""

    base: str
    unit: Measure | None


# The rows among which a header is looked for are read once for every form and every depth.
@lru_cache(maxsize=20_000)
def peeled(key: str) -> tuple[Peeled, ...]:
    """A compared header and what remains of it, layer by layer, without unit, neutral remark and 其中 in front."""
    return tuple(_peeled(key, None, depth=3))


def _peeled(key: str, unit: Measure | None, depth: int) -> Iterator[Peeled]:
    yield Peeled(key, unit)
    if not depth:
        return
    for base, inside in _layers(key):
        rest = _remark(inside)
        if rest is not None and base:
            yield from _peeled(base, unit or rest.unit, depth - 1)


def _layers(key: str) -> Iterator[tuple[str, str]]:
    for pattern in (_IN_BRACKETS, _AFTER_SIGN):
        if found := pattern.fullmatch(key):
            yield found[1], found[2]
    for word in vocabulary("of_which"):
        if key.startswith(word):
            yield key.removeprefix(word).lstrip(":,"), ""
    yield from ((key[:-size], key[-size:]) for size in range(1, 5) if measure(key[-size:], ("元", "m2")))


def _remark(inside: str) -> Peeled | None:
    """A unit or a remark that changes nothing; `None` for brackets that may change what is asked."""
    if unit := measure(inside):
        return Peeled("", unit)
    units = []
    for part in re.split("[,、;/]", inside):
        unit = measure(part)
        if not unit and part and not any(re.fullmatch(word, part) for word in vocabulary("neutral_remarks")):
            return None
        units += [unit] if unit else []
    return Peeled("", units[0] if units else None) if len(units) < 2 else None
