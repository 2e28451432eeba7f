"""From what a person asks for to one figure of a release; what cannot be found is answered by what there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.i18n import user_error
from pipelines.passport.model import WHOLE, Code, Row
from pipelines.warehouse.release import Release

_SOME = 40

_PERIODS = """
SELECT DISTINCT period FROM indicator_values WHERE indicator = $indicator ORDER BY right(period, 4), period
"""
_UNITS = "SELECT unit_code, name_zh, name_en, level FROM units WHERE unit_code = $unit ORDER BY valid_from DESC LIMIT 1"
_KNOWN = "SELECT DISTINCT unit_code FROM units WHERE level IN ('city', 'side', 'district') ORDER BY unit_code"
_SPLITS = "SELECT DISTINCT split, split_value FROM splits WHERE indicator = $indicator ORDER BY split, split_value"
_FIGURE = """
SELECT *
FROM indicator_values
WHERE indicator = $indicator AND period = $period AND unit_code = $unit AND split = $split AND split_value = $value
"""
_LATEST = "SELECT max(period) FROM indicator_values WHERE indicator = $indicator AND unit_code = $unit"


def code_of(text: str, unit: str | None = None, period: str | None = None, split: str | None = None) -> Code:
    """The code in one piece, or an indicator with unit, period and `NAME=VALUE`; what is not said stays empty."""
    parts = [part.strip() for part in text.strip().split("/")]
    whole = [*parts, "", "", ""][:4]
    chosen = split or whole[3]
    name, mark, value = chosen.partition("=")
    if len(parts) > 4 or not parts[0] or (chosen and not (mark and name and value)):
        raise user_error("figure_code", code=text)
    return Code(parts[0], unit or whole[1], period or whole[2], name or WHOLE, value or WHOLE)


def figure_of(release: Release, code: Code) -> tuple[Code, Row]:
    """The code with nothing left open, and its line of `indicator_values`; the city and the latest by default.

    `UserError` for an indicator, unit, period, split or value that the release does not have.
    """
    known = [str(name) for name in release.sql("SELECT id FROM indicators ORDER BY position")["id"]]
    if code.indicator not in known:
        raise user_error("unknown_indicator", name=code.indicator, known=", ".join(known))
    unit = code.unit or _one(release, "SELECT value FROM release_info WHERE key = 'city'")
    if release.sql(_UNITS, unit=unit).is_empty() and unit not in _units_with_values(release, unit):
        raise user_error("figure_unit", unit=unit, known=_some(release.sql(_KNOWN)["unit_code"].to_list()))
    period = code.period or _one(release, _LATEST, indicator=code.indicator, unit=unit)
    whole = Code(code.indicator, unit, period, code.split, code.value)
    _known_period(release, whole)
    _known_part(release, whole)
    asked = {"indicator": whole.indicator, "period": period, "unit": unit, "split": whole.split, "value": whole.value}
    found = release.sql(_FIGURE, **asked).to_dicts()
    if not found:
        raise user_error("no_figure", code=whole)
    return whole, found[0]


def _units_with_values(release: Release, unit: str) -> list[str]:
    """The unit itself where it has figures without being a place of the register (a side of the city)."""
    query = "SELECT DISTINCT unit_code FROM indicator_values WHERE unit_code = $unit"
    return [str(one) for one in release.sql(query, unit=unit)["unit_code"]]


def _known_period(release: Release, code: Code) -> None:
    periods = [str(one) for one in release.sql(_PERIODS, indicator=code.indicator)["period"]]
    if code.period and code.period not in periods:
        slots = {"period": code.period, "indicator": code.indicator, "known": ", ".join(sorted(periods)) or "-"}
        raise user_error("figure_period", **slots)
    if not code.period:
        raise user_error("no_figure", code=code)


def _known_part(release: Release, code: Code) -> None:
    if code.split == WHOLE:
        return
    parts = release.sql(_SPLITS, indicator=code.indicator).rows()
    values = [str(value) for split, value in parts if split == code.split]
    if not values:
        known = _some(list(dict.fromkeys(str(split) for split, _ in parts))) or "-"
        raise user_error("figure_split", split=code.split, indicator=code.indicator, known=known)
    if code.value not in values:
        raise user_error("figure_part", split=code.split, value=code.value, known=_some(values))


def _one(release: Release, query: str, **asked: Any) -> str:
    found = release.sql(query, **asked).rows()
    return str(found[0][0]) if found and found[0][0] is not None else ""


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_SOME]) + (" …" if len(names) > _SOME else "")
