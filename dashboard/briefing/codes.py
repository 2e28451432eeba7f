"""The passport code of a line of the release or of a reported row, which a person gives to `pingshi show`."""

from __future__ import annotations

from dashboard.briefing.model import Row
from pipelines.passport.model import ACCESS, WHOLE, Code
from pipelines.passport.reported import RowCode


def code_of(row: Row | None, unit: str = "") -> str:
    """The code of a line of `indicator_values`; blank where there is none. `unit` stands in for the row's own."""
    if row is None or row.get("period") is None or row.get("indicator") is None:
        return ""
    split, value = row.get("split", WHOLE), row.get("split_value", WHOLE)
    return str(Code(row["indicator"], unit or row["unit_code"], row["period"], split, value))


def walk_code(place: str, period: str) -> str:
    """The code of how a community, or every community of a unit, reaches service points in a quarter."""
    return str(Code(ACCESS, place, period))


def reported_code(form: str, unit: str | None, *key: object) -> str:
    """The code of a reported row: the other keys of the form in its order; blank where no unit reported it."""
    return "" if unit is None else str(RowCode(form, unit, tuple("" if one is None else str(one) for one in key)))


def point_code(row: Row, period: str) -> str:
    """The code of what was reported of a service point; `row` as `queries.reach.POINTS` gives it."""
    return reported_code("T10", row["supply_id"].partition("/")[0], period, row["centre_id"])


def area_code(indicator: str, unit: str, row: Row, *, urban: bool = False) -> str:
    """The code of an item area's part of a yearly indicator; `row` as `queries.access.AREAS` gives it.

    In village-turned communities, or in the `urban` ones sent for comparison.
    """
    return str(Code(indicator, unit, str(row["period"])[:4], "ctype_area" if urban else "area", row["area"]))


def gap_codes(ends: Row, gap: Row) -> tuple[str, str]:
    """The codes of the two figures that a gap divides; `ends` as `queries.access.GAPS` gives it, `gap` its own line."""
    first, second = (
        Code(ends["base"], gap["unit_code"], gap["period"], ends["split"], ends[f"{end}_value"])
        if ends["split"]
        else Code(ends["base"], ends[f"{end}_value"], gap["period"])
        for end in ("group", "reference")
    )
    return str(first), str(second)
