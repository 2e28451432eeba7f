"""Figures of counts: communities and pilots, where steps stand, what became of the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from dashboard.briefing import payments
from dashboard.briefing.codes import code_of
from dashboard.briefing.paper.claims import tight
from dashboard.briefing.paper.material import Material
from dashboard.briefing.paper.model import Figure, Proof, Role, Sentence, Series
from dashboard.briefing.progress import STATES, state_key
from dashboard.words import counted, listed, period_name, t, whole

_STATE_ROLES: Mapping[str, Role] = {
    "verified": "part_1",
    "to_verify": "part_2",
    "in_progress": "part_3",
    "not_started": "part_4",
    "not_reported": "gap",
}
_MONEY: Mapping[str, Role] = {"community": "part_1", "street": "part_2", "level_unknown": "part_3", "unpaid": "gap"}


def base_sentence(m: Material) -> Sentence:
    """How many communities, pilots, households and residents there are; says whose residents are unknown."""
    lang, sums = m.lang, m.base.select(pl.col(pl.Int64, pl.Decimal).sum().cast(pl.Int64)).row(0, named=True)
    if not sums["communities"]:
        return Sentence(t(lang, "briefing.base_none", unit=m.unit_name))
    slots = {key: whole(sums[key] or 0) for key in ("pilots", "households", "residents")}
    key = "briefing.base_city" if m.is_city else "briefing.base_district"
    said = counted(lang, key, sums["communities"], unit=m.unit_name, places=m.base.height, **slots)
    if sums["unknown"]:
        said += t(lang, "frame.space") + counted(lang, "briefing.base_unknown", sums["unknown"])
    return Sentence(tight(lang, said), _proofs(m, "pilot_coverage_rate"))


def _proofs(m: Material, indicator: str) -> tuple[Proof, ...]:
    code = code_of(m.found.one(indicator).row) if m.known(indicator) else ""
    return (Proof(code),) if code else ()


def base_figure(m: Material) -> Figure | None:
    """One bar per unit: pilots and other village-turned communities; `None` for a single unit."""
    lang, rows = m.lang, m.base.to_dicts()
    if len(rows) < 2:
        return None
    pilots = tuple(float(row["pilots"]) for row in rows)
    others = tuple(float(row["communities"] - row["pilots"]) for row in rows)
    codes = tuple(_unit_code(m, "pilot_coverage_rate", row["unit_code"]) for row in rows)
    names = tuple(_short(m, row["unit_code"]) for row in rows)
    series = (
        Series(t(lang, "briefing.series_pilots"), "part_1", pilots, codes),
        Series(t(lang, "briefing.series_others"), "part_3", others, codes),
    )
    caption = t(lang, "briefing.caption_base", period=period_name(lang, m.period))
    return _stacked(m, "base", base_sentence(m), caption, names, series)


def _unit_code(m: Material, indicator: str, unit: str) -> str:
    return code_of(m.found.one(indicator, unit).row) if m.known(indicator) and unit in m.found.units else ""


def _short(m: Material, unit: str) -> str:
    row = m.found.units.get(unit, {})
    return str(row.get(f"short_{m.lang}") or row.get(f"name_{m.lang}") or unit)


def states_figure(m: Material, message: Sentence) -> Figure | None:
    """One bar per district, or per site of one district: how many steps are in each state; `None` without pilots."""
    lang, by = m.lang, f"district_{m.lang}" if m.is_city else "site"
    due = m.steps.filter(pl.col("state") != "not_applicable")
    if due.is_empty():
        return None
    names = tuple(due[by].unique(maintain_order=True).to_list())
    counts = {(row[by], row["state"]): row["len"] for row in due.group_by(by, "state").len().to_dicts()}
    code = _unit_code(m, "milestone_completion_rate", m.unit)
    series = [
        Series(
            t(lang, state_key(state)), _STATE_ROLES[state], tuple(float(counts.get((name, state), 0)) for name in names)
        )
        for state in STATES
        if state in _STATE_ROLES and any(counts.get((name, state)) for name in names)
    ]
    series[0] = Series(series[0].name, series[0].role, series[0].values, (code,) + ("",) * (len(names) - 1))
    caption = t(lang, "briefing.caption_states", period=period_name(lang, m.period))
    return _stacked(m, "states", message, caption, names, tuple(series))


def money_figure(m: Material) -> Figure | None:
    """One bar per district or paying department: money due this year by where it stands; `None` where none was told."""
    lang, told = m.lang, m.money.filter(pl.col("lines") > 0)
    if told.is_empty():
        return None
    rows = [row | {"unpaid": max(0.0, (row["due"] or 0) - (row["paid"] or 0))} for row in told.to_dicts()]
    code = _unit_code(m, "fund_arrival_rate", m.unit)
    series = tuple(
        Series(
            t(lang, f"briefing.series_{key}"),
            role,
            tuple(float(row[key] or 0) for row in rows),
            (code,) + ("",) * (len(rows) - 1) if key == "community" else (),
        )
        for key, role in _MONEY.items()
        if any(row[key] for row in rows)
    )
    message = Sentence(tight(lang, payments.flow(lang, m.money)), _proofs(m, "fund_arrival_rate"))
    caption = t(lang, "briefing.caption_money", period=period_name(lang, m.period))
    names = tuple(str(row[f"name_{lang}"]) for row in rows)
    drawn = _stacked(m, "money", message, caption, names, series)
    return replace(drawn, unit=t(lang, "briefing.unit_money"), decimals=1)


def _stacked(
    m: Material, key: str, message: Sentence, caption: str, names: tuple[str, ...], series: Sequence[Series]
) -> Figure:
    said = [
        t(m.lang, "chart.alt_row", name=name, text=" ".join(f"{one.name} {one.values[n] or 0:g}" for one in series))
        for n, name in enumerate(names)
    ]
    alt = t(m.lang, "chart.parts_alt", title=caption, rows=listed(m.lang, said))
    return Figure(key, message, caption, "stacked", names, tuple(series), "", 0, alt)
