"""Communities of 同安 on one meridian, so many minutes' walk apart, the first at nought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PERIOD, TONGAN = "2011Q4", "350212"
KEYS: dict[str, Any] = {"period": PERIOD, "unit_code": TONGAN}
MINUTE = 1000 / 15 / 1.3 / 110_773  # degrees of latitude that take a minute


def place(minutes: float | None) -> dict[str, float]:
    """Where that is; nothing for a place that nobody knows."""
    return {} if minutes is None else {"lon": 118.15, "lat": round(24.75 + minutes * MINUTE, 6)}


def register(at: Mapping[str, float | None]) -> list[dict[str, Any]]:
    """Rows of T01: the first has 1,000 residents, each other 1,000 more than the one before."""
    return [
        KEYS
        | {"community_code": code, "town_code": code[:9], "name": f"演示{code[-3:]}", "ctype": "村改居"}
        | {"households": 400, "residents": 1000 * n, "hukou_residents": 1000 * n - 500, "is_pilot": False}
        | place(minutes)
        for n, (code, minutes) in enumerate(at.items(), start=1)
    ]
