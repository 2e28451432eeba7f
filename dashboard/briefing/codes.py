"""The passport code of a line of the release, which a person gives to `pingshi show`."""

from __future__ import annotations

from dashboard.briefing.model import Row
from pipelines.passport.model import ACCESS, WHOLE, Code


def code_of(row: Row | None, unit: str = "") -> str:
    """The code of a line of `indicator_values`; blank where there is none. `unit` stands in for the row's own."""
    if row is None or row.get("period") is None or row.get("indicator") is None:
        return ""
    split, value = row.get("split", WHOLE), row.get("split_value", WHOLE)
    return str(Code(row["indicator"], unit or row["unit_code"], row["period"], split, value))


def walk_code(place: str, period: str) -> str:
    """The code of how a community, or every community of a unit, reaches service points in a quarter."""
    return str(Code(ACCESS, place, period))


def area_code(indicator: str, unit: str, row: Row) -> str:
    """The code of an item area's part of a yearly indicator; `row` as `queries.access.AREAS` gives it."""
    return str(Code(indicator, unit, str(row["period"])[:4], "area", row["area"]))
