"""Classes of value for tiles, cells and maps: colour by meaning, and beside it mark, outline, symbol and count."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from dashboard.charts.labels import Labels
from dashboard.theme import BLUE, BLUES, GREY, INK, MUTED, ORANGE_TEXT, PALE_BLUE, PALE_ORANGE, PANEL, PAPER, RULE
from dashboard.words import whole

FAINT_ORANGE = "#FBE6D8"
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
CLASSES = 4  # more shades of one colour are not told apart on paper


class Shade(NamedTuple):
    """How one class is drawn. `mark` stands before a number, `symbol` is its shape on a point map."""

    word: str
    fill: str
    ink: str = INK
    outline: str = PAPER
    mark: str = ""
    symbol: str = "circle"
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Rising cuts and what lies between them: `keys` has one more than `cuts`.

    `edge` says to which side a value on a cut belongs: `up` where high is good, `down` where low is good, so that
    a value on the norm has met it.
    """

    cuts: tuple[float, ...]
    keys: tuple[str, ...]
    shades: Mapping[str, Shade]
    edge: Literal["up", "down"] = "up"

    def key(self, value: float | None) -> str:
        """The key of the class of `value`; `missing` for none."""
        if value is None:
            return "missing"
        return self.keys[(bisect_right if self.edge == "up" else bisect_left)(self.cuts, value)]


def judged(norm: float, step: float, unit: str, better: Literal["high", "low"] = "high") -> Scale:
    """Four classes about a norm: met by `step` or more, met, short by less than `step`, short by more.

    A percentage has no class beyond 0 or 100.
    """
    good = (("ahead", (BLUE, PAPER)), ("met", (PALE_BLUE, INK)))
    bad = (
        ("short", (FAINT_ORANGE, INK, RULE, "▼", "triangle-down")),
        ("far_short", (PALE_ORANGE, INK, ORANGE_TEXT, "▼", "diamond")),
    )
    order: list[Any] = [*reversed(bad), *reversed(good)] if better == "high" else [*good, *bad]
    cuts = [norm - step, norm, norm + step]
    if unit == "%" and cuts[-1] >= 100:
        cuts, order = cuts[:-1], order[:-1]
    if unit == "%" and cuts[0] <= 0:
        cuts, order = cuts[1:], order[1:]
    edge: Literal["up", "down"] = "up" if better == "high" else "down"
    return _scale(cuts, order, unit, edge)


def graded(values: Sequence[float | None], unit: str) -> Scale:
    """At most four classes of equal, round width, light to dark: for values that are neither good nor bad."""
    seen = [value for value in values if value is not None]
    if not seen:
        return Scale((), ("class_0",), {})
    low, high = min(seen), max(seen)
    width = _round_width((high - low) / CLASSES)
    first = math.floor(low / width) + 1
    cuts = [width * step for step in range(first, first + CLASSES - 1) if width * step <= high]
    looks = ((BLUES[3], INK), (BLUES[2], INK), (BLUES[1], PAPER), (BLUES[0], PAPER))
    return _scale(cuts, [(f"class_{at}", look) for at, look in enumerate(looks)][: len(cuts) + 1], unit, "up", low)


def _round_width(least: float) -> float:
    """The smallest round number that is not below `least`."""
    if least <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-9))


def _scale(
    cuts: Sequence[float], order: Sequence[Any], unit: str, edge: Literal["up", "down"], only: float = 0.0
) -> Scale:
    """The scale of classes given from low to high; its shades stand high first, as a legend is read.

    Without cuts there is one class, of the value `only`.
    """
    suffix = unit if unit == "%" else ""
    ends = [f"{_plain(cut)}{suffix}" for cut in cuts]
    above, below = ("≥", "<") if edge == "up" else (">", "≤")
    between = [f"{_plain(low)}–{high}" for low, high in zip(cuts, ends[1:], strict=False)]
    words = [f"{below}{ends[0]}", *between, f"{above}{ends[-1]}"] if cuts else [f"{_plain(only)}{suffix}"]
    shades = {
        key: Shade(f"{look[3]} {word}" if len(look) > 3 else word, *look)
        for word, (key, look) in zip(words, order, strict=True)
    }
    return Scale(tuple(cuts), tuple(shades), dict(reversed(shades.items())), edge)


def _plain(number: float) -> str:
    return whole(round(number, 1))


def with_absent(shades: Mapping[str, Shade], words: Mapping[str, str]) -> dict[str, Shade]:
    """The shades and those of units without a value, for the keys that `words` names.

    `missing` is hatched (never empty, never the lightest class), `few` and `withheld` are hollow, `not_applicable`
    is a flat grey without a line.
    """
    absent = {
        "few": Shade("", PAPER, INK, GREY, symbol="circle-open"),
        "withheld": Shade("", PAPER, MUTED, GREY, symbol="circle-open-dot"),
        "not_applicable": Shade("", PANEL, MUTED, RULE, symbol="line-ew-open"),
        "missing": Shade("", PAPER, INK, GREY, symbol="circle-x-open", pattern="/"),
    }
    return {**shades} | {key: shade._replace(word=words[key]) for key, shade in absent.items() if key in words}


def fill_of(shade: Shade) -> dict[str, Any]:
    """The marker of a bar in this shade."""
    line = {"color": shade.outline, "width": 2 if shade.outline == ORANGE_TEXT else 1}
    if not shade.pattern:
        return {"color": shade.fill, "line": line}
    pattern = {"shape": shade.pattern, "fgcolor": "#BCC6D3", "size": 7, "solidity": 0.15}
    return {"color": shade.fill, "line": line, "pattern": pattern}


def counted(shade: Shade, count: int, labels: Labels) -> str:
    """The name of a class in the legend, with how many units are in it. Words: counted."""
    return labels.words["counted"].format(word=shade.word, n=whole(count))
