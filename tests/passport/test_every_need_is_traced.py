"""Each field that an indicator says it needs is found in the SQL that counts it, or is listed here with a reason."""

from __future__ import annotations

import pytest

from pipelines.indicators.counts import slices
from pipelines.passport.lineage import lineage
from pipelines.programme.load import load_programme
from pipelines.programme.model import Indicator

XIAMEN = load_programme("xiamen")

# Fields that a reader of the figure needs and the count does not read.
FOR_READING = {
    "stage_dwell_days": {"T02.planned_on"},  # how far past the plan: another column of the facts
    "staff_per_10k_residents": {"T01.pop_year", "T01.households"},  # how old the base is
}


def traced(indicator: Indicator, tables: dict[str, dict[str, str]]) -> set[str]:
    """The fields of all ways in which the indicator is counted."""
    family = next(one for one in XIAMEN.families if one.id == indicator.family)
    facts = tables[f"facts_{family.id.lower()}"]
    keys = [name for name, kind in facts.items() if kind in ("VARCHAR", "DATE")]
    known = lineage(family.sql.read_text(encoding="utf-8"), tables, keys)
    columns = {(name, part.scope) for part in slices(indicator) for name in _names(part)}
    columns |= {(split.column, None) for split in indicator.splits if split.column}
    found = {(one.table, one.column) for name, scope in columns for one in known.of(name, scope)}
    forms = {one.id.lower(): one.id for one in XIAMEN.forms} | {"communities": "T01"}
    return {f"{forms.get(table.split('_')[0], table)}.{column}" for table, column in found}


def _names(part: object) -> list[str]:
    named = [getattr(part, role) for role in ("numerator", "denominator", "applicable", "scope")]
    return [name for name in named if name]


@pytest.mark.parametrize("indicator", XIAMEN.indicators, ids=lambda one: one.id)
def test_every_field_needed_is_traced(indicator: Indicator, tables: dict[str, dict[str, str]]) -> None:
    if indicator.gap is not None:
        return  # it counts nothing itself: its two figures have passports of their own
    assert set(indicator.needs) - traced(indicator, tables) == FOR_READING.get(indicator.id, set())
