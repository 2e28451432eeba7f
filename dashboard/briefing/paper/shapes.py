"""What Office has no chart for by name: two groups joined by their gap, the map of the walk, the matter matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from dashboard.briefing import equal, reach
from dashboard.briefing import funding as matters_of
from dashboard.briefing.codes import code_of, point_code, walk_code
from dashboard.briefing.paper.charted import native
from dashboard.briefing.paper.charted_source import Source
from dashboard.briefing.paper.charted_tables import KINDS
from dashboard.briefing.paper.claims import tight
from dashboard.briefing.paper.material import Material
from dashboard.briefing.paper.model import Block, Figure, Proof, Sentence, Table
from dashboard.briefing.paper.plan import plan
from dashboard.charts.alt import dumbbell_alt
from dashboard.charts.labels import Given, Labels
from dashboard.charts.plane import plane_of
from dashboard.charts.shades import Shade
from dashboard.words import period_name, t, whole

_MATTERS = ("funded", "part", "nil_cost", "unfunded", "no_task", "not_reported")


def pairs(m: Material, indicator: str) -> Figure | None:
    """The shares of two groups, joined; the gap of `indicator` is its message. `None`: no such pair."""
    lang, found = m.lang, _pairs(m)
    first = next((one for one in found if one.indicator["id"] == indicator), None)
    if first is None:
        return None
    samples = {one.indicator["id"]: m.found.one(one.indicator["id"]) for one in found}
    frame = equal.frame(lang, found, samples)
    ends = {"first": "group", "second": "reference"}
    words = {end: equal.sides_text(lang, m.groups, side) for end, side in ends.items()}
    words["missing"] = t(lang, "legend.missing")
    title = t(lang, "access.pairs")
    alt = dumbbell_alt(lang, title, frame, words["first"], words["second"])
    labels = Labels(title, "", alt, unit="%", words=words)
    drawn = native(Source(lang, f"pairs-{indicator}", labels, Given("pairs", frame)))
    told = (equal.title(lang, first), equal.gap_text(lang, first, samples[indicator]))
    said = t(lang, "briefing.stop", said=t(lang, "briefing.comma").join(told))
    return replace(drawn, message=Sentence(tight(lang, said), _proofs(m, indicator)))


def _pairs(m: Material) -> list[equal.Pair]:
    shown = m.pairs.filter(pl.col("indicator").is_in(plan()["pairs"]))
    return equal.pairs(shown.to_dicts(), m.found.indicators, m.groups)


def gaps(m: Material, spec: Mapping[str, Any]) -> list[Block]:
    """What became of the gap of the main indicator between two groups; nothing where there is none."""
    main = spec["main"]
    first = next((one for one in _pairs(m) if one.indicator["id"] == main), None)
    if first is None:
        return []
    text = equal.sentence(m.lang, first, m.found.one(main))
    return [Sentence(tight(m.lang, text), _proofs(m, main))]


def _proofs(m: Material, indicator: str) -> tuple[Proof, ...]:
    code = code_of(m.found.one(indicator).row)
    return (Proof(code),) if code else ()


def walk_map(m: Material, indicator: str) -> Figure | None:
    """Communities by whether they are within the walk, and the service points; `None` where none has a place."""
    lang, rows = m.lang, m.places
    located = rows.drop_nulls(["lon", "lat"])
    if m.walk is None or located.is_empty():
        return None
    far = reach.beyond(rows.iter_rows(named=True))
    walk = reach.walk_slots(lang, m.walk)
    slots = {**walk, "n": whole(len(far)), "people": whole(sum(row["people"] or 0 for row in far))}
    title, alt = t(lang, "reach.map", **slots), t(lang, "reach.map_alt", of=whole(len(rows)), **slots)
    shades = {state: Shade(word, "") for state, word in reach.state_words(lang, walk).items()}
    points = m.points.filter("is_here")
    codes = [point_code(row, m.period) for row in points.iter_rows(named=True)]
    centres = points.select("lon", "lat", name="centre_id", code=pl.Series(codes, dtype=pl.String))
    places = [*located.select("lon", "lat").rows(), *centres.drop_nulls(["lon", "lat"]).select("lon", "lat").rows()]
    words = {"centre": t(lang, "legend.centre"), "km": t(lang, "legend.km")}
    walks = [walk_code(one, m.period) for one in rows["demand_id"]]
    placed = rows.with_columns(shade="reached", code=pl.Series(walks))
    given = Given("map", placed, (centres, shades, plane_of(places)))
    drawn = native(Source(lang, f"map-{indicator}", Labels(title, "", alt, words=words), given))
    caption = t(lang, "briefing.caption_map", period=period_name(lang, m.period))
    said = Sentence(tight(lang, t(lang, "briefing.stop", said=title)), _proofs(m, indicator))
    note = t(lang, "frame.space").join([*reach.others(lang, reach.everybody(rows), walk), drawn.note])
    return replace(drawn, caption=caption, message=said, note=note)


def matter_matrix(m: Material) -> Table | None:
    """Matters by departments with a mark for what pays; `None` where nothing was told."""
    lang = m.lang
    frame = matters_of.cells(lang, m.matters, is_city=m.is_city)
    if frame.is_empty():
        return None
    words = {key: t(lang, f"funding.{key}") for key in _MATTERS}
    title = t(lang, "briefing.table_matters")
    note = t(lang, "briefing.note_matters_city") if m.is_city else ""
    labels = Labels(title, "", matters_of.matters_alt(lang, frame), subtitle=note, words=words)
    drawn, near = KINDS["matters"](lang, "matters", labels, Given("matters", frame)), plan()["matter_matrix"]
    return replace(drawn, code=code_of(m.found.one(near).row) if m.known(near) else "")
