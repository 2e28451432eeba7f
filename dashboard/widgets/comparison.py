"""What only the comparison page has: its picks, the comparison picked, and the panels that show or refuse it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard import data
from dashboard.briefing import comparison as hold
from dashboard.briefing import comparison_words as said
from dashboard.briefing import sentences as say
from dashboard.briefing.comparison import Comparison
from dashboard.briefing.model import Row
from dashboard.queries import comparison as ask
from dashboard.widgets.choice import choose_button, choose_listed
from dashboard.widgets.page import Page, html, known_families, spoken
from dashboard.words import t

LEVELS = ("district", "town", "community", "side")
SPLITS = ("ctype", "pilot")
WHOLE = "all"
THEN, TODAY = "then", "today"
POPULATION = ("T01.residents", "T01.pop_year")


@dataclass(frozen=True, slots=True)
class Picked:
    """What is compared: the indicator, between whom (`by`), inside which unit and value of a split, on which map."""

    indicator: str
    by: str
    unit: str
    within: tuple[str, str]
    on_todays_map: bool = False


def pick(page: Page) -> Picked | None:
    """The picks under the head; `None` when the indicator has nothing to compare in what was chosen."""
    with st.container(key="tool-compare"):
        return _pick(page)


def _pick(page: Page) -> Picked | None:
    indicator = _figure(page)
    kinds = _kinds(page, indicator)
    if not kinds:
        return None
    lang = page.lang
    names = {by: t(lang, f"comparison.by_{by}") for by in kinds}
    by = choose_button("by", t(lang, "comparison.by"), names, f"by-{indicator}")
    within = (WHOLE, WHOLE) if by in SPLITS else _within(page, indicator)
    return Picked(indicator, by, _scope(page, by), within, _map(page, indicator, by) == TODAY)


def _map(page: Page, indicator: str, by: str) -> str:
    """As it was then, or on today's map; asked only where communities have changed their town or district since."""
    if by not in ("town", "district") or not data.query(ask.REGROUPED, indicator=indicator, level=by).height:
        return THEN
    names = {one: t(page.lang, f"comparison.map_{one}") for one in (THEN, TODAY)}
    return choose_button("map", t(page.lang, "comparison.map"), names, "compare-map")


def _figure(page: Page) -> str:
    """Any indicator, grouped by family in catalogue order."""
    lang = page.lang
    families = {row["id"]: row[f"name_{lang}"] for row in known_families()}
    known = page.found.indicators.items()
    names = {
        one: t(lang, "comparison.figure_name", family=families.get(row["family"], ""), name=say.name(lang, row))
        for one, row in known
    }
    return choose_listed("figure", t(lang, "comparison.figure"), names, "compare-figure", _first(page))


def _first(page: Page) -> str:
    """The first indicator that has a better and a worse, an interval, and enough in every area to be a percentage."""
    judged = (
        one for one, row in page.found.indicators.items() if row["interval"] != "none" and row["direction"] != "neutral"
    )
    areas = ((one, page.found.compared(one)) for one in judged)
    return next((one for one, found in areas if found and all(r.value is not None and not r.is_few for r in found)), "")


def _kinds(page: Page, indicator: str) -> list[str]:
    """Between whom the indicator can be compared here: levels and splits that it has values of."""
    choice = page.choice
    own = page.query(ask.LEVELS, indicator=indicator).rows()
    levels, splits = {level for level, *_ in own}, {split for _, split, _ in own}
    if choice.unit != choice.city:
        levels = (levels - {"district", "side"}) | ({"district"} if "district" in levels else set())
    return [one for one in LEVELS if one in levels] + [one for one in SPLITS if one in splits]


def _within(page: Page, indicator: str) -> tuple[str, str]:
    """The value of a split inside which alone the indicator may be compared, if its definition names one."""
    split, lang = page.found.indicators[indicator].get("within"), page.lang
    if split is None:
        return (WHOLE, WHOLE)
    found = [value for _, name, value in page.query(ask.LEVELS, indicator=indicator).rows() if name == split]
    labels = {row["split_value"]: row[f"value_{lang}"] for row in page.found.splits(indicator).get(split, [])}
    names = {WHOLE: t(lang, "comparison.all")} | {value: labels.get(value) or value for value in dict.fromkeys(found)}
    value = choose_listed("within", t(lang, "comparison.within"), names, f"within-{indicator}")
    return (split, value) if value != WHOLE else (WHOLE, WHOLE)


