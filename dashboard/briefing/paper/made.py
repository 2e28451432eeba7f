"""The parts of a report that are more than an indicator's sentence: base numbers, pilots, money, what falls short."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from dashboard.briefing import funding as matters_of
from dashboard.briefing import payments, progress
from dashboard.briefing.overview import shortfalls as short_list
from dashboard.briefing.paper import counts, shapes, tables
from dashboard.briefing.paper.annexes import reported_text
from dashboard.briefing.paper.claims import joined, proof_of, stand, tight
from dashboard.briefing.paper.material import Material
from dashboard.briefing.paper.model import Block, Sentence, Table
from dashboard.words import counted, day, t

Spec = Mapping[str, Any]
NAMED = 5  # sites named in a sentence
FIRST = 12  # rows of a list that stand in the text; all of them stand in the annex


def base(m: Material, spec: Spec) -> list[Block]:
    """Base numbers, who has reported, and the key figures."""
    figure = counts.base_figure(m)
    said = [counts.base_sentence(m), reported(m)]
    found: list[Block] = [joined(m.lang, said), tables.keys_table(m, spec["keys"])]
    return [*found, figure] if figure is not None else found


def reported(m: Material) -> Sentence:
    """Who has reported this quarter and who has not."""
    return Sentence(tight(m.lang, t(m.lang, "briefing.stop", said=reported_text(m))))


def pilots(m: Material, spec: Spec) -> list[Block]:
    """Where the pilot sites stand against their plans; the share of steps verified; the states as bars."""
    if m.steps.is_empty():
        return [Sentence(t(m.lang, "briefing.no_pilots", unit=m.unit_name))]
    main = m.found.one(spec["main"])
    pace = progress.pace(m.steps)
    first = progress.headline(m.lang, m.unit_name, pace)
    rest = progress.remarks(m.lang, pace, main)
    head = Sentence(tight(m.lang, first + t(m.lang, "frame.space") + rest), (proof_of(main),))
    figure = counts.states_figure(m, Sentence(tight(m.lang, first), (proof_of(main),)))
    told: list[Block] = [head, stand(m.lang, main, m.mends(main))]
    return [*told, figure] if figure is not None else told


def funding(m: Material, spec: Spec) -> list[Block]:
    """What became of the money, tasks without money and money without a task."""
    main = m.found.one(spec["main"])
    flow = payments.flow(m.lang, m.money)
    said = matters_of.remarks(m.lang, m.matters, flow, is_city=m.is_city)
    figure = counts.money_figure(m)
    told: list[Block] = [Sentence(tight(m.lang, said), (proof_of(main),))] if said else []
    return [*told, figure] if figure is not None else told


def shortfalls(m: Material, spec: Spec) -> list[Block]:
    """Which figures are below their yardstick, and what cannot be judged for want of reports."""
    lang = m.lang
    table = tables.shortfalls(m)
    mains = [m.found.one(one) for one in spec["keys"] if m.known(one)]
    proofs = tuple(proof_of(one) for one in mains if one.verdict == "below")
    if table is None:
        return [Sentence(t(lang, "briefing.shortfalls_none"))]
    said = counted(lang, "briefing.shortfalls_said", len(table.rows)) + t(lang, "frame.space") + short_list(lang, mains)
    stalled = _stalled(m)
    return [Sentence(tight(lang, said), proofs), *([stalled] if stalled.text else []), table]


def _stalled(m: Material) -> Sentence:
    sites = [one for one in progress.sites(m.steps) if one["is_stalled"]]
    if not sites:
        return Sentence("")
    names = [t(m.lang, "briefing.name_unit", name=one["site"], unit=one[f"stuck_{m.lang}"]) for one in sites[:NAMED]]
    said = counted(m.lang, "briefing.stalled", len(sites), names=t(m.lang, "frame.list_mark").join(names))
    return Sentence(tight(m.lang, said))


def issues(m: Material, _: Spec) -> list[Block]:
    """How many issues were raised and are open, by kind, and the oldest of them."""
    lang, raised = m.lang, m.issues
    if raised.is_empty():
        return [Sentence(t(lang, "briefing.issues_none"))]
    still = raised.filter(~pl.col("is_closed").fill_null(False))
    kinds = still.group_by(f"kind_{lang}").len().sort("len", f"kind_{lang}", descending=[True, False])
    named = [t(lang, "briefing.kind_count", kind=kind, n=n) for kind, n in kinds.iter_rows() if kind]
    slots = {"all": raised.height, "kinds": t(lang, "frame.list_mark").join(named)}
    key = "briefing.issues_open" if still.height else "briefing.issues_closed"
    text = counted(lang, key, still.height, **slots) if still.height else t(lang, key, **slots)
    said = Sentence(tight(lang, text))
    table = tables.issues(m, for_city=False)
    return [said, cut(m, table)] if table is not None else [said]


def cut(m: Material, table: Table) -> Table:
    """The first rows of a list, with where the others are."""
    if len(table.rows) <= FIRST:
        return table
    note = t(m.lang, "briefing.cut", n=FIRST, of=len(table.rows))
    return replace(table, rows=table.rows[:FIRST], note=note)


def planned(m: Material, _: Spec) -> list[Block]:
    """The steps planned for the half year to come, and when the next reports are due."""
    lang = m.lang
    table = tables.planned(m)
    said = [Sentence(tight(lang, table.message))] if table is not None else [Sentence(t(lang, "briefing.planned_none"))]
    due = m.ends["next_due"]
    if due is not None:
        said.append(Sentence(tight(lang, t(lang, "briefing.next_due", day=day(lang, due)))))
    first: Block = joined(lang, said)
    return [first, cut(m, table)] if table is not None else [first]


def requests(m: Material, _: Spec) -> list[Block]:
    """What districts ask of the city, and of which department."""
    table = tables.issues(m, for_city=True)
    if table is None:
        return [Sentence(t(m.lang, "briefing.requests_none"))]
    return [Sentence(tight(m.lang, table.message)), cut(m, table)]


def asked(m: Material) -> Sentence:
    """How many requests of the city are open, by the department they are put to; for a page that has no list."""
    lang = m.lang
    still = m.issues.filter(~pl.col("is_closed").fill_null(False) & pl.col("need_city").fill_null(False))
    if still.is_empty():
        return Sentence(t(lang, "briefing.requests_none"))
    by = still.group_by(f"lead_{lang}").len().sort("len", f"lead_{lang}", descending=[True, False])
    named = [t(lang, "briefing.kind_count", kind=lead, n=n) for lead, n in by.iter_rows() if lead]
    slots = {"leads": t(lang, "frame.list_mark").join(named)}
    return Sentence(tight(lang, counted(lang, "briefing.requests_brief", still.height, **slots)))


MADE: Mapping[str, Callable[[Material, Spec], list[Block]]] = {
    "base": base,
    "pilots": pilots,
    "funding": funding,
    "shortfalls": shortfalls,
    "issues": issues,
    "planned": planned,
    "requests": requests,
    "gaps": shapes.gaps,
}
