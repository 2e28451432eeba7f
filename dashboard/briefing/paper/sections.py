"""The sections of the full report, as `plan.toml` lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dashboard.briefing import sentences as say
from dashboard.briefing.paper import figures, shapes, spread
from dashboard.briefing.paper.annexes import remarks
from dashboard.briefing.paper.claims import joined, lacking, moved, proof_of, stand, tight
from dashboard.briefing.paper.made import MADE
from dashboard.briefing.paper.material import Material
from dashboard.briefing.paper.model import Block, Figure, Part, Section, Sentence
from dashboard.briefing.paper.plan import plan
from dashboard.words import t


def sections(m: Material) -> tuple[Section, ...]:
    """All sections; a part that has nothing to say is left out."""
    return tuple(_section(m, spec) for spec in plan()["section"])


def _section(m: Material, spec: Mapping[str, Any]) -> Section:
    alone = len(spec["part"]) == 1
    parts = []
    for one in spec["part"]:
        blocks = tuple(_blocks(m, {"keys": plan()["keys"]} | one))
        if blocks:
            parts.append(Part("" if alone else t(m.lang, f"briefing.part_{one['key']}"), blocks))
    return Section(t(m.lang, f"briefing.section_{spec['key']}"), tuple(parts))


def _blocks(m: Material, spec: Mapping[str, Any]) -> list[Block]:
    found: list[Block] = []
    if "theme" in spec and m.known(spec["main"]):
        found.append(main_sentence(m, spec["theme"], spec["main"]))
    if "made" in spec:
        found += MADE[spec["made"]](m, spec)
    found += [stand(m.lang, r, m.mends(r)) for r in map(m.found.one, filter(m.known, spec.get("more", ()))) if r.row]
    return _paragraph(m.lang, found) + [one for one in (drawn(m, *f) for f in spec.get("figures", ())) if one]


def _paragraph(lang: str, blocks: list[Block]) -> list[Block]:
    """Sentences that follow each other become one paragraph each for the first and the rest."""
    said = [one for one in blocks if isinstance(one, Sentence)]
    others: list[Block] = [one for one in blocks if not isinstance(one, Sentence)]
    rest = [joined(lang, said[1:])] if len(said) > 1 else []
    return [*said[:1], *rest, *others]


def main_sentence(m: Material, theme: str, indicator: str) -> Sentence:
    """The theme's own sentence with counts, then how it moved, the ends among the units, who is below or absent."""
    lang, reading = m.lang, m.found.one(indicator)
    if reading.value is None:
        return lacking(lang, reading)
    first = Sentence(tight(lang, say.headline(lang, theme, reading)), (proof_of(reading),))
    units = m.found.compared(indicator)
    return joined(lang, [first, moved(lang, reading), spread.spread(lang, units), spread.below(lang, units)])


def drawn(m: Material, shape: str, indicator: str, split: str = "") -> Figure | None:
    """The figure that the plan names, with what districts wrote of it."""
    if shape == "parts":
        figure = figures.parts(m, indicator, split)
    else:
        figure = _SHAPES[shape](m, indicator)
        if figure is None and shape == "compared":
            figure = figures.trend(m, indicator)
    return replace(figure, remarks=remarks(m, indicator)) if figure is not None else None


_SHAPES: Mapping[str, Callable[[Material, str], Figure | None]] = {
    "compared": figures.compared,
    "trend": figures.trend,
    "pairs": shapes.pairs,
    "map": shapes.walk_map,
}
