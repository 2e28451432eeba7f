"""What stands around a figure: its unit's names, counter-figures, norms, and the two figures that a gap divides."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from pipelines.passport.facts import STATE, closing
from pipelines.passport.model import WHOLE, Code, Row
from pipelines.programme.periods import half_of, year_of
from pipelines.warehouse.release import Release

_NAMES = """
SELECT u.unit_code, u.name_zh, u.name_en, u.level, u.parent_code
FROM units AS u
JOIN periods AS p ON p.period = $quarter
WHERE list_contains($units, u.unit_code)
  AND COALESCE(u.valid_from, p.end_on) <= p.end_on AND COALESCE(u.valid_to, p.end_on) >= p.end_on
ORDER BY u.unit_code
"""
_NORMS = """
SELECT * FROM norms
WHERE indicator = $indicator AND COALESCE(unit_code, $unit) = $unit
ORDER BY yardstick, year, id
"""
_COUNTERS = """
SELECT i.id, i.name_zh, i.name_en, i.unit_zh, i.unit_en, i.decimals, v.period, v.value, v.numerator, v.denominator,
  v.status
FROM indicators AS i
LEFT JOIN indicator_values AS v ON v.indicator = i.id AND v.unit_code = $unit AND v.split = 'all'
WHERE list_contains($counters, i.id)
ORDER BY i.position, v.period
"""
_GAP = """
SELECT g.base, g.split, g.level, g.group_value, g.reference_value, i.period
FROM gaps AS g
JOIN indicators AS i ON i.id = g.base
WHERE g.indicator = $indicator AND ($split = 'all' OR g.split_value = $value)
ORDER BY g.position
LIMIT 1
"""
_VALUE = """
SELECT v.value, v.numerator, v.denominator, v.status, i.name_zh, i.name_en, i.unit_zh, i.unit_en, i.decimals,
  s.value_zh, s.value_en
FROM indicator_values AS v
JOIN indicators AS i ON i.id = v.indicator
LEFT JOIN splits AS s ON s.indicator = v.indicator AND s.split = v.split AND s.split_value = v.split_value
WHERE v.indicator = $indicator AND v.period = $period AND v.unit_code = $unit AND v.split = $split
  AND v.split_value = $value
"""
_PLACES = ("community_code", "town_code", "district_code")


def named(release: Release, unit: str, quarter: str) -> Row:
    """The unit with its names as of a quarter; bare where the register does not know it."""
    found = release.sql(_NAMES, units=[unit], quarter=quarter).to_dicts()
    bare = {"unit_code": unit, "name_zh": unit, "name_en": unit, "level": None, "parent_code": None}
    return found[0] if found else bare


def missing(release: Release, frame: pl.DataFrame, quarter: str) -> tuple[Row, ...]:
    """The units whose rows did not come, each once, by name; the smallest unit that a row names."""
    places = [name for name in _PLACES if name in frame.columns]
    absent = frame.filter(pl.col(STATE) == "missing")
    if absent.is_empty() or not places:
        return ()
    codes = absent.select(pl.coalesce(places).alias("unit"))["unit"].drop_nulls().value_counts().rows()
    rows = dict(codes)
    known = release.sql(_NAMES, units=list(rows), quarter=quarter).to_dicts()
    return tuple(row | {"rows": rows[row["unit_code"]]} for row in known)


def norms(release: Release, code: Code) -> tuple[Row, ...]:
    """The yardsticks of the indicator, with the unit's own plan where there is one."""
    return tuple(release.sql(_NORMS, indicator=code.indicator, unit=code.unit).to_dicts())


def counters(release: Release, code: Code, ids: Collection[str]) -> tuple[Row, ...]:
    """Each counter-figure of the same unit in its own latest period that has closed by then, with its code."""
    latest: dict[str, Row] = {}
    for row in release.sql(_COUNTERS, unit=code.unit, counters=list(ids)).to_dicts():
        if row["period"] is None:
            latest[row["id"]] = row | {"code": None}
        elif closing(row["period"]) <= closing(code.period):
            latest[row["id"]] = row | {"code": str(Code(row["id"], code.unit, row["period"]))}
    return tuple(latest.values())


def compared(release: Release, code: Code) -> tuple[Row, ...]:
    """The figures of the group and of the reference group that a gap divides; none for any other indicator."""
    gap = release.sql(_GAP, indicator=code.indicator, split=code.split, value=code.value).to_dicts()
    return tuple(_compared(release, codes) for codes in (_sides(gap[0], code) if gap else ()))


def _sides(gap: Row, code: Code) -> Sequence[Code]:
    quarter = closing(code.period)
    period = {"H": half_of(quarter), "A": str(year_of(quarter))}.get(gap["period"], quarter)
    groups = (gap["group_value"], gap["reference_value"])
    if gap["level"]:
        return [Code(gap["base"], unit, period) for unit in groups]
    return [Code(gap["base"], code.unit, period, gap["split"], value) for value in groups]


def _compared(release: Release, code: Code) -> Row:
    asked = {"indicator": code.indicator, "period": code.period, "unit": code.unit}
    found = release.sql(_VALUE, **asked, split=code.split, value=code.value).to_dicts()
    place = named(release, code.unit, closing(code.period))
    whole = code.split == WHOLE
    names = {
        f"part_{lang}": place[f"name_{lang}"] if whole or not found else found[0][f"value_{lang}"]
        for lang in ("zh", "en")
    }
    return {"code": str(code) if found else None} | (found[0] if found else {}) | names
