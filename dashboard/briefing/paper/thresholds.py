"""The declared thresholds of the words for a change, and the word that follows from a change."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dashboard.briefing.model import Reading, Row
from dashboard.briefing.paper.model import Way


@cache
def thresholds() -> Mapping[str, Mapping[str, float]]:
    """`points` for shares, `relative` for the rest: from where a change is no longer steady, slight, or is marked."""
    return tomllib.loads(Path(__file__).with_name("thresholds.toml").read_text(encoding="utf-8"))


def way(reading: Reading) -> Way:
    """Rise, fall, steady (a change too small to speak of), same (none in the decimals shown), or unknown."""
    if reading.change is None:
        return "unknown"
    if round(reading.change, reading.indicator["decimals"]) == 0:
        return "same"
    if _size(reading) < _of(reading)["steady"]:
        return "steady"
    return "rise" if reading.change > 0 else "fall"


def degree(reading: Reading) -> str:
    """`slight`, `plain` or `marked`; marked only where the two intervals, if there are any, do not touch.

    A count that was small before is told without such a word.
    """
    size, limits = _size(reading), _of(reading)
    if reading.indicator["kind"] == "count" and abs((reading.previous or {}).get("value") or 0) < limits["least"]:
        return "plain"
    if size < limits["slight"]:
        return "slight"
    return "marked" if size >= limits["marked"] and _apart(reading.row, reading.previous) else "plain"


def _of(reading: Reading) -> Mapping[str, float]:
    return thresholds()["points" if reading.is_share else "relative"]


def _size(reading: Reading) -> float:
    """The change in percentage points, or in per cent of the value before."""
    before = (reading.previous or {}).get("value")
    change = abs(reading.change or 0.0)
    if reading.is_share:
        return change
    return 100 * change / abs(before) if before else float("inf")


def _apart(now: Row | None, before: Row | None) -> bool:
    if now is None or before is None or now["lower"] is None or before["lower"] is None:
        return True
    return bool(now["lower"] > before["upper"] or now["upper"] < before["lower"])
