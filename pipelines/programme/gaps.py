"""Loads what an indicator of kind `gap` compares, and holds it against the indicators and places there are."""

from __future__ import annotations

from pathlib import Path

from pipelines.programme.building import build
from pipelines.programme.model import Comparison, Gap, Indicator, Programme
from pipelines.programme.reading import Source, broken


def gap_of(source: Source) -> Gap:
    """The bases and comparisons of a `[indicator.gap]` table; `UserError` where one has no groups to compare."""
    source.refuse_others(("bases", "comparison"))
    comparisons = tuple(_comparison(one) for one in source.each("comparison"))
    bases = source.strings("bases")
    if not bases or not comparisons:
        raise source.wrong("comparison" if bases else "bases", None, "list")
    return Gap(bases, comparisons)


def _comparison(source: Source) -> Comparison:
    one = build(Comparison, source)
    if (one.split is None) is (one.level is None):
        raise source.wrong("split", one.split, "split_or_level")
    return one


def check_gap(programme: Programme, file: Path, one: Indicator) -> None:
    """Raise `broken_definition` where a gap names an indicator, a split or a place that there is not."""
    if one.gap is None:
        return
    known = {other.id: other for other in programme.indicators if other.gap is None}
    for base in one.gap.bases:
        if base not in known:
            raise broken(file, f"{one.id}.gap.bases", base, "known_indicator")
        for comparison in one.gap.comparisons:
            _check_comparison(programme, f"{one.id}.gap.{base}.{comparison.name}", file, known[base], comparison)


def _check_comparison(programme: Programme, key: str, file: Path, base: Indicator, one: Comparison) -> None:
    if one.split is not None:
        splits = [split.name for split in base.splits]
        if one.split not in splits:
            raise broken(file, key, one.split, "one_of", allowed=", ".join(splits))
        return
    places = [division.code for division in programme.divisions if division.level == one.level]
    for place in (one.group, one.reference):
        if place not in places:
            raise broken(file, key, place, "one_of", allowed=", ".join(places))
