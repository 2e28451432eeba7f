"""Which unit is furthest behind, since when without a break, and whether that is more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading, Row
from dashboard.words import FEW, period_name, t
from pipelines.comparison.differences import of_shares

LEAST = 3  # units with a figure; of two, one is always behind


def furthest(lang: str, readings: Sequence[Reading]) -> str:
    """The unit with the worst share, alone and since when; empty where nobody is alone or nothing is better or worse.

    A period in which fewer than three units have a share, or another one is as bad, breaks the row.
    """
    known = [reading for reading in readings if reading.is_share and reading.indicator["direction"] != "neutral"]
    values = {reading.unit["unit_code"]: _by_period(reading) for reading in known}
    latest = max((closes for lines in values.values() for closes in lines), default=0)
    sign = -1 if known and known[0].indicator["direction"] == "up" else 1
    code = _worst(values, latest, sign)
    if code is None:
        return ""
    since = latest
    while _worst(values, since - 1, sign) == code:
        since -= 1
    worst = next(reading for reading in known if reading.unit["unit_code"] == code)
    slots = {
        "unit": say.name(lang, worst.unit),
        "name": say.name(lang, worst.indicator),
        "value": say.value_text(lang, worst),
        "fraction": say.fraction_text(worst),
        "since": period_name(lang, values[code][since]["period"]),
        "chance": t(lang, f"furthest.{'clear' if _is_clear(worst, known) else 'chance'}"),
    }
    way = "lowest" if sign < 0 else "highest"
    return t(lang, f"furthest.{way}_{'now' if since == latest else 'since'}", **slots)


def _by_period(reading: Reading) -> Mapping[int, Row]:
    """The lines that bear a share, by the quarter that closes them."""
    lines = (*reading.past, reading.row) if reading.row is not None else reading.past
    return {line["closes"]: line for line in lines if line["value"] is not None and line["denominator"] >= FEW}


def _worst(values: Mapping[str, Mapping[int, Row]], closes: int, sign: int) -> str | None:
    """The unit that is worst alone in a period."""
    found = sorted(((sign * lines[closes]["value"], code) for code, lines in values.items() if closes in lines))
    if len(found) < LEAST or found[-1][0] == found[-2][0]:
        return None
    return found[-1][1]


def _is_clear(worst: Reading, all_known: Sequence[Reading]) -> bool:
    """Whether the share is told apart from that of all the others together."""
    rest = [one.row for one in all_known if one is not worst and one.row is not None and one.value is not None]
    own = worst.row or {}
    others = tuple(sum(line[key] for line in rest) for key in ("numerator", "denominator"))
    pairs = ((own["numerator"], own["denominator"]), (others[0], others[1]))
    return all(count <= of for count, of in pairs) and of_shares(*pairs).is_clear
