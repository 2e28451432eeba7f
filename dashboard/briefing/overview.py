"""The whole in a few lines: how many headline figures meet their yardstick, and what moved most."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading
from dashboard.words import listed, period_name, t

NAMED = 3  # how many shortfalls are named


def summary(lang: str, period: str, unit: str, mains: Sequence[Reading]) -> str:
    """How many of the headline figures meet their yardstick; counts only what is judged."""
    verdicts = [reading.verdict for reading in mains]
    met, below = verdicts.count("met"), verdicts.count("below")
    slots = {"period": period_name(lang, period), "unit": unit, "of": len(mains), "met": met, "below": below}
    key = "judged" if met and below else "all_met" if met else "all_below" if below else "none_judged"
    return t(lang, f"overview.{key}", **slots)


def shortfalls(lang: str, mains: Sequence[Reading]) -> str:
    """The headline figures furthest below their yardstick, each with its gap, shares first; empty without any."""
    short = sorted((r for r in mains if r.verdict == "below"), key=lambda r: (r.is_share, r.gap or 0.0), reverse=True)
    said = [
        t(lang, "overview.shortfall", name=say.name(lang, r.indicator), points=say.points_text(lang, r, r.gap or 0.0))
        for r in short[:NAMED]
    ]
    return t(lang, "overview.shortfalls", list=listed(lang, said)) if said else ""


def moved_most(lang: str, moved: Sequence[Reading]) -> str:
    """The largest change in one sentence; empty when nothing moved."""
    if not moved or moved[0].change is None:
        return ""
    first = moved[0]
    change = moved[0].change
    slots = {"unit": say.name(lang, first.unit), "name": say.name(lang, first.indicator)}
    points = say.points_text(lang, first, abs(change))
    return t(lang, "overview.moved_up" if change > 0 else "overview.moved_down", points=points, **slots)