def _scope(page: Page, by: str) -> str:
    """The unit whose parts are compared: the chosen one; all districts; for communities one district."""
    choice, lang = page.choice, page.lang
    if by == "district":
        return choice.city
    if by != "community" or choice.unit != choice.city:
        return choice.unit
    names = {code: say.name(lang, page.found.units[code]) for code in page.found.below}
    return choose_listed("of", t(lang, "comparison.of"), names, "compare-of") if names else choice.unit


def compared(page: Page, picked: Picked) -> Comparison:
    """The comparison that was picked, in the indicator's latest closed period."""
    row, choice = page.found.indicators[picked.indicator], page.choice
    units, key = _units(page, picked)
    split, value = (picked.by, "") if picked.by in SPLITS else picked.within
    level = picked.by if picked.by in LEVELS else "city" if picked.unit == choice.city else "district"
    asked = {"unit": picked.unit, "city": choice.city, "period": choice.period, "on_todays_map": picked.on_todays_map}
    rows = data.query(ask.SERIES, indicator=picked.indicator, level=level, split=split, **asked).to_dicts()
    lines = [line for line in rows if value in ("", line["split_value"])]
    sample = replace(page.found.one(picked.indicator), norms=page.found.norms_of(picked.indicator))
    readings = hold.readings_of(sample, lines, units, key)
    sides = {code: str(unit.get("side") or "") for code, unit in units.items()}
    years = _base_years(page, picked)
    return hold.compare(row, picked.by, readings, sides, years, is_within=picked.within[0] != WHOLE)


def _units(page: Page, picked: Picked) -> tuple[dict[str, Row], str]:
    """The units by code, with the column of the values that holds the code; a name twice bears what is above it."""
    if picked.by in SPLITS:
        named = page.found.splits(picked.indicator).get(picked.by, [])
        return {
            row["split_value"]: {
                "unit_code": row["split_value"],
                "name_zh": row["value_zh"] or row["split_value"],
                "name_en": row["value_en"] or row["split_value"],
            }
            for row in named
        }, "split_value"
    period = data.imprint().periods[0] if picked.on_todays_map else page.choice.period
    rows = data.query(ask.PLACES, level=picked.by, period=period).to_dicts()
    return {row["unit_code"]: _distinct(page.lang, row, rows) for row in rows}, "unit_code"


def _distinct(lang: str, row: Row, rows: Sequence[Row]) -> Row:
    name = f"name_{lang}"
    if sum(other[name] == row[name] for other in rows) == 1:
        return row
    return {**row, name: t(lang, "comparison.above", name=row[name], above=row[f"above_{lang}"])}


def _base_years(page: Page, picked: Picked) -> Mapping[str, frozenset[int]]:
    """The years of the population figures behind each unit; nothing for an indicator without population."""
    if not set(POPULATION) & set(page.found.indicators[picked.indicator]["needs"] or []):
        return {}
    years: dict[str, frozenset[int]] = {}
    for code, year in data.query(ask.BASE_YEARS, by=picked.by, period=page.choice.period).rows():
        years[str(code)] = years.get(str(code), frozenset()) | {int(year)}
    return years


def sentence(page: Page, whole: Comparison) -> None:
    """The page's one true sentence, and what must be known besides."""
    rest = [part for part in said.more_sentences(page.lang, whole) if part]
    html(spoken(page.lang, said.first_sentence(page.lang, whole), rest))


def ordered(page: Page, whole: Comparison) -> bool:
    """Whether the reader wants the units by value; asked only where an order may be given."""
    if whole.unordered or whole.refusals:
        return False
    names = {one: t(page.lang, f"comparison.order_{one}") for one in ("admin", "value")}
    with st.container(key="tool-order"):
        return choose_button("order", t(page.lang, "comparison.order"), names, "compare-order") == "value"
