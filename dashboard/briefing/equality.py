"""Whether things are more equal than a year before, all pairs of groups taken together, and how far apart they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from dashboard.briefing import equal
from dashboard.briefing import sentences as say
from dashboard.briefing.equal import Pair
from dashboard.briefing.model import Reading, Row
from dashboard.words import decimal, listed, period_name, t, whole
from pipelines.comparison.differences import of_shares

# What became of one gap; `down`: it closed only because the better-off fell.
KINDS = ("narrowed", "down", "widened", "overtaken", "no_clear_change", "unknown")
UNMOVED = ("no_clear_change", "unknown")
Verdict = Literal["yes", "no", "mixed", "down", "unclear", "unknown"]


def kind(pair: Pair) -> str:
    """What became of the gap of the pair, of `KINDS`."""
    return "down" if pair.became.is_levelling_down else pair.became.movement


def verdict(counts: Mapping[str, int]) -> Verdict:
    """Whether so many gaps of each kind make things more equal; levelling down and changed places do not."""
    if not any(counts.get(one) for one in KINDS if one != "unknown"):
        return "unknown"
    if counts.get("narrowed"):
        return "mixed" if counts.get("widened") or counts.get("down") else "yes"
    if counts.get("widened"):
        return "no"
    return "down" if counts.get("down") else "unclear"


def said(lang: str, found: Sequence[Pair]) -> tuple[str, str]:
    """The verdict on the pairs, and how many of their gaps did what, with the periods compared."""
    counts = Counter(map(kind, found))
    parts = [t(lang, f"equal.count_{one}", n=whole(counts[one])) for one in KINDS if counts[one]]
    when = {"now": periods(lang, found, "now"), "before": periods(lang, found, "before")}
    told = "tally" if when["before"] else "tally_now"
    slots = {"n": whole(len(found)), "parts": listed(lang, parts)}
    return t(lang, f"equal.verdict_{verdict(counts)}"), t(lang, f"equal.{told}", **slots, **when)


def periods(lang: str, found: Iterable[Pair], time: Literal["now", "before"]) -> str:
    """The periods of the pairs now, or a year before; blank where none has a row then."""
    rows = [row for pair in found for row in getattr(pair, time) if row is not None]
    return listed(lang, [period_name(lang, one) for one in sorted({row["period"] for row in rows})])


def moved(found: Iterable[Pair]) -> list[Pair]:
    """The pairs of which the gap did something that can be told."""
    return [pair for pair in found if kind(pair) not in UNMOVED]


def widest(found: Iterable[Pair]) -> list[Pair]:
    """Of each comparison of two groups the pair that is farthest apart; all in one unit, as shares are."""
    far: dict[object, Pair] = {}
    for pair in found:
        by = pair.groups["by"]
        if by not in far or abs(pair.gap or 0.0) > abs(far[by].gap or 0.0):
            far[by] = pair
    return list(far.values())


def interval(pair: Pair) -> tuple[float, float] | None:
    """The interval of the gap (the higher level − the lower); `None` unless both are shares counted with one."""
    first, second = pair.now
    if first is None or second is None or first["lower"] is None or second["lower"] is None:
        return None
    high, low = sorted((_counts(first), _counts(second)), key=lambda one: one[0] / one[1], reverse=True)
    scale, found = pair.indicator["multiplier"], of_shares(high, low)
    return scale * found.low, scale * found.high


def _counts(row: Row) -> tuple[float, float]:
    return row["numerator"], row["denominator"]


def apart(lang: str, pair: Pair, sample: Reading, levels: Sequence[str]) -> str:
    """Both levels (as already written), how far apart they are, with the interval and the year before's gap."""
    places, limits, before = sample.indicator["decimals"], interval(pair), pair.became.gap_before
    notes = []
    if limits is not None:
        low, high = (decimal(limit, places) for limit in limits)
        notes.append(t(lang, "equal.apart_interval", low=low, high=high))
    if before is not None:
        notes.append(t(lang, "equal.apart_then", then=say.points_text(lang, sample, abs(before))))
    slots = {
        "name": say.name(lang, pair.indicator),
        "first": equal.part_name(lang, pair.groups, "group"),
        "second": equal.part_name(lang, pair.groups, "reference"),
        "first_level": levels[0],
        "second_level": levels[1],
        "gap": say.points_text(lang, sample, abs(pair.gap or 0.0)),
        "notes": t(lang, "equal.apart_notes", notes=t(lang, "equal.comma").join(notes)) if notes else "",
    }
    return t(lang, "equal.apart", **slots)
