"""Two groups held against each other, now and a year before: both levels, the gap, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.briefing import sentences as say
from dashboard.briefing.codes import code_of
from dashboard.briefing.model import Reading, Row
from dashboard.words import FEW, decimal, has, listed, t
from pipelines.comparison.differences import of_shares
from pipelines.inequality.levelling import Levelling, Side, levelling


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator in two groups (a row of `queries.access.GROUPS`): the rows of both, now and a year before.

    The group looked at comes first, then the one it is held against; a row is `None` where the group has none.
    `became` says what the gap did and who moved.
    """

    indicator: Row
    groups: Row
    now: tuple[Row | None, Row | None]
    before: tuple[Row | None, Row | None]
    became: Levelling

    @property
    def gap(self) -> float | None:
        """The first group minus the second, in the indicator's unit."""
        values = [_value(row) for row in self.now]
        return None if values[0] is None or values[1] is None else values[0] - values[1]

    @property
    def is_few(self) -> bool:
        """Whether a group is a share of fewer than five, which is a count and no share to compare."""
        is_share = self.indicator["unit_en"] == "%"
        return is_share and any(row is not None and (row["denominator"] or 0) < FEW for row in self.now)


def pairs(rows: Sequence[Row], indicators: Mapping[str, Row], groups: Iterable[Row]) -> list[Pair]:
    """The pairs of the rows of `queries.access.PAIRS`, in the order of the groups; none without a value in both.

    Nor any of which a group is a share of fewer than five.
    """
    named = {row["indicator"] for row in rows}
    found = [
        _pair(row, both, [line for line in rows if line["indicator"] == one and line["by"] == both["by"]])
        for both in groups
        for one, row in indicators.items()
        if one in named
    ]
    return [pair for pair in found if pair.gap is not None and not pair.is_few]


def leading(found: Iterable[Pair]) -> list[Pair]:
    """Of each comparison of two groups the pair of its first indicator."""
    first: dict[object, Pair] = {}
    for pair in found:
        first.setdefault(pair.groups["by"], pair)
    return list(first.values())


def _pair(indicator: Row, groups: Row, lines: Sequence[Row]) -> Pair:
    parts = (groups["group_value"], groups["reference_value"])
    now, before = ([_of(lines, part, is_now=is_now) for part in parts] for is_now in (True, False))
    scale = indicator["multiplier"]
    sides = [_side(part, scale, *rows) for part, *rows in zip(parts, before, now, strict=True)]
    became = levelling(*sides, high_is_good=indicator["direction"] != "down")
    return Pair(indicator, groups, (now[0], now[1]), (before[0], before[1]), became)


def _of(lines: Sequence[Row], part: str, *, is_now: bool) -> Row | None:
    return next((row for row in lines if row["part"] == part and row["is_now"] is is_now), None)


def _side(part: str, scale: float, before: Row | None, now: Row | None) -> Side:
    """The group at both times; what is no sample (it has no interval) is as it is, and changes exactly so much."""
    values = _value(before), _value(now)
    if before is None or now is None or values[0] is None or values[1] is None:
        return Side(part, *values, None, None)
    if now["lower"] is None:
        change = values[1] - values[0]
        return Side(part, *values, change, change)
    counts = [(row["numerator"], row["denominator"]) for row in (now, before)]
    found = of_shares(counts[0], counts[1])
    return Side(part, *values, scale * found.low, scale * found.high)


def _value(row: Row | None) -> float | None:
    return None if row is None else row["value"]


def frame(lang: str, found: Sequence[Pair], samples: Mapping[str, Reading]) -> pl.DataFrame:
    """The pairs as the dumbbell takes them; `samples` give each indicator's unit."""
    return pl.DataFrame([_line(lang, pair, samples[pair.indicator["id"]]) for pair in found], infer_schema_length=None)


def _line(lang: str, pair: Pair, sample: Reading) -> Row:
    line: dict[str, object] = {"name": title(lang, pair)}
    for end, now, before in zip(("first", "second"), pair.now, pair.before, strict=True):
        line |= {end: _value(now), f"{end}_before": _value(before)}
        line |= {f"{end}_{limit}": None if now is None else now[limit] for limit in ("lower", "upper")}
        line |= {f"{end}_text": level_text(lang, sample, now), f"{end}_code": code_of(now)}
    warning = t(lang, "equal.levelled_down") if pair.became.is_levelling_down else ""
    return line | {"gap": gap_text(lang, pair, sample), "warning": warning}


def title(lang: str, pair: Pair) -> str:
    """The indicator, and between whom."""
    first, second = (part_name(lang, pair.groups, side) for side in ("group", "reference"))
    return t(lang, "equal.title", name=say.name(lang, pair.indicator), first=first, second=second)


def level_text(lang: str, sample: Reading, row: Row | None) -> str:
    """The level of a group, or that it is missing."""
    value = _value(row)
    return t(lang, "reading.missing") if value is None else say.quantity(lang, sample, value)


def gap_text(lang: str, pair: Pair, sample: Reading) -> str:
    """The gap in words, and the year before's."""
    gap, before = pair.gap, pair.became.gap_before
    said = t(lang, "reading.missing") if gap is None else say.points_text(lang, sample, abs(gap), brief=True)
    if before is None:
        return t(lang, "equal.gap", gap=said)
    return t(lang, "equal.gap_then", gap=said, then=say.points_text(lang, sample, abs(before), brief=True))


def sentence(lang: str, pair: Pair, sample: Reading) -> str:
    """What became of the gap, with the levels of both groups now and then."""
    became = pair.became
    key = became.movement + (f"_{became.cause}" if became.cause else "")
    slots = {
        "name": say.name(lang, pair.indicator),
        "better": part_name(lang, pair.groups, _which(pair, became.better_off)),
        "worse": part_name(lang, pair.groups, _which(pair, became.worse_off)),
        "better_moved": _moved(lang, sample, became.better_off),
        "worse_moved": _moved(lang, sample, became.worse_off),
        "gap": say.points_text(lang, sample, abs(pair.gap or 0.0)),
        "then": say.points_text(lang, sample, abs(became.gap_before or 0.0)),
    }
    return t(lang, f"equal.{key}", **slots)


def part_name(lang: str, groups: Row, side: str) -> str:
    """A side (`group` or `reference`) as sentences call it; by its own name where the wording has no other."""
    key = f"equal.part_{groups[f'{side}_value']}"
    return t(lang, key) if has(lang, key) else str(groups[f"{side}_{lang}"] or groups[f"{side}_value"])


def sides_text(lang: str, groups: Sequence[Row], side: str) -> str:
    """What stands on one side of every comparison: village-turned communities (the mainland)."""
    first, *others = dict.fromkeys(part_name(lang, one, side) for one in groups)
    return t(lang, "equal.sides", first=first, others=listed(lang, others)) if others else first


def _which(pair: Pair, side: Side) -> str:
    return "group" if side.name == pair.groups["group_value"] else "reference"


def _moved(lang: str, sample: Reading, side: Side) -> str:
    """71.0% → 79.2%."""
    places = sample.indicator["decimals"]
    before, after = (
        t(lang, "reading.missing") if value is None else say.quantity(lang, sample, value, decimal(value, places))
        for value in (side.before, side.after)
    )
    return t(lang, "equal.moved", before=before, after=after)
