"""From a release to a finished briefing: one unit, one quarter, one audience, one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from dashboard.briefing.codes import code_of
from dashboard.briefing.moves import moves
from dashboard.briefing.overview import moved_most, summary
from dashboard.briefing.paper import annexes, made, shapes, tables
from dashboard.briefing.paper.claims import joined, proof_of, tight
from dashboard.briefing.paper.imprint import imprinted
from dashboard.briefing.paper.material import Material, material
from dashboard.briefing.paper.model import Audience, Block, Briefing, Imprint, Part, Section, Sentence, Table
from dashboard.briefing.paper.plan import plan
from dashboard.briefing.paper.refusals import refusal
from dashboard.briefing.paper.sections import drawn, sections
from dashboard.words import day, period_name, t
from pipelines.warehouse.release import Release


def briefing(
    release: Release, unit: str, period: str, lang: str = "zh", audience: Audience = "full", issue: int | None = None
) -> Briefing:
    """The briefing; `issue` is its number in the year, the quarter's own unless given.

    `UserError` for a unit or quarter that the release does not have, a letter to the whole city, or a unit of which
    nothing is due and nothing has come.
    """
    m = material(release, lang, unit, period)
    if audience == "return" and m.is_city:
        raise refusal("letter_to_city")
    if all(m.found.one(one).row is None for one in m.found.indicators):
        raise refusal("nothing", unit=unit, period=period)
    number = issue or int(m.ends["quarter"])
    slots = {"unit": m.unit_name, "period": period_name(lang, period), "year": m.ends["year"], "issue": number}
    return Briefing(
        lang=lang,
        audience=audience,
        unit=unit,
        unit_name=m.unit_name,
        period=period,
        title=t(lang, f"briefing.title_{audience}", **slots),
        subtitle=t(lang, "briefing.subtitle", day=day(lang, m.as_of)),
        issue=t(lang, "briefing.issue", **slots),
        addressee=t(lang, f"briefing.addressee_{audience}", **slots),
        sections=_SECTIONS[audience](m),
        annexes=tuple(one for one in _ANNEXES[audience](m) if one is not None),
        closing=_closing(m, audience),
        imprint=imprint(m),
    )


def imprint(m: Material) -> Imprint:
    """What every page must say."""
    code = code_of(m.found.one(_first_told(m)).row)
    return imprinted(m.lang, m.info, m.as_of, m.reporting, code)


def _first_told(m: Material) -> str:
    """The first of the key figures that the unit has a line of, else any."""
    told = (str(one) for one in (*plan()["keys"], *m.found.indicators))
    return next(one for one in told if m.known(one) and m.found.one(one).row)


def _leader(m: Material) -> tuple[Section, ...]:
    lang, keys = m.lang, [one for one in plan()["keys"] if m.known(one)]
    mains = [m.found.one(one) for one in keys]
    moved = moves(m.found, keys, 1).largest
    told = [summary(lang, m.period, m.unit_name, mains), moved_most(lang, moved)]
    proofs = tuple(proof_of(one) for one in (*(r for r in mains if r.value is not None), *moved[:1]))
    first = Sentence(tight(lang, t(lang, "frame.space").join(one for one in told if one)), proofs)
    figures = [one for one in (drawn(m, "compared", name) for name in plan()["leader_figures"]) if one is not None]
    worst = made.pilots(m, {"main": plan()["leader_figures"][0]})[:1]
    overall: list[Block] = [joined(lang, [first, made.reported(m)]), tables.keys_table(m, keys), *figures]
    return (
        _plain(lang, "overall", overall),
        _plain(lang, "notice", (*worst, *made.issues(m, {})[:1])),
        _plain(lang, "requests", (made.asked(m),)),
    )


def _plain(lang: str, key: str, blocks: Iterable[Block]) -> Section:
    return Section(t(lang, f"briefing.section_{key}"), (Part("", tuple(blocks)),))


def _letter(m: Material) -> tuple[Section, ...]:
    lang = m.lang
    wrong, missing = annexes.rules(m), annexes.gaps(m)
    to_mend: list[Block] = [one for one in (missing, wrong) if one is not None]
    said = t(lang, "briefing.letter_mend" if to_mend else "briefing.letter_fine")
    due = m.ends["next_due"]
    by = t(lang, "briefing.next_due", day=day(lang, due)) if due else t(lang, "briefing.due_unknown")
    return (
        _plain(lang, "came", (made.reported(m), annexes.standing(m), annexes.forms_sent(m))),
        _plain(lang, "mend", [Sentence(said), *to_mend]),
        _plain(lang, "figures", (tables.keys_table(m, plan()["keys"]),)),
        _plain(lang, "until", (Sentence(tight(lang, by)),)),
    )


def _full_annexes(m: Material) -> list[Table | None]:
    every = tables.issues(m, for_city=False)
    planned = tables.planned(m)
    shared = [tables.matrix(m), tables.site_matrix(m), shapes.matter_matrix(m), every, planned]
    return [*shared, annexes.standing(m), annexes.corrections(m), annexes.notes(m), annexes.methods(m)]


def _letter_annexes(m: Material) -> list[Table | None]:
    return [annexes.corrections(m), annexes.notes(m)]


def _closing(m: Material, audience: Audience) -> tuple[str, ...]:
    lang = m.lang
    built = date.fromisoformat(m.info["built_at"][:10])
    first = t(lang, "briefing.closing_return") if audience == "return" else ""
    return tuple(one for one in (first, t(lang, "briefing.closing_built", day=day(lang, built))) if one)


_SECTIONS: Mapping[Audience, Callable[[Material], tuple[Section, ...]]] = {
    "full": sections,
    "leader": _leader,
    "return": _letter,
}
_ANNEXES: Mapping[Audience, Callable[[Material], list[Table | None]]] = {
    "full": _full_annexes,
    "leader": lambda _: [],
    "return": _letter_annexes,
}
