"""Figures of readings: units side by side, one figure over time, the parts of a whole. Values are the release's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dashboard.briefing import sentences as say
from dashboard.briefing.codes import code_of
from dashboard.briefing.model import Reading, Row
from dashboard.briefing.paper.claims import finding
from dashboard.briefing.paper.material import Material
from dashboard.briefing.paper.model import Figure, Role, Series
from dashboard.words import FEW, listed, period_name, t
from pipelines.passport.codes import code_of as code_from
from pipelines.passport.model import SUPPRESSED

LEAST = 2  # a figure of fewer values compares nothing
_VERDICTS: tuple[Role, ...] = ("met", "below", "plain")
_MOST_PARTS = 4


def compared(m: Material, indicator: str) -> Figure | None:
    """One column per unit below the chosen one, coloured by its verdict; `None` without two units to compare.

    Units that are missing or few have no column; their name says which.
    """
    lang = m.lang
    units = m.found.compared(indicator) if m.known(indicator) else []
    if sum(_shown(one) is not None for one in units) < LEAST:
        return None
    own = m.found.one(indicator)
    series = [_verdict(lang, units, role) for role in _VERDICTS]
    series += [_before(lang, units), _target(lang, units)]
    period = period_name(lang, m.found.period(indicator) or m.period)
    texts = [t(lang, "chart.alt_row", name=_short(lang, one), text=say.value_text(lang, one)) for one in units]
    return Figure(
        key=f"compared-{indicator}",
        message=finding(lang, own),
        caption=t(lang, "briefing.caption_compared", name=_measured(lang, own), period=period),
        shape="columns",
        categories=tuple(_category(lang, one) for one in units),
        series=tuple(one for one in series if any(value is not None for value in one.values)),
        unit=say_unit(lang, own.indicator),
        decimals=own.indicator["decimals"],
        alt=t(
            lang, "briefing.alt_compared", name=say.name(lang, own.indicator), period=period, rows=listed(lang, texts)
        ),
        note=t(lang, "briefing.note_compared"),
    )


def say_unit(lang: str, indicator: Row) -> str:
    """The unit of an indicator."""
    return str(indicator[f"unit_{lang}"] or "")


def _measured(lang: str, reading: Reading) -> str:
    name, unit = say.name(lang, reading.indicator), say_unit(lang, reading.indicator)
    return t(lang, "briefing.name_unit", name=name, unit=unit) if unit else name


def _short(lang: str, reading: Reading) -> str:
    return str(reading.unit.get(f"short_{lang}") or say.name(lang, reading.unit))


def _category(lang: str, reading: Reading) -> str:
    name = _short(lang, reading)
    if reading.value is not None and not reading.is_few:
        return name
    return t(lang, "briefing.category_apart", name=name, text=say.value_text(lang, reading))


def _shown(reading: Reading) -> float | None:
    return None if reading.is_few else reading.value


def _verdict(lang: str, units: Sequence[Reading], role: Role) -> Series:
    values = tuple(_shown(one) if one.verdict == role else None for one in units)
    codes = tuple(code_of(one.row) if value is not None else "" for one, value in zip(units, values, strict=True))
    return Series(t(lang, f"briefing.series_{role}"), role, values, codes)


def _before(lang: str, units: Sequence[Reading]) -> Series:
    lines = [None if one.change is None else one.previous for one in units]
    values = tuple(None if line is None else float(line["value"]) for line in lines)
    return Series(t(lang, "briefing.series_before"), "before", values, tuple(code_of(line) for line in lines))


def _target(lang: str, units: Sequence[Reading]) -> Series:
    norms = [one.target for one in units]
    first = next((one for one in units if one.target is not None), None)
    name = say.norm_text(lang, first, first.target) if first is not None and first.target is not None else ""
    alike = len({norm["value"] for norm in norms if norm is not None}) < 2
    label = name if alike else t(lang, "briefing.series_target")
    return Series(label, "target", tuple(None if norm is None else float(norm["value"]) for norm in norms))


def trend(m: Material, indicator: str) -> Figure | None:
    """The chosen unit's line over all periods so far, the city's beside it; `None` with fewer than two values."""
    if not m.known(indicator):
        return None
    lang, own = m.lang, m.found.one(indicator)
    readings = [own] if m.is_city else [own, m.found.one(indicator, m.city)]
    closes = sorted({line["closes"]: line["period"] for line in _lines(own)}.items())
    series = [
        _line(lang, one, role, [c for c, _ in closes]) for one, role in zip(readings, ("own", "whole"), strict=False)
    ]
    if sum(value is not None for value in series[0].values) < LEAST:
        return None
    names = [period_name(lang, period, short=True) for _, period in closes]
    caption = t(lang, "briefing.caption_trend", name=_measured(lang, own), first=names[0], last=names[-1])
    return Figure(
        key=f"trend-{indicator}",
        message=finding(lang, own),
        caption=caption,
        shape="lines",
        categories=tuple(names),
        series=tuple(series),
        unit=say_unit(lang, own.indicator),
        decimals=own.indicator["decimals"],
        alt=say.trend_text(lang, own),
        note=t(lang, "briefing.note_trend"),
    )


def _lines(reading: Reading) -> tuple[Row, ...]:
    return (*reading.past, reading.row) if reading.row is not None else reading.past


def _line(lang: str, reading: Reading, role: str, closes: Sequence[int]) -> Series:
    known = {line["closes"]: line for line in _lines(reading)}
    found = [known.get(one) for one in closes]
    values = tuple(None if line is None or _is_few(reading, line) else line["value"] for line in found)
    codes = tuple(code_of(line) if value is not None else "" for line, value in zip(found, values, strict=True))
    return Series(say.name(lang, reading.unit), cast(Role, role), values, codes)


def _is_few(reading: Reading, line: Row) -> bool:
    return reading.is_share and 0 < (line["denominator"] or 0) < FEW


def parts(m: Material, indicator: str, split: str) -> Figure | None:
    """One bar per unit, stacked of the numerators of a split; `None` where nothing is known."""
    declared = m.found.splits(indicator).get(split, []) if m.known(indicator) else []
    if not 1 < len(declared) <= _MOST_PARTS:
        return None
    lang, units = m.lang, (m.unit, *m.found.below)
    series = [_part(m, indicator, units, row, cast(Role, f"part_{n}")) for n, row in enumerate(declared, start=1)]
    if not any(value for one in series for value in one.values):
        return None
    own = m.found.one(indicator)
    title = t(lang, f"briefing.parts_{split}")
    period = period_name(lang, m.found.period(indicator) or m.period)
    said = [_stack_text(lang, name, series, n) for n, name in enumerate(_names(m, units))]
    return Figure(
        key=f"parts-{indicator}-{split}",
        message=finding(lang, own),
        caption=t(lang, "briefing.caption_parts", title=title, period=period),
        shape="shares",
        categories=tuple(_told(m, name, series, n) for n, name in enumerate(_names(m, units))),
        series=tuple(series),
        unit=t(lang, f"briefing.parts_{split}_unit"),
        decimals=0,
        alt=t(lang, "chart.parts_alt", title=title, rows=listed(lang, said)),
        note=t(lang, "briefing.note_parts"),
    )


def _names(m: Material, units: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        str(m.found.units[one].get(f"short_{m.lang}") or m.found.units[one][f"name_{m.lang}"]) for one in units
    )


def _part(m: Material, indicator: str, units: Sequence[str], value: Row, role: Role) -> Series:
    rows = [m.found.one(indicator, unit, (value["split"], value["split_value"])).row for unit in units]
    counts = tuple(None if row is None else row["numerator"] for row in rows)
    return Series(str(value[f"value_{m.lang}"]), role, counts, tuple(code_of(row) for row in rows))


def _told(m: Material, name: str, series: Sequence[Series], n: int) -> str:
    """A unit's name, with why it has no bar: not reported, or too few people to be shown."""
    if any(one.values[n] for one in series):
        return name
    text = t(m.lang, "briefing.hidden" if _is_hidden(m, series, n) else "reading.missing")
    return t(m.lang, "briefing.category_apart", name=name, text=text)


def _is_hidden(m: Material, series: Sequence[Series], n: int) -> bool:
    """Whether the release holds the parts back."""
    asked = [code_from(one.codes[n]) for one in series if one.codes[n]]
    rows = (m.found.one(one.indicator, one.unit, (one.split, one.value)).row for one in asked)
    return any(row is not None and row["status"] == SUPPRESSED for row in rows)


def _stack_text(lang: str, name: str, series: Sequence[Series], n: int) -> str:
    said = [f"{one.name} {one.values[n]:g}" for one in series if one.values[n] is not None]
    return t(lang, "chart.alt_row", name=name, text=" ".join(said) or t(lang, "reading.missing"))
